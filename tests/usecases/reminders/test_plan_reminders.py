"""Reminders are written once, whoever runs, however often and however late."""

import asyncio
from datetime import date, time

import pytest

from domain.delivery.outcomes import Priority
from domain.kit.access import Grant, Role
from domain.kit.entregas import GIVEN_BACK, HANDED_IN, Entrega, EntregaState
from domain.kit.periods import Period
from domain.reminders.hours import WorkingHours
from domain.reminders.ladders import Recipient
from domain.reminders.messages import Reminder
from domain.reminders.rungs import RungItem
from storage.engine import Database
from tests.facts import (
    AN_OFICIO,
    ANA,
    BETO,
    CARLA,
    NOW,
    T2,
    T3,
    Office,
    a_mir,
    an_avance,
    local,
    statements_of,
)
from tests.read_back import due_reminders
from usecases.reminders.plan_reminders import write_reminders

AT_NINE = WorkingHours.between(time(9))
THREE_BEFORE, FOUR_BEFORE, DUE, AFTER = (date(2025, 9, day) for day in (25, 24, 30, 29))
SATURDAY, HOLIDAY = date(2025, 9, 27), date(2025, 9, 16)


@pytest.fixture
async def owing(office: Office) -> Office:
    """UR 402 owes an indicator and Ana captures it."""
    await office.register(a_mir())
    await office.lets_in(ANA)
    return office


async def tick(office: Office, day: date = THREE_BEFORE, hour: int = 9, minute: int = 0) -> int:
    moment = local(day, hour, minute)
    return await office.do(lambda uow: write_reminders(uow, moment, AT_NINE))


async def reminders(office: Office, chat_id: int = ANA) -> list[Reminder]:
    return [each for each in await office.said(chat_id) if isinstance(each, Reminder)]


async def rungs(office: Office, period: Period | None = None, chat_id: int = ANA) -> list[int]:
    """Return the rungs that one person was given, in order."""
    said = await reminders(office, chat_id)
    return [item.rung for each in said for item in each.items if period in (None, item.period)]


async def test_before_the_hour_nothing_is_written(owing: Office) -> None:
    assert await tick(owing, hour=8, minute=59) == 0

    assert await owing.rows() == []


async def test_at_the_hour_whoever_owes_is_reminded(owing: Office) -> None:
    assert await tick(owing) == 1

    (row,) = await owing.rows()
    item = RungItem("402", "8", T3, Recipient.ENLACE, DUE, -3)
    assert await owing.said() == [Reminder(1, T3, day=THREE_BEFORE, items=(item,))]
    assert (row.key, row.chat_id, row.person_id, row.priority) == (
        "reminder:2025-09-25:1",
        ANA,
        1,
        Priority.BULK,
    )


async def test_a_second_run_adds_nothing(owing: Office) -> None:
    await tick(owing)

    assert await tick(owing, hour=17) == 0

    assert len(await owing.rows()) == 1


async def test_a_late_run_writes_the_latest_rung_only(owing: Office) -> None:
    assert await tick(owing, date(2025, 9, 29), hour=17, minute=59) == 1

    assert await rungs(owing) == [-1]


@pytest.mark.parametrize(("hour", "minute"), [(8, 59), (18, 0), (23, 59)])
async def test_outside_the_hours_nothing_is_written_and_nothing_lost(
    owing: Office, hour: int, minute: int
) -> None:
    assert await tick(owing, hour=hour, minute=minute) == 0

    assert await tick(owing, date(2025, 9, 26)) == 1
    assert await rungs(owing) == [-3]


@pytest.mark.parametrize(("hour", "written"), [(9, 0), (10, 0), (11, 1), (12, 1), (13, 0)])
async def test_a_person_may_have_hours_of_their_own(owing: Office, hour: int, written: int) -> None:
    await owing.do(lambda uow: uow.people.set_hours(1, (11 * 60, 13 * 60)))

    assert await tick(owing, hour=hour) == written


@pytest.mark.parametrize(("hour", "written"), [(18, 1), (20, 0)])
async def test_somebody_may_work_when_the_others_do_not(owing: Office, hour: int, written: int) -> None:
    await owing.lets_in(CARLA)
    await owing.do(lambda uow: uow.people.set_hours(1, (17 * 60, 19 * 60)))

    assert await tick(owing, hour=hour) == written


@pytest.mark.parametrize(("day", "hour"), [(THREE_BEFORE, 7), (SATURDAY, 12)])
async def test_where_nobody_works_no_report_is_read(owing: Office, day: date, hour: int) -> None:
    with statements_of(owing.database) as statements:
        await tick(owing, day, hour)

    assert not [each for each in statements if "indicator" in each]


async def test_a_rung_that_was_missed_is_made_up_for_the_next_day(owing: Office) -> None:
    await tick(owing, date(2025, 9, 26))

    assert await rungs(owing) == [-3]


async def test_a_rung_is_written_once_on_whatever_day(owing: Office) -> None:
    await tick(owing, date(2025, 9, 25))

    assert await tick(owing, date(2025, 9, 26)) == 0


async def test_the_ladder_is_climbed_rung_by_rung(owing: Office) -> None:
    september = [date(2025, 9, day) for day in range(12, 31)]

    for day in (*september, date(2025, 10, 1), date(2025, 10, 2)):
        await tick(owing, day)

    assert await rungs(owing, T3) == [-10, -5, -3, -1, 0, 1, 2]


@pytest.mark.parametrize("day", [SATURDAY, HOLIDAY], ids=["saturday", "holiday"])
async def test_nobody_is_reminded_on_a_day_off(owing: Office, day: date) -> None:
    assert await tick(owing, day) == 0


async def test_nobody_is_reminded_on_an_inhabil(owing: Office) -> None:
    await owing.do(lambda uow: uow.calendar.add_inhabil(THREE_BEFORE, "Lunes del Cerro", "Gaceta"))

    assert await tick(owing) == 0


async def test_the_hour_is_that_of_oaxaca(owing: Office) -> None:
    utc_nine_is_three_in_the_morning = local(THREE_BEFORE, 3)

    written = await owing.do(lambda uow: write_reminders(uow, utc_nine_is_three_in_the_morning, AT_NINE))

    assert written == 0


async def _completed(office: Office, *, is_imported: bool = False) -> None:
    (indicator,) = (await office.report()).indicators
    await office.save(indicator.id, an_avance(evidence=(AN_OFICIO,), is_imported=is_imported))


async def _entrega(office: Office, state: EntregaState) -> None:
    entrega = Entrega("402", T3, state, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(entrega, read=0, at=NOW.now))


async def test_whoever_completed_the_report_is_reminded_to_send_it(owing: Office) -> None:
    await _completed(owing)

    assert await tick(owing) == 1


@pytest.mark.parametrize("state", sorted(HANDED_IN))
async def test_whoever_has_sent_the_entrega_is_left_alone(owing: Office, state: EntregaState) -> None:
    await _completed(owing)
    await _entrega(owing, state)

    assert await tick(owing) == 0


@pytest.mark.parametrize("state", sorted(GIVEN_BACK))
async def test_what_was_given_back_and_answered_is_to_be_sent_again(
    owing: Office, state: EntregaState
) -> None:
    await _completed(owing)
    await _entrega(owing, state)

    assert await tick(owing) == 1


async def test_a_quarter_that_was_imported_complete_is_not_asked_for(owing: Office) -> None:
    await _completed(owing, is_imported=True)

    assert await tick(owing) == 0


async def test_an_imported_quarter_that_was_sent_and_given_back_is_asked_for(owing: Office) -> None:
    await _completed(owing, is_imported=True)
    await _entrega(owing, EntregaState.RETURNED)

    assert await tick(owing) == 1


async def test_whoever_cannot_be_reached_is_left_alone(owing: Office) -> None:
    await owing.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", NOW.now))

    assert await tick(owing) == 0


@pytest.mark.parametrize("role", [Role.IMPLAN, Role.CONSULTA])
async def test_nobody_else_is_reminded(office: Office, role: Role) -> None:
    await office.register(a_mir())
    await office.lets_in(BETO, role, None)

    assert await tick(office) == 0


async def test_one_message_covers_every_unit_of_a_person(owing: Office) -> None:
    await owing.register(a_mir(unit="504"))
    await owing.lets_in(ANA, Role.ENLACE, "504")

    (due,) = await owing.do(lambda uow: due_reminders(uow, NOW))

    assert due.planned.unit_codes == ("402", "504")
    assert due.person.chat_id == ANA


async def test_every_enlace_of_a_unit_is_reminded(owing: Office) -> None:
    await owing.lets_in(CARLA)

    assert await tick(owing) == 2

    assert {row.chat_id for row in await owing.rows()} == {ANA, CARLA}


async def _beside_a_suplente(office: Office) -> None:
    carla = await office.lets_in(CARLA)
    suplente = Grant(Role.ENLACE, "402", is_suplente=True)
    await office.do(lambda uow: uow.people.give(carla.actor.person_id, suplente))


async def test_a_suplente_is_left_alone_while_the_first_enlace_can_be_reached(owing: Office) -> None:
    await _beside_a_suplente(owing)

    assert await tick(owing, date(2025, 9, 23)) == 1

    assert {row.chat_id for row in await owing.rows()} == {ANA}


async def test_a_suplente_is_reminded_where_nobody_else_can_be(owing: Office) -> None:
    await _beside_a_suplente(owing)
    await owing.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", NOW.now))

    assert await tick(owing) == 1

    assert {row.chat_id for row in await owing.rows()} == {CARLA}


async def test_until_the_next_quarter_opens_the_last_one_is_owed(owing: Office) -> None:
    await tick(owing, date(2025, 9, 12))

    (reminder,) = await reminders(owing)
    assert reminder.period == T2
    assert await rungs(owing) == [54]


async def test_forty_units_take_as_many_queries_as_one(owing: Office) -> None:
    with statements_of(owing.database) as for_one:
        await owing.do(lambda uow: due_reminders(uow, NOW))
    for number in range(500, 539):
        await owing.register(a_mir(unit=str(number)))
        await owing.lets_in(number, Role.ENLACE, str(number))

    with statements_of(owing.database) as for_forty:
        due = await owing.do(lambda uow: due_reminders(uow, NOW))

    assert len(due) == 40
    assert len(for_forty) == len(for_one)


async def test_two_processes_at_once_write_each_reminder_once(database_url: str) -> None:
    one, other = Database(database_url), Database(database_url)
    office = Office(one)
    for number in range(500, 510):
        await office.register(a_mir(unit=str(number)))
        await office.lets_in(number, Role.ENLACE, str(number))

    written = await asyncio.gather(*(tick(Office(each)) for each in (one, other, one, other)))

    rows = await office.rows()
    await one.dispose()
    await other.dispose()
    assert sum(written) == len(rows) == 10


async def test_what_is_not_committed_was_not_planned(owing: Office) -> None:
    async with owing.database.write() as uow:
        await write_reminders(uow, NOW, AT_NINE)

    assert await tick(owing) == 1
