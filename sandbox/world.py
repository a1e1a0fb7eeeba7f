"""The state of the sandbox, in memory: people, messages, waiting updates."""

import asyncio
from collections.abc import Iterable
from itertools import count
from typing import Any

from sandbox import views
from sandbox.bell import Bells
from sandbox.change_log import ChangeLog
from sandbox.clock import Clock, machine_clock
from sandbox.commands import CommandMenus
from sandbox.counts import Counts
from sandbox.errors import NoSuchThing, bad_request, forbidden
from sandbox.faults import Faults
from sandbox.files import SandboxFiles
from sandbox.inline import InlineDesk
from sandbox.limits import SendLimits, Throttle
from sandbox.model import ApiCall, CallbackQuery, Note, Resident, SandboxPerson, StoredMessage
from sandbox.outage import OutageKind, SimulatedOutage
from sandbox.updates import UpdateQueue
from sandbox.webhook import Retries, WebhookSender

# Telegram accepts the answer to a tap for about this long.
TAP_SECONDS = 150
FIRST_QUERY_ID = 4_000_000_000_001


class World:
    """The state both sides share: the Bot API on one, the people on the other.

    With `keep_messages`, only that many of the newest messages, taps, notes and calls are kept.
    """

    def __init__(
        self,
        people: Iterable[SandboxPerson] = (),
        *,
        clock: Clock = machine_clock,
        username: str = "puntual_bot",
        bot_name: str = "Puntual",
        limits: SendLimits | None = None,
        keep_messages: int | None = None,
        retries: Retries | None = None,
    ) -> None:
        self.clock = clock
        self.bot = views.bot_user(username, bot_name)
        self.people: dict[int, Resident] = {}
        self.calls: list[ApiCall] = []
        self._keep = keep_messages
        self._messages: ChangeLog[int, StoredMessage] = ChangeLog(keep_messages)
        self._taps: ChangeLog[str, CallbackQuery] = ChangeLog(keep_messages)
        self._notes: ChangeLog[int, Note] = ChangeLog(keep_messages)
        self._last_message_id = 0
        self._query_ids = count(FIRST_QUERY_ID)
        self.files = SandboxFiles()
        self.menus = CommandMenus()
        self.updates = UpdateQueue()
        self.inline = InlineDesk()
        self.faults = Faults()
        self.outage = SimulatedOutage()
        self.webhook_sender = WebhookSender(self.updates, self.outage, self.now, retries or Retries())
        self.throttle = Throttle(limits)
        self.counts = Counts()
        self.bells = Bells()
        self.seq = 0
        self._seq_by_chat: dict[int, int] = {}
        self.welcome_all(people)

    @property
    def messages(self) -> dict[int, StoredMessage]:
        return self._messages.by_key

    @property
    def taps(self) -> dict[str, CallbackQuery]:
        return self._taps.by_key

    async def close(self) -> None:
        """Stop delivering, and answer waiting calls."""
        self.bells.close()
        self.updates.bell.close()
        self.inline.bell.close()
        self.faults.close()
        await self.webhook_sender.stop()

    def go_down(self, kind: OutageKind) -> None:
        """Fail every call, and drop the open polls, until `outage.end()`."""
        self.outage.begin(kind)
        self.updates.cut_polls()

    def now(self) -> int:
        return int(self.clock().timestamp())

    def next_seq(self, chat_id: int | None = None) -> int:
        """Return the number of a new change, of a chat or none, and wake the waiters."""
        self.seq += 1
        if chat_id is not None:
            self._seq_by_chat[chat_id] = self.seq
        self.bells.ring(chat_id)
        return self.seq

    def newest(self, chat_id: int | None) -> int:
        """Return the number of the last change, of all chats or one."""
        return self.seq if chat_id is None else self._seq_by_chat.get(chat_id, 0)

    def welcome(self, person: SandboxPerson) -> Resident:
        """Add a person, or update one."""
        (known,) = self.welcome_all([person])
        return known

    def welcome_all(self, people: Iterable[SandboxPerson]) -> list[Resident]:
        """Add or update many people as one change."""
        known = [self._welcome(person) for person in people]
        if known:
            self.note("people")
        return known

    def _welcome(self, person: SandboxPerson) -> Resident:
        known = self.people.setdefault(person.user_id, Resident(person.user_id, person.name))
        known.name = person.name
        known.role = person.role or known.role
        known.starts = person.starts or known.starts
        known.has_started = known.has_started or person.has_started
        return known

    def resident(self, user_id: int) -> Resident:
        if user_id not in self.people:
            raise NoSuchThing(f"En el chat de prueba no hay una persona con el id {user_id}.")
        return self.people[user_id]

    def reachable(self, chat_id: int | None) -> Resident:
        """Return the person of a chat the bot may write to, or refuse as Telegram does."""
        person = self.people.get(chat_id or 0)
        if person is None:
            raise bad_request("chat not found")
        if person.has_blocked:
            raise forbidden("bot was blocked by the user")
        if not person.has_started:
            raise forbidden("bot can't initiate conversation with a user")
        return person

    def add_message(self, message: StoredMessage) -> StoredMessage:
        self._last_message_id = message.message_id
        self.touch(message)
        return message

    def next_message_id(self) -> int:
        return self._last_message_id + 1

    def next_query_id(self) -> str:
        return str(next(self._query_ids))

    def touch(self, message: StoredMessage) -> None:
        message.seq = self.next_seq(message.chat_id)
        self._messages.put(message.message_id, message, message.chat_id)

    def touch_tap(self, tap: CallbackQuery) -> None:
        tap.seq = self.next_seq(tap.user_id)
        self._taps.put(tap.query_id, tap, tap.user_id)

    def changed_messages(self, after: int, chat_id: int | None) -> list[StoredMessage]:
        return self._messages.since(after, chat_id)

    def changed_taps(self, after: int, chat_id: int | None) -> list[CallbackQuery]:
        return self._taps.since(after, chat_id)

    def notes_since(self, after: int, chat_id: int | None) -> list[Note]:
        return self._notes.since(after, chat_id)

    def live_message(self, chat_id: int, message_id: int) -> StoredMessage | None:
        found = self.messages.get(message_id)
        return found if found and found.chat_id == chat_id and not found.is_deleted else None

    def view(self, message: StoredMessage) -> dict[str, Any]:
        """Return a message as the Bot API shows it, with the one it replies to."""
        person = self.people[message.chat_id]
        replied = self.live_message(message.chat_id, message.reply_to or 0)
        quoted = views.message(replied, person, self.bot) if replied else None
        return views.message(message, person, self.bot, quoted)

    def note(self, kind: str, text: str = "", chat_id: int | None = None) -> None:
        noted = Note(self.next_seq(chat_id), kind, text, chat_id)
        self._notes.put(noted.seq, noted, chat_id)

    def record(self, call: ApiCall) -> None:
        self.calls.append(call)
        # Half at a time: removing one per call would move all the others.
        if self._keep is not None and len(self.calls) > 2 * self._keep:
            del self.calls[: -self._keep]

    def open_tap(self, query_id: str) -> CallbackQuery | None:
        tap = self.taps.get(query_id)
        if tap is None or asyncio.get_running_loop().time() - tap.asked_at > TAP_SECONDS:
            return None
        return tap

    def expire_taps(self) -> None:
        """Expire every tap."""
        for tap in self.taps.values():
            tap.asked_at = -TAP_SECONDS * 2.0
