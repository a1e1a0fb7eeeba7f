"""IMPLAN moves a date of a quarter, for every UR or for one, after a preview of the effects."""

from dataclasses import replace
from datetime import date

from domain.calendar.deadlines import Deadlines, PeriodDates
from domain.calendar.dialogues import AboutDates
from domain.calendar.messages import CalendarNotTaken, DatesChanged
from domain.calendar.moved_dates import QuarterDate, date_of
from domain.kit.access import Action
from domain.kit.dialogues.choices import YES, options_of
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Left, Option, sentence
from domain.kit.dialogues.messages import FormRefused
from domain.kit.dialogues.typed_days import read_day
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import UnknownUnit
from domain.kit.unit_codes import UnitCode
from domain.reminders.ladders import Recipient
from domain.reminders.typed_rungs import days_of
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.calendar.calendar_changes import moves_since, tell_moves
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer

EVERYBODY = "all"
RULE = "rule"
"""Stored for the day that the rule gives."""
SHORTEST_SOURCE = 5
LONGEST_AFTER = 180
"""Days after a quarter; a later date is most likely of another year."""
FIELDS = {
    QuarterDate.OPENS: "opens_on",
    QuarterDate.DUE: "due_on",
    QuarterDate.RECEIVED: "received_until",
    QuarterDate.CLOSES: "closes_on",
}


async def begin_dates(
    uow: UnitOfWork, person: Person, unit_code: str | None, period: Period | None, moment: Moment
) -> None:
    """Ask which date of a quarter is to change, or say why none can."""
    deadlines = await uow.calendar.deadlines()
    chosen = period or deadlines.in_play(moment.today)
    if unit_code is not None and await uow.programmes.unit(unit_code) is None:
        await answer(uow, person.chat_id, UnknownUnit(unit_code, "cambiar fecha"), moment)
        return
    if deadlines.shut_since(chosen, moment) is not None:
        await answer(uow, person.chat_id, CalendarNotTaken("shut", chosen), moment)
        return
    known = {"unit": unit_code} if unit_code else {}
    await open_form(uow, person, DATES, DialogueStart(subject={"period": str(chosen)}, answers=known), moment)


def _read_unit(text: str) -> str:
    code = text.strip(" .").casefold()
    return EVERYBODY if code == "todas" else code


async def _options(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    if form.awaited == "unit":
        return options_of(EVERYBODY)
    deadlines, period = _own(await uow.calendar.deadlines(), form), _period(form)
    if form.awaited == "which":
        kinds = [kind for kind in QuarterDate if kind is not QuarterDate.CLOSES or not _unit(form)]
        return tuple(Option(kind.value, _iso(date_of(kind, deadlines, period))) for kind in kinds)
    if form.awaited == "day" and _set(deadlines, form) is not None:
        return (Option(RULE, _iso(date_of(_kind(form), _with(deadlines, form, None), period))),)
    return ()


async def _settle(uow: UnitOfWork, _: Person, form: Form, value: str, moment: Moment) -> str:
    if form.awaited == "unit" and value != EVERYBODY and await uow.programmes.unit(value) is None:
        raise FieldRefused("unit_unknown")
    if form.awaited != "day" or value == RULE:
        return value
    deadlines = _own(await uow.calendar.deadlines(), form)
    day = read_day(value, deadlines.due_on(_period(form)))
    _check(deadlines, _period(form), _kind(form), day, moment)
    return day.isoformat()


def _check(deadlines: Deadlines, period: Period, kind: QuarterDate, day: date, moment: Moment) -> None:
    """Raise FieldRefused for a day that the other dates of the quarter do not allow."""
    if kind is not QuarterDate.OPENS and day < moment.today:
        raise FieldRefused("date_past")
    if kind is not QuarterDate.CLOSES and not deadlines.workdays.is_workday(day):
        raise FieldRefused("date_not_worked")
    due, closes = deadlines.ordinary_due_on(period), deadlines.closes_on(period)
    if kind is QuarterDate.OPENS and not period.first_day <= day <= due:
        raise FieldRefused("date_not_before_due")
    if kind is QuarterDate.DUE and day < max(period.first_day, deadlines.opens_on(period)):
        raise FieldRefused("date_before_opening")
    if kind in (QuarterDate.RECEIVED, QuarterDate.CLOSES) and day < due:
        raise FieldRefused("date_before_due")
    if kind in (QuarterDate.DUE, QuarterDate.RECEIVED) and closes is not None and day > closes:
        raise FieldRefused("date_after_closing")
    if (day - period.last_day).days > LONGEST_AFTER:
        raise FieldRefused("date_too_late")


async def _preview(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    """Show which dates of which URs would move, and which reminders remain; then ask."""
    before = await uow.calendar.deadlines()
    after = _with(before, form, _answered(form))
    moves = await moves_since(uow, before, after, moment)
    kind, period = _kind(form), _period(form)
    old, new = (date_of(kind, each.for_unit(_unit(form)), period) for each in (before, after))
    ladder = (await uow.ladders.ladders()).of("", Recipient.ENLACE)
    was, days = (
        days_of(ladder, each.for_unit(_unit(form)).due_on(period), each.workdays, after=0)
        for each in (before, after)
    )
    about = AboutDates(
        period,
        _unit(form),
        kind,
        _answered(form),
        form.answers["source"],
        old,
        new,
        len({move.unit_code for move in moves}),
        tuple(day for day in days if day >= moment.today),
        tuple(day for day in days if day < moment.today),
        is_due=was != days,
    )
    await open_form(uow, person, DATES_SURE, DialogueStart(about=about), moment)


async def _change(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    about = AboutDates.of(form)
    unit, kind, period = about.unit_code, about.which, about.period
    before = await uow.calendar.deadlines()
    if await _is_overtaken(uow, person, before, about, moment):
        return
    dates = _dates(before, (unit, period), kind, about.day)
    await uow.calendar.set_dates(period, unit, dates, about.source)
    day = date_of(kind, (await uow.calendar.deadlines()).for_unit(unit), period)
    name = FIELDS[kind]
    await uow.audit.add(
        moment.now,
        f"person:{person.actor.person_id}",
        "dates_set",
        f"dates:{unit}:{period}" if unit else f"period:{period}",
        before={name: _iso(date_of(kind, before.for_unit(unit), period))},
        after={name: _iso(day)},
        reason=about.source,
    )
    told = await tell_moves(uow, before, about.source, moment)
    changed = DatesChanged(period, unit, kind, day, told.units, told.people)
    await answer(uow, person.chat_id, changed, moment)


async def _is_overtaken(
    uow: UnitOfWork, person: Person, deadlines: Deadlines, about: AboutDates, moment: Moment
) -> bool:
    """Tell whether a change since the answer now forbids the day; if so, say it and ask for another day."""
    unit, period, day = about.unit_code, about.period, about.day
    if deadlines.shut_since(period, moment) is not None:
        await answer(uow, person.chat_id, CalendarNotTaken("shut", period), moment)
        return True
    if day is None:
        return False
    try:
        _check(deadlines.for_unit(unit), period, about.which, day, moment)
    except FieldRefused as refused:
        typed = f"{day.day}/{day.month}/{day.year}"
        await answer(uow, person.chat_id, FormRefused(refused.problem, typed), moment)
        known = {"unit": unit or EVERYBODY, "which": about.which.value}
        opening = DialogueStart(subject={"period": str(period)}, answers=known)
        await open_form(uow, person, DATES, opening, moment)
        return True
    return False


def _dates(
    deadlines: Deadlines, key: tuple[UnitCode, Period], kind: QuarterDate, day: date | None
) -> PeriodDates:
    """Return the dates of the URs with one day replaced; None for what the rule gives."""
    kept = deadlines.set_by_implan.get(key, PeriodDates())
    return replace(kept, **{FIELDS[kind]: day})


def _with(deadlines: Deadlines, form: Form, day: date | None) -> Deadlines:
    changed = {_key(form): _dates(deadlines, _key(form), _kind(form), day)}
    return replace(deadlines, set_by_implan={**deadlines.set_by_implan, **changed})


def _answered(form: Form) -> date | None:
    given = form.answers["day"]
    return None if given == RULE else date.fromisoformat(given)


def _set(deadlines: Deadlines, form: Form) -> date | None:
    """Return the day that is set now for exactly these URs."""
    kept = deadlines.set_by_implan.get(_key(form), PeriodDates())
    day: date | None = getattr(kept, FIELDS[_kind(form)])
    return day


def _own(deadlines: Deadlines, form: Form) -> Deadlines:
    return deadlines.for_unit(_unit(form))


def _key(form: Form) -> tuple[UnitCode, Period]:
    return _unit(form), _period(form)


def _unit(form: Form) -> UnitCode:
    unit = form.answers.get("unit", EVERYBODY)
    return "" if unit == EVERYBODY else unit


def _period(form: Form) -> Period:
    return Period.parse(form.subject["period"])


def _kind(form: Form) -> QuarterDate:
    return QuarterDate(form.answers["which"])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


async def _sure(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return options_of(YES)


DATES = FormSpec(
    "dates",
    Action.CHANGE_CALENDAR,
    (
        Field("unit", _read_unit),
        Field("which"),
        Field("day", str),
        Field("source", sentence(SHORTEST_SOURCE)),
    ),
    _preview,
    _options,
    settle=_settle,
)
DATES_SURE = FormSpec(
    "dates_sure", Action.CHANGE_CALENDAR, (Field("sure", yes=YES, no=Left()),), _change, _sure
)
