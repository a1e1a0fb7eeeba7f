"""Reading the rows of a workbook by heading, each cell with its place in the sheet."""

import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from documents.read.mir.columns import SHEETS, MirColumn, MirKey
from documents.read.spelling import fold, squeezed
from documents.read.workbook_guard import BROKEN_FILE, check_workbook
from documents.read.workbook_numbers import cell_number, is_percent
from domain.kit.reports import DocumentError, DocumentRefused

MAX_ROWS = 5_000
MAX_TEXT = 5_000
_LAST_EXCEL_ROW = 1_048_576
_MAX_COLUMNS = 100

Pairs = Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]


@dataclass(frozen=True)
class SheetCell:
    """The content of a cell; `number` is as shown; `lacks_value`: its formula has no stored result."""

    place: str
    value: object = None
    number: Decimal | None = None
    is_percent: bool = False
    lacks_value: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.lacks_value and (self.value is None or not str(self.value).strip())


@dataclass(frozen=True)
class SheetRow:
    line: int
    cells: dict[MirKey, SheetCell]


@dataclass
class SheetRows:
    """The rows with content of each sheet; `errors` are of sheets and headings, `cell_errors` of cells."""

    rows: dict[str, list[SheetRow]] = field(default_factory=dict)
    errors: list[DocumentError] = field(default_factory=list)
    cell_errors: list[DocumentError] = field(default_factory=list)


def read_sheets(content: bytes, *, source: str) -> SheetRows:
    """Read the sheets of the MIR; raise DocumentRefused if the file must not or cannot be opened."""
    merged = check_workbook(content, source=source)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions of other programs, which are not used here.
            warnings.simplefilter("ignore")
            with closing(_open(content, values=True)) as book, closing(_open(content, values=False)) as twin:
                return _read(book, twin, merged)
    except BROKEN_FILE as error:
        text = "El libro está dañado y no se pudo leer. Ábralo en Excel y guárdelo otra vez."
        raise DocumentRefused(source, (DocumentError("archivo", text),)) from error


def _open(content: bytes, *, values: bool) -> Workbook:
    return load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _read(book: Workbook, twin: Workbook, merged: dict[str, tuple[str, ...]]) -> SheetRows:
    """Read both copies of the workbook at once: one has the values, the other the formulas."""
    found = SheetRows()
    for title, columns in SHEETS.items():
        name = next((name for name in book.sheetnames if fold(name.strip()) == fold(title)), None)
        if name is None:
            text = (
                f"Falta la hoja «{title}». Use la plantilla de la MIR sin cambiar los nombres de las hojas."
            )
            found.errors.append(DocumentError("libro", text))
            continue
        found.cell_errors.extend(_merged_error(title, ref) for ref in merged.get(name, ()))
        _read_sheet(title, columns, zip(_rows(book[name]), _rows(twin[name]), strict=False), found)
    return found


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # The declared size of a sheet may be false; without it openpyxl reads the actual rows.
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_row=_LAST_EXCEL_ROW, max_col=_MAX_COLUMNS)
    return rows


def _read_sheet(
    title: str,
    columns: tuple[MirColumn, ...],
    pairs: Pairs,
    found: SheetRows,
) -> None:
    headings, _ = next(pairs, ((), ()))
    places = _places(headings, columns)
    found.errors.extend(_heading_errors(title, headings, columns))
    found.rows[title] = []
    for line, values, formulas in _with_content(pairs):
        cells = {key: _cell(title, line, i, values, formulas) for key, i in places.items()}
        if all(cell.is_empty for cell in cells.values()):
            continue
        if len(found.rows[title]) == MAX_ROWS:
            text = f"La hoja tiene más de {MAX_ROWS} renglones. Divida la MIR en varios libros."
            found.errors.append(DocumentError(f"hoja {title}, renglón {line}", text))
            return
        found.rows[title].append(SheetRow(line, cells))
        found.cell_errors.extend(error for cell in cells.values() for error in _cell_errors(cell))


def _with_content(pairs: Pairs) -> Iterator[tuple[int, tuple[Any, ...], tuple[Any, ...]]]:
    """Skip empty rows: a sheet may have a million of them, for which openpyxl returns the same tuple."""
    blank: tuple[Any, ...] = ()
    for line, (values, formulas) in enumerate(pairs, start=2):
        if formulas is blank:
            continue
        if all(cell.value is None for cell in formulas):
            blank = formulas
        else:
            yield line, values, formulas


def _places(headings: tuple[Any, ...], columns: tuple[MirColumn, ...]) -> dict[MirKey, int]:
    words = [_words(heading.value) for heading in headings]
    return {column.key: words.index(name) for column in columns if (name := _words(column.heading)) in words}


def _heading_errors(
    title: str, headings: tuple[Any, ...], columns: tuple[MirColumn, ...]
) -> Iterator[DocumentError]:
    words = [_words(heading.value) for heading in headings]
    for column in columns:
        count = words.count(_words(column.heading))
        if count == 0:
            text = (
                f"Falta el encabezado «{column.heading}». Use los encabezados de la plantilla, sin cambios."
            )
            yield DocumentError(f"hoja {title}, renglón 1", text)
        if count > 1:
            text = f"El encabezado «{column.heading}» está dos veces. Deje una sola columna."
            yield DocumentError(f"hoja {title}, renglón 1", text)


def _words(value: object) -> str:
    return fold(squeezed(str(value or "")))


def _cell(title: str, line: int, index: int, values: tuple[Any, ...], formulas: tuple[Any, ...]) -> SheetCell:
    place = f"hoja {title}, celda {get_column_letter(index + 1)}{line}"
    cell, twin = values[index], formulas[index]
    lacks_value = cell.value is None and getattr(twin, "data_type", "n") == "f"
    number_format = getattr(cell, "number_format", None)
    number = cell_number(cell.value, number_format)
    is_shown_so = number is not None and is_percent(number_format, cell.value)
    return SheetCell(place, cell.value, number, is_shown_so, lacks_value)


def _cell_errors(cell: SheetCell) -> Iterator[DocumentError]:
    if cell.lacks_value:
        text = (
            "La celda tiene una fórmula sin resultado. Escriba el valor, o abra y guarde el libro en Excel."
        )
        yield DocumentError(cell.place, text)
    if len(str(cell.value)) > MAX_TEXT:
        text = f"El texto pasa de {MAX_TEXT} caracteres. Acórtelo."
        yield DocumentError(cell.place, text)


def _merged_error(title: str, ref: str) -> DocumentError:
    text = "Hay celdas combinadas. Sepárelas y repita el dato en cada renglón."
    return DocumentError(f"hoja {title}, celdas {ref}", text)
