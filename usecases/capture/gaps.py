"""Messages written before a refusal could be read: the person is asked about them."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.capture.gaps import Gap, Held, LateVerdict
from domain.capture.late_messages import LateAsked
from domain.capture.messages import NoOpenQuestion
from domain.delivery.outcomes import OutboxState
from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from domain.kit.words.agreement import read_agreement
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import GAP, Thread, ask_again, keep_thread, load_thread, open_thread
from usecases.kit.say import answer, close_question

WAITS = (OutboxState.PENDING, OutboxState.CLAIMED)


class StillLeaving(Exception):
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
    not arrived yet; and, for a yes or no, if nothing had been asked about yet. Raise StillLeaving while that
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
    gap = GAP.validate_python(known)
    if await _is_before(uow, gap.after, gap, written):
        return True
    return written.judges and gap.prompt is not None and await _is_before(uow, gap.prompt, gap, written)


async def hold(uow: UnitOfWork, person: Person, held: Held, moment: Moment) -> None:
    """Store a message that was written too early, to be asked about later, and tell its writer.

    If they have not read the question about the first one yet, that question is enough.
    """
    thread = await open_thread(uow, person)
    gap = thread.gap or Gap(None, moment.now)
    is_told = bool(gap.held) and not await _was_asked_before(uow, gap, held)
    after = max(gap.after or 0, gap.prompt or 0) or None if is_told else gap.after
    kept = replace(gap, held=(*gap.held, held), after=after)
    await keep_thread(uow, person.actor.person_id, replace(thread, gap=kept, seen=held.message_id), moment)
    if is_told:
        return
    prompt = thread.prompt_outbox_id
    if prompt is None or gap.after is None or prompt < gap.after:
        await ask_again(uow, person, moment)
    await _ask_about_first(uow, person, moment, is_gap=True)


async def take_repeated(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> None:
    """Drop the waiting message if its writer has just written the same again: that one is handled."""
    thread = await open_thread(uow, person)
    gap = thread.gap
    if gap is None or not gap.held or gap.held[0].attached or not _is_the_same(gap.held[0].said, text):
        return
    await close_question(uow, person.chat_id, gap.prompt, text, moment)
    left = replace(gap, held=gap.held[1:], prompt=None, token="")
    await keep_thread(uow, person.actor.person_id, replace(thread, gap=left), moment)


async def judge(
    uow: UnitOfWork, person: Person, token: str, verdict: LateVerdict, moment: Moment, *, said: str
) -> tuple[Held, ...] | None:
    """Decide about the message that is asked about; return the messages to handle now.

    Return None if no question has this token. The files of an album are decided together.
    """
    thread = await open_thread(uow, person)
    gap = thread.gap
    if gap is None or not gap.held or gap.token != token:
        return None
    await close_question(uow, person.chat_id, gap.prompt, said, moment)
    judged = tuple(each for each in gap.held if each == gap.held[0] or _goes_with(each, gap.held[0]))
    rest = () if verdict is LateVerdict.NONE else tuple(each for each in gap.held if each not in judged)
    left = replace(gap, held=rest, prompt=None, token="")
    await keep_thread(uow, person.actor.person_id, replace(thread, gap=left), moment)
    return judged if verdict is LateVerdict.YES else ()


async def reword_held(uow: UnitOfWork, person: Person, message_id: int, text: str, moment: Moment) -> bool:
    """Replace the text of a waiting message that was edited; False if it does not wait."""
    thread = await open_thread(uow, person)
    gap = thread.gap
    if gap is None or not any(each.message_id == message_id and each.attached is None for each in gap.held):
        return False
    held = tuple(replace(each, said=text) if each.message_id == message_id else each for each in gap.held)
    is_asked = gap.held[0].message_id == message_id
    new = replace(gap, held=held, about="" if is_asked else gap.about, token="" if is_asked else gap.token)
    await keep_thread(uow, person.actor.person_id, replace(thread, gap=new), moment)
    return True


def asked_about(thread: Thread) -> LateAsked | None:
    """Return the question about the first waiting message, as it was asked; None if there is none."""
    gap = thread.gap
    if gap is None or not gap.held or not gap.token:
        return None
    first = gap.held[0]
    return LateAsked(gap.token, first.said, first.attached is not None, bool(gap.about), len(gap.held) - 1)


async def mend(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    """After each message: note a refusal, and ask about the next waiting one if the open question changed."""
    thread = await open_thread(uow, person)
    refused, person_id = uow.handled.refused, person.actor.person_id
    if refused is not None and (thread.draft or thread.form):
        gap = replace(thread.gap or Gap(None, moment.now), after=refused, at=moment.now)
        await keep_thread(uow, person_id, replace(thread, gap=gap), moment)
    elif refused is not None and await _was_to_answer(uow, refused):
        # A message written before it that arrives later is late, even if no question is open.
        await keep_thread(uow, person_id, thread, moment)
    if thread.gap is not None and thread.gap.held and not _is_asked(thread):
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
    gap = replace(thread.gap or Gap(None, moment.now), after=after, at=moment.now)
    await keep_thread(uow, person_id, replace(thread, gap=gap), moment)


async def _ask_about_first(uow: UnitOfWork, person: Person, moment: Moment, *, is_gap: bool = False) -> None:
    """Ask about the first waiting message; repeating that question is not a refusal."""
    thread = await open_thread(uow, person)
    gap = thread.gap
    assert gap is not None
    await close_question(uow, person.chat_id, gap.prompt, "", moment)
    asked = replace(gap, token=thread.next_token, about=_token_of(thread))
    said = asked_about(replace(thread, gap=asked))
    assert said is not None
    prompt = await answer(uow, person.chat_id, said, moment)
    asked = replace(asked, prompt=prompt)
    if is_gap:
        asked = replace(asked, after=prompt, at=moment.now)
    await keep_thread(uow, person.actor.person_id, replace(thread, gap=asked), moment)


async def _is_before(uow: UnitOfWork, told: int | None, gap: Gap, written: WrittenMessage) -> bool:
    row = await uow.outbox.get(told) if told is not None else None
    if row is not None and row.message_id is not None:
        return written.message_id < row.message_id
    if row is not None and row.state in WAITS:
        return True
    if row is not None and row.state is OutboxState.SENDING:
        raise StillLeaving
    said_at = gap.at if row is None else row.created_at
    return written.at is not None and written.at <= said_at


async def _was_to_answer(uow: UnitOfWork, refused: int) -> bool:
    """Tell whether the refused message answered no question: its answer may come after it."""
    row = await uow.outbox.get(refused)
    return row is not None and row.kind == NoOpenQuestion.declared.kind


async def _was_asked_before(uow: UnitOfWork, gap: Gap, held: Held) -> bool:
    """Tell whether a message was written after the question about the waiting one."""
    row = await uow.outbox.get(gap.prompt) if gap.prompt is not None else None
    return row is not None and row.message_id is not None and row.message_id < held.message_id


def _is_asked(thread: Thread) -> bool:
    gap = thread.gap
    return gap is not None and bool(gap.token) and gap.about == _token_of(thread)


def _token_of(thread: Thread) -> str:
    """Return the token of the open question; empty if none is open."""
    opened = thread.form or thread.draft
    return opened.token if opened else ""


def _is_of_album(draft: Draft, album: str | None) -> bool:
    """Tell whether a file is of the open album; Telegram delivers its files in any order."""
    return album is not None and any(each.album == album for each in draft.evidence)


def _is_the_same(said: str, text: str) -> bool:
    return said.split() == text.split() and read_agreement(text) is None


def _goes_with(held: Held, first: Held) -> bool:
    albums = [each.attached.file.album for each in (held, first) if each.attached]
    return len(albums) == 2 and albums[0] is not None and albums[0] == albums[1]
