"""IMPLAN adds or removes inhábiles, by hand or from a file, each with its source and after a preview."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.calendar.deadlines import Deadlines
from domain.calendar.dialogues import AboutAdding, AboutDays, AboutRemoval, MovedDue
from domain.calendar.inhabiles import Inhabil, InhabilesFile, new_of
from domain.calendar.messages import (
    InhabilesChanged,
    InhabilesPreview,
    InhabilLine,
    InhabilList,
    InhabilNotTaken,
)
from domain.calendar.moved_dates import DateMove, QuarterDate
from domain.kit.access import Action
from domain.kit.dialogues.choices import YES, options_of
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Left, Option, Settled, sentence
from domain.kit.dialogues.typed_days import read_day, read_days
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.workdays import legal_holidays, name_of_holiday
from domain.people.welcome_messages import NotAllowed
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.calendar.calendar_changes import PeopleTold, moves_since, tell_moves
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer

AHEAD = timedelta(days=120)
"""A day typed without a year is the closest to this long from now: inhábiles are announced in advance."""
SHORTEST_NAME, LONGEST_NAME, SHORTEST_SOURCE = 4, 80, 5
MOST_UNREAD = 5


async def show_inhabiles(uow: UnitOfWork, year: int, *, may_change: bool) -> InhabilList:
    """Return the days off of a year: those of the law and those that the Cabildo declared."""
    law = [InhabilLine(day, name_of_holiday(day), is_law=True) for day in legal_holidays(year)]
    own = [InhabilLine(each.day, each.name, each.source) for each in await uow.calendar.inhabiles(year)]
    lines = sorted([*law, *own], key=lambda each: (each.day, not each.is_law))
    return InhabilList(year, tuple(lines), may_change)


async def begin_adding(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    await open_form(uow, person, ADDING, DialogueStart(), moment)


async def begin_removing(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    """Ask which day becomes a business day again, if any was declared from today on."""
    if not await _declared_ahead(uow, moment):
        await answer(uow, person.chat_id, InhabilNotTaken("none_ahead", moment.today.year), moment)
        return
    await open_form(uow, person, REMOVING, DialogueStart(), moment)


async def take_inhabiles(uow: UnitOfWork, person: Person, sent: InhabilesFile, moment: Moment) -> None:
    """Show what a file would add and what could not be read; ask before anything is stored."""
    if not person.actor.may(Action.CHANGE_CALENDAR):
        await answer(uow, person.chat_id, NotAllowed(()), moment)
        return
    preview = await preview_of(uow, sent)
    await answer(uow, person.chat_id, preview, moment)
    if preview.new:
        new = [Inhabil(each.day, each.name, each.source) for each in preview.new]
        await _ask_sure(uow, person, new, moment)


async def preview_of(uow: UnitOfWork, sent: InhabilesFile) -> InhabilesPreview:
    """Return what a file would add, what it would not add, and what could not be read."""
    new = new_of(sent.days, (await uow.calendar.deadlines()).workdays)
    return InhabilesPreview(
        sent.name,
        tuple(InhabilLine(each.day, each.name, each.source) for each in new),
        len({each.day for each in sent.days}) - len(new),
        sent.unread[:MOST_UNREAD],
        max(0, len(sent.unread) - MOST_UNREAD),
        sent.problem,
    )


async def declare(
    uow: UnitOfWork, days: Sequence[Inhabil], moment: Moment, *, by: str
) -> tuple[tuple[date, ...], PeopleTold]:
    """Add days and tell the people whose dates move; return the new days and who was told."""
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    before = await uow.calendar.deadlines()
    new = new_of(days, before.workdays)
    for each in new:
        await uow.calendar.add_inhabil(each.day, each.name, each.source)
        after = {"name": each.name, "source": each.source}
        subject = f"inhabil:{each.day.isoformat()}"
        await uow.audit.add(moment.now, by, "inhabil_added", subject, after=after)
    sources = "; ".join(dict.fromkeys(each.source for each in new))
    return tuple(each.day for each in new), await tell_moves(uow, before, sources, moment)


async def _ask_sure(uow: UnitOfWork, person: Person, new: Sequence[Inhabil], moment: Moment) -> None:
    moves = await _moves_with(uow, [each.day for each in new], moment)
    about = AboutAdding(tuple(new), _moved(moves))
    await open_form(uow, person, ADDING_SURE, DialogueStart(about=about), moment)


async def _moves_with(uow: UnitOfWork, days: Collection[date], moment: Moment) -> list[DateMove]:
    before = await uow.calendar.deadlines()
    inhabiles = before.workdays.inhabiles | set(days)
    return await moves_since(uow, before, _with(before, inhabiles), moment)


def _with(deadlines: Deadlines, inhabiles: Iterable[date]) -> Deadlines:
    return replace(deadlines, workdays=replace(deadlines.workdays, inhabiles=frozenset(inhabiles)))


def _moved(moves: Iterable[DateMove]) -> tuple[MovedDue, ...]:
    """Return the due days that move, each with the number of URs."""
    counted = Counter(
        (each.period, each.before, each.after)
        for each in moves
        if each.kind is QuarterDate.DUE and each.before and each.after
    )
    return tuple(MovedDue(*which, amount) for which, amount in sorted(counted.items(), key=_as_written))


def _as_written(moved: tuple[tuple[Period, date, date], int]) -> tuple[str, date, date]:
    """Sort quarters as they are written: the same quarter of two years together."""
    (period, before, after), _ = moved
    return str(period), before, after


async def _ask_adding(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    days = AboutDays.of(form).days
    named = [Inhabil(day, form.answers["name"], form.answers["source"]) for day in days]
    await _ask_sure(uow, person, named, moment)


async def _add(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    new = AboutAdding.of(form).new
    days, told = await declare(uow, new, moment, by=f"person:{person.actor.person_id}")
    await answer(uow, person.chat_id, InhabilesChanged(days, told.units, told.people), moment)


async def _settle_adding(uow: UnitOfWork, _: Person, form: Form, value: str, moment: Moment) -> str | Settled:
    if form.awaited != "days":
        return value
    workdays = (await uow.calendar.deadlines()).workdays
    days = tuple(each for each in read_days(value, moment.today + AHEAD) if workdays.is_workday(each))
    if not days:
        raise FieldRefused("inhabil_not_worked_already")
    return Settled(value, about=AboutDays(days))


async def _declared_ahead(uow: UnitOfWork, moment: Moment) -> list[Inhabil]:
    years = (moment.today.year, moment.today.year + 1)
    return [each for year in years for each in await uow.calendar.inhabiles(year) if each.day >= moment.today]


async def _removal_options(uow: UnitOfWork, _: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    if form.awaited != "day":
        return ()
    return tuple(Option(each.day.isoformat(), each.name) for each in await _declared_ahead(uow, moment))


async def _settle_removal(uow: UnitOfWork, _: Person, form: Form, value: str, moment: Moment) -> str:
    if form.awaited != "day":
        return value
    day = read_day(value, moment.today + AHEAD)
    if day in legal_holidays(day.year):
        raise FieldRefused("inhabil_of_the_law")
    if await uow.calendar.inhabil(day) is None:
        raise FieldRefused("inhabil_unknown")
    return day.isoformat()


async def _ask_removing(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    day = date.fromisoformat(form.answers["day"])
    before = await uow.calendar.deadlines()
    moves = await moves_since(uow, before, _with(before, before.workdays.inhabiles - {day}), moment)
    about = AboutRemoval(day, form.answers["source"], _moved(moves))
    await open_form(uow, person, REMOVING_SURE, DialogueStart(about=about), moment)


async def _remove(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    about = AboutRemoval.of(form)
    day, source = about.day, about.source
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    before, kept = await uow.calendar.deadlines(), await uow.calendar.inhabil(day)
    if kept is None:
        await answer(uow, person.chat_id, InhabilNotTaken("gone", day.year), moment)
        return
    await uow.calendar.remove_inhabil(day)
    by, subject = f"person:{person.actor.person_id}", f"inhabil:{day.isoformat()}"
    was = {"name": kept.name, "source": kept.source}
    await uow.audit.add(moment.now, by, "inhabil_removed", subject, before=was, reason=source)
    told = await tell_moves(uow, before, source, moment)
    changed = InhabilesChanged((day,), told.units, told.people, is_removal=True)
    await answer(uow, person.chat_id, changed, moment)


async def _sure(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return options_of(YES)


ADDING = FormSpec(
    "inhabil",
    Action.CHANGE_CALENDAR,
    (
        Field("days", str),
        Field("name", sentence(SHORTEST_NAME, LONGEST_NAME)),
        Field("source", sentence(SHORTEST_SOURCE)),
    ),
    _ask_adding,
    settle=_settle_adding,
)
ADDING_SURE = FormSpec(
    "inhabil_sure", Action.CHANGE_CALENDAR, (Field("sure", yes=YES, no=Left()),), _add, _sure
)
REMOVING = FormSpec(
    "inhabil_removal",
    Action.CHANGE_CALENDAR,
    (Field("day", str), Field("source", sentence(SHORTEST_SOURCE))),
    _ask_removing,
    _removal_options,
    settle=_settle_removal,
)
REMOVING_SURE = FormSpec(
    "inhabil_removal_sure", Action.CHANGE_CALENDAR, (Field("sure", yes=YES, no=Left()),), _remove, _sure
)
