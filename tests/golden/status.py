"""What /estado says beside one UR in short: choices, lists, details, the chart."""

from dataclasses import replace
from decimal import Decimal

from domain.kit.avances import Missing
from domain.kit.lights import Light, light_of
from domain.kit.periods import Period
from domain.kit.report_messages import QuarterCount
from domain.kit.said import Said
from domain.status.messages import (
    ChartLine,
    ChartText,
    GroupStatus,
    GroupUnit,
    StatusDetail,
    UnitChoice,
    UnitsNotFound,
)
from domain.status.unit_search import Entry, Kind
from tests.messages import NAME, T3, a_due, a_line, a_programme, a_reported_line, a_status, some_lines

T2 = Period(2025, 2)
QUARTER = Decimal(25)

PARTICULAR = Entry(Kind.UNIT, "402", "Secretaría Particular")
PLANNING = Entry(Kind.UNIT, "504", "Instituto Municipal de Planeación")
PROGRAMME = Entry(Kind.PROGRAMME, "08", "Gobierno innovador y tecnológico")
EJE = Entry(Kind.EJE, "3", "Ciudad ordenada <y> sostenible")


def a_chart_line(level: str = "Componente 7", *values: int | None) -> ChartLine:
    given = tuple(None if value is None else Decimal(value) for value in values or (20, 26, 30))
    goals, total = (QUARTER,) * len(given), sum((value for value in given if value is not None), Decimal(0))
    lights = tuple(light_of(QUARTER, value) for value in given)
    whole = QUARTER * len(given)
    return ChartLine(level, NAME, goals, given, lights, whole, total, light_of(whole, total))


def a_chart(*lines: ChartLine, page: int = 0, last_page: int = 0) -> ChartText:
    return ChartText("402", "Secretaría Particular", T3, lines or (a_chart_line(),), page, last_page)


def a_group(amount: int = 2, **fields: object) -> GroupStatus:
    lights = ((Light.GREEN, 1), (Light.RED, 1), (Light.NONE, 1))
    units = tuple(GroupUnit(str(401 + each), f"Área {each}", 2, 3, lights) for each in range(amount))
    usual = GroupStatus(Kind.PROGRAMME, "08", "Gobierno innovador y tecnológico", T3, a_due(), units)
    return replace(usual, **fields)  # type: ignore[arg-type]


def _compared() -> dict[str, Said]:
    lines = (
        a_reported_line(before=Decimal(20)),
        a_reported_line("Actividad 7.1", "21", before=QUARTER),
        a_reported_line("Actividad 7.2", before=QUARTER),
        a_line("Actividad 7.3", before=QUARTER),
    )
    compared = a_status(
        a_programme(*lines), before=QuarterCount(T2, 4, 4, Decimal(50)), accumulated=Decimal("67.75")
    )
    without_goals = replace(compared, before=QuarterCount(T2, 0, 4, None), accumulated=None)
    detailed = tuple(replace(line, name=NAME) for line in lines)
    detail = StatusDetail("402", "Secretaría Particular", T3, detailed)
    many = tuple(replace(line, programme="04") for line in some_lines(60))
    owing = a_line("Actividad 7.4", name=NAME, missing=(Missing.VALUE, Missing.GOAL), goal=None)
    return {
        "status_compared": compared,
        "status_compared_without_goals": without_goals,
        "status_detail": replace(detail, lines=(*detailed, owing)),
        "status_detail_none": replace(detail, lines=()),
        "status_detail_first_page": replace(detail, lines=many),
        "status_detail_page_too_far": replace(detail, lines=many, page=99),
    }


def _found() -> dict[str, Said]:
    entries = (PARTICULAR, PLANNING, PROGRAMME, EJE)
    eight = tuple(replace(PARTICULAR, code=str(401 + each)) for each in range(8))
    nothing = UnitsNotFound("tesoreria <b>", (), T3)
    return {
        "unit_choice": UnitChoice("gobierno", entries, T3),
        "unit_choice_of_many": UnitChoice("secretaria", eight, T3, 6),
        "units_not_found": nothing,
        "units_not_found_nearest": replace(nothing, text="partikular", nearest=(PARTICULAR, PROGRAMME)),
        "group_of_one": a_group(1),
        "group_of_a_programme": a_group(),
        "group_of_an_eje": a_group(kind=Kind.EJE, code="3", name="Ciudad <ordenada>"),
        "group_first_page": a_group(14),
        "group_last_page": a_group(14, page=2),
        "group_without_indicators": a_group(units=(GroupUnit("402", "Secretaría Particular", 0, 0, ()),)),
    }


def _charts() -> dict[str, Said]:
    blank = replace(
        a_chart_line("Fin", None),
        goals=(None,),
        goal_total=None,
        value_total=None,
        light_total=Light.NONE,
    )
    return {
        "chart_of_one": a_chart(),
        "chart_without_goals": a_chart(blank),
        "chart_of_many": a_chart(*(a_chart_line(f"Actividad 7.{n}") for n in range(15)), page=1, last_page=3),
    }


MESSAGES: dict[str, Said] = {**_compared(), **_found(), **_charts()}
