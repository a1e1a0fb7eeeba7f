"""Builders of the workbook of a UR: written by Puntual, filled as a person would."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from documents.report_template_layout import COLUMN_OF, FIRST_ROW, SHEET
from documents.report_template_writer import write_template
from domain.kit.periods import Period
from domain.papers.templates import Fillable, Template, TemplateLine
from tests.documents.workbooks import saved

T3 = Period(2025, 3)
CAUSES = ("Falta de recursos", "Cambio de calendario")


def a_template_line(indicator_id: int = 71, level: str = "Actividad 7.1", **fields: Any) -> TemplateLine:
    usual: dict[str, Any] = {
        "version": 0,
        "programme": "08 Gobierno innovador",
        "name": "Porcentaje de trámites en línea",
        "goal": Decimal(25),
        "accumulated_before": Decimal(50),
    }
    return TemplateLine(indicator_id, level=level, **{**usual, **fields})


def a_template(*lines: TemplateLine, period: Period = T3, **fields: Any) -> Template:
    usual: dict[str, Any] = {"unit_code": "402", "unit_name": "Secretaría Particular", "causes": CAUSES}
    return Template(period=period, lines=lines or (a_template_line(),), **{**usual, **fields})


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def filled_in(
    content: bytes,
    rows: Mapping[int, Mapping[Fillable, object]],
    change: Callable[[Workbook], object] = lambda _: None,
) -> bytes:
    """Fill the cells of the lines (counted from 0), let `change` spoil the rest, and save it."""
    book = opened(content)
    for line, cells in rows.items():
        for fills, value in cells.items():
            book[SHEET].cell(FIRST_ROW + line, COLUMN_OF[fills]).value = value  # type: ignore[assignment]
    change(book)
    return saved(book)


def written(*lines: TemplateLine, **fields: Any) -> bytes:
    return write_template(a_template(*lines, **fields))
