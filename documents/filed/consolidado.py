"""The consolidated report to Contabilidad: the results of every UR, and the draft of its oficio."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import Template

from documents.filed.letterhead import Letterhead
from documents.filed.printed import ORDINALS
from documents.filed.sections import Cell, Column, SectionedPaper, Table, TextSection
from documents.filed.seguimiento import ARITHMETIC, CRITERION, by_unit
from documents.template_files import TEMPLATES, TemplateWrong
from domain.kit.entregas import EntregaState
from domain.kit.lights import total
from domain.kit.periods import Period
from domain.status.results import Result

OFICIO = "oficio.txt"
TITLE = "Informe consolidado"
STATES = {
    EntregaState.OPEN: "Sin entregar",
    EntregaState.SENT: "Entregado",
    EntregaState.APPROVED: "Con Vo. Bo.",
    EntregaState.RETURNED: "Devuelto por el titular",
    EntregaState.OBSERVED: "Observado por IMPLAN",
    EntregaState.ACCEPTED: "Aceptado",
}
UNITS = (
    Column("UR", 0.5),
    Column("Unidad Responsable", 3.6),
    Column("Indicadores", 1),
    Column("Con reporte", 1),
    Column("Programado (%)", 1.1),
    Column("Alcanzado (%)", 1.1),
    Column("Semáforo", 1.2),
    Column("Entrega", 1.6),
    Column("Entregado el", 1.1),
)
INDICATORS = (
    Column("UR", 0.5),
    Column("PP", 0.5),
    Column("Nivel", 1.2),
    Column("Indicador", 3.8),
    Column("Programado del trimestre", 1.1),
    Column("Alcanzado del trimestre", 1.1),
    Column("Variación del trimestre", 1.1),
    Column("Programado anual", 1.1),
    Column("Alcanzado acumulado", 1.1),
    Column("Variación acumulada", 1.1),
)
NONE_MISSING = "Todas las Unidades Responsables tienen reporte."
VARIATION = (
    "Variación: programado menos alcanzado; con signo menos, se rebasó la meta. Un trimestre sin "
    "reporte va en blanco."
)


@dataclass(frozen=True)
class HandedIn:
    """The state of the entrega of a UR; `on` is the local day of its sending."""

    state: EntregaState = EntregaState.OPEN
    on: date | None = None


def consolidado(
    results: tuple[Result, ...],
    handed: Mapping[str, HandedIn],
    period: Period,
    made_at: datetime,
    letterhead: Letterhead,
) -> SectionedPaper:
    """Return the report; its first section is the draft of the oficio. Raise TemplateWrong."""
    reported = _quarter(period)
    return SectionedPaper(
        title=TITLE,
        subject=f"Informe consolidado de indicadores, {reported}",
        fields=(("Trimestre que se reporta:", reported), ("Se remite a:", letterhead.addressee)),
        sections=(
            TextSection("Borrador del oficio", oficio(results, period, made_at, letterhead)),
            Table("Por Unidad Responsable", UNITS, tuple(_units(results, handed))),
            Table("Por indicador", INDICATORS, tuple(_indicator(each, period) for each in results)),
        ),
        made_at=made_at,
        letterhead=letterhead,
        notes=(ARITHMETIC, VARIATION, CRITERION),
    )


def oficio(
    results: Sequence[Result], period: Period, made_at: datetime, letterhead: Letterhead
) -> tuple[str, ...]:
    """Return the paragraphs of the oficio; raise TemplateWrong."""
    asked = [each for each in results if each.is_asked]
    units = dict.fromkeys(each.unit.code for each in results)
    programmes = {(each.unit.code, each.programme.key) for each in results}
    without = [code for code in units if not _has_report(results, code)]
    facts = {
        "trimestre": _quarter(period),
        "lugar": letterhead.place,
        "anio_oficio": str(made_at.year),
        "destinatario": letterhead.addressee,
        "unidades": _counted(len(units), "Unidad Responsable", "Unidades Responsables"),
        "programas": _counted(len(programmes), "Programa Presupuestario", "Programas Presupuestarios"),
        "indicadores": _counted(len(asked), "indicador", "indicadores"),
        "con_reporte": str(sum(each.is_reported for each in asked)),
        "faltantes": f"Sin reporte a la fecha: UR {', '.join(without)}." if without else NONE_MISSING,
        "instituto": letterhead.institute,
    }
    try:
        written = Template((TEMPLATES / OFICIO).read_text(encoding="utf-8")).substitute(facts)
    except (OSError, KeyError, ValueError) as wrong:
        raise TemplateWrong(OFICIO, f"{type(wrong).__name__}: {wrong}") from wrong
    return tuple(line.strip() for line in written.splitlines() if line.strip())


def _units(results: tuple[Result, ...], handed: Mapping[str, HandedIn]) -> Iterable[tuple[Cell, ...]]:
    for group in by_unit(results):
        unit = group.results[0].unit
        entrega = handed.get(unit.code, HandedIn())
        yield (
            *(unit.code, unit.name, group.asked, group.reported, group.goal, group.achieved, group.light),
            *(STATES[entrega.state], entrega.on),
        )


def _indicator(result: Result, period: Period) -> tuple[Cell, ...]:
    indicator, quarter = result.indicator, period.quarter
    value = indicator.value(quarter)
    return (
        *(result.unit.code, result.programme.code, str(indicator.facts.level), indicator.facts.name),
        *(
            indicator.goal(quarter),
            value,
            None if value is None else indicator.variations(quarter)[quarter - 1],
        ),
        total(indicator.goals) if indicator.has_goals else None,
        result.achieved if result.has_any else None,
        indicator.variation_total(quarter),
    )


def _has_report(results: Sequence[Result], code: str) -> bool:
    own = [each for each in results if each.unit.code == code and each.is_asked]
    return not own or any(each.is_reported for each in own)


def _counted(amount: int, one: str, many: str) -> str:
    return f"{amount} {one if amount == 1 else many}"


def _quarter(period: Period) -> str:
    return f"{ORDINALS[period.quarter]} trimestre de {period.year}"
