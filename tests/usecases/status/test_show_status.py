"""/estado: each role sees its URs; a UR that a person may not see is never revealed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.kit.access import Role
from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, Overview, UnitStatus, UnknownUnit
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from tests.facts import AN_OFICIO, ANA, T2, T3, Office, a_mir, a_row, an_avance
from usecases.status.show_status import show_status

OWN, FOREIGN, MISSING = "402", "504", "999"


@pytest.fixture
async def office(office: Office) -> Office:
    await office.register(a_mir(a_row("Componente 7"), a_row("Fin", frequency="Anual"), unit=OWN))
    await office.register(a_mir(unit=FOREIGN, unit_name="IMPLAN"))
    return office


async def ask(
    office: Office,
    unit_code: str | None,
    *roles: tuple[Role, str | None],
    period: Period | None = None,
) -> list[Said]:
    for role, held in roles:
        person = await office.lets_in(ANA, role, held)
    return await office.do(lambda uow: show_status(uow, person, unit_code, period, office.moment))


def codes(said: list[Said]) -> list[str]:
    return [each.code for each in said if isinstance(each, UnitStatus)]


ENLACE, TITULAR = (Role.ENLACE, OWN), (Role.TITULAR, OWN)
IMPLAN, CONSULTA = (Role.IMPLAN, None), (Role.CONSULTA, None)


@pytest.mark.parametrize("role", [ENLACE, TITULAR, IMPLAN, CONSULTA], ids=lambda role: role[0].value)
async def test_everybody_may_see_the_unit_they_hold(office: Office, role: tuple[Role, str | None]) -> None:
    assert codes(await ask(office, OWN, role)) == [OWN]


@pytest.mark.parametrize("role", [IMPLAN, CONSULTA], ids=lambda role: role[0].value)
async def test_a_role_of_the_municipality_sees_any_unit(
    office: Office, role: tuple[Role, str | None]
) -> None:
    assert codes(await ask(office, FOREIGN, role)) == [FOREIGN]


@pytest.mark.parametrize("role", [ENLACE, TITULAR], ids=lambda role: role[0].value)
@pytest.mark.parametrize("unit_code", [FOREIGN, MISSING], ids=["foreign", "unknown"])
async def test_a_role_of_a_unit_does_not_learn_whether_another_unit_exists(
    office: Office, role: tuple[Role, str | None], unit_code: str
) -> None:
    assert await ask(office, unit_code, role) == [NotAllowed((OWN,), "estado")]


async def test_who_sees_every_unit_learns_that_one_does_not_exist(office: Office) -> None:
    assert await ask(office, MISSING, CONSULTA) == [UnknownUnit(MISSING, "estado")]


@pytest.mark.parametrize("role", [IMPLAN, CONSULTA], ids=lambda role: role[0].value)
async def test_without_a_unit_the_municipality_is_shown_at_a_glance(
    office: Office, role: tuple[Role, str | None]
) -> None:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Fin", frequency="Anual"), unit=OWN))
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)))

    (overview,) = await ask(office, None, role)

    assert isinstance(overview, Overview)
    assert (overview.period, overview.due.workdays_left) == (T3, 3)
    assert [(each.code, each.reported, each.asked, each.gaps) for each in overview.units] == [
        (OWN, 1, 1, 0),
        (FOREIGN, 0, 1, 1),
    ]


async def test_the_glance_may_be_at_another_quarter(office: Office) -> None:
    (overview,) = await ask(office, None, CONSULTA, period=T2)

    assert isinstance(overview, Overview)
    assert overview.period == T2


async def test_without_a_unit_ones_own_are_shown_in_order(office: Office) -> None:
    said = await ask(office, None, (Role.ENLACE, FOREIGN), TITULAR)

    assert codes(said) == [OWN, FOREIGN]


async def test_who_holds_a_unit_and_sees_all_is_shown_the_own_one(office: Office) -> None:
    assert codes(await ask(office, None, IMPLAN, ENLACE)) == [OWN]


@pytest.mark.parametrize(
    ("period", "shown"), [(None, T3), (T2, T2)], ids=["the one in play by default", "the named one"]
)
async def test_a_status_is_of_one_quarter(office: Office, period: Period | None, shown: Period) -> None:
    (status,) = await ask(office, OWN, ENLACE, period=period)

    assert isinstance(status, UnitStatus)
    assert status.period == shown


async def test_a_status_shows_each_indicator(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Componente 7"), unit=OWN))
    await office.save(ids["Componente 7"], an_avance("20"), T2)
    await office.save(ids["Componente 7"], an_avance("26", evidence=(AN_OFICIO,)))

    (status,) = await ask(office, OWN, ENLACE)

    assert isinstance(status, UnitStatus)
    (programme,) = status.programmes
    fin, componente = programme.lines
    assert (programme.code, status.reported, status.asked) == ("08", 1, 1)
    assert (componente.value, componente.accumulated, componente.light) == (
        Decimal(26),
        Decimal(46),
        Light.GREEN,
    )
    assert (componente.evidence_count, componente.missing) == (1, ())
    assert (fin.value, fin.light, fin.evidence_count) == (None, Light.NONE, 0)


async def test_a_unit_without_a_programme_that_year_says_which_years_it_has(office: Office) -> None:
    said = await ask(office, OWN, ENLACE, period=Period(2022, 1))

    assert said == [NoProgramme(OWN, 2022, (2025,), "estado")]


async def test_whoever_holds_no_role_is_told_nothing(office: Office) -> None:
    person = await office.lets_in(ANA, *ENLACE)
    bare = replace(person, actor=replace(person.actor, grants=()))

    assert await office.do(lambda uow: show_status(uow, bare, None, None, office.moment)) == []
    assert await office.do(lambda uow: show_status(uow, bare, OWN, None, office.moment)) == [
        NotAllowed((), "estado")
    ]
