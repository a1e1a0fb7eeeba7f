"""A person who writes without waiting for answers, over a connection that loses, delays and reorders."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.delivery.receiving.inbox_worker import InboxOptions, InboxWorker
from bot.switchboard.router import AtOnce, Prepared, Router
from domain.capture.late_messages import LateAsked
from domain.capture.messages import Answered
from domain.delivery.outcomes import InboxState, OutboxState
from domain.kit.access import Role
from domain.kit.said import Said
from storage.engine import Database
from storage.files import FileStore
from storage.queues.crashes import ParkedNow
from storage.queues.inbox import NewUpdate
from storage.queues.outbox_queries import outbox_row
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.e2e.reception import TOKEN
from tests.facts import ANA, OAXACA, Office, a_mir, a_row
from tests.offline import bot_without_line
from tests.workers.inside import taking
from usecases.capture.late import asked_about
from usecases.delivery.tell_parked import ParkedMessage, tell_parked
from usecases.kit.conversations import Thread, open_thread
from usecases.switchboard.messages import decode

WROTE = 1758800000
"""When the first message is written."""


ROUNDS = 200
"""Looks at the inbox within which all must be handled."""


@dataclass(frozen=True)
class Message:
    """One message of the person; `place` is the number of its indicator from 1, or 0."""

    number: int
    text: str
    at: int
    place: int = 0
    kind: str = ""


@dataclass
class Shelf:
    """Replaces the bot for downloads; `failing` are the errors of successive tries."""

    content: bytes = b""
    file_size: int | None = None
    failing: list[Exception] = field(default_factory=list)

    async def get_file(self, _: str) -> "Shelf":
        if self.failing:
            raise self.failing.pop()
        return self

    async def download_as_bytearray(self) -> bytearray:
        return bytearray(self.content)


@dataclass
class Line:
    """Both sides share the message numbers, as in a private chat of Telegram.

    `lost` are messages whose handling always fails, `stumbling` how often that of another one does, `failing`
    the successive errors.
    """

    office: Office
    router: Router
    clock: ManualClock
    shelf: "Shelf"
    ids: dict[str, int] = field(default_factory=dict)
    number: int = 0
    seconds: int = 0
    lost: set[int] = field(default_factory=set)
    stumbling: dict[int, int] = field(default_factory=dict)
    failing: dict[int, list[Exception]] = field(default_factory=dict)
    handled: list[int] = field(default_factory=list)

    def writes(self, text: str, *, place: int = 0, kind: str = "", after: int = 12) -> Message:
        self.number, self.seconds = self.number + 1, self.seconds + after
        return Message(self.number, text, WROTE + self.seconds, place, kind)

    async def brings(self, *messages: Message) -> None:
        """Deliver messages in this order, and handle all that can be handled."""
        await self.waits(*messages)
        await self.works()

    async def waits(self, *messages: Message) -> None:
        """Deliver messages without handling them."""
        await self.office.do(lambda uow: uow.inbox.add_many(self._updates(messages)))

    async def dies_at_hand(self) -> None:
        """Let a process claim the first update and crash; another one records the crash."""
        lease = InboxOptions().lease
        found = await self.office.do(lambda uow: uow.inbox.look(self.clock(), lease, limit=1, holder="dead"))
        assert found.claims
        await self.office.do(lambda uow: uow.inbox.release_all())

    async def sends(self, name: str, content: bytes, *behind: str) -> None:
        """Send a file and a text after it, and handle both."""
        self.number, self.seconds = self.number + 1, self.seconds + 12
        self.shelf.content = content
        document = {"file_id": "d", "file_unique_id": "d", "file_name": name, "file_size": len(content)}
        said = _raw(Message(self.number, "", WROTE + self.seconds))
        del said["message"]["text"]
        await self._receives({**said, "message": {**said["message"], "document": document}})
        await self.brings(*map(self.writes, behind))

    async def edits(self, number: int, text: str) -> None:
        self.number += 1
        body = {**_raw(Message(number, text, WROTE))["message"], "edit_date": WROTE + self.seconds}
        await self._receives({"update_id": self.number, "edited_message": body})
        await self.works()

    async def leaves(self) -> None:
        """Mark all answers as being sent."""
        waiting = outbox.update().where(outbox.c.state == OutboxState.PENDING)
        await self.office.do(lambda uow: uow.session.execute(waiting.values(state=OutboxState.SENDING)))

    async def arrives(self) -> None:
        """Mark messages being sent as sent, before the person's latest message."""
        sent = outbox.update().where(outbox.c.state == OutboxState.SENDING)
        values = {"state": OutboxState.SENT, "message_id": self.number - 1}
        await self.office.do(lambda uow: uow.session.execute(sent.values(**values)))

    async def comes(self, message: Message) -> None:
        """Deliver a message and try it once."""
        await self._receives(_raw(message))
        await self.tries()

    async def tries(self) -> None:
        """Try waiting updates once."""
        await self._worker().drain()

    async def taps(self, data: str) -> None:
        self.number += 1
        query = {"id": "9", "from": PERSON, "chat_instance": "1", "data": data, "message": self._shown()}
        await self._receives({"update_id": self.number, "callback_query": query})
        await self.works()

    async def works(self) -> None:
        """Handle waiting updates through crashes, until nothing is left to do."""
        for _ in range(ROUNDS):
            if not (await self.office.do(lambda uow: uow.inbox.counts())).get(InboxState.NEW):
                return
            await self._worker().drain()
            await self.office.do(lambda uow: uow.inbox.release_all())
            self.clock.advance(minutes=5)
        raise AssertionError("something waits for ever")

    async def reads(self) -> list[Said]:
        """Mark all messages as sent; return them without edits."""
        rows = await self.office.do(self._arrives)
        said = [decode(row.kind, row.data) for row in rows]
        return [each for each in said if not isinstance(each, Answered)]

    async def thread(self) -> Thread:
        async with self.office.database.read() as uow:
            person = await uow.people.by_telegram_id(ANA)
            assert person is not None
            return await open_thread(uow, person)

    async def asked_late(self) -> LateAsked | None:
        return asked_about(await self.thread())

    async def proofs(self) -> dict[str, list[str]]:
        """Return the saved oficios of each indicator."""
        found = {}
        for level, indicator_id in self.ids.items():
            avance = await self.office.avance(indicator_id)
            found[level] = [number for each in avance.evidence for number in each.numbers] if avance else []
        return found

    async def values(self) -> dict[str, str]:
        found = {}
        for level, indicator_id in self.ids.items():
            avance = await self.office.avance(indicator_id)
            if avance is not None:
                found[level] = f"{avance.value.normalize():f}" if avance.value is not None else ""
        return found

    async def _receives(self, raw: dict[str, Any]) -> None:
        new = NewUpdate(raw["update_id"], ANA, json.dumps(raw), self.office.moment.now)
        await self.office.do(lambda uow: uow.inbox.add_many([new]))

    def _worker(self) -> InboxWorker:
        return InboxWorker(
            self.office.database,
            self._handle,
            prepare=self.router.prepare,
            wall=self.clock,
            sleep=self.clock.sleep,
            options=InboxOptions(concurrency=1),
            on_parked=self._note_parked,
            on_put_back=self.router.note_put_back,
        )

    async def _note_parked(self, uow: UnitOfWork, parked: ParkedNow) -> None:
        assert parked.chat_id is not None
        sent = ParkedMessage(parked.update_id, parked.chat_id, parked.received_at)
        await tell_parked(uow, sent, self.office.moment)

    async def _handle(self, uow: UnitOfWork, raw: Any, prepared: Prepared) -> None:
        await self.router.handle(uow, raw, prepared)
        number = raw["update_id"]
        if number in self.lost:
            raise KeyError(number)
        if self.stumbling.get(number, 0) > 0:
            self.stumbling[number] -= 1
            raise KeyError(number)
        if self.failing.get(number):
            raise self.failing[number].pop()
        self.handled.append(number)

    async def _arrives(self, uow: UnitOfWork) -> list[Any]:
        waiting = select(outbox).where(outbox.c.chat_id == ANA, outbox.c.state == OutboxState.PENDING)
        rows = [outbox_row(row) for row in await uow.session.execute(waiting.order_by(outbox.c.id))]
        for row in rows:
            self.number += 1
            sent = {"state": OutboxState.SENT, "message_id": self.number}
            await uow.session.execute(outbox.update().where(outbox.c.id == row.id).values(**sent))
        return rows

    def _updates(self, messages: Iterable[Message]) -> list[NewUpdate]:
        now = self.office.moment.now
        return [NewUpdate(each.number, ANA, json.dumps(_raw(each)), now) for each in messages]

    def _shown(self) -> dict[str, Any]:
        return {"message_id": 1, "date": WROTE, "chat": CHAT, "from": PERSON, "text": "…"}


PERSON = {"id": ANA, "is_bot": False, "first_name": "Ana"}
CHAT = {"id": ANA, "type": "private"}


def _raw(message: Message) -> dict[str, Any]:
    said = {"message_id": message.number, "date": message.at, "chat": CHAT, "from": PERSON}
    return {"update_id": message.number, "message": {**said, "text": message.text}}


async def a_line(database: Database, folder: Path, indicators: int) -> Line:
    """Register 402 with this many Componentes at 25 %, and its enlace."""
    office, clock = Office(database), ManualClock()
    rows = [a_row(f"Componente {place}") for place in range(1, indicators + 1)]
    ids = await office.register(a_mir(*rows))
    await office.lets_in(ANA, Role.ENLACE)
    bot = bot_without_line(TOKEN)
    at_once = AtOnce(_nothing, _nothing)
    shelf: Any = Shelf()
    attachments = taking(shelf, database, FileStore(folder))
    router = Router(bot, attachments, at_once, lambda: office.moment.now, OAXACA)
    return Line(office, router, clock, shelf, ids)


def oficio(place: int) -> str:
    return f"SP/{100 + place}/2025"


def a_report(line: Line, place: int, *, after: int = 12) -> list[Message]:
    """Return the four messages that report an indicator."""
    texts = {
        "open": f"Componente {place}",
        "value": f"{24 + place / 10:g}",
        "proof": f"Oficio {oficio(place)} de fecha 26 de septiembre de 2025",
        "save": "guardar",
    }
    return [line.writes(text, place=place, kind=kind, after=after) for kind, text in texts.items()]


async def _nothing(_: Any) -> None:
    pass
