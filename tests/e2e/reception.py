"""Feeds raw updates to the router on a database in memory, and returns the messages to each chat."""

from typing import Any

from sqlalchemy import func, select

from bot.capture.attachments import Taken
from bot.delivery.receiving.incoming import InlineAsked, read_update
from bot.switchboard.router import AtOnce, Prepared, Router
from domain.delivery.outcomes import OutboxState
from domain.kit.access import Role
from domain.kit.periods import Period
from domain.kit.said import Said
from storage.files import FileStore
from storage.people import Person
from storage.queues.outbox_queries import outbox_row
from storage.queues.pace import outbox
from storage.schema import metadata
from storage.uow import UnitOfWork
from tests.facts import Office, a_document, a_row
from tests.offline import bot_without_line
from tests.workers.inside import taking
from usecases.switchboard.messages import decode

Update = dict[str, Any]
Tables = dict[str, list[tuple[Any, ...]]]

TOKEN = "7000000001:never-called"
T3 = Period(2025, 3)


def a_text(user_id: int, text: str) -> Update:
    return _an_update(message=_a_message(user_id, text=text))


def a_tap(user_id: int, data: str, message_id: int = 5) -> Update:
    person = _a_person(user_id)
    message = _a_message(user_id, message_id=message_id, text="…")
    query = {"id": "9", "from": person, "chat_instance": "1", "data": data, "message": message}
    return _an_update(callback_query=query)


def a_file(user_id: int) -> Update:
    document = {"file_id": "d", "file_unique_id": "d", "file_name": "oficio.pdf", "file_size": 7}
    return _an_update(message=_a_message(user_id, document=document))


def a_sticker(user_id: int) -> Update:
    sticker = {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 9,
        "height": 9,
        "is_animated": False,
        "is_video": False,
    }
    return _an_update(message=_a_message(user_id, sticker=sticker))


def an_edit(user_id: int) -> Update:
    return _an_update(edited_message=_a_message(user_id, text="26", edit_date=1758800009))


ARRIVED = 4
"""The number of whatever the bot said: everybody's own messages have the number 5."""


class Reception:
    """Uses a stopped clock; `acknowledged` are the acknowledged taps."""

    def __init__(self, office: Office, files: FileStore) -> None:
        self.office = office
        self.acknowledged: list[str] = []
        self.inline: list[InlineAsked] = []
        bot = bot_without_line(TOKEN)
        attachments = taking(bot, office.database, files)
        zone = office.moment.zone
        at_once = AtOnce(self._acknowledge, self._answer_inline)
        self._router = Router(bot, attachments, at_once, lambda: office.moment.now, zone)

    async def opens(self) -> dict[str, int]:
        """Register 402 with two indicators and 504 with one; return the id of an indicator of each."""
        ours = await self.office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))
        other = a_document(
            a_row("Componente 1"), unit="504", unit_name="Instituto Municipal de Planeación", programme="4"
        )
        theirs = await self.office.register(other)
        return {"own": ours["Componente 7"], "foreign": theirs["Componente 1"]}

    async def admits(self, user_id: int, role: Role, unit_code: str | None = "402") -> Person:
        whole = role in (Role.IMPLAN, Role.CONSULTA)
        return await self.office.lets_in(user_id, role, None if whole else unit_code)

    async def revokes(self, person: Person) -> None:
        now = self.office.moment.now
        await self.office.do(lambda uow: uow.people.revoke(person.actor.person_id, now))

    async def hears(self, update: Update, *, taken: Taken | None = None) -> list[Said]:
        """Handle one update and return the new messages of all chats, in order; earlier ones are read."""
        await self.office.do(_arrives)
        before = len(await self.office.rows())
        prepared = Prepared(read_update(update), taken) if taken else await self._router.prepare(update)
        await self.office.do(lambda uow: self._router.handle(uow, update, prepared))
        return [decode(row.kind, row.data) for row in (await self.office.rows())[before:]]

    async def would_say(self, update: Update) -> list[Said]:
        """Return the new messages of an update, then roll back."""
        told, _ = await self._would_do(update)
        return [said for _, said in told]

    async def would_tell(self, update: Update, chat_id: int) -> list[Said]:
        """Return the same for one chat."""
        told, _ = await self._would_do(update)
        return [said for chat, said in told if chat == chat_id]

    async def would_change(self, update: Update, before: Tables) -> list[str]:
        """Return the tables that would differ from `before`, then roll back."""
        _, after = await self._would_do(update, watched=True)
        return [name for name, rows in after.items() if rows != before[name]]

    async def _would_do(
        self, update: Update, *, watched: bool = False
    ) -> tuple[list[tuple[int, Said]], Tables]:
        prepared = await self._router.prepare(update)
        async with self.office.database.write() as uow:
            latest = await uow.session.scalar(select(func.max(outbox.c.id))) or 0
            await self._router.handle(uow, update, prepared)
            query = select(outbox).where(outbox.c.id > latest).order_by(outbox.c.id)
            rows = [outbox_row(row) for row in await uow.session.execute(query)]
            after = await _tables(uow) if watched else {}
        return [(row.chat_id, decode(row.kind, row.data)) for row in rows], after

    async def _answer_inline(self, asked: InlineAsked) -> None:
        self.inline.append(asked)

    async def _acknowledge(self, callback_id: str) -> None:
        self.acknowledged.append(callback_id)


async def _arrives(uow: UnitOfWork) -> None:
    """Mark all messages as sent."""
    waiting = outbox.update().where(outbox.c.state == OutboxState.PENDING)
    await uow.session.execute(waiting.values(state=OutboxState.SENT, message_id=ARRIVED))


async def _tables(uow: UnitOfWork) -> Tables:
    """Return the rows of every table within this transaction."""
    return {
        table.name: sorted(map(tuple, await uow.session.execute(select(table))), key=repr)
        for table in metadata().sorted_tables
    }


def _an_update(**body: Any) -> Update:
    return {"update_id": 1, **body}


def _a_message(user_id: int, **body: Any) -> dict[str, Any]:
    chat = {"id": user_id, "type": "private", "first_name": "Ana"}
    usual = {"message_id": 5, "date": 1758800000, "chat": chat, "from": _a_person(user_id)}
    return {**usual, **body}


def _a_person(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": "Ana"}
