"""A reminder is worded when it is sent: as whom, of what, and whether now is the time."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from domain.kit.access import Grant, Role
from domain.kit.moments import Moment
from domain.kit.rules import Rules
from domain.reminders.hours import WorkingHours
from domain.reminders.ladders import Ladder, Recipient, Rhythm
from domain.reminders.messages import Reminder, ReminderText
from domain.reminders.reassignments import Reassignment, ReassignmentState
from domain.reminders.rungs import SENDING, RungItem
from storage.people import Person
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, T3, Office, a_mir, a_row, an_avance, local
from tests.read_back import set_due_date
from usecases.reminders.compose_reminder import PLANNED_SOON, compose_reminder, postponed_until
from usecases.reminders.plan_reminders import write_reminders

PROVED = an_avance(evidence=(AN_OFICIO,))
THURSDAY, FRIDAY, MONDAY, DUE = (date(2025, 9, day) for day in (25, 26, 29, 30))


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Person:
    return await office.lets_in()


def an_item(rung: int = -3, unit_code: str = "402", programme: str = "8") -> RungItem:
    return RungItem(unit_code, programme, T3, Recipient.ENLACE, DUE, rung)


def planned(person: Person, *items: RungItem, day: date = THURSDAY) -> Reminder:
    return Reminder(person.actor.person_id, T3, day=day, items=items or (an_item(),))


async def composed(office: Office, said: Reminder, moment: Moment | None = None) -> ReminderText | None:
    return await office.do(lambda uow: compose_reminder(uow, said, moment or office.moment))


async def text(office: Office, said: Reminder, moment: Moment | None = None) -> ReminderText:
    found = await composed(office, said, moment)
    assert found is not None
    return found


async def last_planned(office: Office, chat_id: int, moment: Moment) -> Reminder:
    await office.do(lambda uow: write_reminders(uow, moment))
    said = [each for each in await office.said(chat_id) if isinstance(each, Reminder)]
    return said[-1]


async def is_not_theirs(office: Office, person: Person, indicator_id: int) -> None:
    whose = (0, person.actor.person_id, "402", indicator_id, T3)
    asked = Reassignment(*whose, "Lo lleva otra área", ReassignmentState.OPEN, office.moment.now)
    await office.do(lambda uow: uow.reassignments.ask(asked))


async def test_it_says_how_far_the_ladder_has_come(office: Office, ana: Person) -> None:
    said = await text(office, planned(ana))

    assert (said.rung, said.recipient, said.day) == (-3, Recipient.ENLACE, THURSDAY)
    assert [len(unit.lines) for unit in said.units] == [2]
    assert (said.headed, said.months) == ((), ())


async def test_it_offers_to_be_put_off(office: Office, ana: Person) -> None:
    said = await text(office, planned(ana))

    assert [each.isoformat()[:16] for each in said.put_off_until] == ["2025-09-25T16:00", "2025-09-26T09:00"]


async def test_only_the_programmes_of_its_rungs_are_named(office: Office, ana: Person) -> None:
    await office.register(a_mir(a_row("Componente 1"), programme="09"))

    said = await text(office, planned(ana, an_item(programme="9")))

    assert [[line.level for line in unit.lines] for unit in said.units] == [["Componente 1"]]


async def test_what_is_not_theirs_is_left_out(office: Office, ana: Person, ids: dict[str, int]) -> None:
    await is_not_theirs(office, ana, ids["Componente 7"])

    said = await text(office, planned(ana))

    assert [[line.level for line in unit.lines] for unit in said.units] == [["Actividad 7.1"]]


async def test_it_is_cancelled_when_nothing_of_it_is_theirs(
    office: Office, ana: Person, ids: dict[str, int]
) -> None:
    for indicator_id in ids.values():
        await is_not_theirs(office, ana, indicator_id)

    assert await composed(office, planned(ana)) is None


async def test_what_was_captured_meanwhile_leaves_the_sending(
    office: Office, ana: Person, ids: dict[str, int]
) -> None:
    for indicator_id in ids.values():
        await office.save(indicator_id, PROVED)

    said = await text(office, planned(ana))

    assert [(unit.code, unit.lines) for unit in said.units] == [("402", ())]


async def test_what_was_put_off_meanwhile_is_not_said(office: Office, ana: Person) -> None:
    until = local(FRIDAY, 9).now
    person_id, now = ana.actor.person_id, office.moment.now
    await office.do(lambda uow: uow.snoozes.put_off(person_id, T3, until=until, at=now))

    assert await composed(office, planned(ana)) is None


@pytest.mark.parametrize("rung", [-10, -5, -1], ids=["two ago", "the one before", "a later one"])
async def test_another_rung_is_cancelled(office: Office, ana: Person, rung: int) -> None:
    assert await composed(office, planned(ana, an_item(rung))) is None


async def test_a_row_of_before_the_ladders_is_of_the_urs_it_names(office: Office, ana: Person) -> None:
    await office.register(a_mir(unit="504"))
    await office.lets_in(unit_code="504")
    old = Reminder(ana.actor.person_id, T3, -3, DUE, ("504",))

    said = await text(office, old)

    assert [unit.code for unit in said.units] == ["504"]


async def test_on_a_day_off_it_stands_as_long_as_it_is_owed(
    office: Office, ana: Person, ids: dict[str, int]
) -> None:
    saturday = local(date(2025, 9, 27))
    assert await composed(office, planned(ana), saturday) is not None

    await office.do(lambda uow: set_due_date(uow, T3, FRIDAY, "Oficio 9"))

    assert await composed(office, planned(ana), saturday) is None


async def test_a_titular_has_what_they_head_apart_from_what_they_report(office: Office, ana: Person) -> None:
    await office.register(a_mir(unit="504"))
    await office.do(lambda uow: uow.people.give(ana.actor.person_id, Grant(Role.TITULAR, "504")))
    moment = local(MONDAY, 10)

    said = await text(office, await last_planned(office, ANA, moment), moment)

    assert [unit.code for unit in said.units] == ["402"]
    assert [unit.code for unit in said.headed] == ["504"]
    assert said.recipient is Recipient.ENLACE


async def test_a_titular_alone_is_told_as_such(office: Office, ana: Person) -> None:
    await office.lets_in(BETO, Role.TITULAR)
    moment = local(MONDAY, 10)

    said = await text(office, await last_planned(office, BETO, moment), moment)

    assert (said.recipient, said.units) == (Recipient.TITULAR, ())
    assert [(unit.code, len(unit.lines)) for unit in said.headed] == [("402", 2)]
    assert said.due.on == DUE


async def test_a_titular_is_not_told_what_got_a_sign_since(office: Office, ana: Person) -> None:
    await office.lets_in(BETO, Role.TITULAR)
    moment = local(MONDAY, 10)
    escalated = await last_planned(office, BETO, moment)
    actor = f"person:{ana.actor.person_id}"
    await office.do(lambda uow: uow.audit.add(moment.now, actor, "evidence_added", "avance:1:3T2025"))

    assert await composed(office, escalated, moment) is None


async def test_who_is_suplente_is_asked_as_such(office: Office, ana: Person) -> None:
    carla = await office.lets_in(CARLA)
    await office.do(
        lambda uow: uow.people.give(carla.actor.person_id, Grant(Role.ENLACE, "402", is_suplente=True))
    )

    said = await text(office, await last_planned(office, CARLA, office.moment))

    assert said.recipient is Recipient.SUPLENTE


async def test_months_have_their_own_due_day(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Componente 7", frequency="Mensual"), a_row("Actividad 7.1")))
    await office.lets_in()
    await ask_months(office)
    moment = local(date(2025, 7, 31), 10)
    await office.do(
        lambda uow: uow.months.save(ids["Componente 7"], {8: Decimal(25)}, at=moment.now, by="person:1")
    )

    said = await text(office, await last_planned(office, ANA, moment), moment)

    (july,) = said.months
    assert (july.code, july.period, july.month) == ("402", T3, 7)
    assert (july.due.on, july.due.workdays_left) == (date(2025, 7, 31), 0)
    assert [line.level for line in july.lines] == ["Componente 7"]


async def ask_months(office: Office) -> None:
    """Have the months of the only programme captured, and reminded from two days before."""
    key = ("", Recipient.ENLACE, Rhythm.MONTHLY)
    ladder = Ladder((-2, 0))
    await office.do(lambda uow: uow.ladders.set(key, ladder, at=office.moment.now, by="person:9"))
    await office.do(lambda uow: uow.rules.save(1, Rules(asks_months=True)))


# When it may be sent


async def until(office: Office, said: Reminder, moment: Moment) -> datetime | None:
    return await office.do(lambda uow: postponed_until(uow, said, moment))


async def test_in_working_hours_it_goes_at_once(office: Office, ana: Person) -> None:
    assert await until(office, planned(ana), office.moment) is None


@pytest.mark.parametrize(
    ("day", "hour", "opens"),
    [
        pytest.param(THURSDAY, 18, (FRIDAY, 9), id="in the evening"),
        pytest.param(FRIDAY, 3, (FRIDAY, 9), id="in the night"),
        pytest.param(FRIDAY, 21, (MONDAY, 9), id="before the weekend"),
        pytest.param(date(2025, 9, 27), 11, (MONDAY, 9), id="on saturday"),
    ],
)
async def test_outside_it_waits_for_the_next_ones(
    office: Office, ana: Person, day: date, hour: int, opens: tuple[date, int]
) -> None:
    assert await until(office, planned(ana), local(day, hour)) == local(*opens).now


async def test_own_hours_go_before_those_of_everybody(office: Office, ana: Person) -> None:
    own = WorkingHours.between(time(14), time(16))
    await office.do(lambda uow: uow.people.set_hours(ana.actor.person_id, (own.start, own.end)))

    assert await until(office, planned(ana), local(THURSDAY, 12)) == local(THURSDAY, 14).now


async def test_one_of_yesterday_goes_where_nothing_new_is_due(office: Office, ana: Person) -> None:
    late = await last_planned(office, ANA, local(THURSDAY, 9))

    assert await until(office, late, local(FRIDAY, 9)) is None


async def test_one_of_yesterday_waits_for_that_of_today(office: Office, ana: Person) -> None:
    late = await last_planned(office, ANA, local(FRIDAY, 9))
    moment = local(MONDAY, 9)

    assert await until(office, late, moment) == moment.now + PLANNED_SOON


async def test_whoever_was_revoked_holds_up_nothing(office: Office, ana: Person) -> None:
    late = await last_planned(office, ANA, local(FRIDAY, 9))
    await office.do(lambda uow: uow.people.revoke(ana.actor.person_id, office.moment.now))

    assert await until(office, late, local(MONDAY, 9)) is None
    assert await composed(office, late, local(MONDAY, 9)) is None


async def test_the_sending_is_told_by_the_same_rows(office: Office, ana: Person) -> None:
    assert await composed(office, planned(ana, an_item(programme=SENDING))) is not None
