"""Stored pacing: the row `global`, one row `chat:<id>` per chat, and `flood`, Telegram's own word (429)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Executable, String, bindparam, case, cast, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clocks import CLOCK_STEP
from domain.pacing import Rate, Rates, admit
from storage.statements import Insert, dialect_of, table_of
from storage.tables_delivery import OutboxTable, PaceTable

pace = table_of(PaceTable)
outbox = table_of(OutboxTable)

GLOBAL = "global"
FLOOD = "flood"
STORED = select(pace).where(pace.c.key.in_((GLOBAL, FLOOD))).order_by(pace.c.key).with_for_update()


def _write(insert: Insert) -> Executable:
    return insert.on_conflict_do_update(index_elements=["key"], set_={"tat": insert.excluded.tat})


def _push(insert: Insert) -> Executable:
    is_longer = or_(pace.c.tat.is_(None), pace.c.tat < insert.excluded.tat)
    return insert.on_conflict_do_update(
        index_elements=["key"], set_={"tat": insert.excluded.tat}, where=is_longer
    )


INSERTS: dict[str, Insert] = {"sqlite": sqlite.insert(pace), "postgresql": postgresql.insert(pace)}
SEED = {name: insert.on_conflict_do_nothing() for name, insert in INSERTS.items()}
WRITE = {name: _write(insert) for name, insert in INSERTS.items()}
PUSH = {name: _push(insert) for name, insert in INSERTS.items()}


class Pace:
    """The lock on `global` lets one claim at a time take slots."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self) -> tuple[datetime | None, datetime | None]:
        """Return the instants stored for everybody and by a flood, their rows locked.

        FOR UPDATE on a row that does not exist locks nothing, so it is seeded first.
        """
        stored = await self._stored()
        if GLOBAL not in stored:
            seed = SEED[dialect_of(self._session)]
            await self._session.execute(seed, {"key": GLOBAL, "tat": None})
            stored = await self._stored()
        return stored[GLOBAL], stored.get(FLOOD)

    async def push(self, until: datetime) -> None:
        """Hold everything until an instant; a shorter wait never replaces a longer one."""
        await self._session.execute(PUSH[dialect_of(self._session)], {"key": FLOOD, "tat": until})

    async def set(self, tat_by_key: Mapping[str, datetime | None]) -> None:
        """Store when each of the keys is free again."""
        rows = [{"key": key, "tat": tat} for key, tat in sorted(tat_by_key.items())]
        await self._session.execute(WRITE[dialect_of(self._session)], rows)

    async def _stored(self) -> dict[str, datetime | None]:
        return {row.key: row.tat for row in await self._session.execute(STORED)}


def chat_key(chat_id: int) -> str:
    return f"chat:{chat_id}"


def joins_chat() -> ColumnElement[bool]:
    """Return the condition that joins an outbox row to the pace of its chat."""
    return pace.c.key == literal("chat:") + cast(outbox.c.chat_id, String)


def chat_has_slot() -> ColumnElement[bool]:
    """Return the condition that a chat may get a message now: `admit` in SQL."""
    instant = pace.c.tat.type
    latest = case(
        (outbox.c.chat_id < 0, bindparam("latest_of_group", type_=instant)),
        else_=bindparam("latest_of_private", type_=instant),
    )
    stepped_back = pace.c.tat > bindparam("clock_step", type_=instant)
    return or_(pace.c.tat.is_(None), pace.c.tat <= latest, stepped_back)


def pace_parameters(rates: Rates, wall: datetime) -> dict[str, Any]:
    """Return what `chat_has_slot` compares with."""
    return {
        "latest_of_group": wall + tolerance(rates.group),
        "latest_of_private": wall + tolerance(rates.private),
        "clock_step": wall + CLOCK_STEP,
    }


def slot_of_chat(chat_id: int, tat: datetime | None, rates: Rates, wall: datetime) -> datetime:
    rate = rates.of_chat(chat_id)
    return admit(tat, wall, rate.interval, rate.burst).allowed_at


def tolerance(rate: Rate) -> timedelta:
    return rate.interval * (rate.burst - 1)
