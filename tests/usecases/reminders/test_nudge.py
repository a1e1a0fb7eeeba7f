"""Reminders by hand: once a day unless confirmed, to the reachable people, as the message of that day."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.kit.access import Grant, Role
from domain.kit.report_messages import UnknownUnit
from domain.people.welcome_messages import NotAllowed
from domain.reminders.messages import (
    Escalation,
    NudgedAll,
    NudgeMade,
    NudgeNotMade,
    NudgeRepeated,
    Reminder,
    ReminderText,
)
from storage.closings import Closing
from tests.facts import (
    ANA,
    BETO,
    CARLA,
    OAXACA,
    T3,
    Office,
    a_document,
    a_row,
    local,
)
from tests.read_back import set_due_date
from tests.usecases.deliveries import send_all
from tests.usecases.speakers import Speaker, a_speaker
from usecases.reminders.nudge import WantedNudge, nudge_unit
from usecases.reminders.nudge_all import escalate_all, nudge_all
from usecases.reminders.plan_reminders import write_reminders
from usecases.reminders.snooze import put_off
from usecases.switchboard.compose import compose

THURSDAY, SATURDAY, MONDAY = date(2025, 9, 25), date(2025, 9, 27), date(2025, 9, 29)
DAVID, ELENA = 1004, 1005
OF_402 = WantedNudge("402", T3)


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    office.moment = local(THURSDAY, 10, 5)
    return await office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Speaker:
    assert ids
    return await a_speaker(office, ANA)


@pytest.fixture
async def implan(office: Office) -> Speaker:
    return await a_speaker(office, CARLA, Role.IMPLAN)


async def loses(office: Office, telegram_id: int) -> None:
    now = office.moment.now
    await office.do(lambda uow: uow.people.mark_unreachable(telegram_id, "blocked", now))


async def suplente(office: Office, telegram_id: int = DAVID) -> Speaker:
    speaker = await a_speaker(office, telegram_id)
    await office.do(lambda uow: uow.people.give(speaker.id, Grant(Role.ENLACE, "402", is_suplente=True)))
    return speaker


async def reminders(office: Office, chat_id: int = ANA) -> list[Reminder]:
    return [said for said in await office.said(chat_id) if isinstance(said, Reminder)]


async def plans(office: Office) -> int:
    return await office.do(lambda uow: write_reminders(uow, office.moment))


async def test_a_due_day_moved_overnight_takes_no_reminder_away(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    """The reminder by hand waits for the morning as the one message of that day, and says the new due day."""
    office.moment = local(THURSDAY, 19)
    await implan.asks(nudge_unit, OF_402)
    await office.do(lambda uow: set_due_date(uow, T3, date(2025, 9, 26), "Oficio 1"))
    office.moment = local(date(2025, 9, 26), 9, 5)

    assert await plans(office) == 0

    (said,) = await reminders(office)
    async with office.database.read() as uow:
        composed = await compose(uow, said, office.moment)
    assert isinstance(composed, ReminderText)
    assert (composed.due.on, composed.rung) == (date(2025, 9, 26), 0)
    assert ana.id == said.person_id


async def test_the_enlace_gets_the_form_and_the_asker_is_told(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    assert await implan.asks(nudge_unit, OF_402)

    assert await implan.hears() == NudgeMade("402", T3, ("Persona 1001",))
    (said,) = await reminders(office)
    text = await office.do(lambda uow: compose(uow, said, office.moment))
    assert isinstance(text, ReminderText)
    assert [line.level for line in text.units[0].lines] == ["Componente 7", "Actividad 7.1"]
    assert (f"person:{implan.id}", "unit_nudged", "entrega:402:3T2025") in await office.audited()
    assert ana.id == said.person_id


async def test_it_counts_as_the_message_of_that_day(office: Office, ana: Speaker, implan: Speaker) -> None:
    await implan.asks(nudge_unit, OF_402)

    assert await plans(office) == 0
    assert len(await reminders(office, ana.person.chat_id)) == 1


async def test_after_the_message_of_the_day_it_is_one_more(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    assert await plans(office) == 1
    await send_all(office)

    await implan.asks(nudge_unit, OF_402)

    assert len(await reminders(office, ana.person.chat_id)) == 2


async def test_a_message_that_has_not_left_gives_way(office: Office, ana: Speaker, implan: Speaker) -> None:
    await plans(office)

    await implan.asks(nudge_unit, OF_402)

    states = [row.state.value for row in await office.rows(ana.person.chat_id)]
    assert states == ["cancelled", "pending"]


async def test_a_second_one_of_the_day_asks_first(office: Office, ana: Speaker, implan: Speaker) -> None:
    await implan.asks(nudge_unit, OF_402)
    await send_all(office)
    office.moment = local(THURSDAY, 12)
    await implan.heard()

    assert not await implan.asks(nudge_unit, OF_402)
    at = datetime(2025, 9, 25, 10, 5, tzinfo=OAXACA)
    assert await implan.hears() == NudgeRepeated("402", T3, at, 2)

    assert await implan.asks(nudge_unit, replace(OF_402, count=2))
    assert not await implan.asks(nudge_unit, replace(OF_402, count=2))
    made, repeated = await implan.heard()
    assert isinstance(made, NudgeMade)
    assert isinstance(repeated, NudgeRepeated)
    assert repeated.count == 3
    assert len(await reminders(office, ana.person.chat_id)) == 2


async def test_the_next_day_it_is_the_first_again(office: Office, ana: Speaker, implan: Speaker) -> None:
    await implan.asks(nudge_unit, OF_402)
    await send_all(office)
    office.moment = local(date(2025, 9, 26), 10)

    assert await implan.asks(nudge_unit, replace(OF_402, count=2))
    assert len(await reminders(office, ana.person.chat_id)) == 2


async def test_what_was_put_off_comes_all_the_same(office: Office, ana: Speaker, implan: Speaker) -> None:
    await ana.asks(put_off, datetime(2025, 9, 26, 9, tzinfo=OAXACA))

    await implan.asks(nudge_unit, OF_402)

    (said,) = await reminders(office)
    assert await office.do(lambda uow: compose(uow, said, office.moment)) is not None
    assert await office.do(lambda uow: uow.snoozes.open_of(T3)) == {}


async def test_the_suplente_gets_it_where_no_enlace_can_be_reached(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    david = await suplente(office)
    await loses(office, ANA)

    await implan.asks(nudge_unit, OF_402)

    told = NudgeMade("402", T3, ("Persona 1004",), ("Persona 1001",), as_suplentes=True)
    assert await implan.hears() == told
    assert len(await reminders(office, david.person.chat_id)) == 1
    assert await reminders(office, ana.person.chat_id) == []


async def test_who_cannot_be_reached_is_named(office: Office, ana: Speaker, implan: Speaker) -> None:
    await suplente(office)
    for telegram_id in (ana.person.chat_id, DAVID):
        await loses(office, telegram_id)

    assert not await implan.asks(nudge_unit, OF_402)

    assert await implan.hears() == NudgeMade("402", T3, (), ("Persona 1001", "Persona 1004"))
    assert await office.do(lambda uow: uow.nudges.of_day(THURSDAY)) == {}


async def test_a_unit_without_anybody_is_told(office: Office, ids: dict[str, int], implan: Speaker) -> None:
    assert ids
    await implan.asks(nudge_unit, OF_402)

    assert await implan.hears() == NudgeNotMade("nobody", T3, "402")


async def test_a_unit_that_owes_nothing_is_left_alone(office: Office, ana: Speaker, implan: Speaker) -> None:
    await office.register(a_document(a_row(goals="0 0 0 0"), unit="504", programme="4"))
    await office.lets_in(DAVID, Role.ENLACE, "504")

    await implan.asks(nudge_unit, WantedNudge("504"))
    await implan.asks(nudge_unit, WantedNudge("999"))

    assert list(await implan.heard()) == [
        NudgeNotMade("nothing_owed", T3, "504"),
        UnknownUnit("999", "recordar"),
    ]
    assert await reminders(office, ana.person.chat_id) == []


async def test_a_unit_whose_day_is_far_away_is_not_reminded(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    dates = PeriodDates(opens_on=date(2025, 9, 1), due_on=date(2025, 11, 14))
    await office.do(lambda uow: uow.calendar.set_dates(T3, "402", dates, "Oficio 1"))

    await implan.asks(nudge_unit, OF_402)

    assert await implan.hears() == NudgeNotMade("too_early", T3, "402")
    assert await reminders(office, ana.person.chat_id) == []


async def test_a_quarter_that_is_closed_is_not_asked_for(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    await office.do(lambda uow: uow.closings.close(Closing(T3, office.moment.now, "person:3", {})))

    await implan.asks(nudge_unit, OF_402)

    assert await implan.hears() == NudgeNotMade("shut", T3, "402")
    assert await reminders(office, ana.person.chat_id) == []


async def test_on_a_day_off_it_leaves_when_work_begins_and_stands_for_that_day(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    office.moment = local(SATURDAY, 12)

    await implan.asks(nudge_unit, OF_402)

    later = datetime(2025, 9, 29, 9, tzinfo=OAXACA)
    assert await implan.hears() == NudgeMade("402", T3, ("Persona 1001",), later=later)
    office.moment = local(MONDAY, 9)
    assert await plans(office) == 0
    (said,) = await reminders(office, ana.person.chat_id)
    assert (said.day, {item.rung for item in said.items}) == (MONDAY, {-1})


async def test_a_titular_reminds_only_their_own(office: Office, ana: Speaker) -> None:
    titular = await a_speaker(office, BETO, Role.TITULAR)

    assert await titular.asks(nudge_unit, OF_402)
    assert not await titular.asks(nudge_unit, WantedNudge("504", T3))
    assert not await ana.asks(nudge_unit, OF_402)

    assert [type(said) for said in await titular.heard()] == [NudgeMade, NotAllowed]


async def test_two_at_the_same_moment_are_one(office: Office, ana: Speaker, implan: Speaker) -> None:
    other = await a_speaker(office, ELENA, Role.IMPLAN)

    await asyncio.gather(implan.asks(nudge_unit, OF_402), other.asks(nudge_unit, OF_402))

    assert len(await reminders(office, ana.person.chat_id)) == 1


async def several(office: Office) -> None:
    """402 and 504 share an enlace, 304 has none that can be reached, 210 owes nothing."""
    for unit, programme in (("504", "4"), ("304", "5")):
        await office.register(a_document(a_row("Componente 1"), unit=unit, programme=programme))
    await office.register(a_document(a_row("Componente 1", goals="0 0 0 0"), unit="210", programme="6"))
    await office.lets_in(ANA, Role.ENLACE, "504")
    await office.lets_in(DAVID, Role.ENLACE, "304")
    await loses(office, DAVID)


async def test_all_that_owe_are_reminded_each_person_once(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    await several(office)

    await implan.asks(nudge_all, T3)

    assert (await implan.heard())[-1] == NudgedAll(T3, False, ("402", "504"), 1, (), ("304",))
    (said,) = await reminders(office, ana.person.chat_id)
    assert {item.unit_code for item in said.items} == {"402", "504"}


async def test_who_was_reminded_by_hand_today_is_left_out(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    await several(office)
    await implan.asks(nudge_all, T3)
    await send_all(office)
    await implan.heard()

    await implan.asks(nudge_all, None)

    assert (await implan.heard())[-1] == NudgedAll(T3, False, (), 0, ("402", "504"), ("304",))
    assert len(await reminders(office, ana.person.chat_id)) == 1


async def test_titulares_get_one_line_of_what_their_units_owe(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    await several(office)
    titular = await a_speaker(office, BETO, Role.TITULAR)

    await implan.asks(escalate_all, T3)

    assert (await implan.heard())[-1] == NudgedAll(T3, True, ("402",), 1, (), ("304", "504"))
    (said,) = [each for each in await office.said(BETO) if isinstance(each, Escalation)]
    assert said == Escalation(titular.id, T3, ("402",))
    text = await office.do(lambda uow: compose(uow, said, office.moment))
    assert isinstance(text, ReminderText)
    assert [unit.code for unit in text.headed] == ["402"]
    assert await reminders(office, ana.person.chat_id) == []

    await implan.asks(escalate_all, None)
    assert (await implan.heard())[-1] == NudgedAll(T3, True, (), 0, ("402",), ("304", "504"))


async def test_a_line_that_was_overtaken_is_not_sent(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    titular = await a_speaker(office, BETO, Role.TITULAR)
    said = Escalation(titular.id, T3, ("402",))
    await office.do(lambda uow: uow.people.take(titular.id, Grant(Role.TITULAR, "402")))
    assert await office.do(lambda uow: compose(uow, said, office.moment)) is None
    assert await office.do(lambda uow: compose(uow, replace(said, person_id=99), office.moment)) is None
    assert ana.id != implan.id
    assert ids


@pytest.mark.parametrize("give", [nudge_all, escalate_all])
async def test_where_nobody_owes_nobody_is_written_to(office: Office, implan: Speaker, give: object) -> None:
    await office.register(a_document(a_row(goals="0 0 0 0")))

    await implan.asks(give, T3)  # type: ignore[arg-type]

    assert (await implan.heard())[-1] == NudgeNotMade("all_complete", T3)
