"""What is not a command: free text, taps on buttons, files."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.admin import ADMIN_ACTIONS, answer_admin, do_admin
from bot.answer_files import NOT_AWAITED, take_file
from bot.asides import answer_phrase, answer_unit, run_named, take_aside
from bot.attention import ATTENTION_ACTIONS, answer_attention, do_attention
from bot.calendar_commands import CALENDAR_ACTIONS, answer_calendar, do_calendar
from bot.callbacks import (
    AnswerForm,
    AnswerQuestion,
    OpenIndicator,
    ShowAllGaps,
    ShowPending,
    ShowStatus,
    WriteNarrative,
    pack,
    unpack,
)
from bot.callbacks_late import JudgeLate
from bot.callbacks_periods import DecideProrroga
from bot.callbacks_reminders import NotMine
from bot.callbacks_status import ShowChart, ShowDetail, ShowGroup
from bot.callbacks_summary import ShowGapsBook, ShowGapsPicture
from bot.commands import COMMANDS, find_level, run_command
from bot.incoming import Edited, Tap
from bot.papers import PAPER_ACTIONS, answer_paper, do_paper
from bot.reminders import REMINDER_ACTIONS, answer_reminder, do_reminder, settle_tapped
from bot.rendering import Message
from bot.review import REVIEW_ACTIONS, answer_review, do_review
from bot.status import answer_status, do_status
from bot.summary_commands import GapsCallback, do_summary
from bot.texts.render import word
from bot.typed import callback_by_label, label_of, read_command, read_level, read_narrative
from domain.access import Action
from domain.agreement import read_agreement
from domain.drafts import Typed
from domain.gaps import Held
from domain.messages.capture import EditNoticed, FileProblem, NoOpenQuestion, OldButton
from domain.messages.forms import FormQuestion
from domain.messages.people import NotAllowed
from domain.moments import Moment
from domain.said import Said
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.answer_form import take_form_answer
from usecases.capture_indicator import IndicatorWanted, open_indicator, take_answer
from usecases.capture_narrative import begin_narrative
from usecases.compose import compose
from usecases.conversations import ask_again, open_thread, question_with_buttons
from usecases.corrections import answers_open_question, correct_by_edit
from usecases.decide_prorroga import decide_prorroga
from usecases.gaps import asked_about, judge, reword_held
from usecases.say import answer, close_question
from usecases.show_pending import show_pending
from usecases.show_status import show_status
from usecases.switchboard.messages import decode

ACTIONS: dict[type, Action] = {
    AnswerForm: Action.SEE_HELP,
    JudgeLate: Action.SEE_HELP,
    AnswerQuestion: Action.CAPTURE,
    OpenIndicator: Action.CAPTURE,
    WriteNarrative: Action.CAPTURE,
    ShowPending: Action.SEE_PENDING,
    ShowStatus: Action.SEE_STATUS,
    **dict.fromkeys((ShowDetail, ShowChart, ShowGroup), Action.SEE_STATUS),
    **dict.fromkeys((ShowAllGaps, ShowGapsPicture, ShowGapsBook), Action.SEE_SUMMARY),
    **REVIEW_ACTIONS,
    **ADMIN_ACTIONS,
    **PAPER_ACTIONS,
    **ATTENTION_ACTIONS,
    **CALENDAR_ACTIONS,
    DecideProrroga: Action.DECIDE_PRORROGA,
    **REMINDER_ACTIONS,
}
"""What each kind of button asks for; the use cases check the UR as well, and a dialogue its own action."""


async def answer_text(
    uow: UnitOfWork, person: Person, text: str, moment: Moment, *, message_id: int | None = None
) -> None:
    """Take free text as the answer to the open question, a bare command, or an indicator to capture."""
    thread = await open_thread(uow, person)
    question = await question_with_buttons(uow, thread)
    callback = callback_by_label(worded(question), text) if question else None
    if callback is None and await take_aside(uow, person, text, moment, is_open=question is not None):
        return
    if isinstance(question, FormQuestion):
        given = callback.given if isinstance(callback, AnswerForm) else text
        if await take_form_answer(uow, person, given, moment, said=text):
            return
    elif isinstance(callback, NotMine):
        await do_reminder(uow, person, callback, moment)
        return
    elif question:
        chosen = callback.chosen if isinstance(callback, AnswerQuestion) else None
        answered = chosen or Typed(text, message_id)
        if await take_answer(uow, person, answered, moment, said=text, thread=thread):
            return
    for take in (
        answer_reminder,
        answer_review,
        answer_calendar,
        answer_admin,
        answer_status,
        answer_attention,
        answer_paper,
        _answer_narrative,
        _capture_named,
        answer_phrase,
        answer_unit,
    ):
        if await take(uow, person, text, moment):
            return
    may_capture = person.actor.may(Action.CAPTURE)
    agreed = text if read_agreement(text) else ""
    await answer(uow, person.chat_id, NoOpenQuestion(may_capture, agreed), moment)


async def answer_edit(uow: UnitOfWork, person: Person, edited: Edited, moment: Moment) -> None:
    """Correct what the message had answered; a refused answer that is edited is answered again."""
    text, message_id = edited.text, edited.message_id
    if text is None or message_id is None or not await _take_edit(uow, person, message_id, text, moment):
        await answer(uow, person.chat_id, EditNoticed(), moment)


async def _take_edit(uow: UnitOfWork, person: Person, message_id: int, text: str, moment: Moment) -> bool:
    if await reword_held(uow, person, message_id, text, moment):
        return True
    if text.startswith("/"):
        return False
    if await correct_by_edit(uow, person, message_id, text, moment):
        return True
    if not await answers_open_question(uow, person, message_id):
        return False
    await answer_text(uow, person, text, moment, message_id=message_id)
    return True


async def answer_tap(uow: UnitOfWork, person: Person, tap: Tap, moment: Moment) -> None:
    """Do what a button says, if it is still valid and the person may."""
    callback = unpack(tap.data)
    if callback is None:
        await answer(uow, person.chat_id, OldButton(), moment)
    elif not person.actor.may(ACTIONS[type(callback)]):
        await answer(uow, person.chat_id, NotAllowed(()), moment)
    elif isinstance(callback, AnswerQuestion | AnswerForm):
        await _answer_question(uow, person, callback, tap, moment)
    elif await DOERS[type(callback)](uow, person, callback, moment):
        await _close_tapped(uow, person, tap, moment)


async def judge_late(uow: UnitOfWork, person: Person, callback: JudgeLate, moment: Moment) -> None:
    """Take a message that was written too early as if it were written now, or leave it."""
    asked = asked_about(await open_thread(uow, person))
    said = label_of(worded(asked), pack(callback)) if asked else ""
    now = await judge(uow, person, callback.token, callback.verdict, moment, said=said)
    if now is None:
        await answer(uow, person.chat_id, OldButton(), moment)
        await ask_again(uow, person, moment)
        return
    for held in now:
        await _take_held(uow, person, held, moment)


async def _take_held(uow: UnitOfWork, person: Person, held: Held, moment: Moment) -> None:
    command = read_command(held.said) if held.attached is None else None
    if command is not None:
        await run_named(uow, person, command, moment)
    elif held.attached is None:
        await answer_text(uow, person, held.said, moment, message_id=held.message_id)
    elif not await take_file(uow, person, held.attached, held.said, moment):
        await answer(uow, person.chat_id, FileProblem(NOT_AWAITED), moment)


async def _open(
    uow: UnitOfWork, person: Person, callback: OpenIndicator | WriteNarrative, moment: Moment
) -> bool:
    match callback:
        case OpenIndicator(indicator_id, period, met):
            return await open_indicator(uow, person, IndicatorWanted(indicator_id, period, met), moment)
        case WriteNarrative(indicator_id, period):
            return await begin_narrative(uow, person, indicator_id, period, moment)


async def _decide(uow: UnitOfWork, person: Person, callback: DecideProrroga, moment: Moment) -> None:
    if not await decide_prorroga(uow, person, callback.prorroga_id, callback.verdict, moment):
        await answer(uow, person.chat_id, OldButton(), moment)


async def _show(
    uow: UnitOfWork, person: Person, callback: ShowPending | ShowStatus | GapsCallback, moment: Moment
) -> None:
    match callback:
        case ShowPending(period, page):
            said = await show_pending(uow, person, period, moment, page=page)
            await answer(uow, person.chat_id, said, moment)
        case ShowStatus(unit_code, period):
            for each in await show_status(uow, person, unit_code, period, moment):
                await answer(uow, person.chat_id, each, moment)
        case _:
            await do_summary(uow, person, callback, moment)


async def _answer_question(
    uow: UnitOfWork, person: Person, callback: AnswerQuestion | AnswerForm, tap: Tap, moment: Moment
) -> None:
    thread = await open_thread(uow, person)
    question = await question_with_buttons(uow, thread)
    is_of_form = isinstance(callback, AnswerForm)
    if (
        question is None
        or question.token != callback.token
        or is_of_form != isinstance(question, FormQuestion)
    ):
        await answer(uow, person.chat_id, OldButton(), moment)
        await ask_again(uow, person, moment)
        return
    label = label_of(worded(question), tap.data)
    if isinstance(callback, AnswerForm):
        await take_form_answer(uow, person, callback.given, moment, said=label)
    else:
        await take_answer(uow, person, callback.chosen, moment, said=label, thread=thread)


async def _answer_narrative(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    named = read_narrative(text)
    if named is None or not person.actor.may(Action.CAPTURE):
        return False
    await run_command(uow, person, COMMANDS["narrativa"], named, moment)
    return True


async def _capture_named(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    typed = read_level(text)
    if typed is None or not person.actor.may(Action.CAPTURE):
        return False
    wanted = await find_level(uow, person, typed, moment)
    if wanted is None:
        return False
    await open_indicator(uow, person, replace(wanted, met=typed.met, none=typed.none), moment)
    return True


async def _close_tapped(uow: UnitOfWork, person: Person, tap: Tap, moment: Moment) -> None:
    """Take the buttons from the reminder or list that was tapped and say what was chosen."""
    row = await uow.outbox.get_by_message(person.chat_id, tap.message_id) if tap.message_id else None
    if row is not None and not await settle_tapped(uow, row, tap.data, moment):
        said = await compose(uow, decode(row.kind, row.data), moment)
        label = label_of(worded(said), tap.data) if said else ""
        await close_question(uow, person.chat_id, row.id, label, moment)


def worded(said: Said) -> Message:
    """Return the message of what is neither a menu nor a file."""
    worded = word(said)
    assert isinstance(worded, Message)
    return worded


Doer = Callable[[UnitOfWork, Person, Any, Moment], Awaitable[bool | None]]

DOERS: dict[type, Doer] = {
    **dict.fromkeys((OpenIndicator, WriteNarrative), _open),
    **dict.fromkeys((ShowPending, ShowStatus, ShowAllGaps, ShowGapsPicture, ShowGapsBook), _show),
    **dict.fromkeys((ShowDetail, ShowChart, ShowGroup), do_status),
    **dict.fromkeys(REVIEW_ACTIONS, do_review),
    **dict.fromkeys(ADMIN_ACTIONS, do_admin),
    **dict.fromkeys(PAPER_ACTIONS, do_paper),
    **dict.fromkeys(ATTENTION_ACTIONS, do_attention),
    **dict.fromkeys(CALENDAR_ACTIONS, do_calendar),
    **dict.fromkeys(REMINDER_ACTIONS, do_reminder),
    DecideProrroga: _decide,
    JudgeLate: judge_late,
}
"""What each kind of button does; True when its message has been answered with that."""
