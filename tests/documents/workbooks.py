"""Builders of MIR workbooks: the template filled as a person would, one value changed per test."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from documents.mir_template import mir_template
from documents.read.mir.columns import INDICATORS, PROGRAMMES, SHEETS
from documents.read.mir.workbook import read_mir
from domain.kit.reports import DocumentRefused, ImportedIndicator, ImportedProgramme

TEMPLATE = mir_template()
FIRST_LINE = 3
"""The template has headings in row 1 and its example in row 2."""

A_PROGRAMME: dict[str, Any] = {
    "Ejercicio": 2026,
    "Clave UR": "402",
    "Unidad Responsable": "Jardines",
    "Clave PP": "08",
    "Programa Presupuestario": "Ciudad verde",
}
AN_INDICATOR: dict[str, Any] = {
    "Clave UR": "402",
    "Clave PP": "08",
    "Nivel": "Componente",
    "Número": "7",
    "Nombre del indicador": "Porcentaje de árboles",
    "Meta T1": 25,
    "Meta T2": 25,
    "Meta T3": 25,
    "Meta T4": 25,
}


def a_programme(**values: Any) -> dict[str, Any]:
    return A_PROGRAMME | values


def an_indicator(**values: Any) -> dict[str, Any]:
    """Change values by heading; write `Meta_T1` for «Meta T1»."""
    return AN_INDICATOR | {name.replace("_", " "): value for name, value in values.items()}


def headings(title: str) -> list[str]:
    return [column.heading for column in SHEETS[title]]


def filled(
    programmes: list[dict[str, Any]] | None = None,
    indicators: list[dict[str, Any]] | None = None,
    change: Callable[[Workbook], object] = lambda _: None,
) -> bytes:
    """Fill the template below its example rows, let `change` spoil it, and save it."""
    book = load_workbook(BytesIO(TEMPLATE))
    rows = {
        PROGRAMMES: [a_programme()] if programmes is None else programmes,
        INDICATORS: [an_indicator()] if indicators is None else indicators,
    }
    for title, values_of_rows in rows.items():
        for line, values in enumerate(values_of_rows, start=FIRST_LINE):
            for heading, value in values.items():
                book[title].cell(line, headings(title).index(heading) + 1).value = value
    change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes) -> tuple[ImportedProgramme, ...]:
    return read_mir(content, source="mir.xlsx")


def read_one(**values: Any) -> ImportedIndicator:
    return read(filled(indicators=[an_indicator(**values)]))[0].indicators[0]


def refusals(content: bytes) -> list[tuple[str, str]]:
    """Return place and text of each reason to refuse the workbook; fail when it is taken."""
    try:
        read(content)
    except DocumentRefused as refusal:
        return [(error.place, error.text) for error in refusal.errors]
    raise AssertionError("the workbook was taken")
