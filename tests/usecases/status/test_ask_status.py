"""/estado by name, programme and eje: found among what a person may see, without revealing the rest."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.kit.access import Role
from domain.kit.lights import Light
from domain.kit.periods import Period, PeriodNotUnderstood
from domain.kit.report_messages import NoProgramme, Overview, UnitStatus, UnknownUnit
from domain.kit.reports import CodedName
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from domain.status.messages import (
    ChartText,
    GroupStatus,
    StatusChart,
    StatusDetail,
    UnitChoice,
    UnitsNotFound,
)
from domain.status.unit_search import Entry, Kind
from tests.facts import ANA, T1, T2, T3, Office, a_mir, a_row, an_avance
from usecases.status.ask_status import (
    OFFERED,
    StatusRequest,
    StatusView,
    ask_status,
    show_chart,
    show_detail,
    show_group,
)
from usecases.switchboard.compose import compose

CITY = CodedName("3", "Ciudad ordenada", "3.- CIUDAD ORDENADA")
NAMELESS = CodedName("", "Sin clave", "SIN CLAVE")

IMPLAN, CONSULTA = (Role.IMPLAN, None), (Role.CONSULTA, None)
ENLACE, TITULAR = (Role.ENLACE, "402"), (Role.TITULAR, "402")
SEES_ALL = [pytest.param(IMPLAN, id="implan"), pytest.param(CONSULTA, id="consulta")]
SEES_OWN = [pytest.param(ENLACE, id="enlace"), pytest.param(TITULAR, id="titular")]

Held = tuple[Role, str | None]


@pytest.fixture
async def office(office: Office) -> Office:
    """402 has two programmes, of which one serves the eje 3; 504 shares a programme with it."""
    await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1"), ejes=(CITY, NAMELESS)))
    await office.register(a_mir(a_row("Componente 1"), programme="12", programme_name="Archivo abierto"))
    await office.register(a_mir(unit="504", unit_name="Instituto de Planeación", programme="8", ejes=(CITY,)))
    await office.register(
        a_mir(unit="601", unit_name="Obras Públicas", programme="20", programme_name="Calles")
    )
    return office


async def ask(office: Office, role: Held, text: str = "", **fields: object) -> list[Said]:
    person = await office.lets_in(ANA, *role)
    asked = replace(StatusRequest(text), **fields)  # type: ignore[arg-type]
    return await office.do(lambda uow: ask_status(uow, person, asked, office.moment))


def codes(said: list[Said]) -> list[str]:
    return [each.code for each in said if isinstance(each, UnitStatus)]


@pytest.mark.parametrize("role", SEES_ALL)
@pytest.mark.parametrize(
    ("text", "code"), [("particular", "402"), ("PLANEACION", "504"), ("obras", "601"), ("ur 402", "402")]
)
async def test_a_unit_is_found_by_part_of_its_name(office: Office, role: Held, text: str, code: str) -> None:
    assert codes(await ask(office, role, text)) == [code]


async def test_a_quarter_goes_with_a_name(office: Office) -> None:
    (status,) = await ask(office, IMPLAN, "particular", period=T2)

    assert isinstance(status, UnitStatus)
    assert status.period == T2


@pytest.mark.parametrize("text", ["", "402", "particular"])
@pytest.mark.parametrize(("period", "shown"), [(None, T2), (T2, T1), (T1, Period(2024, 4))])
async def test_the_quarter_before_may_be_asked_for(
    office: Office, text: str, period: Period | None, shown: Period
) -> None:
    (said,) = await ask(office, ENLACE, text, period=period, is_before=True)

    if shown.year == 2024:
        assert said == NoProgramme("402", 2024, (2025,), "estado")
    else:
        assert isinstance(said, UnitStatus)
        assert said.period == shown


async def test_before_the_first_quarter_there_is_none(office: Office) -> None:
    with pytest.raises(PeriodNotUnderstood):
        await ask(office, ENLACE, period=Period(2000, 1), is_before=True)


@pytest.mark.parametrize("role", SEES_OWN)
async def test_ones_own_unit_is_found_by_its_name(office: Office, role: Held) -> None:
    assert codes(await ask(office, role, "particular")) == ["402"]


@pytest.mark.parametrize("role", SEES_OWN)
@pytest.mark.parametrize(
    "text", ["planeación", "obras", "tesorería", "504", "999", "PP 20", "PP 99", "calles", "eje 9", "xyz"]
)
@pytest.mark.parametrize("view", StatusView)
async def test_who_sees_one_unit_is_refused_alike_whether_or_not_there_is_another(
    office: Office, role: Held, text: str, view: StatusView
) -> None:
    assert await ask(office, role, text, view=view) == [NotAllowed(("402",), "estado")]


@pytest.mark.parametrize("text", ["PP 8", "pp08", "gobierno innovador", "programa 8"])
async def test_a_programme_lists_its_units_by_its_own_indicators(office: Office, text: str) -> None:
    (group,) = await ask(office, CONSULTA, text)

    assert isinstance(group, GroupStatus)
    assert (group.kind, group.code, group.period) == (Kind.PROGRAMME, "08", T3)
    assert [(unit.code, unit.reported, unit.asked) for unit in group.units] == [("402", 0, 2), ("504", 0, 1)]
    assert group.units[0].lights == ((Light.NONE, 2),)


async def test_an_eje_lists_the_units_that_serve_it_by_the_programmes_that_do(office: Office) -> None:
    (group,) = await ask(office, IMPLAN, "eje 3")

    assert isinstance(group, GroupStatus)
    assert (group.kind, group.name) == (Kind.EJE, "Ciudad ordenada")
    assert [(unit.code, unit.asked) for unit in group.units] == [("402", 2), ("504", 1)]


@pytest.mark.parametrize("text", ["PP 8", "eje 3"])
async def test_a_group_shows_an_enlace_only_the_own_unit(office: Office, text: str) -> None:
    (group,) = await ask(office, ENLACE, text, period=T2)

    assert isinstance(group, GroupStatus)
    assert ([unit.code for unit in group.units], group.period) == (["402"], T2)


async def test_several_names_are_offered(office: Office) -> None:
    await office.register(a_mir(unit="602", unit_name="Obras y Parques", programme="21"))

    (choice,) = await ask(office, IMPLAN, "obra")

    offered = (Entry(Kind.UNIT, "601", "Obras Públicas"), Entry(Kind.UNIT, "602", "Obras y Parques"))
    assert choice == UnitChoice("obra", offered, T3)


async def test_of_very_many_names_the_first_are_offered_and_the_rest_counted(office: Office) -> None:
    for code in range(701, 712):
        await office.register(a_mir(unit=str(code), unit_name=f"Dirección de Zona {code}", programme="30"))

    (choice,) = await ask(office, IMPLAN, "zona")

    assert isinstance(choice, UnitChoice)
    assert (len(choice.entries), choice.more) == (OFFERED, 11 - OFFERED)


async def test_what_is_not_found_comes_with_the_nearest_names(office: Office) -> None:
    (refusal,) = await ask(office, CONSULTA, "partikular")

    assert refusal == UnitsNotFound("partikular", (Entry(Kind.UNIT, "402", "Secretaría Particular"),), T3)


async def test_a_code_that_nobody_has_is_said_so_to_who_sees_all(office: Office) -> None:
    assert await ask(office, CONSULTA, "999") == [UnknownUnit("999", "estado")]


async def test_without_words_it_is_ones_own(office: Office) -> None:
    assert codes(await ask(office, ENLACE)) == ["402"]


@pytest.mark.parametrize("view", StatusView)
async def test_who_sees_all_and_names_nothing_gets_the_overview(office: Office, view: StatusView) -> None:
    (said,) = await ask(office, CONSULTA, view=view)

    assert isinstance(said, Overview)


async def test_the_detail_holds_each_indicator_beside_the_quarter_before(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1"), ejes=(CITY,)))
    await office.save(ids["Componente 7"], an_avance("20"), T2)
    await office.save(ids["Componente 7"], an_avance("25"))

    (detail,) = await ask(office, TITULAR, "402", view=StatusView.DETAIL)

    assert isinstance(detail, StatusDetail)
    assert [(line.level, line.programme, line.before) for line in detail.lines] == [
        ("Componente 7", "08", Decimal(20)),
        ("Actividad 7.1", "08", None),
        ("Componente 1", "12", None),
    ]


async def test_a_status_is_compared_with_the_quarter_before_of_the_same_year(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.save(ids["Componente 7"], an_avance("20"), T2)
    await office.save(ids["Componente 7"], an_avance("25"))

    (status,) = await ask(office, ENLACE, "402")
    (first,) = await ask(office, ENLACE, "402", period=T1)

    assert isinstance(status, UnitStatus)
    assert isinstance(first, UnitStatus)
    assert status.before is not None
    assert (status.before.period, status.before.reported, status.before.accumulated) == (
        T2,
        1,
        Decimal(20) / 3,
    )
    assert status.accumulated == Decimal(15)
    assert first.before is None


async def test_a_chart_is_planned_and_its_figures_are_looked_up_when_it_is_sent(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))

    (planned,) = await ask(office, ENLACE, view=StatusView.CHART)
    await office.save(ids["Componente 7"], an_avance("26"))
    chart = await office.do(lambda uow: compose(uow, planned, office.moment))

    assert planned == StatusChart("402", T3)
    assert isinstance(chart, ChartText)
    assert [line.level for line in chart.lines] == [
        "Componente 7 · PP 08",
        "Actividad 7.1 · PP 08",
        "Componente 1 · PP 12",
    ]
    first = chart.lines[0]
    assert first.values == (None, None, Decimal(26))
    assert (first.goal_total, first.value_total, first.light_total) == (Decimal(75), Decimal(26), Light.RED)
    assert chart.lines[1].value_total is None


async def test_a_chart_of_many_indicators_has_parts(office: Office) -> None:
    rows = [a_row(f"Componente {number}") for number in range(1, 18)]
    await office.register(a_mir(*rows, unit="601", unit_name="Obras Públicas", programme="20"))

    async def part(page: int) -> Said | None:
        return await office.do(lambda uow: compose(uow, StatusChart("601", T3, page), office.moment))

    parts = [await part(page) for page in (0, 1, 9)]

    shown = [(len(each.lines), each.page, each.last_page) for each in parts if isinstance(each, ChartText)]
    assert shown == [(15, 0, 1), (2, 1, 1), (2, 1, 1)]


async def test_a_chart_of_a_unit_without_indicators_is_not_sent(office: Office) -> None:
    assert (
        await office.do(lambda uow: compose(uow, StatusChart("402", Period(2019, 1)), office.moment)) is None
    )


@pytest.mark.parametrize("show", [show_detail, show_chart])
async def test_detail_and_chart_refuse_as_the_status_does(office: Office, show: object) -> None:
    enlace, consulta = await office.lets_in(ANA, *ENLACE), await office.lets_in(1009, *CONSULTA)

    async def told(person: object, code: str, period: Period | None = None) -> Said:
        return await office.do(lambda uow: show(uow, person, code, period, office.moment))  # type: ignore[operator]

    assert await told(enlace, "504") == NotAllowed(("402",), "estado")
    assert await told(enlace, "999") == NotAllowed(("402",), "estado")
    assert await told(consulta, "999") == UnknownUnit("999", "estado")
    assert await told(consulta, "402", Period(2019, 1)) == NoProgramme("402", 2019, (2025,), "estado")


@pytest.mark.parametrize(
    ("role", "code", "said"),
    [
        pytest.param(ENLACE, "20", NotAllowed(("402",), "estado"), id="of others"),
        pytest.param(ENLACE, "99", NotAllowed(("402",), "estado"), id="of nobody"),
        pytest.param(CONSULTA, "99", UnitsNotFound("99", (), T3), id="gone meanwhile"),
    ],
)
async def test_a_forged_group_is_refused(office: Office, role: Held, code: str, said: Said) -> None:
    person = await office.lets_in(ANA, *role)
    entry = Entry(Kind.PROGRAMME, code, "")

    assert await office.do(lambda uow: show_group(uow, person, entry, T3, office.moment)) == said
