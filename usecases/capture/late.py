"""Messages written before a refusal could be read: the person is asked about them."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.capture.late import LateMessage, LateVerdict, UnreadRefusal
from domain.capture.late_messages import LateAsked
from domain.capture.messages import NoOpenQuestion
from domain.delivery.outcomes import OutboxState
from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from domain.kit.words.agreement import read_agreement
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import UNREAD, Thread, ask_again, keep_thread, load_thread, open_thread
from usecases.kit.say import answer, close_question

WAITS = (OutboxState.PENDING, OutboxState.CLAIMED)


class StillSending(Exception):
    """The message about the refusal is being sent: whether it was read will be known shortly."""


@dataclass(frozen=True)
class WrittenMessage:
    """A message with its position in the chat; `album` if it is one of several files.

    `judges` says that it could be the decision about the message that is asked about.
    """

    message_id: int
    at: datetime | None = None
    album: str | None = None
    judges: bool = False


async def has_waiting(uow: UnitOfWork, person: Person) -> bool:
    """Tell whether a message that was written too early waits for a question about it."""
    stored = await uow.conversations.get(person.actor.person_id)
    return stored is not None and bool((stored.state.get("gap") or {}).get("held"))


async def came_late(uow: UnitOfWork, person: Person, written: WrittenMessage) -> bool:
    """Tell whether a message was written before its writer could read the open question.

    That is so if a later message was handled already; if a refusal, or a question that was asked again, had
    not arrived yet; and, for a yes or no, if nothing had been asked about yet. Raise StillSending while that
    is not known.
    """
    stored = await uow.conversations.get(person.actor.person_id)
    if stored is None:
        return False
    if written.message_id < stored.state.get("seen", 0):
        thread = await load_thread(uow, person.actor.person_id)
        return thread.draft is None or not _is_of_album(thread.draft, written.album)
    known = stored.state.get("gap")
    if known is None:
        return False
    unread = UNREAD.validate_python(known)
    if await _is_before(uow, unread.after, unread, written):
        return True
    return (
        written.judges and unread.prompt is not None and await _is_before(uow, unread.prompt, unread, written)
    )


async def hold(uow: UnitOfWork, person: Person, held: LateMessage, moment: Moment) -> None:
    """Store a message that was written too early, to be asked about later, and tell its writer.

    If they have not read the question about the first one yet, that question is enough.
    """
    thread = await open_thread(uow, person)
    unread = thread.unread or UnreadRefusal(None, moment.now)
    is_told = bool(unread.held) and not await _was_asked_before(uow, unread, held)
    after = max(unread.after or 0, unread.prompt or 0) or None if is_told else unread.after
    kept = replace(unread, held=(*unread.held, held), after=after)
    await keep_thread(uow, person.actor.person_id, replace(thread, unread=kept, seen=held.message_id), moment)
    if is_told:
        return
    prompt = thread.prompt_outbox_id
    if prompt is None or unread.after is None or prompt < unread.after:
        await ask_again(uow, person, moment)
    await _ask_about_first(uow, person, moment, is_unread=True)


async def take_repeated(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> None:
    """Drop the waiting message if its writer has just written the same again: that one is handled."""
    thread = await open_thread(uow, person)
    unread = thread.unread
    if (
        unread is None
        or not unread.held
        or unread.held[0].attached
        or not _is_the_same(unread.held[0].said, text)
    ):
        return
    await close_question(uow, person.chat_id, unread.prompt, text, moment)
    left = replace(unread, held=unread.held[1:], prompt=None, token="")
    await keep_thread(uow, person.actor.person_id, replace(thread, unread=left), moment)


async def judge(
    uow: UnitOfWork, person: Person, token: str, verdict: LateVerdict, moment: Moment, *, said: str
) -> tuple[LateMessage, ...] | None:
    """Decide about the message that is asked about; return the messages to handle now.

    Return None if no question has this token. The files of an album are decided together.
    """
    thread = await open_thread(uow, person)
    unread = thread.unread
    if unread is None or not unread.held or unread.token != token:
        return None
    await close_question(uow, person.chat_id, unread.prompt, said, moment)
    judged = tuple(each for each in unread.held if each == unread.held[0] or _goes_with(each, unread.held[0]))
    rest = () if verdict is LateVerdict.NONE else tuple(each for each in unread.held if each not in judged)
    left = replace(unread, held=rest, prompt=None, token="")
    await keep_thread(uow, person.actor.person_id, replace(thread, unread=left), moment)
    return judged if verdict is LateVerdict.YES else ()


async def reword_held(uow: UnitOfWork, person: Person, message_id: int, text: str, moment: Moment) -> bool:
    """Replace the text of a waiting message that was edited; False if it does not wait."""
    thread = await open_thread(uow, person)
    unread = thread.unread
    if unread is None or not any(
        each.message_id == message_id and each.attached is None for each in unread.held
    ):
        return False
    held = tuple(replace(each, said=text) if each.message_id == message_id else each for each in unread.held)
    is_asked = unread.held[0].message_id == message_id
    new = replace(
        unread, held=held, about="" if is_asked else unread.about, token="" if is_asked else unread.token
    )
    await keep_thread(uow, person.actor.person_id, replace(thread, unread=new), moment)
    return True


def asked_about(thread: Thread) -> LateAsked | None:
    """Return the question about the first waiting message, as it was asked; None if there is none."""
    unread = thread.unread
    if unread is None or not unread.held or not unread.token:
        return None
    first = unread.held[0]
    return LateAsked(
        unread.token, first.said, first.attached is not None, bool(unread.about), len(unread.held) - 1
    )


async def note_refusal(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    """After each message: note a refusal, and ask about the next waiting one if the open question changed."""
    thread = await open_thread(uow, person)
    refused, person_id = uow.handled.refused, person.actor.person_id
    if refused is not None and (thread.draft or thread.form):
        unread = replace(thread.unread or UnreadRefusal(None, moment.now), after=refused, at=moment.now)
        await keep_thread(uow, person_id, replace(thread, unread=unread), moment)
    elif refused is not None and await _was_to_answer(uow, refused):
        # A message written before it that arrives later is late, even if no question is open.
        await keep_thread(uow, person_id, thread, moment)
    if thread.unread is not None and thread.unread.held and not _is_asked(thread):
        await _ask_about_first(uow, person, moment)


async def ask_after_loss(uow: UnitOfWork, person: Person, told: int | None, moment: Moment) -> None:
    """A message will not be handled: ask the open question again, so that no other message answers it.

    `told` is the outbox row that tells its writer.
    """
    person_id = person.actor.person_id
    await uow.conversations.hold(person_id)
    is_asked = await ask_again(uow, person, moment)
    thread = await load_thread(uow, person_id)
    after = thread.prompt_outbox_id if is_asked else told
    unread = replace(thread.unread or UnreadRefusal(None, moment.now), after=after, at=moment.now)
    await keep_thread(uow, person_id, replace(thread, unread=unread), moment)


async def _ask_about_first(
    uow: UnitOfWork, person: Person, moment: Moment, *, is_unread: bool = False
) -> None:
    """Ask about the first waiting message; repeating that question is not a refusal."""
    thread = await open_thread(uow, person)
    unread = thread.unread
    assert unread is not None
    await close_question(uow, person.chat_id, unread.prompt, "", moment)
    asked = replace(unread, token=thread.next_token, about=_token_of(thread))
    said = asked_about(replace(thread, unread=asked))
    assert said is not None
    prompt = await answer(uow, person.chat_id, said, moment)
    asked = replace(asked, prompt=prompt)
    if is_unread:
        asked = replace(asked, after=prompt, at=moment.now)
    await keep_thread(uow, person.actor.person_id, replace(thread, unread=asked), moment)


async def _is_before(
    uow: UnitOfWork, told: int | None, unread: UnreadRefusal, written: WrittenMessage
) -> bool:
    row = await uow.outbox.get(told) if told is not None else None
    if row is not None and row.message_id is not None:
        return written.message_id < row.message_id
    if row is not None and row.state in WAITS:
        return True
    if row is not None and row.state is OutboxState.SENDING:
        raise StillSending
    said_at = unread.at if row is None else row.created_at
    return written.at is not None and written.at <= said_at


async def _was_to_answer(uow: UnitOfWork, refused: int) -> bool:
    """Tell whether the refused message answered no question: its answer may come after it."""
    row = await uow.outbox.get(refused)
    return row is not None and row.kind == NoOpenQuestion.declared.kind


async def _was_asked_before(uow: UnitOfWork, unread: UnreadRefusal, held: LateMessage) -> bool:
    """Tell whether a message was written after the question about the waiting one."""
    row = await uow.outbox.get(unread.prompt) if unread.prompt is not None else None
    return row is not None and row.message_id is not None and row.message_id < held.message_id


def _is_asked(thread: Thread) -> bool:
    unread = thread.unread
    return unread is not None and bool(unread.token) and unread.about == _token_of(thread)


def _token_of(thread: Thread) -> str:
    """Return the token of the open question; empty if none is open."""
    opened = thread.form or thread.draft
    return opened.token if opened else ""


def _is_of_album(draft: Draft, album: str | None) -> bool:
    """Tell whether a file is of the open album; Telegram delivers its files in any order."""
    return album is not None and any(each.album == album for each in draft.evidence)


def _is_the_same(said: str, text: str) -> bool:
    return said.split() == text.split() and read_agreement(text) is None


def _goes_with(held: LateMessage, first: LateMessage) -> bool:
    albums = [each.attached.file.album for each in (held, first) if each.attached]
    return len(albums) == 2 and albums[0] is not None and albums[0] == albums[1]
