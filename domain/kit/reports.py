"""The content of an imported document: programme, indicators, goals, reported values and flags."""

from dataclasses import dataclass
from decimal import Decimal

from domain.kit.indicators import BLANK, IndicatorFacts, Quarters
from domain.kit.narrative import Narrative
from domain.kit.periods import Period

GOAL_UNCLEAR = "goal_unclear"
"""A flag with this code has the quarter and the readings of a goal, not of a result."""


@dataclass(frozen=True)
class CodedName:
    """A code and a name kept apart from the text they were read from (`08.- GOBIERNO …`)."""

    code: str
    name: str
    raw: str


@dataclass(frozen=True)
class Flag:
    """A remark of the reader of a document; nothing is guessed in silence.

    `text` is the sentence for people (Spanish). With `needs_confirmation` the value of `quarter` is not
    taken: `candidates` are the possible readings, and a person must choose.
    """

    code: str
    text: str
    source_line: int
    raw_row: str | None = None
    quarter: int | None = None
    needs_confirmation: bool = False
    candidates: tuple[Decimal, ...] = ()

    @property
    def asks_for_value(self) -> bool:
        """Tell whether the doubt is about a result; a doubt about a goal is for IMPLAN to settle."""
        return self.needs_confirmation and self.code != GOAL_UNCLEAR


@dataclass(frozen=True)
class ImportedIndicator:
    """One row (variants A and B), one sheet (variant C) or one workbook row, as read.

    `achieved` holds None for quarters not reported and for those that need confirmation; `evidence_raw` is
    the whole cell of medios de verificación, for the quarter that is reported, and `narrative` the text of
    its sheet.
    """

    facts: IndicatorFacts
    source_line: int
    programmed: Quarters = BLANK
    achieved: Quarters = BLANK
    evidence_raw: str | None = None
    flags: tuple[Flag, ...] = ()
    raw_row: str | None = None
    narrative: Narrative | None = None


@dataclass(frozen=True)
class ImportedProgramme:
    """One programme of one unit in one fiscal year; `period` is None for a MIR workbook.

    `source` is the file name as given; `flags` concern the header, not a row.
    """

    unit: CodedName
    programme: CodedName
    year: int
    period: Period | None
    indicators: tuple[ImportedIndicator, ...]
    source: str
    ejes: tuple[CodedName, ...] = ()
    objetivos: tuple[CodedName, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class DocumentError:
    """One reason to refuse a document: where (`línea 12`, `hoja Indicadores, celda F7`) and what to do."""

    place: str
    text: str


class DocumentRefused(Exception):
    """The document has errors, so nothing of it is imported."""

    def __init__(self, source: str, errors: tuple[DocumentError, ...]) -> None:
        super().__init__(source, errors)
        self.source = source
        self.errors = errors
