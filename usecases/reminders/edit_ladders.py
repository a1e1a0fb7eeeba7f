"""IMPLAN sets who is reminded on which business days, after a preview of the coming quarter."""

from dataclasses import replace

from domain.calendar.dialogues import AboutLadder
from domain.calendar.messages import LadderChanged, LadderLine, LadderList
from domain.kit.access import Action
from domain.kit.avances import code_key
from domain.kit.dialogues.choices import NO, YES, YES_OR_NO, options_of
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Left, Option
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.ladders import DEFAULT, Ladder, Ladders, Recipient, Rhythm
from domain.reminders.typed_rungs import days_of, read_rungs
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer

EVERY = "all"
USUAL, NOBODY = "usual", "nobody"


async def show_ladders(uow: UnitOfWork, moment: Moment) -> LadderList:
    """Return the ladders in force: the default ones, and those that IMPLAN set."""
    ladders = await uow.ladders.ladders()
    keys = {*(("", *key) for key in DEFAULT), *ladders.by_key}
    deadlines = await uow.calendar.deadlines()
    period = deadlines.in_play(moment.today)
    return LadderList(tuple(_line(ladders, *key) for key in sorted(keys)), period, deadlines.due_on(period))


def _line(ladders: Ladders, programme: str, recipient: Recipient, rhythm: Rhythm) -> LadderLine:
    is_default = (programme, recipient, rhythm) not in ladders.by_key
    return LadderLine(programme, recipient, rhythm, ladders.of(programme, recipient, rhythm), is_default)


async def begin_ladder(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    await open_form(uow, person, LADDER, DialogueStart(), moment)


async def _options(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    match form.awaited:
        case "recipient":
            return options_of(*Recipient)
        case "rhythm":
            return options_of(*Rhythm)
        case "programme":
            return options_of(EVERY)
        case "rungs":
            ladders = await uow.ladders.ladders()
            back = options_of(USUAL) if _key(form) in ladders.by_key else ()
            return (*back, *options_of(NOBODY))
        case _:
            return YES_OR_NO


async def _settle(uow: UnitOfWork, _: Person, form: Form, value: str, moment: Moment) -> str:
    if form.awaited == "programme" and value != EVERY:
        known = await uow.calendar.programme_codes(moment.today.year)
        if code_key(value) not in {code_key(each) for each in known}:
            raise FieldRefused("ladder_programme_unknown")
        return code_key(value)
    if form.awaited == "rungs" and value not in (USUAL, NOBODY):
        return " ".join(str(rung) for rung in read_rungs(value))
    return value


def _fold(form: Form) -> Form:
    """Ask whether the ladder goes on only if it has rungs."""
    if form.answers.get("rungs") in (USUAL, NOBODY) and "goes_on" not in form.answers:
        return replace(form, answers={**form.answers, "goes_on": ""})
    return form


async def _preview(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    """Show the days of the coming quarter, if it is a ladder of quarters."""
    deadlines, ladder = await uow.calendar.deadlines(), await _wanted(uow, form)
    period = _coming(deadlines.in_play(moment.today), moment)
    due_on = deadlines.due_on(period)
    days = days_of(ladder, due_on, deadlines.workdays)
    is_usual = form.answers["rungs"] == USUAL
    about = AboutLadder(*_key(form), ladder, is_usual, period, days)
    await open_form(uow, person, LADDER_SURE, DialogueStart(about=about), moment)


def _coming(in_play: Period, moment: Moment) -> Period:
    """Return the quarter in play until it ends, then the next one."""
    return in_play if moment.today <= in_play.last_day else in_play.next()


async def _wanted(uow: UnitOfWork, form: Form) -> Ladder:
    given = form.answers["rungs"]
    if given == USUAL:
        ladders = await uow.ladders.ladders()
        key = _key(form)
        return Ladders({each: one for each, one in ladders.by_key.items() if each != key}).of(*key)
    if given == NOBODY:
        return Ladder()
    return Ladder(tuple(map(int, given.split())), form.answers["goes_on"] == YES)


async def _change(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    about, by = AboutLadder.of(form), f"person:{person.actor.person_id}"
    key = (about.programme, about.recipient, about.rhythm)
    before = (await uow.ladders.ladders()).of(*key)
    if about.is_usual:
        await uow.ladders.drop(key)
    else:
        await uow.ladders.set(key, about.ladder, at=moment.now, by=by)
    uow.calendar.forget()
    ladders = await uow.ladders.ladders()
    line = _line(ladders, *key)
    programme, recipient, rhythm = key
    await uow.audit.add(
        moment.now,
        by,
        "ladder_set",
        f"ladder:{recipient.value}:{rhythm.value}:{programme}",
        before={"ladder": _text(before)},
        after={"ladder": _text(line.ladder)},
    )
    await answer(uow, person.chat_id, LadderChanged(line), moment)


def _key(form: Form) -> tuple[str, Recipient, Rhythm]:
    programme = form.answers["programme"]
    recipient, rhythm = Recipient(form.answers["recipient"]), Rhythm(form.answers["rhythm"])
    return "" if programme == EVERY else programme, recipient, rhythm


def _text(ladder: Ladder) -> str:
    return " ".join(str(rung) for rung in ladder.rungs) + (" +" if ladder.goes_on else "")


async def _sure(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return options_of(YES)


LADDER = FormSpec(
    "ladder",
    Action.CHANGE_CALENDAR,
    (
        Field("recipient"),
        Field("rhythm"),
        Field("programme", str),
        Field("rungs", str),
        Field("goes_on", yes=YES, no=NO),
    ),
    _preview,
    _options,
    _fold,
    _settle,
)
LADDER_SURE = FormSpec(
    "ladder_sure", Action.CHANGE_CALENDAR, (Field("sure", yes=YES, no=Left()),), _change, _sure
)
