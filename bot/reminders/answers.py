"""Buttons and typed text that answer a reminder."""

from datetime import datetime

from bot.buttons.reminders import (
    DecideReassignment,
    EscalateAll,
    NoProgress,
    NotMine,
    Nudge,
    NudgeAll,
    PutOff,
)
from bot.capture import commands as capture_commands
from bot.capture.find_level import find_level
from bot.capture.typed import read_level
from bot.kit.handlers import Buttons
from bot.kit.run_command import run_command
from bot.reminders import commands as reminder_commands
from bot.reminders.commands import nudge_named, put_off_to
from bot.reminders.typed import (
    is_escalation,
    is_list,
    is_nudge_of_all,
    read_answer,
    read_not_mine,
    read_nudge,
    read_put_off,
)
from domain.capture.messages import OldButton, UnknownIndicator
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.reminders.snoozing import SnoozeTime
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.capture_indicator import IndicatorWanted, open_indicator
from usecases.kit.say import answer
from usecases.reminders.decide_reassignment import decide_reassignment
from usecases.reminders.nudge import WantedNudge, nudge_unit
from usecases.reminders.nudge_all import escalate_all, nudge_all
from usecases.reminders.reassign import begin_reassignment
from usecases.reminders.snooze import put_off

buttons = Buttons()


@buttons.on(PutOff)
async def put_off_reminder(uow: UnitOfWork, person: Person, callback: PutOff, moment: Moment) -> bool:
    until = datetime.combine(callback.day, callback.hour, moment.zone)
    return await put_off(uow, person, until, moment, period=callback.period)


@buttons.on(NoProgress)
async def capture_none(uow: UnitOfWork, person: Person, callback: NoProgress, moment: Moment) -> bool:
    wanted = IndicatorWanted(callback.indicator_id, callback.period, none=True)
    return await open_indicator(uow, person, wanted, moment)


@buttons.on(NotMine)
async def not_mine(uow: UnitOfWork, person: Person, callback: NotMine, moment: Moment) -> None:
    await begin_reassignment(uow, person, callback.indicator_id or None, callback.period, moment)


@buttons.on(DecideReassignment)
async def decide(uow: UnitOfWork, person: Person, callback: DecideReassignment, moment: Moment) -> None:
    decided = await decide_reassignment(
        uow, person, callback.reassignment_id, moment, belongs=callback.belongs
    )
    if not decided:
        await answer(uow, person.chat_id, OldButton(), moment)


@buttons.on(Nudge)
async def nudge_again(uow: UnitOfWork, person: Person, callback: Nudge, moment: Moment) -> bool:
    """Nudge a UR; a list of URs keeps its other buttons, a confirmation loses its own."""
    wanted = WantedNudge(callback.unit_code, callback.period, callback.count)
    return await nudge_unit(uow, person, wanted, moment) and callback.count > 1


@buttons.on(NudgeAll)
async def nudge_everyone(uow: UnitOfWork, person: Person, callback: NudgeAll, moment: Moment) -> None:
    await nudge_all(uow, person, callback.period, moment)


@buttons.on(EscalateAll)
async def escalate_everyone(uow: UnitOfWork, person: Person, callback: EscalateAll, moment: Moment) -> None:
    await escalate_all(uow, person, callback.period, moment)


async def answer_reminder(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Run typed text that answers a reminder; False when the text is none or the person lacks the right."""
    may = person.actor.may
    wish = read_put_off(text)
    if wish is not None and may(PutOff.needs):
        if isinstance(wish, SnoozeTime):
            await put_off(uow, person, wish, moment)
        else:
            await put_off_to(uow, person, wish, moment)
        return True
    level = read_not_mine(text)
    if level is not None and may(NotMine.needs):
        await _not_mine(uow, person, level, moment)
        return True
    given = read_answer(text)
    if given is not None and may(DecideReassignment.needs):
        verdict = "sí" if given.belongs else "no"
        rest = f"{given.unit_code} {verdict}" if given.unit_code else ""
        await run_command(uow, person, reminder_commands.commands.by_name["reasignaciones"], rest, moment)
        return True
    if is_list(text) and may(Action.CAPTURE):
        await run_command(uow, person, capture_commands.commands.by_name["capturar"], "", moment)
        return True
    return await _answer_nudge(uow, person, text, moment)


async def _not_mine(uow: UnitOfWork, person: Person, named: str, moment: Moment) -> None:
    typed = read_level(named) if named else None
    wanted = await find_level(uow, person, typed, moment) if typed else None
    if named and wanted is None:
        await answer(uow, person.chat_id, UnknownIndicator(named, is_to_capture=False), moment)
        return
    indicator_id, period = (wanted.indicator_id, wanted.period) if wanted else (None, None)
    await begin_reassignment(uow, person, indicator_id, period, moment)


async def _answer_nudge(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    if is_nudge_of_all(text) or is_escalation(text):
        if not person.actor.may(NudgeAll.needs):
            return False
        give = escalate_all if is_escalation(text) else nudge_all
        await give(uow, person, None, moment)
        return True
    nudged = read_nudge(text)
    if nudged is None or not person.actor.may(Nudge.needs):
        return False
    await nudge_named(uow, person, nudged.unit_code, moment, again=nudged.again)
    return True
