"""/pendientes and /capturar: the gaps of a person's URs."""

from decimal import Decimal

import pytest

from domain.kit.access import Action, Role
from domain.kit.avances import Missing
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, Pending
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from tests.facts import (
    AN_OFICIO,
    ANA,
    T2,
    T3,
    T4,
    Office,
    a_document,
    a_mir,
    a_row,
    an_avance,
    an_unclear_value,
)
from usecases.status.show_pending import show_pending


async def ask(
    office: Office,
    person: Person,
    period: Period | None = None,
    action: Action = Action.SEE_PENDING,
    page: int = 0,
) -> Said:
    return await office.do(
        lambda uow: show_pending(uow, person, period, office.moment, action=action, page=page)
    )


async def ask_pending(office: Office, person: Person, period: Period | None = None) -> Pending:
    said = await ask(office, person, period)
    assert isinstance(said, Pending)
    return said


async def test_what_is_missing_is_listed_in_order(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Actividad 7.1"), a_row("Componente 7"), a_row("Componente 8")))
    await office.save(ids["Componente 7"], an_avance("10"))
    await office.save(ids["Componente 8"], an_avance("25", evidence=(AN_OFICIO,)))

    pending = await ask_pending(office, await office.lets_in())

    (unit,) = pending.units
    assert [(line.level, line.missing) for line in unit.lines] == [
        ("Componente 7", (Missing.EVIDENCE, Missing.JUSTIFICATION)),
        ("Actividad 7.1", (Missing.VALUE,)),
    ]
    assert (pending.period, pending.due.workdays_left, pending.may_capture) == (T3, 3, True)


async def test_nothing_is_owed_for_a_goal_of_zero_or_an_annual_indicator(office: Office) -> None:
    await office.register(a_mir(a_row("Fin", frequency="Anual"), a_row("Componente 7", goals="50 50 0 0")))

    assert (await ask_pending(office, await office.lets_in())).units == ()


async def test_an_annual_indicator_is_owed_in_the_last_quarter(office: Office) -> None:
    await office.register(a_mir(a_row("Fin", frequency="Anual")))

    pending = await ask_pending(office, await office.lets_in(), T4)

    assert [line.level for line in pending.units[0].lines] == ["Fin"]


async def test_a_missing_goal_is_not_asked_of_the_unit(office: Office) -> None:
    ids = await office.register(a_mir(a_row(goals="_ _ _ _")))
    await office.save(ids["Componente 7"], an_avance("25", evidence=(AN_OFICIO,)))

    assert (await ask_pending(office, await office.lets_in())).units == ()


async def test_readings_to_choose_from_are_offered(office: Office) -> None:
    await office.imports(a_document(a_row(flags=(an_unclear_value(3, 80, 0),))))

    pending = await ask_pending(office, await office.lets_in())

    (line,) = pending.units[0].lines
    assert (line.missing, line.candidates) == ((Missing.CONFIRMATION,), (Decimal(80), Decimal(0)))


async def test_the_programme_is_named_where_there_are_several(office: Office) -> None:
    await office.register(a_mir(programme="4"))
    await office.register(a_mir(programme="6"))

    pending = await ask_pending(office, await office.lets_in())

    assert [line.programme for line in pending.units[0].lines] == ["4", "6"]


async def test_a_named_quarter_is_shown(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)), T2)
    ana = await office.lets_in()

    assert (await ask_pending(office, ana, T2)).units == ()
    assert (await ask_pending(office, ana, T2)).period == T2


async def test_a_page_is_passed_on(office: Office) -> None:
    await office.register(a_mir())

    pending = await ask(office, await office.lets_in(), page=2)

    assert isinstance(pending, Pending)
    assert pending.page == 2


async def test_a_titular_sees_what_is_missing_and_captures_nothing(office: Office) -> None:
    await office.register(a_mir())
    titular = await office.lets_in(ANA, Role.TITULAR)

    pending = await ask_pending(office, titular)

    assert len(pending.units) == 1
    assert not pending.may_capture
    assert await ask(office, titular, action=Action.CAPTURE) == NotAllowed(())


@pytest.mark.parametrize("role", [Role.IMPLAN, Role.CONSULTA])
async def test_without_a_unit_of_ones_own_nothing_is_pending(office: Office, role: Role) -> None:
    await office.register(a_mir())

    assert await ask(office, await office.lets_in(ANA, role, None)) == NotAllowed(())


async def test_a_unit_without_a_programme_says_which_years_it_has(office: Office) -> None:
    await office.register(a_mir(period=Period(2024, 1)))

    said = await ask(office, await office.lets_in(), T3)

    assert said == NoProgramme("402", 2025, (2024,), "pendientes")


async def test_of_several_units_those_without_a_programme_are_named(office: Office) -> None:
    await office.register(a_mir(unit="402"))
    await office.register(a_mir(unit="504", period=Period(2024, 1)))
    await office.lets_in(ANA, Role.ENLACE, "504")

    pending = await ask_pending(office, await office.lets_in(ANA, Role.ENLACE, "402"))

    assert [unit.code for unit in pending.units] == ["402"]
    assert pending.without_programme == ("504",)
