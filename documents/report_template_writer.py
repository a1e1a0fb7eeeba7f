"""Writing the workbook of a UR: every cell is locked except those to be filled in."""

import json
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.formulas import may_be_formula
from documents.report_template_layout import (
    COLUMN_OF,
    COLUMNS,
    FIRST_ROW,
    FORMAT,
    HEADING_ROW,
    HIDDEN,
    KEY_COLUMN,
    LONGEST_TEXT,
    SHEET,
    checksum,
)
from domain.papers.templates import NEVER_RECOVERS, Fillable, Template, TemplateLine

DAY_FORMAT = "dd/mm/yyyy"

_HEADING = PatternFill("solid", fgColor="7A1F3D")
_TO_FILL = PatternFill("solid", fgColor="FFF8E1")
_LOCKED = PatternFill("solid", fgColor="F1F1F0")
_HAIR = Side(style="thin", color="D0D0D0")
_GRID = Border(_HAIR, _HAIR, _HAIR, _HAIR)
_INSTRUCTIONS = (
    "Llene solo las celdas amarillas. Deje en blanco lo que todavía no reporta: eso no se toca.",
    (
        "Escriba el porcentaje del trimestre, no el acumulado, por ejemplo: 25 o 25.5. "
        "Si quedó fuera de meta, llene también causa, justificación, acción y fecha."
    ),
    (
        "En evidencia escriba número y fecha del oficio; si son varios, sepárelos con punto y coma. "
        "Al terminar guarde el libro (.xlsx) y envíelo al bot."
    ),
)


def write_template(template: Template) -> bytes:
    """Return the workbook as XLSX; no text in it is ever a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    _write_top(sheet, template)
    _write_headings(sheet)
    for row, line in enumerate(template.lines, start=FIRST_ROW):
        _write_line(sheet, row, line)
    _write_hidden(book.create_sheet(HIDDEN), template)
    _validate(sheet, template)
    _protect(sheet)
    _prepare_print(sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write_top(sheet: Worksheet, template: Template) -> None:
    title = f"Informe Trimestral {template.period} · {template.unit_code} {template.unit_name}"
    _write(sheet, 1, 1, title).font = Font(bold=True, size=15, color="7A1F3D")
    for row, words in enumerate(_INSTRUCTIONS, start=2):
        _write(sheet, row, 1, words).font = Font(size=11, color="444444")


def _write_headings(sheet: Worksheet) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        cell = _write(sheet, HEADING_ROW, place, column.heading)
        cell.font, cell.fill, cell.border = Font(bold=True, color="FFFFFF"), _HEADING, _GRID
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[HEADING_ROW].height = 48
    sheet.column_dimensions[get_column_letter(KEY_COLUMN)].hidden = True
    sheet.freeze_panes = f"C{FIRST_ROW}"


def _write_line(sheet: Worksheet, row: int, line: TemplateLine) -> None:
    shown = (line.programme, line.level, line.name, line.goal, line.accumulated_before)
    recovery = NEVER_RECOVERS if line.never_recovers else line.recovery_on
    filled = (line.value, line.cause, line.justification, line.action, recovery)
    values = (*shown, *filled, "; ".join(line.proofs), None, line.indicator_id)
    for place, (column, value) in enumerate(zip(COLUMNS, values, strict=True), start=1):
        cell = _write(sheet, row, place, value)
        is_open = line.is_open and column.fills is not None
        cell.fill, cell.border = _TO_FILL if is_open else _LOCKED, _GRID
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.protection = Protection(locked=not is_open)
    sheet.cell(row, COLUMN_OF[Fillable.RECOVERY]).number_format = DAY_FORMAT


def _write(sheet: Worksheet, row: int, column: int, value: object) -> Any:
    """Write a value into a cell and return the cell; a text stays a text, whatever its first character."""
    cell: Any = sheet.cell(row, column)
    if not isinstance(value, str):
        cell.value = float(value) if isinstance(value, Decimal) else value
        return cell
    cell.value = "".join(c for c in value if c.isprintable() or c == "\n")
    # openpyxl takes "=1+1" for a formula; with the prefix Excel keeps it a text even when it is edited.
    cell.data_type = "s"
    cell.quotePrefix = may_be_formula(cell.value)
    return cell


def _write_hidden(sheet: Worksheet, template: Template) -> None:
    identity = json.dumps(
        {
            "format": FORMAT,
            "unit": template.unit_code,
            "period": str(template.period),
            "versions": {str(line.indicator_id): line.version for line in template.lines},
        }
    )
    _write(sheet, 1, 1, identity)
    _write(sheet, 2, 1, checksum(identity))
    for row, cause in enumerate(template.causes, start=1):
        _write(sheet, row, 2, cause)
    sheet.sheet_state = "veryHidden"
    sheet.protection.enable()


def _validate(sheet: Worksheet, template: Template) -> None:
    """Let Excel itself stop what would be refused; other programs may let it pass."""
    if not template.lines:
        return
    last = FIRST_ROW + len(template.lines) - 1
    rules = {Fillable.VALUE: _percent()}
    if template.causes:
        rules[Fillable.CAUSE] = _of_list(template.causes)
    for each in (Fillable.JUSTIFICATION, Fillable.ACTION, Fillable.RECOVERY, Fillable.EVIDENCE):
        rules[each] = _short()
    for fillable, rule in rules.items():
        letter = get_column_letter(COLUMN_OF[fillable])
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")


def _percent() -> DataValidation:
    error = "Escriba solo el número, por ejemplo: 25"
    return DataValidation("decimal", operator="between", formula1="0", formula2="1000", error=error)


def _of_list(causes: Sequence[str]) -> DataValidation:
    return DataValidation("list", formula1=f"{HIDDEN}!$B$1:$B${len(causes)}", error="Elija de la lista.")


def _short() -> DataValidation:
    error = f"Hasta {LONGEST_TEXT:,} caracteres."
    return DataValidation("textLength", operator="lessThanOrEqual", formula1=str(LONGEST_TEXT), error=error)


def _protect(sheet: Worksheet) -> None:
    """Lock without a password: this prevents slips and is no secret."""
    sheet.protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows"):
        setattr(sheet.protection, allowed, False)


def _prepare_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
