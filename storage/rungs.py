"""The rungs given to each person, each once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.outcomes import OutboxState
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.rungs import GivenRungs, LadderOf, RungItem
from storage.queues.outbox_queries import instant
from storage.queues.pace import outbox
from storage.statements import dialect_of, rows_changed, still_to_do, table_of
from storage.tables.delivery import UNFINISHED_OUTBOX
from storage.tables.reminders import RungTable
from storage.types import LocalDate

given = table_of(RungTable)
KEY = tuple(column.name for column in given.primary_key)
LADDER = tuple(column for column in given.primary_key if column.name != "rung")

LONGEST_WAIT = timedelta(days=31)
"""An unsent reminder older than this is ignored."""

# Built once: building a statement takes longer than running it.
OF_PERIOD = (given.c.year == bindparam("of_year"), given.c.quarter == bindparam("of_quarter"))
HIGHEST = select(*LADDER, func.max(given.c.rung).label("rung")).where(*OF_PERIOD).group_by(*LADDER)
HIGHEST_BEFORE = HIGHEST.where(given.c.given_on < bindparam("day", type_=LocalDate()))
MINE = given.c.person_id == bindparam("person")
LAST_MESSAGES = (
    select(func.max(given.c.outbox_id))
    .where(*OF_PERIOD, given.c.unit_code == bindparam("unit"))
    .group_by(given.c.person_id)
)
LAST_SEEN = (
    select(func.max(outbox.c.id))
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.message_id.is_not(None))
    .where(outbox.c.kind == "reminder")
)
LATELY = (given.c.given_on >= bindparam("since", type_=LocalDate()),)
WAITING = (
    select(given)
    .join(outbox, outbox.c.id == given.c.outbox_id)
    .where(*LATELY, still_to_do(outbox, UNFINISHED_OUTBOX), outbox.c.state == OutboxState.PENDING)
)
SERVED = (
    select(given.c.person_id)
    .outerjoin(outbox, outbox.c.id == given.c.outbox_id)
    .where(
        *LATELY,
        or_(
            given.c.given_on == bindparam("today", type_=LocalDate()),
            outbox.c.sent_at.between(instant("began"), instant("ended")),
        ),
    )
    .distinct()
)
OF_ALL = (HIGHEST, WAITING, SERVED)
OF_ONE = tuple(query.where(MINE) for query in OF_ALL)


class RungRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def given_rungs(
        self, periods: Iterable[Period], moment: Moment, person_id: int | None = None
    ) -> GivenRungs:
        """Return the rungs given of some quarters, to one person or all, and who was reminded today."""
        whose = {} if person_id is None else {"person": person_id}
        highest_of, waiting_of, served_of = OF_ONE if whose else OF_ALL
        highest: dict[tuple[int, LadderOf], dict[str, int]] = defaultdict(dict)
        for period in periods:
            which = {"of_year": period.year, "of_quarter": period.quarter}
            for row in await self._session.execute(highest_of, which | whose):
                highest[row.person_id, _ladder(row)][row.programme] = row.rung
        since = moment.today - LONGEST_WAIT
        waiting: dict[int, dict[int, frozenset[RungItem]]] = defaultdict(dict)
        for row in await self._session.execute(waiting_of, {"since": since, **whose}):
            of_row = waiting[row.person_id]
            of_row[row.outbox_id] = of_row.get(row.outbox_id, frozenset()) | {_item(row)}
        served = await self._session.scalars(served_of, {"since": since, **_day(moment), **whose})
        return GivenRungs(highest, waiting, frozenset(served))

    async def given_before(self, periods: Iterable[Period], day: date) -> GivenRungs:
        """Return the rungs given before a day."""
        highest: dict[tuple[int, LadderOf], dict[str, int]] = defaultdict(dict)
        for period in periods:
            which = {"of_year": period.year, "of_quarter": period.quarter, "day": day}
            for row in await self._session.execute(HIGHEST_BEFORE, which):
                highest[row.person_id, _ladder(row)][row.programme] = row.rung
        return GivenRungs(highest)

    async def last_messages(self, unit_code: str, period: Period) -> list[int]:
        """Return the outbox row of each person's last reminder of a UR and quarter."""
        which = {"of_year": period.year, "of_quarter": period.quarter, "unit": unit_code}
        return sorted(await self._session.scalars(LAST_MESSAGES, which))

    async def last_seen(self, chat_id: int) -> int | None:
        """Return the outbox row of the last reminder sent to a chat."""
        last: int | None = await self._session.scalar(LAST_SEEN, {"chat": chat_id})
        return last

    async def give(
        self, person_id: int, items: Sequence[RungItem], moment: Moment, *, outbox_id: int
    ) -> None:
        """Record the rungs that a message gives; it takes over those of an older unsent message."""
        rows = [
            {
                "person_id": person_id,
                "year": item.period.year,
                "quarter": item.period.quarter,
                "unit_code": item.unit_code,
                "programme": item.programme,
                "month": item.month,
                "recipient": item.recipient,
                "due_on": item.due_on,
                "rung": item.rung,
                "given_on": moment.today,
                "outbox_id": outbox_id,
            }
            for item in items
        ]
        await self._session.execute(_giving(dialect_of(self._session)), rows)

    async def take_back(self, outbox_ids: Collection[int]) -> None:
        """Delete the rungs of these messages, so that they are given again."""
        await self._session.execute(given.delete().where(given.c.outbox_id.in_(list(outbox_ids))))

    async def prune(self, before: datetime) -> int:
        """Delete rungs given before an instant (local); return how many."""
        return await rows_changed(self._session, given.delete().where(given.c.given_on < before.date()))


@cache
def _giving(dialect: str) -> Executable:
    insert = sqlite.insert(given) if dialect == "sqlite" else postgresql.insert(given)
    fact = {name: insert.excluded[name] for name in ("given_on", "outbox_id")}
    return insert.on_conflict_do_update(index_elements=KEY, set_=fact)


def _ladder(row: Any) -> LadderOf:
    period = Period(row.year, row.quarter)
    return LadderOf(row.unit_code, period, row.month, row.recipient, row.due_on)


def _item(row: Any) -> RungItem:
    period = Period(row.year, row.quarter)
    return RungItem(row.unit_code, row.programme, period, row.recipient, row.due_on, row.rung, row.month)


def _day(moment: Moment) -> dict[str, Any]:
    """Return the local day and the instants at its ends."""
    began = datetime.combine(moment.today, time(0), moment.zone).astimezone(UTC)
    return {"today": moment.today, "began": began, "ended": began + timedelta(days=1)}
