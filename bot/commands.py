"""The table of commands: what each one asks for, and what it does once it is allowed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot import (
    admin,
    attention,
    calendar_commands,
    paper_commands,
    papers,
    period_commands,
    reminder_commands,
    review_commands,
    simulation_commands,
    summary_commands,
)
from bot.texts.hints import OF_UNIT
from bot.typed import is_period, read_period
from bot.typed_capture import TypedLevel, read_level
from bot.typed_status import read_asked
from domain.access import Action
from domain.avances import Missing, Programme
from domain.forms import Left
from domain.messages.capture import NoOpenQuestion, UnknownIndicator
from domain.messages.narratives import NarrativeNotTaken
from domain.messages.people import Help, NotAllowed
from domain.messages.reports import UnknownPeriod, UnknownUnit
from domain.moments import Moment
from domain.periods import PeriodNotUnderstood
from domain.said import Said
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.answer_form import take_form_answer
from usecases.ask_status import ask_status
from usecases.capture_indicator import IndicatorWanted, cancel_capture, open_indicator
from usecases.capture_narrative import begin_narrative
from usecases.choose_period import choose_period
from usecases.conversations import ask_again, open_question
from usecases.correct_indicator import correct_indicator
from usecases.invite import menu_of, welcome
from usecases.order_paper import cancel_latest_paper
from usecases.say import answer
from usecases.show_pending import show_pending

Handler = Callable[[UnitOfWork, Person, str, Moment], Awaitable[None]]


@dataclass(frozen=True)
class Command:
    """`moves_on` says that it changes the open question itself; any other asks it again afterwards."""

    action: Action
    handler: Handler
    moves_on: bool = False


async def run_command(uow: UnitOfWork, person: Person, chosen: Command, rest: str, moment: Moment) -> None:
    """Run a command that the person's roles allow, without losing the open question."""
    if not person.actor.may(chosen.action):
        await answer(uow, person.chat_id, NotAllowed(()), moment)
    else:
        try:
            await chosen.handler(uow, person, rest, moment)
        except PeriodNotUnderstood as refused:
            await answer(uow, person.chat_id, _not_understood(chosen, refused.text), moment)
    if not chosen.moves_on:
        await ask_again(uow, person, moment)


async def find_level(
    uow: UnitOfWork, person: Person, typed: TypedLevel, moment: Moment
) -> IndicatorWanted | None:
    """Return the indicator that was named of one's own URs, first where something is still owed."""
    units = [code for code in person.actor.units_for(Action.CAPTURE) if typed.unit_code in ("", code)]
    if not units:
        return None
    chosen = typed.period or await choose_period(uow, units[0], moment)
    found = [
        indicator
        for report in await uow.programmes.reports(chosen, units)
        for programme in report.programmes
        for indicator in programme.indicators
        if indicator.facts.level == typed.level and _is_of(programme, typed)
    ]
    found.sort(key=lambda indicator: not indicator.owed_by_unit(chosen.quarter))
    return IndicatorWanted(found[0].id, chosen, is_button=False) if found else None


def _is_of(programme: Programme, typed: TypedLevel) -> bool:
    """`PP 8` is the programme printed as 08."""
    return not typed.programme or programme.code.lower().lstrip("0") == typed.programme.lstrip("0")


async def _help(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if rest and person.actor.may(Action.ASK_HELP):
        await attention.ask(uow, person, rest, moment)
        return
    await answer(uow, person.chat_id, Help(menu_of(person).roles), moment)


async def _start(uow: UnitOfWork, person: Person, _: str, moment: Moment) -> None:
    await answer(uow, person.chat_id, await welcome(uow, person), moment)
    await answer(uow, person.chat_id, menu_of(person), moment)


async def _status(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    for said in await ask_status(uow, person, read_asked(rest), moment):
        await answer(uow, person.chat_id, said, moment)


async def _pending(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if person.actor.sees_all(Action.SEE_PENDING) and not person.actor.units_for(Action.SEE_PENDING):
        await summary_commands.summary(uow, person, rest, moment)
        return
    said = await show_pending(uow, person, read_period(rest), moment)
    await answer(uow, person.chat_id, said, moment)


async def _capture(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if rest and not is_period(rest):
        await _capture_level(uow, person, rest, moment)
        return
    said = await show_pending(uow, person, read_period(rest), moment, action=Action.CAPTURE)
    await answer(uow, person.chat_id, said, moment)


async def _capture_level(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    typed = read_level(rest)
    wanted = await find_level(uow, person, typed, moment) if typed else None
    if typed is None or wanted is None:
        await answer(uow, person.chat_id, UnknownIndicator(rest), moment)
        return
    await open_indicator(uow, person, replace(wanted, met=typed.met, none=typed.none), moment)


async def _correct(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if not rest:
        if not await ask_again(uow, person, moment):
            await answer(uow, person.chat_id, NoOpenQuestion(may_capture=True), moment)
        return
    typed = read_level(rest)
    wanted = await find_level(uow, person, typed, moment) if typed else None
    if wanted is not None:
        await correct_indicator(uow, person, wanted, moment, said=f"corregir {rest}")
        return
    await answer(uow, person.chat_id, UnknownIndicator(rest, is_to_capture=False), moment)
    await ask_again(uow, person, moment)


async def _narrative(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    typed = read_level(rest) if rest else None
    if not rest:
        wanted = await find_unwritten(uow, person, moment)
    else:
        wanted = await find_level(uow, person, typed, moment) if typed else None
    if wanted is not None:
        await begin_narrative(uow, person, wanted.indicator_id, wanted.period, moment)
        return
    said: Said = UnknownIndicator(rest, is_to_capture=False) if rest else NarrativeNotTaken("none_owed")
    await answer(uow, person.chat_id, said, moment)
    await ask_again(uow, person, moment)


async def find_unwritten(uow: UnitOfWork, person: Person, moment: Moment) -> IndicatorWanted | None:
    """Return the first indicator of one's own URs that lacks its narrative."""
    units = person.actor.units_for(Action.CAPTURE)
    chosen = await choose_period(uow, units[0], moment)
    found = (
        indicator.id
        for report in await uow.programmes.reports(chosen, units)
        for indicator in report.owed
        if Missing.NARRATIVE in indicator.missing(chosen.quarter)
    )
    first = next(found, None)
    return None if first is None else IndicatorWanted(first, chosen)


async def _cancel(uow: UnitOfWork, person: Person, _: str, moment: Moment) -> None:
    if await take_form_answer(uow, person, Left(), moment, said=""):
        return
    if await open_question(uow, person) or not await cancel_latest_paper(uow, person, moment):
        await cancel_capture(uow, person, moment)


def _not_understood(command: Command, text: str) -> Said:
    """Three digits too many or a word: most likely the code of a UR was meant, where one is asked for."""
    name = next(name for name, each in COMMANDS.items() if each is command)
    is_unit = name in OF_UNIT and not any(c.isdigit() for c in text)
    return UnknownUnit(text, name) if is_unit else UnknownPeriod(text, name)


ADMIN_COMMANDS: dict[str, Command] = {
    "historial": Command(Action.SEE_HISTORY, admin.history),
    "personas": Command(Action.ADMINISTER, admin.people),
    "unidades": Command(Action.ADMINISTER, admin.units),
    "metas": Command(Action.ADMINISTER, admin.goals),
    "umbrales": Command(Action.ADMINISTER, admin.rules),
    "variables": Command(Action.ADMINISTER, admin.variables),
    "causas": Command(Action.ADMINISTER, admin.causes),
    "atencion": Command(Action.ANSWER_HELP, attention.note, moves_on=True),
    **{
        phrase: Command(Action.ADMINISTER, admin.opener(deed), moves_on=True)
        for phrase, deed in admin.PHRASES.items()
        if phrase.isalpha()
    },
}
"""What IMPLAN does beside reading, and the history."""

CALENDAR_COMMANDS: dict[str, Command] = {
    "calendario": Command(Action.SEE_CALENDAR, calendar_commands.calendar),
    "inhabiles": Command(Action.SEE_CALENDAR, calendar_commands.inhabiles),
    "escalera": Command(Action.CHANGE_CALENDAR, calendar_commands.ladder),
    "horario": Command(Action.SET_HOURS, calendar_commands.hours, moves_on=True),
}

PERIOD_COMMANDS: dict[str, Command] = {
    "prorroga": Command(Action.ASK_PRORROGA, period_commands.prorroga, moves_on=True),
    "prorrogas": Command(Action.DECIDE_PRORROGA, period_commands.prorrogas, moves_on=True),
    "cerrar": Command(Action.CLOSE_PERIOD, period_commands.close, moves_on=True),
    "reabrir": Command(Action.CLOSE_PERIOD, period_commands.reopen, moves_on=True),
    "relevo": Command(Action.HAND_OVER, period_commands.hand_over, moves_on=True),
}
"""They ask the open question again themselves, unless they opened a dialogue."""

REMINDER_COMMANDS: dict[str, Command] = {
    "posponer": Command(Action.PUT_OFF_REMINDER, reminder_commands.put_off_to),
    "recordar": Command(Action.NUDGE, reminder_commands.nudge),
    "reasignaciones": Command(Action.DECIDE_REASSIGNMENT, reminder_commands.reassignments, moves_on=True),
}

COMMANDS: dict[str, Command] = {
    "start": Command(Action.SEE_HELP, _start),
    "ayuda": Command(Action.SEE_HELP, _help),
    "help": Command(Action.SEE_HELP, _help),
    "pendientes": Command(Action.SEE_PENDING, _pending),
    "capturar": Command(Action.CAPTURE, _capture, moves_on=True),
    "corregir": Command(Action.CAPTURE, _correct, moves_on=True),
    "narrativa": Command(Action.CAPTURE, _narrative, moves_on=True),
    "estado": Command(Action.SEE_STATUS, _status),
    "resumen": Command(Action.SEE_SUMMARY, summary_commands.summary),
    "simular": Command(Action.SIMULATE, simulation_commands.simulate),
    **REMINDER_COMMANDS,
    "enviar": Command(Action.SEND_ENTREGA, review_commands.send),
    "entrega": Command(Action.SEE_ENTREGA, review_commands.entrega),
    "plantilla": Command(Action.GET_TEMPLATE, paper_commands.template),
    "verificar": Command(Action.VERIFY_ACUSE, paper_commands.verify),
    **{name: Command(*each) for name, each in papers.PAPER_HANDLERS.items()},
    **ADMIN_COMMANDS,
    **PERIOD_COMMANDS,
    **CALENDAR_COMMANDS,
    "cancelar": Command(Action.SEE_HELP, _cancel, moves_on=True),
}
