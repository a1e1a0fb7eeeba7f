"""Routes an update to a use case: finds the person, their rights and the meaning."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.capture.answer_files import answer_file
from bot.capture.attachments import Attachments, Taken
from bot.delivery.receiving.edits import says_the_same
from bot.delivery.receiving.incoming import (
    Edited,
    File,
    Incoming,
    InlineAsked,
    Membership,
    Raw,
    Tap,
    Text,
    read_update,
)
from bot.delivery.receiving.pace import CameTooFast, comes_too_fast
from bot.kit.typed import read_command
from bot.switchboard.answers import answer_edit, answer_tap, answer_text
from bot.switchboard.asides import run_named
from bot.switchboard.late import answer_late, is_late, take_late
from domain.capture.messages import FileProblem
from domain.kit.moments import Moment
from domain.people.welcome_messages import Stranger
from storage.handled import HandledMessage
from storage.people import Person
from storage.queues.inbox import ClaimedUpdate
from storage.uow import UnitOfWork
from usecases.capture.late import has_waiting, note_refusal, take_repeated
from usecases.delivery.hold_back import tell_held_back
from usecases.kit.conversations import ask_again
from usecases.kit.say import answer
from usecases.people.redeem import redeem
from usecases.switchboard.answer_form import check_understood

Acknowledge = Callable[[str], Awaitable[None]]
AnswerInline = Callable[[InlineAsked], Awaitable[None]]


@dataclass(frozen=True)
class AtOnce:
    """Calls to Telegram that bypass the outbox: they are useless after a few seconds."""

    acknowledge: Acknowledge
    answer_inline: AnswerInline


@dataclass(frozen=True)
class Prepared:
    """An update as it was read, with its file or the refusal of it."""

    incoming: Incoming | None
    taken: Taken | None = None


class Router:
    """Handles a raw update inside a transaction; before that `prepare` uses the network."""

    def __init__(
        self,
        bot: Bot,
        attachments: Attachments,
        at_once: AtOnce,
        now: Callable[[], datetime],
        zone: ZoneInfo,
    ) -> None:
        self._bot = bot
        self._attachments = attachments
        self._at_once = at_once
        self._now = now
        self._zone = zone
        self._flooding: set[int] = set()

    async def prepare(self, raw: Raw) -> Prepared:
        """Read the update, acknowledge a tap, answer an inline query, download a file: no transaction."""
        incoming = read_update(raw, self._bot)
        if isinstance(incoming, Tap) and incoming.user_id not in self._flooding:
            await self._at_once.acknowledge(incoming.callback_id)
        if isinstance(incoming, InlineAsked):
            await self._at_once.answer_inline(incoming)
        if isinstance(incoming, File):
            return Prepared(incoming, await self._attachments.take(incoming, raw["update_id"]))
        return Prepared(incoming)

    async def handle(self, uow: UnitOfWork, raw: Raw, prepared: Prepared) -> None:
        """Handle an update; raise WaitForOthers for one whose turn has not come."""
        incoming = prepared.incoming
        if incoming is None or isinstance(incoming, InlineAsked):
            return
        moment = Moment(self._now(), self._zone)
        uow.handled = HandledMessage(chat_id=incoming.user_id)
        if isinstance(incoming, Membership):
            await _note_membership(uow, incoming, moment)
            return
        if await comes_too_fast(uow, incoming.user_id, raw["update_id"]):
            raise CameTooFast
        self._flooding.discard(incoming.user_id)
        if isinstance(incoming, Edited) and await says_the_same(uow, raw, incoming):
            return
        person = await uow.people.by_telegram_id(incoming.user_id)
        if person is None or person.unreachable_since is not None:
            await uow.people.mark_reachable(incoming.user_id)
        command = read_command(incoming.text) if isinstance(incoming, Text) else None
        if command is not None and command.name == "start" and command.rest:
            await redeem(uow, command.rest, incoming.user_id, moment)
            return
        if person is None or not person.actor.grants:
            await answer(uow, incoming.user_id, Stranger(), moment)
            return
        await _hear(uow, person, raw, prepared, moment)

    async def note_put_back(self, uow: UnitOfWork, claim: ClaimedUpdate, error: Exception) -> None:
        """Tell a flooding chat once that its updates wait; its taps are not acknowledged meanwhile."""
        if isinstance(error, CameTooFast) and claim.chat_id is not None:
            self._flooding.add(claim.chat_id)
            await tell_held_back(uow, claim.chat_id, Moment(self._now(), self._zone))


async def _hear(uow: UnitOfWork, person: Person, raw: Raw, prepared: Prepared, moment: Moment) -> None:
    """Handle a message, unless its writer could not yet read the open question."""
    incoming, taken = prepared.incoming, prepared.taken
    assert incoming is not None
    uow.handled.person_id = person.actor.person_id
    await check_understood(uow, person)
    had_waiting = await has_waiting(uow, person)
    late = await is_late(uow, person, raw, incoming)
    if not (late and await take_late(uow, person, incoming, taken, moment)):
        if had_waiting and isinstance(incoming, Text):
            await take_repeated(uow, person, incoming.text, moment)
        await _do(uow, person, incoming, taken, moment)
    if uow.handled.refused is not None or had_waiting:
        await note_refusal(uow, person, moment)


async def _do(
    uow: UnitOfWork, person: Person, incoming: Incoming, taken: Taken | None, moment: Moment
) -> None:
    command = read_command(incoming.text) if isinstance(incoming, Text) else None
    if command is not None:
        await run_named(uow, person, command, moment)
    else:
        await _take(uow, person, incoming, taken, moment)


async def _take(
    uow: UnitOfWork, person: Person, incoming: Incoming, taken: Taken | None, moment: Moment
) -> None:
    match incoming:
        case Text(text=text, message_id=message_id):
            if not await answer_late(uow, person, text, moment):
                await answer_text(uow, person, text, moment, message_id=message_id)
        case Tap():
            await answer_tap(uow, person, incoming, moment)
        case File():
            await answer_file(uow, person, incoming, taken, moment)
        case Edited():
            await answer_edit(uow, person, incoming, moment)
        case _:
            await answer(uow, person.chat_id, FileProblem("unsupported"), moment)
            await ask_again(uow, person, moment)


async def _note_membership(uow: UnitOfWork, membership: Membership, moment: Moment) -> None:
    if membership.is_blocked:
        await uow.people.mark_unreachable(membership.user_id, "bloqueó al bot", moment.now)
    else:
        await uow.people.mark_reachable(membership.user_id)
