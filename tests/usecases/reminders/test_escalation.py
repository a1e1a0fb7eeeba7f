"""Who is told of a UR that stays silent, snoozes, and delayed messages."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from domain.calendar.deadlines import PeriodDates
from domain.delivery.outcomes import NewMessage, OutboxState, Priority
from domain.kit.access import Grant, Role
from domain.reminders.ladders import Ladder, Recipient, Rhythm
from domain.reminders.messages import Reminder
from domain.reminders.rungs import RungItem, Why
from storage.closings import Closing
from storage.people import Person
from storage.queues.pace import outbox
from tests.facts import AN_OFICIO, ANA, CARLA, T2, T3, Office, a_mir, a_row, an_avance, local, statements_of
from tests.read_back import due_reminders, set_due_date
from tests.usecases.reminders.test_compose_reminder import ask_months
from usecases.reminders.compose_reminder import compose_reminder
from usecases.reminders.plan_reminders import write_reminders

TITA = 1004
TEN_BEFORE, FIVE_BEFORE, FOUR_BEFORE, THURSDAY, FRIDAY, MONDAY, DUE = (
    date(2025, 9, day) for day in (15, 23, 24, 25, 26, 29, 30)
)
AFTER = date(2025, 10, 1)


@pytest.fixture
async def silent(office: Office) -> Office:
    """UR 402 owes an indicator; Ana is its enlace, Carla the suplente, Tita the titular."""
    await office.register(a_mir())
    await office.lets_in(ANA)
    carla = await office.lets_in(CARLA)
    suplente = Grant(Role.ENLACE, "402", is_suplente=True)
    await office.do(lambda uow: uow.people.give(carla.actor.person_id, suplente))
    await office.lets_in(TITA, Role.TITULAR)
    return office


async def tick(office: Office, day: date = THURSDAY, hour: int = 9, minute: int = 0) -> set[int]:
    """Run a tick and return the chats that got a row."""
    before = len(await office.rows())
    await office.do(lambda uow: write_reminders(uow, local(day, hour, minute)))
    return {row.chat_id for row in (await office.rows())[before:]}


async def acts(office: Office, person_id: int, day: date) -> None:
    """Leave a trace in the audit, as every capture does."""
    at = local(day, 11).now
    await office.do(lambda uow: uow.audit.add(at, f"person:{person_id}", "avance_saved", f"avance:1:{T3}"))


async def last_items(office: Office, chat_id: int) -> list[tuple[str, int, Why]]:
    said = [each for each in await office.said(chat_id) if isinstance(each, Reminder)]
    return [(item.unit_code, item.rung, item.why) for item in said[-1].items]


@pytest.mark.parametrize(
    ("day", "people"),
    [
        pytest.param(TEN_BEFORE, {ANA}, id="ten before"),
        pytest.param(FIVE_BEFORE, {ANA}, id="five before"),
        pytest.param(THURSDAY, {ANA, CARLA}, id="three before"),
        pytest.param(MONDAY, {ANA, CARLA, TITA}, id="the eve"),
        pytest.param(AFTER, {ANA, CARLA, TITA}, id="past due"),
    ],
)
async def test_silence_is_told_to_one_more_at_each_step(
    silent: Office, day: date, people: Collection[int]
) -> None:
    assert await tick(silent, day) == people


async def test_each_of_them_knows_why(silent: Office) -> None:
    await tick(silent, MONDAY)

    assert await last_items(silent, ANA) == [("402", -1, Why.OWES)]
    assert await last_items(silent, CARLA) == [("402", -1, Why.NO_SIGN)]
    assert await last_items(silent, TITA) == [("402", -1, Why.NO_SIGN)]


@pytest.mark.parametrize(
    ("acted", "people"),
    [
        pytest.param(FIVE_BEFORE, {ANA}, id="since the ladder began"),
        pytest.param(date(2025, 9, 12), {ANA, CARLA, TITA}, id="before it began"),
        pytest.param(date(2025, 10, 2), {ANA, CARLA, TITA}, id="later than this tick"),
    ],
)
async def test_a_sign_of_the_enlace_spares_the_others(
    silent: Office, acted: date, people: Collection[int]
) -> None:
    await acts(silent, 1, acted)

    assert await tick(silent, MONDAY) == people


async def test_a_sign_of_somebody_else_is_none(silent: Office) -> None:
    await acts(silent, 99, FIVE_BEFORE)

    assert await tick(silent, THURSDAY) == {ANA, CARLA}


async def test_the_titular_has_one_line_on_each_day_past_due(silent: Office) -> None:
    await acts(silent, 1, FIVE_BEFORE)
    await acts(silent, 2, FIVE_BEFORE)

    for day in (AFTER, date(2025, 10, 2), date(2025, 10, 3), date(2025, 10, 6)):
        assert TITA in await tick(silent, day)
        assert await tick(silent, day, hour=15) == set()

    assert await last_items(silent, TITA) == [("402", 4, Why.PAST_DUE)]


async def test_where_only_the_titular_can_be_reached_the_ladder_is_theirs(silent: Office) -> None:
    for each in (ANA, CARLA):
        await silent.do(lambda uow, each=each: uow.people.mark_unreachable(each, "bloqueó", local(DUE).now))  # type: ignore[misc]

    assert await tick(silent, TEN_BEFORE) == {TITA}
    assert await last_items(silent, TITA) == [("402", -10, Why.UNREACHABLE)]


async def test_a_prorroga_moves_the_escalation_as_well(silent: Office) -> None:
    await silent.do(lambda uow: set_due_date(uow, T3, date(2025, 10, 3), "Oficio 9"))

    assert await tick(silent, MONDAY) == {ANA}
    assert await tick(silent, DUE) == {ANA, CARLA}


async def test_a_person_who_heads_one_ur_and_reports_another_gets_one_message(silent: Office) -> None:
    await silent.register(a_mir(unit="504"))
    await silent.lets_in(TITA, Role.ENLACE, "504")

    assert await tick(silent, MONDAY) == {ANA, CARLA, TITA}
    assert await last_items(silent, TITA) == [("402", -1, Why.NO_SIGN), ("504", -1, Why.OWES)]


async def test_a_ladder_of_implan_counts_at_once(silent: Office) -> None:
    key = ("8", Recipient.ENLACE, Rhythm.QUARTERLY)
    own = Ladder((-4,))
    await silent.do(lambda uow: uow.ladders.set(key, own, at=local(FOUR_BEFORE).now, by="person:9"))

    assert await tick(silent, FIVE_BEFORE) == set()
    assert await tick(silent, FOUR_BEFORE) == {ANA}


async def test_escalation_takes_no_more_questions_for_forty_urs(silent: Office) -> None:
    with statements_of(silent.database) as for_one:
        await silent.do(lambda uow: due_reminders(uow, local(MONDAY, 9)))
    for number in range(500, 539):
        await silent.register(a_mir(unit=str(number)))
        await silent.lets_in(number, Role.ENLACE, str(number))
        await silent.lets_in(number + 1000, Role.TITULAR, str(number))

    with statements_of(silent.database) as for_forty:
        due = await silent.do(lambda uow: due_reminders(uow, local(MONDAY, 9)))

    assert len(due) == 3 + 2 * 39
    assert len(for_forty) == len(for_one)


# Put off


async def puts_off(office: Office, person_id: int, until: date, hour: int) -> int:
    at = local(THURSDAY, 9, 30).now
    return await office.do(
        lambda uow: uow.snoozes.put_off(person_id, T3, until=local(until, hour).now, at=at)
    )


async def test_what_was_put_off_comes_at_its_hour_and_once(silent: Office) -> None:
    await tick(silent)
    snooze = await puts_off(silent, 1, FRIDAY, 9)

    assert await tick(silent, hour=17) == set()
    assert await tick(silent, FRIDAY) == {ANA}
    assert await tick(silent, FRIDAY, 9, 1) == set()
    assert (await silent.rows(ANA))[-1].key == f"reminder:snoozed:{snooze}"


async def test_it_stands_for_the_rung_of_its_day(silent: Office) -> None:
    await puts_off(silent, 1, MONDAY, 9)

    assert ANA not in await tick(silent, THURSDAY)
    assert ANA in await tick(silent, MONDAY)
    assert ANA not in await tick(silent, MONDAY, 9, 1)
    assert await last_items(silent, ANA) == [("402", -1, Why.OWES)]


async def test_what_is_settled_by_then_does_not_come(silent: Office) -> None:
    await puts_off(silent, 1, FRIDAY, 9)
    await silent.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó", local(THURSDAY).now))

    assert ANA not in await tick(silent, FRIDAY)
    assert await silent.do(lambda uow: uow.snoozes.open_of(T3)) == {}


@pytest.mark.parametrize(
    ("day", "hour"), [(FRIDAY, 8), (date(2025, 9, 27), 12)], ids=["too early", "on saturday"]
)
async def test_it_waits_for_working_hours(silent: Office, day: date, hour: int) -> None:
    await puts_off(silent, 1, FRIDAY, 7)

    assert ANA not in await tick(silent, day, hour)
    assert 1 in await silent.do(lambda uow: uow.snoozes.open_of(T3))
    assert ANA in await tick(silent, MONDAY)


# Held up


async def test_what_was_held_up_goes_with_what_is_new(silent: Office, ana: Person) -> None:
    await silent.register(a_mir(unit="504"))
    await silent.lets_in(ANA, Role.ENLACE, "504")
    await silent.do(lambda uow: set_due_date(uow, T3, date(2025, 10, 2), "Oficio 9"))
    await tick(silent, DUE)
    held_up = (await silent.rows(ANA))[-1]

    assert ANA in await tick(silent, AFTER)

    assert (await silent.rows(ANA))[-2].state is OutboxState.CANCELLED
    assert (await silent.rows(ANA))[-2].id == held_up.id
    assert await last_items(silent, ANA) == [("402", -1, Why.OWES), ("504", -1, Why.OWES)]


@pytest.fixture
async def ana(silent: Office) -> Person:
    person = await silent.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert person is not None
    return person


async def test_months_are_asked_for_until_the_quarter_is(office: Office) -> None:
    """July and August of 2025; September belongs to the quarter."""
    await office.register(a_mir(a_row(frequency="Mensual")))
    await office.lets_in(ANA)
    await ask_months(office)

    for ahead in range(80):
        await tick(office, date(2025, 7, 14) + timedelta(days=ahead))
        await office.do(lambda uow: uow.session.execute(update(outbox).values(state=OutboxState.SENT)))

    said = [each for each in await office.said(ANA) if isinstance(each, Reminder)]
    asked = [(each.day, item.month, item.rung) for each in said for item in each.items if item.month]
    assert asked == [
        (date(2025, 7, 29), 7, -2),
        (date(2025, 7, 31), 7, 0),
        (date(2025, 8, 27), 8, -2),
        (date(2025, 8, 29), 8, 0),
    ]


async def test_the_item_is_what_is_stored_as_given(silent: Office) -> None:
    await tick(silent)

    given_rungs = await silent.do(lambda uow: uow.rungs.given_rungs([T3], local(THURSDAY, 10)))

    assert given_rungs.has(1, RungItem("402", "8", T3, Recipient.ENLACE, DUE, -3))
    assert given_rungs.served == {1, 2}


async def test_months_may_be_all_that_is_asked(office: Office) -> None:
    ids = await office.register(a_mir(a_row(frequency="Mensual")))
    person = await office.lets_in(ANA)
    await ask_months(office)
    imported = an_avance(evidence=(AN_OFICIO,), is_imported=True)
    await office.save(ids["Componente 7"], imported, T2)
    moment = local(date(2025, 7, 31), 9)
    await tick(office, moment.today)
    (reminder,) = [each for each in await office.said(ANA) if isinstance(each, Reminder)]

    said = await office.do(lambda uow: compose_reminder(uow, reminder, moment))

    assert said is not None
    assert (reminder.period, said.period, said.units) == (T3, T3, ())
    assert said.due == said.months[0].due
    assert person.actor.person_id == reminder.person_id


async def test_months_of_a_closed_quarter_are_not_asked_for(office: Office) -> None:
    await office.register(a_mir(a_row(frequency="Mensual")))
    await office.lets_in(ANA)
    await ask_months(office)
    at = local(date(2025, 7, 30)).now
    await office.do(lambda uow: uow.closings.close(Closing(T3, at, "person:9", {})))

    await tick(office, date(2025, 7, 31))

    said = [each for each in await office.said(ANA) if isinstance(each, Reminder)]
    assert [item.month for each in said for item in each.items] == [0]


@pytest.mark.parametrize(("opens", "is_asked"), [(FRIDAY, False), (THURSDAY, True)])
async def test_a_ur_that_opens_later_is_asked_from_then(silent: Office, opens: date, is_asked: bool) -> None:
    dates = PeriodDates(opens_on=opens)
    await silent.do(lambda uow: uow.calendar.set_dates(T3, "402", dates, "Oficio 9"))

    assert (ANA in await tick(silent, THURSDAY)) is is_asked


async def test_another_process_may_have_written_it(silent: Office) -> None:
    """The key decides between two who planned at the same moment; the rungs that are given follow it."""
    message = NewMessage(ANA, "reminder", key="reminder:2025-09-25:1", priority=Priority.BULK, person_id=1)
    await silent.do(lambda uow: uow.outbox.add(message, local(THURSDAY, 9).now))

    assert await tick(silent) == {CARLA}


async def test_programmes_without_gaps_are_not_asked_for(silent: Office) -> None:
    ids = await silent.register(a_mir(a_row("Componente 1"), programme="09"))
    await silent.save(ids["Componente 1"], an_avance(evidence=(AN_OFICIO,)))

    await tick(silent, TEN_BEFORE)

    said = [each for each in await silent.said(ANA) if isinstance(each, Reminder)]
    assert [item.programme for each in said for item in each.items] == ["8"]
