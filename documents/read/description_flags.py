"""Flags for the descriptive cells of a printed row: definition, method, baseline, evidence."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from documents.read.cell_numbers import is_blank, parse_number
from documents.read.row_flags import RowPlace
from documents.read.spelling import fold
from domain.kit.reports import Flag

_CUT = re.compile(
    r"(?:[,;:(]|\b(?:a|al|con|de|del|e|el|en|la|las|los|o|para|por|que|sin|su|sus|un|una|y))\s*\Z"
)
_TIMES_100 = re.compile(r"[*x×]\s*100\b")


class Baseline(NamedTuple):
    value: Decimal | None
    year: int | None
    flags: tuple[Flag, ...]


def description_flags(definition: str | None, method: str | None, row: RowPlace) -> Iterator[Flag]:
    """Flag a definition that contains the formula, and a formula without numerator or denominator."""
    if definition and _holds_formula(fold(definition), fold(method or "")):
        text = "La definición trae pegado el método de cálculo. Deje en cada celda sólo lo suyo."
        yield row.flag("definition_has_formula", text)
    if method and _TIMES_100.search(fold(method)) and "/" not in method:
        text = "El método de cálculo multiplica por 100 pero no divide: parece incompleto. Revíselo."
        yield row.flag("method_incomplete", text)


def evidence_flags(evidence: str | None, row: RowPlace) -> Iterator[Flag]:
    if evidence and _CUT.search(fold(evidence)):
        text = f"Los medios de verificación terminan a media frase: «…{evidence[-40:]}». Complételos."
        yield row.flag("evidence_cut", text)


def read_baseline(cells: tuple[str, str], *, year_first: bool, row: RowPlace) -> Baseline:
    """Tell the value from the year: the year has four digits, whatever the heading says."""
    years = [_year(cell) for cell in cells]
    if years.count(None) != 1:
        return _by_heading(cells, years, year_first=year_first, row=row)
    is_first = years[0] is not None
    value, year = (cells[1], years[0]) if is_first else (cells[0], years[1])
    text = "El encabezado de Línea Base invierte Año y Valor; se tomó como año el número de cuatro cifras."
    flags = () if is_first == year_first else (row.flag("baseline_swapped", text),)
    return Baseline(parse_number(value), year, flags)


def _by_heading(
    cells: tuple[str, str], years: list[int | None], *, year_first: bool, row: RowPlace
) -> Baseline:
    """With two years or none, only the heading can tell; add a flag unless both cells are empty."""
    value_at, year_at = (1, 0) if year_first else (0, 1)
    if all(is_blank(cell) for cell in cells):
        return Baseline(None, None, ())
    text = f"No es claro el año de la línea base («{cells[0]}», «{cells[1]}»). Revíselo."
    return Baseline(parse_number(cells[value_at]), years[year_at], (row.flag("baseline_unclear", text),))


def _year(cell: str) -> int | None:
    text = cell.strip()
    return int(text) if re.fullmatch(r"(?:19|20)[0-9]{2}", text) else None


def _holds_formula(definition: str, method: str) -> bool:
    formula = method.strip(" ()")
    _, slash, after = definition.partition("/")
    denominator = after.strip(" ().")
    return bool(_TIMES_100.search(definition)) or (
        bool(slash and denominator) and (formula in definition or denominator in method)
    )
