"""Reading one row of the printed table: descriptive cells, numbers and evidence, from its level on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.read.cell_numbers import is_blank, parse_number
from documents.read.description_flags import description_flags, evidence_flags, read_baseline
from documents.read.row_flags import RowPlace, reading_flags
from documents.read.spelling import fold, quarter_words, squeezed
from domain.imports.placed_rows import CELLS, read_placed
from domain.imports.report_rows import GOAL_CELLS, read_row
from domain.imports.row_readings import RowReading
from domain.kit.indicators import IndicatorFacts, Level
from domain.kit.reports import DocumentError, Flag, ImportedIndicator

DESCRIPTIVE_CELLS = 11
_TEXT_CELLS = 9
_TYPES = {"estrategico": "Estratégico", "gestion": "Gestión", "de gestion": "Gestión"}


@dataclass(frozen=True)
class PrintedRow:
    """The cells of a row from its level on, and how many blank ones came before.

    `placed` are its numbers if every cell is known to be where Puntual prints it.
    """

    row: RowPlace
    level: Level
    cells: tuple[str, ...]
    offset: int
    placed: RowReading | None = None

    @property
    def texts(self) -> tuple[str | None, ...]:
        """Name, definition, method, unit of measure, type, dimension, frequency and sense."""
        return tuple(squeezed(cell) or None for cell in self.cells[1:_TEXT_CELLS])

    @property
    def numbers(self) -> tuple[str, ...]:
        """The cells from the first goal to the last number of the row."""
        rest = self.cells[DESCRIPTIVE_CELLS:]
        if self.placed:
            return rest[:CELLS]
        last = max((i for i, cell in enumerate(rest) if parse_number(cell) is not None), default=-1)
        return rest[: last + 1]

    @property
    def evidence(self) -> str | None:
        after = self.cells[DESCRIPTIVE_CELLS + len(self.numbers) :]
        return " ".join(cell.strip() for cell in after if not is_blank(cell)) or None


def as_placed(printed: PrintedRow, quarter: int) -> PrintedRow:
    """Read a row of a file that Puntual made by the positions of its cells, if its sums confirm them."""
    cells = (*printed.cells, *("",) * (DESCRIPTIVE_CELLS + CELLS + 1))[: DESCRIPTIVE_CELLS + CELLS + 1]
    numbers = cells[DESCRIPTIVE_CELLS:][:CELLS]
    if any(parse_number(cell) is None and not is_blank(cell) for cell in numbers):
        return printed
    placed = read_placed([parse_number(cell) for cell in numbers], quarter)
    return replace(printed, cells=cells, placed=placed) if placed else printed


def normal_type(text: str | None) -> str | None:
    """Write Estratégico or Gestión in one spelling; leave other words as printed."""
    return _TYPES.get(fold(text), text) if text else None


def row_errors(printed: PrintedRow) -> Iterator[DocumentError]:
    """Yield the reasons why the row is unreadable, each with what to do."""
    place = f"línea {printed.row.line}"
    if len(printed.cells) < DESCRIPTIVE_CELLS + GOAL_CELLS:
        text = f"El renglón de «{printed.level}» no está completo. Póngalo entero en una sola línea."
        yield DocumentError(place, text)
        return
    if printed.texts[0] is None:
        yield DocumentError(place, f"Falta el nombre del indicador de «{printed.level}». Escríbalo.")
    if not printed.placed and any(parse_number(text) is not None for text in printed.texts if text):
        text = f"En «{printed.level}» faltan celdas antes de la línea base. Compárelo con el encabezado."
        yield DocumentError(place, text)
        return
    yield from _goal_errors(printed.cells[DESCRIPTIVE_CELLS:][:GOAL_CELLS], place)


def _goal_errors(cells: tuple[str, ...], place: str) -> Iterator[DocumentError]:
    for t, cell in enumerate(cells, start=1):
        if parse_number(cell) is None and not is_blank(cell):
            what = "El total programado" if t == GOAL_CELLS else f"La meta del {quarter_words(t)}"
            text = f"{what} dice «{cell.strip()[:60]}» y debe ser un número, por ejemplo 25."
            yield DocumentError(place, text)


def read_indicator(printed: PrintedRow, quarter: int, *, year_first: bool) -> ImportedIndicator:
    """Read a row without errors; every irregularity becomes a flag."""
    row = printed.row
    name, definition, method, unit, kind, dimension, frequency, sense = printed.texts
    baseline = read_baseline((printed.cells[9], printed.cells[10]), year_first=year_first, row=row)
    reading = printed.placed or read_row([parse_number(cell) for cell in printed.numbers], quarter)
    facts = IndicatorFacts(
        level=printed.level,
        name=name or "",
        definition=definition,
        method=method,
        unit_of_measure=unit,
        type=normal_type(kind),
        dimension=dimension,
        frequency=frequency,
        sense=sense,
        baseline_value=baseline.value,
        baseline_year=baseline.year,
    )
    flags = (
        *_place_flags(printed),
        *description_flags(definition, method, row),
        *baseline.flags,
        *reading_flags(reading, row, quarter),
        *evidence_flags(printed.evidence, row),
    )
    return ImportedIndicator(
        facts=facts,
        source_line=row.line,
        programmed=reading.programmed,
        achieved=reading.achieved,
        evidence_raw=printed.evidence,
        flags=flags,
        raw_row=row.raw,
    )


def _place_flags(printed: PrintedRow) -> Iterator[Flag]:
    if printed.offset:
        text = f"El renglón empieza {printed.offset} celdas a la derecha; se leyó a partir del nivel."
        yield printed.row.flag("row_displaced", text)
    words = [cell.strip() for cell in printed.numbers if parse_number(cell) is None and not is_blank(cell)]
    if words:
        text = f"Entre los números hay texto: «{', '.join(words)[:80]}». Se leyó como celda en blanco."
        yield printed.row.flag("text_in_numbers", text)
