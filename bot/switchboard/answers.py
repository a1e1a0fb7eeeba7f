"""Handles what is not a command: free text, taps on buttons, files."""

from dataclasses import replace
from functools import partial

from bot.buttons.capture import AnswerQuestion
from bot.buttons.forms import AnswerForm
from bot.buttons.late import JudgeLate
from bot.buttons.reminders import NotMine
from bot.calendar import commands as calendar_commands
from bot.calendar import period_commands
from bot.calendar.commands import answer_calendar
from bot.capture import buttons as capture_buttons
from bot.capture.answer_files import NOT_AWAITED, take_file
from bot.capture.find_level import find_level
from bot.capture.typed import read_level, read_narrative
from bot.delivery.receiving.incoming import Edited, Tap
from bot.kit.callbacks import pack
from bot.kit.handlers import Buttons
from bot.kit.labels import data_by_label, label_of
from bot.kit.run_command import run_command
from bot.kit.typed import read_command
from bot.papers import answers as papers
from bot.papers.answers import answer_paper
from bot.people import administration as admin
from bot.people import attention
from bot.people.administration import answer_admin
from bot.people.attention import answer_attention
from bot.reminders import answers as reminders
from bot.reminders.answers import answer_reminder
from bot.review import answers as review
from bot.review.answers import answer_review
from bot.status import answers as status
from bot.status.answers import answer_status
from bot.summary import commands as summary_commands
from bot.switchboard.asides import answer_phrase, answer_unit, run_named, take_aside
from bot.switchboard.commands import COMMANDS
from bot.switchboard.words import word
from domain.capture.late import LateMessage
from domain.capture.messages import EditNoticed, FileProblem, NoOpenQuestion, OldButton, Question
from domain.kit.access import Action
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Typed
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.kit.words.agreement import read_agreement
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.rendering import Message
from usecases.capture.capture_indicator import open_indicator, take_answer
from usecases.capture.corrections import answers_open_question, correct_by_edit
from usecases.capture.late import asked_about, judge, reword_held
from usecases.kit.conversations import ask_again, open_thread, question_with_buttons
from usecases.kit.say import answer
from usecases.switchboard.answer_form import take_form_answer
from usecases.switchboard.settle import settle_tapped

buttons = Buttons()


async def answer_text(
    uow: UnitOfWork, person: Person, text: str, moment: Moment, *, message_id: int | None = None
) -> None:
    """Take free text as the answer to the open question, a bare command, or an indicator to capture."""
    thread = await open_thread(uow, person)
    question = await question_with_buttons(uow, thread)
    callback = BUTTONS.unpack(data_by_label(worded(question), text)) if question else None
    if callback is None and await take_aside(uow, person, text, moment, is_open=question is not None):
        return
    if isinstance(question, FormQuestion):
        given = callback.given if isinstance(callback, AnswerForm) else text
        if await take_form_answer(uow, person, given, moment, said=text):
            return
    elif isinstance(callback, NotMine):
        await BUTTONS.do(uow, person, callback, moment)
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
    """Correct the answer that the edited message gave; one that had been refused is tried again."""
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
    """Handle a tap, if the button is still valid and the person has the right."""
    callback = BUTTONS.unpack(tap.data)
    if callback is None:
        await answer(uow, person.chat_id, OldButton(), moment)
    elif not person.actor.may(callback.needs):
        await answer(uow, person.chat_id, NotAllowed(()), moment)
    elif await BUTTONS.do(uow, person, callback, moment) and tap.message_id is not None:
        await settle_tapped(uow, person, tap.message_id, partial(_label_in, tap.data), moment)


@buttons.on(JudgeLate)
async def judge_late(uow: UnitOfWork, person: Person, callback: JudgeLate, moment: Moment) -> None:
    """Take a late message as if it were written now, or drop it."""
    asked = asked_about(await open_thread(uow, person))
    said = label_of(worded(asked), pack(callback)) if asked else ""
    now = await judge(uow, person, callback.token, callback.verdict, moment, said=said)
    if now is None:
        await _refuse_old(uow, person, moment)
        return
    for held in now:
        await _take_held(uow, person, held, moment)


async def _take_held(uow: UnitOfWork, person: Person, held: LateMessage, moment: Moment) -> None:
    command = read_command(held.said) if held.attached is None else None
    if command is not None:
        await run_named(uow, person, command, moment)
    elif held.attached is None:
        await answer_text(uow, person, held.said, moment, message_id=held.message_id)
    elif not await take_file(uow, person, held.attached, held.said, moment):
        await answer(uow, person.chat_id, FileProblem(NOT_AWAITED), moment)


@buttons.on(AnswerQuestion)
async def answer_question(uow: UnitOfWork, person: Person, callback: AnswerQuestion, moment: Moment) -> None:
    thread = await open_thread(uow, person)
    question = await question_with_buttons(uow, thread)
    if not isinstance(question, Question) or question.token != callback.token:
        await _refuse_old(uow, person, moment)
        return
    label = label_of(worded(question), pack(callback))
    await take_answer(uow, person, callback.chosen, moment, said=label, thread=thread)


@buttons.on(AnswerForm)
async def answer_dialogue(uow: UnitOfWork, person: Person, callback: AnswerForm, moment: Moment) -> None:
    question = await question_with_buttons(uow, await open_thread(uow, person))
    if not isinstance(question, FormQuestion) or question.token != callback.token:
        await _refuse_old(uow, person, moment)
        return
    label = label_of(worded(question), pack(callback))
    await take_form_answer(uow, person, callback.given, moment, said=label)


async def _refuse_old(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    await answer(uow, person.chat_id, OldButton(), moment)
    await ask_again(uow, person, moment)


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


def _label_in(data: str, said: Said) -> str:
    """Return the label of the button with this data in a message."""
    message = word(said)
    return label_of(message, data) if isinstance(message, Message) else ""


def worded(said: Said) -> Message:
    """Word a fact whose wording is a message, not a menu or a file."""
    worded = word(said)
    assert isinstance(worded, Message)
    return worded


BUTTONS = Buttons.collected(
    buttons,
    admin.buttons,
    attention.buttons,
    calendar_commands.buttons,
    capture_buttons.buttons,
    papers.buttons,
    period_commands.buttons,
    reminders.buttons,
    review.buttons,
    status.buttons,
    summary_commands.buttons,
)
"""All buttons; a new button of a listed subject needs no line here."""
