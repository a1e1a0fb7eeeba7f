"""The transparency formats: the columns that a law requires (data), and one row for each indicator."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from documents.filed.printed import visible
from documents.template_files import TEMPLATES, TemplateWrong
from domain.kit.avances import Indicator, Programme, UnitReport
from domain.kit.figures import trimmed
from domain.kit.indicators import Quarters
from domain.kit.lights import total
from domain.kit.periods import Period

COLUMNS = "transparencia.toml"

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class PublishedColumn:
    """`fact` is empty if we do not have it; `allowed` are the values of its catalogue, if it has one."""

    title: str
    fact: str
    width: float
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """One sheet that the law requires."""

    sheet: str
    title: str
    columns: tuple[PublishedColumn, ...]


@dataclass(frozen=True)
class Law:
    """`until` is the last day of the law; None for the one in force."""

    name: str
    until: date | None
    formats: tuple[Format, ...]


@dataclass(frozen=True)
class PublishedRow:
    """The facts of one indicator by their names; `where` names it in a notice."""

    where: str
    facts: Mapping[str, Cell]

    def cells(self, form: Format) -> tuple[Cell, ...]:
        return tuple(self.facts[column.fact] if column.fact else None for column in form.columns)


@dataclass(frozen=True)
class CellNotice:
    """A cell that a person must check before it is published."""

    sheet: str
    where: str
    column: str
    text: str


@dataclass(frozen=True)
class TransparencySheet:
    law: Law
    period: Period
    rows: tuple[PublishedRow, ...]
    made_on: date

    def notices(self) -> Iterator[CellNotice]:
        """Return the blank cells and the values outside their catalogue."""
        for form in self.law.formats:
            for row in self.rows:
                for column, cell in zip(form.columns, row.cells(form), strict=True):
                    text = _wrong(column, cell)
                    if text:
                        yield CellNotice(form.sheet, row.where, column.title, text)


@dataclass(frozen=True)
class PublishedLinks:
    """The objectives of a programme, and the first goals of an indicator, by its id."""

    objetivos: str
    first_goals: Mapping[int, Quarters]


def law_on(day: date) -> Law:
    """Return the law in force on a day; raise TemplateWrong if the file of columns cannot be read."""
    return next(law for law in laws() if law.until is None or day <= law.until)


@cache
def laws(place: Path = TEMPLATES / COLUMNS) -> tuple[Law, ...]:
    """Read the laws with their columns, the oldest first; raise TemplateWrong."""
    try:
        said = tomllib.loads(place.read_text(encoding="utf-8"))
        found = tuple(_law(each, said) for each in said["leyes"])
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise TemplateWrong(place.name, f"{type(wrong).__name__}: {wrong}") from wrong
    if not found or found[-1].until is not None:
        raise TemplateWrong(place.name, "the last law must have no `hasta`")
    return found


def rows_of(
    report: UnitReport, programme: Programme, links: PublishedLinks, made_on: date
) -> tuple[PublishedRow, ...]:
    return tuple(_row(report, programme, each, links, made_on) for each in programme.indicators)


def _row(
    report: UnitReport, programme: Programme, indicator: Indicator, links: PublishedLinks, made_on: date
) -> PublishedRow:
    facts, period = indicator.facts, report.period
    avance = indicator.avances.get(period.quarter)
    first = links.first_goals.get(indicator.id, indicator.goals)
    written: dict[str, Cell] = {
        "ejercicio": period.year,
        "inicio": period.first_day,
        "termino": period.last_day,
        "programa": f"{programme.code} - {programme.name}",
        "objetivos": links.objetivos,
        "indicador": facts.name,
        "dimension": facts.dimension,
        "definicion": facts.definition,
        "metodo": facts.method,
        "unidad": facts.unit_of_measure,
        "frecuencia": facts.frequency,
        "linea_base": _baseline(indicator),
        "meta": _amount(total(indicator.goals)) if indicator.has_goals else None,
        "metas_programadas": _amount(total(first)) if any(g is not None for g in first) else None,
        "metas_ajustadas": _amount(total(indicator.goals)) if first != indicator.goals else None,
        "avance": _amount(indicator.achieved_total(period.quarter)) if avance else None,
        "sentido": facts.sense,
        "fuente": "; ".join(dict.fromkeys(each.raw for each in avance.evidence)) if avance else None,
        "area": report.unit.name,
        "actualizacion": made_on,
        "nota": _note(indicator, period),
    }
    cleaned = {name: visible(cell) if isinstance(cell, str) else cell for name, cell in written.items()}
    return PublishedRow(f"{report.unit.code} · PP {programme.code} · {facts.level}", cleaned)


def _note(indicator: Indicator, period: Period) -> str:
    """Explain a row: not reported, or the justification of a result outside green."""
    avance = indicator.avances.get(period.quarter)
    if avance is None:
        return "Sin reporte en el trimestre" if indicator.is_owed(period.quarter) else ""
    return " ".join(filter(None, (avance.justification, avance.action)))


def _baseline(indicator: Indicator) -> str:
    value, year = indicator.facts.baseline_value, indicator.facts.baseline_year
    amount = "" if value is None else f"{_amount(value)} %"
    return f"{amount} ({year})".strip() if year else amount


def _amount(value: Decimal) -> Decimal:
    return trimmed(value)


def _wrong(column: PublishedColumn, cell: Cell) -> str:
    if column.fact in ("nota", "metas_ajustadas", "avance", "fuente"):
        return ""
    if cell is None or cell == "":
        return "En blanco"
    if column.allowed and str(cell).casefold() not in {each.casefold() for each in column.allowed}:
        return f"«{cell}» no está en el catálogo: {', '.join(column.allowed)}"
    return ""


def _law(said: Mapping[str, Any], everything: Mapping[str, Any]) -> Law:
    formats = tuple(
        Format(each["hoja"], each["titulo"], tuple(_columns(everything, each["columnas"])))
        for each in said["formatos"]
    )
    return Law(said["nombre"], said.get("hasta"), formats)


def _columns(everything: Mapping[str, Any], name: str) -> Iterator[PublishedColumn]:
    catalogues: Mapping[str, Sequence[str]] = everything["catalogos"]
    for each in everything["columnas"][name]:
        fact = each.get("dato", "")
        if fact and fact not in FACTS:
            raise ValueError(f"there is no fact «{fact}»")
        allowed = tuple(catalogues[each["catalogo"]]) if "catalogo" in each else ()
        yield PublishedColumn(each["titulo"], fact, float(each.get("ancho", 16)), allowed)


FACTS = frozenset(
    (
        *("ejercicio", "inicio", "termino", "programa", "objetivos", "indicador", "dimension", "definicion"),
        *("metodo", "unidad", "frecuencia", "linea_base", "meta", "metas_programadas", "metas_ajustadas"),
        *("avance", "sentido", "fuente", "area", "actualizacion", "nota"),
    )
)
"""The names of the facts that a column may show."""
