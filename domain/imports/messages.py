"""What is said of a MIR that was sent, and of numbers that could be read in several ways."""

from dataclasses import dataclass
from decimal import Decimal

from domain.kit.indicators import Quarters
from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class NoDoubts(Said, kind="no_doubts", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """No import left a doubt; `unit_code` is empty for all URs."""

    unit_code: UnitCode


@dataclass(frozen=True)
class DoubtSettled(Said, kind="doubt_settled", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """`left` counts the numbers of the UR that are still in doubt."""

    level: str
    unit_code: UnitCode
    period: Period
    is_goal: bool
    value: Decimal
    left: int


@dataclass(frozen=True)
class DoubtGone(Said, kind="doubt_gone", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The doubt was settled by another person, or the file was imported again without it."""

    unit_code: UnitCode


@dataclass(frozen=True)
class MirRefused(Said, kind="mir_refused", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A workbook with errors: `(place, text)` each, and how many more there are."""

    name: str
    errors: tuple[tuple[str, str], ...]
    more: int = 0


@dataclass(frozen=True)
class MirProgramme:
    """The changes of one programme in a workbook; goals are `(level, before, after)`."""

    unit_code: UnitCode
    code: str
    name: str
    year: int
    indicators: int
    new: tuple[str, ...]
    goals: tuple[tuple[str, Quarters, Quarters], ...]
    described: int


@dataclass(frozen=True)
class MirPreview(Said, kind="mir_preview", nature=Nature.QUESTION, read_by=ADDRESSEE):
    name: str
    programmes: tuple[MirProgramme, ...]
    is_nothing: bool = False


@dataclass(frozen=True)
class MirLoaded(Said, kind="mir_loaded", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    name: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class MirGone(Said, kind="mir_gone", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Another workbook was sent after the one of the tapped button."""
