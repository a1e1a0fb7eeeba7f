"""Seguimiento de acciones: accumulated results by Programa Presupuestario, eje and UR, with their ranking."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from documents.filed.letterhead import Letterhead
from documents.filed.printed import ORDINALS
from documents.filed.sections import Bar, Bars, Cell, Column, Section, SectionedPaper, Table, TextSection
from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.kit.reports import CodedName
from domain.status.results import Group, Result, grouped_by, whole

TITLE = "Seguimiento de acciones"
WITHOUT_EJE = "Sin eje registrado"
COLUMNS = (
    Column("Lugar", 0.6),
    Column("", 4.4),
    Column("Indicadores", 1),
    Column("Con reporte", 1),
    Column("Programado (%)", 1.1),
    Column("Alcanzado (%)", 1.1),
    Column("Cumplimiento (%)", 1.2),
    Column("Semáforo", 1.2),
)
DETAIL = (
    Column("UR", 0.5),
    Column("PP", 0.5),
    Column("Nivel", 1.2),
    Column("Indicador", 4.2),
    Column("Programado (%)", 1),
    Column("Alcanzado (%)", 1),
    Column("Cumplimiento (%)", 1.1),
    Column("Semáforo", 1.2),
)
ARITHMETIC = (
    "Programado y alcanzado: promedio de los indicadores ascendentes, en porcentaje del plan anual, "
    "acumulado al trimestre. Un trimestre sin reporte no suma, como en el Informe Trimestral; «Con reporte» "
    "dice cuántos de los indicadores del trimestre lo tienen. Cumplimiento: alcanzado entre programado."
)
CRITERION = "Semáforo: criterio configurable, no norma."

Ejes = Mapping[tuple[str, str], tuple[CodedName, ...]]
"""The ejes of each programme, by its UR and its code without leading zeros."""


def seguimiento(
    results: tuple[Result, ...],
    ejes: Ejes,
    period: Period,
    made_at: datetime,
    letterhead: Letterhead,
) -> SectionedPaper:
    reported = f"{ORDINALS[period.quarter]} trimestre {period.year}"
    subject = f"Resultados alcanzados acumulados al {reported}"
    return SectionedPaper(
        title=TITLE,
        subject=subject,
        fields=(("Resultados alcanzados acumulados al:", reported), ("Alcance:", _reach(results))),
        sections=tuple(_sections(results, ejes)),
        made_at=made_at,
        letterhead=letterhead,
        notes=(ARITHMETIC, CRITERION),
    )


def by_programme(results: Iterable[Result]) -> tuple[Group, ...]:
    """Group by programme of a UR: one code may mean different programmes in different URs."""
    return grouped_by(
        results,
        lambda each: [
            (
                f"{each.unit.code}·{each.programme.key:>4}",
                f"{each.unit.code} · PP {each.programme.code} {each.programme.name}",
            )
        ],
    )


def by_unit(results: Iterable[Result]) -> tuple[Group, ...]:
    return grouped_by(results, lambda each: [(each.unit.code, f"{each.unit.code} {each.unit.name}")])


def by_eje(results: Iterable[Result], ejes: Ejes) -> tuple[Group, ...]:
    """Group by eje; a programme with several ejes counts in each of them."""

    def keys(result: Result) -> list[tuple[str, str]]:
        own = ejes.get((result.unit.code, result.programme.key), ())
        return [(each.code or each.name, f"{each.code} {each.name}".strip()) for each in own] or [
            ("~", WITHOUT_EJE)
        ]

    return grouped_by(results, keys)


def _sections(results: tuple[Result, ...], ejes: Ejes) -> Iterable[Section]:
    everything = whole(results, "Total")
    yield TextSection("", (_in_words(everything),))
    programmes, units = by_programme(results), by_unit(results)
    yield Table(
        "Por Programa Presupuestario",
        _named("Programa Presupuestario"),
        _rows(programmes, everything),
        _last(programmes),
    )
    yield Bars(
        "Cumplimiento acumulado por Programa Presupuestario", _bars(programmes), sheet="Gráfica por programa"
    )
    groups = by_eje(results, ejes)
    yield Table("Por eje del Plan Municipal de Desarrollo", _named("Eje"), _rows(groups), sheet="Por eje")
    yield Bars("Cumplimiento acumulado por eje", _bars(groups), sheet="Gráfica por eje")
    if len(units) > 1:
        best = tuple(sorted(units, key=lambda each: (each.place or len(units) + 1, each.key)))
        yield Table(
            "Por Unidad Responsable, de mayor a menor cumplimiento",
            _named("Unidad Responsable"),
            _rows(best),
            sheet="Por Unidad Responsable",
        )
        yield Bars("Cumplimiento acumulado por Unidad Responsable", _bars(best), sheet="Gráfica por UR")
    yield Table("Indicadores", DETAIL, tuple(_detail(each) for each in results))


def _named(heading: str) -> tuple[Column, ...]:
    return (COLUMNS[0], Column(heading, COLUMNS[1].width), *COLUMNS[2:])


def _rows(groups: tuple[Group, ...], total: Group | None = None) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_row(each) for each in ((*groups, total) if total and groups else groups))


def _last(groups: tuple[Group, ...]) -> frozenset[int]:
    return frozenset([len(groups)])


def _row(group: Group) -> tuple[Cell, ...]:
    return (
        group.place or None,
        group.name,
        group.asked,
        group.reported,
        group.goal,
        group.achieved,
        group.compliance,
        group.light,
    )


def _detail(result: Result) -> tuple[Cell, ...]:
    return (
        result.unit.code,
        result.programme.code,
        str(result.indicator.facts.level),
        result.indicator.facts.name,
        result.goal,
        result.achieved if result.has_any else None,
        result.compliance,
        result.light,
    )


def _bars(groups: tuple[Group, ...]) -> tuple[Bar, ...]:
    return tuple(Bar(each.name, each.compliance, each.light) for each in groups)


def _reach(results: tuple[Result, ...]) -> str:
    units = dict.fromkeys(f"{each.unit.code} {each.unit.name}" for each in results)
    return next(iter(units)) if len(units) == 1 else f"{len(units)} Unidades Responsables"


def _in_words(everything: Group) -> str:
    lights = everything.lights
    told = ", ".join(
        f"{lights[light]} {word}"
        for light, word in (
            (Light.GREEN, "en meta"),
            (Light.OVER, "por encima"),
            (Light.YELLOW, "por debajo"),
            (Light.RED, "en nivel crítico"),
            (Light.NONE, "sin reporte"),
        )
        if lights.get(light)
    )
    return (
        f"De {everything.asked} indicadores del trimestre, {everything.reported} tienen reporte. "
        f"Al acumulado: {told or 'ningún indicador tiene meta a la fecha'}."
    )
