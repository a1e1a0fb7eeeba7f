"""Queue the summaries of a day for everybody who receives them, once: daily, weekly and final."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.said import Said
from domain.summary.messages import (
    FinalSummary,
    GapsBook,
    GapsPicture,
    PunctualityBook,
    Summary,
    WeeklySummary,
)
from domain.summary.outages import Outage
from domain.summary.summary_days import final_day, is_due, monday_of, weekly_day
from storage.people import Person
from storage.snapshots import TakenSnapshot
from storage.uow import UnitOfWork
from usecases.kit.say import announce
from usecases.summary.note_tick import forget_outage, untold_outage
from usecases.summary.quarter_facts import QuarterFacts, read_quarter, snapshot_of
from usecases.summary.show_summary import news_of_day


@dataclass(frozen=True)
class DueSummary:
    """One summary for one person; `files` follow it, each once, under its key and their own name."""

    person: Person
    said: Said
    key: str
    files: tuple[tuple[str, Said], ...] = ()


async def due_summaries(uow: UnitOfWork, moment: Moment) -> list[Person]:
    """Return who receives the summary of this day.

    Nobody does on inhábiles, if no UR reports anything, or after the quarter is closed to all URs.
    """
    facts = await _facts_of_workday(uow, moment)
    return await _receivers(uow, Action.RECEIVE_SUMMARY) if facts and _is_open(facts) else []


async def due_weekly(
    uow: UnitOfWork, moment: Moment, summary_at: time, outage: Outage | None = None
) -> list[DueSummary]:
    """Return the weekly summaries that are due: while the quarter is open and a UR owes something."""
    deadlines = await uow.calendar.deadlines()
    planned_on = weekly_day(moment.today, deadlines.workdays)
    if planned_on is None or not is_due(planned_on, moment, summary_at, outage):
        return []
    facts = await _facts_of_workday(uow, moment)
    if facts is None or not _is_open(facts) or not any(unit.owes for unit in facts.units):
        return []
    said = WeeklySummary(facts.period, moment.today)
    return [
        DueSummary(
            person,
            said,
            weekly_key(moment.today, person.actor.person_id),
            (("picture", GapsPicture(facts.period)),),
        )
        for person in await _receivers(uow, Action.RECEIVE_WEEKLY)
    ]


async def due_final(
    uow: UnitOfWork, moment: Moment, summary_at: time, outage: Outage | None = None
) -> list[DueSummary]:
    """Return the final summaries that are due at the summary hour after a quarter was over."""
    deadlines = await uow.calendar.deadlines()
    period = deadlines.in_play(moment.today)
    planned_on = final_day(deadlines, period, summary_at, moment.zone)
    if not is_due(planned_on, moment, summary_at, outage):
        return []
    facts = await _facts_of_workday(uow, moment)
    if facts is None or not facts.units:
        return []
    people = await _receivers(uow, Action.RECEIVE_SUMMARY, Action.RECEIVE_WEEKLY)
    said, book = FinalSummary(period, moment.today), PunctualityBook(period, moment.today)
    return [
        DueSummary(person, said, f"final:{period}:{person.actor.person_id}", (("excel", book),))
        for person in people
    ]


async def write_summaries(uow: UnitOfWork, moment: Moment, summary_at: time) -> int:
    """Queue the summaries of this day once their hour has come; return how many are new."""
    if moment.time < summary_at:
        return 0
    outage = await untold_outage(uow)
    daily = await _write_daily(uow, outage, moment)
    last = await due_final(uow, moment, summary_at, outage)
    final = await _write_all(uow, last, moment)
    # On that day the final one replaces the weekly one, also at every later tick.
    weekly = 0 if last else await _write_weekly(uow, moment, summary_at, outage)
    if outage is not None and daily:
        await forget_outage(uow)
    return daily + final + weekly


def summary_key(day: date, person_id: int) -> str:
    """Return the outbox key of the summary of one day for one person."""
    return f"summary:{day.isoformat()}:{person_id}"


def weekly_key(day: date, person_id: int) -> str:
    """Return the outbox key of the summary of a week for one person."""
    return f"weekly:{monday_of(day).isoformat()}:{person_id}"


async def _write_weekly(uow: UnitOfWork, moment: Moment, summary_at: time, outage: Outage | None) -> int:
    """Queue the weekly summary; the quarter is read only while a person has not got it yet."""
    keys = [
        weekly_key(moment.today, person.actor.person_id)
        for person in await _receivers(uow, Action.RECEIVE_WEEKLY)
    ]
    if all([await uow.outbox.get_by_key(key) for key in keys]):
        return 0
    return await _write_all(uow, await due_weekly(uow, moment, summary_at, outage), moment)


async def _write_daily(uow: UnitOfWork, outage: Outage | None, moment: Moment) -> int:
    """Queue the daily summary and store the snapshot; without changes no file follows it."""
    today = moment.today
    waiting = [
        person
        for person in await _receivers(uow, Action.RECEIVE_SUMMARY)
        if await uow.outbox.get_by_key(summary_key(today, person.actor.person_id)) is None
    ]
    facts = await _facts_of_workday(uow, moment) if waiting else None
    if facts is None or not _is_open(facts):
        return 0
    news = await news_of_day(uow, facts, today)
    has_news = news is None or not news.changes.is_empty
    said = Summary(today, _local(outage, moment) if outage else None, facts.period)
    files = _files(facts.period) if has_news else ()
    due = [DueSummary(person, said, summary_key(today, person.actor.person_id), files) for person in waiting]
    written = await _write_all(uow, due, moment)
    if written and await uow.snapshots.of_day(facts.period, today) is None:
        await uow.snapshots.add(facts.period, TakenSnapshot(today, moment.now, snapshot_of(facts)))
    return written


def _files(period: Period) -> tuple[tuple[str, Said], ...]:
    return ("picture", GapsPicture(period)), ("excel", GapsBook(period))


async def _write_all(uow: UnitOfWork, due: Iterable[DueSummary], moment: Moment) -> int:
    return sum([await _write(uow, each, moment) for each in due])


async def _write(uow: UnitOfWork, due: DueSummary, moment: Moment) -> bool:
    """Queue a summary and its files; one that is queued already has its files."""
    person_id, chat_id = due.person.actor.person_id, due.person.chat_id
    if await announce(uow, chat_id, due.said, moment, key=due.key, person_id=person_id) is None:
        return False
    for name, file in due.files:
        await announce(uow, chat_id, file, moment, key=f"{due.key}:{name}", person_id=person_id)
    return True


async def _facts_of_workday(uow: UnitOfWork, moment: Moment) -> QuarterFacts | None:
    deadlines = await uow.calendar.deadlines()
    if not deadlines.workdays.is_workday(moment.today):
        return None
    return await read_quarter(uow, deadlines.in_play(moment.today), moment)


def _is_open(facts: QuarterFacts) -> bool:
    return any(unit.deadlines.shut_since(facts.period, facts.moment) is None for unit in facts.units)


async def _receivers(uow: UnitOfWork, *actions: Action) -> list[Person]:
    return [
        person
        for person in await uow.people.everybody()
        if person.unreachable_since is None and any(map(person.actor.may, actions))
    ]


def _local(outage: Outage, moment: Moment) -> Outage:
    return Outage(outage.began_at.astimezone(moment.zone), outage.ended_at.astimezone(moment.zone))
