"""The narrative sheet of 2025: header, value, text, tables of counts with checked sums, and a chart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from documents.filed.letterhead import Letterhead
from documents.filed.printed import ELABORO, InformeHeading, Signer, coded, number
from domain.kit.avances import Indicator, Programme, UnitReport
from domain.kit.indicators import LevelKind
from domain.kit.narrative import CountTable, Narrative, sum_differs
from domain.kit.periods import Period

ORDINALS = {1: "1ER.", 2: "2DO.", 3: "3ER.", 4: "4TO."}
MONTHS = {1: "ENERO-MARZO", 2: "ABRIL-JUNIO", 3: "JULIO-SEPTIEMBRE", 4: "OCTUBRE-DICIEMBRE"}
VALIDO = "Validó"
NOT_WRITTEN = "Sin narrativa capturada."
NOTHING_ASKED = "Ningún indicador de este programa se reporta en el trimestre."
NOT_REPORTED = "Sin reporte"
LEVEL_LABELS = {LevelKind.COMPONENTE: "Componente:", LevelKind.ACTIVIDAD: "Actividad:"}


@dataclass(frozen=True)
class CountsShown:
    """A table as it is printed; `note` says that the stated total is not the sum."""

    title: str
    rows: tuple[tuple[str, int], ...]
    total: int
    note: str = ""


@dataclass(frozen=True)
class ChartShown:
    title: str
    kind: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class FichaPage:
    """The sheet of one indicator."""

    level: str
    fields: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    tables: tuple[CountsShown, ...] = ()
    chart: ChartShown | None = None


@dataclass(frozen=True)
class Ficha:
    """The sheets of one programme, in the order of its MIR."""

    title: str
    subject: str
    pages: tuple[FichaPage, ...]
    signers: tuple[Signer, ...]
    made_at: datetime
    letterhead: Letterhead = field(default_factory=Letterhead)


def ficha(
    report: UnitReport,
    programme: Programme,
    heading: InformeHeading,
    narratives: Mapping[int, Narrative],
    made_at: datetime,
) -> Ficha:
    """Return the sheets of one programme, one for each indicator that counts in the quarter."""
    unit, period = report.unit, report.period
    above = (
        ("Unidad Responsable:", f"{unit.code}.- {unit.name}"),
        ("Programa Presupuestario:", f"{programme.code}.- {programme.name}"),
        ("Eje:", coded(heading.ejes)),
        ("Objetivo:", coded(heading.objetivos)),
    )
    pages = (_page(each, above, period, narratives.get(each.id)) for each in _asked(programme, period))
    return Ficha(
        title=f"{ORDINALS[period.quarter]} INFORME TRIMESTRAL {period.year} ({MONTHS[period.quarter]})",
        subject=f"Ficha de indicadores, UR {unit.code}, PP {programme.code}, {period}",
        pages=tuple(pages) or (FichaPage("", above, (NOTHING_ASKED,)),),
        signers=tuple(_signer(each) for each in heading.signers),
        made_at=made_at,
        letterhead=heading.letterhead,
    )


def _asked(programme: Programme, period: Period) -> Iterable[Indicator]:
    quarter = period.quarter
    return (each for each in programme.indicators if each.is_owed(quarter) or quarter in each.avances)


def _signer(signer: Signer) -> Signer:
    """The sheet of 2025 has Validó in place of the Vo. Bo. of the table of 2024."""
    return signer if signer.label == ELABORO else Signer(VALIDO, signer.name, signer.post)


def _page(
    indicator: Indicator, above: tuple[tuple[str, str], ...], period: Period, written: Narrative | None
) -> FichaPage:
    facts, value = indicator.facts, indicator.value(period.quarter)
    level = facts.level
    fields = (
        *above,
        (LEVEL_LABELS.get(level.kind, "Nivel:"), level.number or level.kind.value),
        ("Indicador:", facts.name),
        ("Área responsable:", facts.area or ""),
        ("Valor alcanzado:", NOT_REPORTED if value is None else f"{number(value)} %"),
    )
    if written is None:
        return FichaPage(str(level), fields, (NOT_WRITTEN,))
    tables = tuple(_shown(each) for each in written.tables)
    return FichaPage(str(level), fields, _paragraphs(written.text), tables, _chart(written))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _shown(table: CountTable) -> CountsShown:
    note = f"El total dice {table.total}; los conceptos suman {table.sum}." if sum_differs(table) else ""
    return CountsShown(table.title, table.rows, table.total, note)


def _chart(written: Narrative) -> ChartShown | None:
    if written.chart is None:
        return None
    table = written.tables[written.chart.table]
    return ChartShown(table.title, written.chart.kind.value, table.rows)
