"""Stored pacing: the row `global`, one row `chat:<id>` per chat, and `flood`, Telegram's own word (429)."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, case, cast, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.pacing import CLOCK_STEP, Rate, Rates, admit
from storage.statements import insert_into, table_of
from storage.tables_delivery import OutboxTable, PaceTable

pace = table_of(PaceTable)
outbox = table_of(OutboxTable)

GLOBAL = "global"
FLOOD = "flood"


class Pace:
    """Used inside a claim; the lock on `global` lets one claim at a time touch any of these rows."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self) -> datetime | None:
        """Return the instant stored for everybody, its row locked.

        FOR UPDATE on a row that does not exist locks nothing, so it is seeded first.
        """
        query = select(pace).where(pace.c.key == GLOBAL).with_for_update()
        row = (await self._session.execute(query)).first()
        if row is None:
            seed = insert_into(self._session, pace).values(key=GLOBAL, tat=None)
            await self._session.execute(seed.on_conflict_do_nothing())
            row = (await self._session.execute(query)).one()
        tat: datetime | None = row.tat
        return tat

    async def flood_until(self) -> datetime | None:
        return await self._session.scalar(select(pace.c.tat).where(pace.c.key == FLOOD))

    async def push(self, until: datetime) -> None:
        """Hold everything until an instant; a shorter wait never replaces a longer one."""
        insert = insert_into(self._session, pace).values(key=FLOOD, tat=until)
        await self._session.execute(
            insert.on_conflict_do_update(
                index_elements=["key"],
                set_={"tat": until},
                where=or_(pace.c.tat.is_(None), pace.c.tat < until),
            )
        )

    async def take(self, key: str, tat: datetime | None, rate: Rate, wall: datetime) -> None:
        """Store that a message of this key leaves now."""
        new_tat = admit(tat, wall, rate.interval, rate.burst).new_tat
        insert = insert_into(self._session, pace).values(key=key, tat=new_tat)
        await self._session.execute(
            insert.on_conflict_do_update(index_elements=["key"], set_={"tat": new_tat})
        )


def chat_key(chat_id: int) -> str:
    return f"chat:{chat_id}"


def joins_chat() -> ColumnElement[bool]:
    """Return the condition that joins an outbox row to the pace of its chat."""
    return pace.c.key == literal("chat:") + cast(outbox.c.chat_id, String)


def chat_has_slot(rates: Rates, wall: datetime) -> ColumnElement[bool]:
    """Return the condition that a chat may get a message now: `admit` in SQL."""
    latest = case((outbox.c.chat_id < 0, _latest(rates.group, wall)), else_=_latest(rates.private, wall))
    stepped_back = pace.c.tat > wall + CLOCK_STEP
    return or_(pace.c.tat.is_(None), and_(pace.c.tat <= latest), stepped_back)


def slot_of_chat(chat_id: int, tat: datetime | None, rates: Rates, wall: datetime) -> datetime:
    rate = rates.of_chat(chat_id)
    return admit(tat, wall, rate.interval, rate.burst).allowed_at


def _latest(rate: Rate, wall: datetime) -> ColumnElement[datetime]:
    return literal(wall + tolerance(rate), pace.c.tat.type)


def tolerance(rate: Rate) -> timedelta:
    return rate.interval * (rate.burst - 1)
