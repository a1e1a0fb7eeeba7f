"""The stored pace: the row `global`, one row `chat:<id>` per chat, and `flood`, the wait of a 429."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Row,
    String,
    bindparam,
    case,
    cast,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.pacing import Rate, Rates, admit
from domain.kit.clocks import CLOCK_STEP, is_believed
from storage.statements import Insert, dialect_of, table_of
from storage.tables.delivery import OutboxTable, PaceTable

pace = table_of(PaceTable)
outbox = table_of(OutboxTable)

GLOBAL = "global"
FLOOD = "flood"
STORED = select(pace).where(pace.c.key.in_((GLOBAL, FLOOD))).order_by(pace.c.key).with_for_update()


def _write(insert: Insert) -> Executable:
    return insert.on_conflict_do_update(index_elements=["key"], set_={"tat": insert.excluded.tat})


def _push(insert: Insert) -> Executable:
    """Keep a longer wait, unless it was set by a clock that has been put back."""
    ours, instant = insert.excluded, pace.c.tat.type
    is_longer = or_(
        pace.c.tat.is_(None), pace.c.tat < ours.tat, pace.c.since > bindparam("clock_step", type_=instant)
    )
    changes = {"tat": ours.tat, "since": ours.since}
    return insert.on_conflict_do_update(index_elements=["key"], set_=changes, where=is_longer)


INSERTS: dict[str, Insert] = {"sqlite": sqlite.insert(pace), "postgresql": postgresql.insert(pace)}
SEED = {name: insert.on_conflict_do_nothing() for name, insert in INSERTS.items()}
WRITE = {name: _write(insert) for name, insert in INSERTS.items()}
PUSH = {name: _push(insert) for name, insert in INSERTS.items()}


SAY_AGAIN = (
    update(pace)
    .where(pace.c.key == FLOOD)
    .values(tat=bindparam("until", type_=pace.c.tat.type), since=bindparam("wall", type_=pace.c.tat.type))
)


@dataclass(frozen=True)
class Flood:
    """Until when nothing is sent because of a 429, and when Telegram said so."""

    until: datetime
    since: datetime | None


class Pace:
    """The lock on `global` lets one claim at a time take slots."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self) -> tuple[datetime | None, Flood | None]:
        """Return the instant stored for everybody, and the wait of a 429; their rows are locked.

        FOR UPDATE on a row that does not exist locks nothing, so the row is created first.
        """
        stored = await self._stored()
        if GLOBAL not in stored:
            seed = SEED[dialect_of(self._session)]
            await self._session.execute(seed, {"key": GLOBAL, "tat": None})
            stored = await self._stored()
        flood = stored.get(FLOOD)
        return stored[GLOBAL].tat, Flood(flood.tat, flood.since) if flood and flood.tat else None

    async def push(self, until: datetime, wall: datetime | None) -> None:
        """Hold everything until an instant; a shorter wait never replaces a longer one."""
        said = {"key": FLOOD, "tat": until, "since": wall}
        step = (wall or until) + CLOCK_STEP
        await self._session.execute(PUSH[dialect_of(self._session)], said | {"clock_step": step})

    async def end_of(self, flood: Flood, wall: datetime) -> datetime:
        """Return when the wait of a 429 is over: where the clock was put back, its whole length from now.

        How much of it has passed is not known then, and Telegram's wait is never shortened.
        """
        if flood.since is None or is_believed(flood.since, wall):
            return flood.until
        until = wall + (flood.until - flood.since)
        await self._session.execute(SAY_AGAIN, {"until": until, "wall": wall})
        return until

    async def set(self, tat_by_key: Mapping[str, datetime | None]) -> None:
        """Store when each of the keys is free again."""
        rows = [{"key": key, "tat": tat} for key, tat in sorted(tat_by_key.items())]
        await self._session.execute(WRITE[dialect_of(self._session)], rows)

    async def _stored(self) -> dict[str, Row[Any]]:
        return {row.key: row for row in await self._session.execute(STORED)}


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
