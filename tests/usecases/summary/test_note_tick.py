"""After the machine was off, the next summary says since when; once, and only if it mattered."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.kit.access import Role
from domain.summary.messages import Summary, SummaryText
from domain.summary.outages import Outage
from storage.engine import Database
from tests.facts import ANA, BETO, NOW, OAXACA, Office, a_mir, local
from usecases.summary.note_tick import note_tick, untold_outage
from usecases.summary.plan_summary import write_summaries
from usecases.switchboard.compose import compose

HOURS = (time(9), time(8, 30))
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2025, 9, day) for day in (24, 25, 26, 27))
OFF, ON = local(WEDNESDAY, 17, 10), local(THURSDAY, 10, 5)
TOLD = Outage(OFF.now.astimezone(OAXACA), ON.now.astimezone(OAXACA))


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_mir())
    await office.lets_in(ANA, Role.IMPLAN, None)
    return office


async def ticks(office: Office, day: date, hour: int, minute: int = 0) -> None:
    moment = office.moment = local(day, hour, minute)
    await office.do(lambda uow: note_tick(uow, moment, HOURS))
    await office.do(lambda uow: write_summaries(uow, moment, time(8, 30)))


async def summaries(office: Office, chat_id: int = ANA) -> list[Summary]:
    """Return the daily summaries of a chat; the quarter they were planned for is not what is asked here."""
    said = await office.said(chat_id)
    return [replace(each, period=None) for each in said if isinstance(each, Summary)]


async def test_the_next_summary_tells_the_outage(office: Office) -> None:
    await ticks(office, WEDNESDAY, 17, 10)
    await ticks(office, THURSDAY, 10, 5)

    assert await summaries(office) == [Summary(WEDNESDAY), Summary(THURSDAY, TOLD)]
    text = await office.do(lambda uow: compose(uow, Summary(THURSDAY, TOLD), office.moment))
    assert isinstance(text, SummaryText)
    assert text.outage == TOLD


async def test_it_is_told_once(office: Office) -> None:
    await ticks(office, WEDNESDAY, 17, 10)
    await ticks(office, THURSDAY, 10, 5)
    await ticks(office, THURSDAY, 18)
    await ticks(office, FRIDAY, 8, 30)

    assert (await summaries(office))[-1] == Summary(FRIDAY)


async def test_everybody_who_receives_the_summary_reads_it(office: Office) -> None:
    await office.lets_in(BETO, Role.IMPLAN, None)
    await ticks(office, WEDNESDAY, 17, 10)
    await ticks(office, THURSDAY, 10, 5)

    told = [(await summaries(office, chat_id))[-1] for chat_id in (ANA, BETO)]
    assert told == [Summary(THURSDAY, TOLD)] * 2


async def test_an_outage_after_the_summary_is_told_the_next_day(office: Office) -> None:
    await ticks(office, THURSDAY, 8, 30)
    await ticks(office, THURSDAY, 9, 40)
    await ticks(office, THURSDAY, 18)
    await ticks(office, FRIDAY, 8, 30)

    (first, second) = await summaries(office)
    assert first == Summary(THURSDAY)
    assert second.outage is not None
    assert (second.outage.began_at.hour, second.outage.ended_at.hour) == (8, 9)


async def test_two_outages_are_told_as_one(office: Office) -> None:
    await ticks(office, FRIDAY, 8, 0)
    await ticks(office, SATURDAY, 12)
    await ticks(office, SATURDAY, 12, 1)
    await ticks(office, date(2025, 9, 29), 8, 0)
    await ticks(office, date(2025, 9, 29), 12)

    (told,) = await summaries(office)
    assert told.outage is not None
    assert (told.outage.began_at.day, told.outage.ended_at.day) == (26, 29)


async def test_an_outage_over_no_hour_is_not_worth_telling(office: Office) -> None:
    await ticks(office, THURSDAY, 9, 0)
    await ticks(office, FRIDAY, 8, 30)

    assert (await summaries(office))[-1] == Summary(FRIDAY)
    assert await office.do(untold_outage) is None


async def test_the_first_tick_of_all_ends_no_outage(office: Office) -> None:
    await ticks(office, THURSDAY, 12)

    assert await summaries(office) == [Summary(THURSDAY)]


async def test_it_waits_while_nobody_receives_a_summary(office: Office) -> None:
    await office.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", NOW.now))
    await ticks(office, WEDNESDAY, 17, 10)
    await ticks(office, THURSDAY, 10, 5)

    assert await office.do(untold_outage) == Outage(OFF.now, ON.now)
