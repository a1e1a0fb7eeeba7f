"""The empty MIR workbook that IMPLAN fills in Excel."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.read.mir.columns import (
    GOALS,
    INDICATOR_COLUMNS,
    INDICATORS,
    NUMBER_FORMAT,
    SHEETS,
    SUM_HEADING,
    MirColumn,
    MirKey,
)

ROWS_READY = 300
"""Rows with drop-downs and sums; further rows may be added."""

_HEADING = PatternFill("solid", fgColor="7A1F3D")
_EXAMPLE = PatternFill("solid", fgColor="D9D9D9")
_WRONG = PatternFill("solid", bgColor="F4B6B6")
_INSTRUCTIONS = (
    ("Cómo llenar la MIR", ""),
    ("1. Hoja Programas", "Un renglón por cada Programa Presupuestario de cada Unidad Responsable."),
    (
        "2. Hoja Indicadores",
        "Un renglón por indicador. Repita la Clave UR y la Clave PP de la hoja Programas.",
    ),
    ("3. Ejemplo", "El renglón gris que dice EJEMPLO no se lee. Puede dejarlo, borrarlo o escribir encima."),
    (
        "4. Claves",
        "La Clave UR tiene tres dígitos (402). La Clave PP se escribe como está aprobada (08 o 8).",
    ),
    ("5. Nivel y número", "Elija el nivel de la lista. Fin y Propósito no llevan número."),
    ("", "El Componente lleva uno (7); la Actividad lleva el de su Componente (7.1)."),
    (
        "6. Ejes y objetivos",
        "Escriba clave y nombre: 2. Gobierno honesto. Si son varios, uno por línea (Alt+Enter).",
    ),
    ("7. Metas", "Porcentaje del plan anual en cada trimestre, de 0 a 100. Las cuatro deben sumar 100."),
    ("", "Si en un trimestre no se programa nada, escriba 0; no deje la celda vacía."),
    (
        "8. Listas",
        "Tipo, Dimensión, Frecuencia y Sentido se eligen de la lista; si no se conocen, déjelos vacíos.",
    ),
    ("9. No cambie", "Los encabezados ni los nombres de las hojas. No combine celdas. No use macros."),
    (
        "10. Al terminar",
        "Guarde como Libro de Excel (.xlsx) y envíelo al bot. Si algo falta, le dirá en qué celda.",
    ),
)


def mir_template() -> bytes:
    """Return the workbook as XLSX: instructions, programmes and indicators, each with an example row."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _write_instructions(workbook.create_sheet("Instrucciones"))
    for title, columns in SHEETS.items():
        _write_table(workbook.create_sheet(title), columns)
    _write_sums(workbook[INDICATORS])
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _write_instructions(sheet: Worksheet) -> None:
    for number, (title, text) in enumerate(_INSTRUCTIONS, start=1):
        sheet.cell(number, 1, title).font = Font(bold=True, size=16 if number == 1 else 11)
        sheet.cell(number, 2, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90


def _write_table(sheet: Worksheet, columns: tuple[MirColumn, ...]) -> None:
    for index, column in enumerate(columns, start=1):
        _write_heading(sheet, index, column.heading, column.width)
        example = sheet.cell(2, index, column.example)
        example.font, example.fill = Font(italic=True, color="666666"), _EXAMPLE
        example.number_format = column.number_format
        whole = sheet.column_dimensions[get_column_letter(index)]
        whole.number_format = column.number_format
        whole.alignment = Alignment(wrap_text=True, vertical="top")
        _add_validation(sheet, get_column_letter(index), column)
    sheet.freeze_panes = "E2" if columns is INDICATOR_COLUMNS else "D2"


def _write_heading(sheet: Worksheet, index: int, heading: str, width: int) -> None:
    cell = sheet.cell(1, index, heading)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEADING
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.column_dimensions[get_column_letter(index)].width = width


def _add_validation(sheet: Worksheet, letter: str, column: MirColumn) -> None:
    validation = _validation(column)
    if validation is None:
        return
    validation.errorTitle = column.heading
    validation.showErrorMessage = True
    sheet.add_data_validation(validation)
    validation.add(f"{letter}2:{letter}{ROWS_READY + 1}")


def _validation(column: MirColumn) -> DataValidation | None:
    if column.choices:
        choices = ",".join(column.choices)
        return DataValidation("list", formula1=f'"{choices}"', allow_blank=True, error="Elija de la lista.")
    if column.key in GOALS:
        error = "Escriba un número de 0 a 100."
        return DataValidation("decimal", operator="between", formula1="0", formula2="100", error=error)
    if column.key in {MirKey.YEAR, MirKey.BASELINE_YEAR}:
        error = "Escriba un año de cuatro cifras, de 2000 a 2100."
        return DataValidation("whole", operator="between", formula1="2000", formula2="2100", error=error)
    return None


def _write_sums(sheet: Worksheet) -> None:
    """Add a column that sums the goals and turns red unless they give 100; the reader ignores it."""
    index = len(INDICATOR_COLUMNS) + 1
    letter, first, last = (get_column_letter(i) for i in (index, index - 4, index - 1))
    _write_heading(sheet, index, SUM_HEADING, 9)
    for row in range(2, ROWS_READY + 2):
        goals = f"{first}{row}:{last}{row}"
        sheet.cell(row, index, f'=IF(COUNT({goals})=0,"",SUM({goals}))').number_format = NUMBER_FORMAT
    wrong = Rule("expression", dxf=DifferentialStyle(fill=_WRONG))
    wrong.formula = [f'AND({letter}2<>"",ROUND({letter}2,4)<>100)']
    sheet.conditional_formatting.add(f"{letter}2:{letter}{ROWS_READY + 1}", wrong)
