"""Finding the rows of an Informe Trimestral printed as a table (2022 and 2024)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.read.informe.fields import starts_field
from documents.read.informe.row import PrintedRow, as_placed, read_indicator, row_errors
from documents.read.row_flags import RowPlace
from documents.read.spelling import fold, squeezed
from domain.kit.indicators import Level, LevelNotUnderstood
from domain.kit.reports import DocumentError, Flag, ImportedIndicator

_LONGEST_LEVEL = 40
_CELLS_OF_A_ROW = 8
_HEADING_WORDS = frozenset({"datos del indicador", "valor", "ano", "valores programados"})

LineReading = ImportedIndicator | DocumentError | Flag


@dataclass(frozen=True)
class Findings:
    """The results of the lines of a report: indicators, errors, and flags that concern no row."""

    indicators: tuple[ImportedIndicator, ...]
    errors: tuple[DocumentError, ...]
    flags: tuple[Flag, ...]

    @classmethod
    def of(cls, readings: Iterable[LineReading]) -> "Findings":
        kept = list(_without_repeats(readings))
        return cls(
            tuple(reading for reading in kept if isinstance(reading, ImportedIndicator)),
            tuple(reading for reading in kept if isinstance(reading, DocumentError)),
            tuple(reading for reading in kept if isinstance(reading, Flag)),
        )


def is_table(lines: list[str]) -> bool:
    return any({"nivel", "nombre"} <= _folded(line.split("\t")) for line in lines)


def read_table(lines: list[str], quarter: int, *, is_ours: bool = False) -> Findings:
    """Read every row; a line that looks like a row but cannot be read is an error, never skipped."""
    return Findings.of(_read_lines(lines, quarter, is_ours=is_ours))


def _read_lines(lines: list[str], quarter: int, *, is_ours: bool) -> Iterator[LineReading]:
    year_first, after_row = False, False
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        year_first = _year_comes_first(cells, current=year_first)
        printed = _printed_row(cells, RowPlace(number, line))
        if printed is not None:
            row = as_placed(printed, quarter) if is_ours and not printed.offset else printed
            yield from _read_row(row, quarter, year_first=year_first)
        elif not _is_heading(cells):
            yield from _unread(cells, number, after_row=after_row)
        after_row = printed is not None


def _read_row(printed: PrintedRow, quarter: int, *, year_first: bool) -> Iterator[LineReading]:
    errors = list(row_errors(printed))
    yield from errors
    if not errors:
        yield read_indicator(printed, quarter, year_first=year_first)


def _printed_row(cells: list[str], row: RowPlace) -> PrintedRow | None:
    """Return a row: several cells, of which the first one with text is a level, at any position."""
    start = next((i for i, cell in enumerate(cells) if cell.strip()), None)
    if start is None or len(cells) - start < 2:
        return None
    level = _level(cells[start])
    return None if level is None else PrintedRow(row, level, tuple(cells[start:]), start)


def _level(text: str) -> Level | None:
    try:
        return Level.parse(squeezed(text)) if len(text) <= _LONGEST_LEVEL else None
    except LevelNotUnderstood:
        return None


def _unread(cells: list[str], number: int, *, after_row: bool) -> Iterator[LineReading]:
    """Return flags for text that was not read: a row without its level, or loose text right after a row."""
    words = [cell.strip() for cell in cells if cell.strip()]
    if len(words) >= _CELLS_OF_A_ROW:
        text = f"No se entiende el nivel «{words[0][:60]}». Escriba por ejemplo: Actividad 1.1."
        yield DocumentError(f"línea {number}", text)
    elif words and after_row and not starts_field(" ".join(words)):
        text = f"Después de un renglón hay texto suelto que no se leyó: «{' '.join(words)[:120]}»."
        yield Flag("stray_line", text, number)


def _without_repeats(readings: Iterable[LineReading]) -> Iterator[LineReading]:
    """A level printed twice is one indicator if all cells are the same, and an error otherwise."""
    seen: dict[Level, ImportedIndicator] = {}
    for reading in readings:
        if not isinstance(reading, ImportedIndicator):
            yield reading
            continue
        first = seen.setdefault(reading.facts.level, reading)
        yield reading if first is reading else _repeated(first, reading)


def _repeated(first: ImportedIndicator, second: ImportedIndicator) -> Flag | DocumentError:
    level, line = first.facts.level, second.source_line
    if (first.facts, first.raw_row, first.achieved) == (second.facts, second.raw_row, second.achieved):
        text = f"«{level}» está dos veces, igual que en la línea {first.source_line}; se tomó una sola vez."
        return Flag("repeated_row", text, line)
    text = f"«{level}» ya está en la línea {first.source_line} con otros datos. Deje uno solo."
    return DocumentError(f"línea {line}", text)


def _is_heading(cells: list[str]) -> bool:
    folded = _folded(cells)
    return {"nivel", "nombre"} <= folded or not _HEADING_WORDS.isdisjoint(folded) or _names_quarters(folded)


def _names_quarters(folded: set[str]) -> bool:
    return sum("trim" in cell and len(cell) <= 20 for cell in folded) >= 3


def _year_comes_first(cells: list[str], *, current: bool) -> bool:
    """Follow the order of Valor and Año in the last heading that names them."""
    words = [fold(cell.strip()) for cell in cells]
    if "ano" in words and "valor" in words:
        return words.index("ano") < words.index("valor")
    return current


def _folded(cells: list[str]) -> set[str]:
    return {fold(squeezed(cell)) for cell in cells}
