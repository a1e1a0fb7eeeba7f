"""Everything the sandbox knows, in memory: who exists, what was written, what waits for the bot."""

import asyncio
from collections.abc import Iterable
from typing import Any

from sandbox import views
from sandbox.bell import Bell
from sandbox.clock import Clock, machine_clock
from sandbox.commands import CommandMenus
from sandbox.errors import NoSuchThing, bad_request, forbidden
from sandbox.faults import Faults
from sandbox.files import FileStore
from sandbox.model import ApiCall, CallbackQuery, Message, Note, Resident, SandboxPerson
from sandbox.updates import UpdateQueue

# Telegram keeps a tap alive for about this long; after that it cannot be answered.
TAP_SECONDS = 150


class World:
    """The state both sides share: the Bot API on one, the people on the other."""

    def __init__(
        self,
        people: Iterable[SandboxPerson] = (),
        *,
        clock: Clock = machine_clock,
        username: str = "puntual_bot",
        bot_name: str = "Puntual",
    ) -> None:
        self.clock = clock
        self.bot = views.bot_user(username, bot_name)
        self.people: dict[int, Resident] = {}
        self.messages: dict[int, Message] = {}
        self.taps: dict[str, CallbackQuery] = {}
        self.notes: list[Note] = []
        self.calls: list[ApiCall] = []
        self.files = FileStore()
        self.menus = CommandMenus()
        self.updates = UpdateQueue()
        self.faults = Faults()
        self.bell = Bell()
        self.seq = 0
        for person in people:
            self.welcome(person)

    def close(self) -> None:
        self.bell.close()
        self.updates.bell.close()

    def now(self) -> int:
        return int(self.clock().timestamp())

    def next_seq(self) -> int:
        """Number a change and wake up whoever waits for one."""
        self.seq += 1
        self.bell.ring()
        return self.seq

    def welcome(self, person: SandboxPerson) -> Resident:
        """Add a person, or bring what is known of one up to date."""
        known = self.people.setdefault(person.user_id, Resident(person.user_id, person.name))
        known.name = person.name
        known.role = person.role or known.role
        known.starts = person.starts or known.starts
        known.has_started = known.has_started or person.has_started
        self.note("people")
        return known

    def resident(self, user_id: int) -> Resident:
        if user_id not in self.people:
            raise NoSuchThing(f"no hay una persona con el id {user_id}")
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

    def add_message(self, message: Message) -> Message:
        message.seq = self.next_seq()
        self.messages[message.message_id] = message
        return message

    def next_message_id(self) -> int:
        return len(self.messages) + 1

    def touch(self, message: Message) -> None:
        message.seq = self.next_seq()

    def live_message(self, chat_id: int, message_id: int) -> Message | None:
        found = self.messages.get(message_id)
        return found if found and found.chat_id == chat_id and not found.is_deleted else None

    def view(self, message: Message) -> dict[str, Any]:
        """Return a message as the Bot API shows it, with the one it replies to."""
        person = self.people[message.chat_id]
        replied = self.live_message(message.chat_id, message.reply_to or 0)
        quoted = views.message(replied, person, self.bot) if replied else None
        return views.message(message, person, self.bot, quoted)

    def note(self, kind: str, text: str = "", chat_id: int | None = None) -> None:
        self.notes.append(Note(self.next_seq(), kind, text, chat_id))

    def open_tap(self, query_id: str) -> CallbackQuery | None:
        tap = self.taps.get(query_id)
        if tap is None or asyncio.get_running_loop().time() - tap.asked_at > TAP_SECONDS:
            return None
        return tap

    def expire_taps(self) -> None:
        """Let every tap be too old to be answered."""
        for tap in self.taps.values():
            tap.asked_at = -TAP_SECONDS * 2.0
