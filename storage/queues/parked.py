"""Dead letters that a person has to look at, and rows old enough to be deleted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, false, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.outcomes import InboxState, OutboxState
from domain.papers.kinds import ANSWERS, OrderState
from storage.papers import paper_order
from storage.queues.inbox import inbox
from storage.queues.pace import outbox, pace
from storage.statements import rows_changed
from storage.uow import UnitOfWork

STUCK = (OutboxState.DEAD, OutboxState.UNKNOWN)
OVER = (OutboxState.SENT, OutboxState.CANCELLED)
PACE_MATTERS = timedelta(days=1)
ORDERS_MATTER = timedelta(days=7)
"""For how long a failed document is listed; its reader was told at once."""


@dataclass(frozen=True)
class ParkedUpdate:
    update_id: int
    received_at: datetime
    error: str | None


@dataclass(frozen=True)
class StuckNotice:
    """`is_in_doubt`: it may have arrived, so sending it again may make two of it."""

    id: int
    kind: str
    person_id: int | None
    created_at: datetime
    error: str | None
    is_in_doubt: bool


@dataclass(frozen=True)
class FailedOrder:
    """A document that was ordered in a chat and could not be made or sent."""

    id: int
    kind: str
    person_id: int
    ended_at: datetime
    error: str | None


async def parked_updates(session: AsyncSession) -> list[ParkedUpdate]:
    columns = (inbox.c.update_id, inbox.c.received_at, inbox.c.error)
    query = select(*columns).where(inbox.c.state == InboxState.PARKED).order_by(inbox.c.seq)
    return [ParkedUpdate(**row._mapping) for row in await session.execute(query)]


async def stuck_notices(session: AsyncSession) -> list[StuckNotice]:
    """Return messages that were refused for good, failed too often or are ambiguous."""
    query = select(outbox).where(outbox.c.state.in_(STUCK)).order_by(outbox.c.id)
    return [
        StuckNotice(row.id, row.kind, row.person_id, row.created_at, row.error, row.ambiguous > 0)
        for row in await session.execute(query)
    ]


async def failed_orders(session: AsyncSession, now: datetime, limit: int | None = None) -> list[FailedOrder]:
    """Return the failed documents of the last days that can be made again, the latest first."""
    query = select(paper_order).where(*_mendable(now)).order_by(paper_order.c.id.desc()).limit(limit)
    return [
        FailedOrder(row.id, row.order["kind"], row.person_id, row.ended_at, row.error)
        for row in await session.execute(query)
    ]


async def count_failed_orders(session: AsyncSession, now: datetime) -> int:
    return await session.scalar(select(func.count()).where(*_mendable(now))) or 0


def _mendable(now: datetime) -> list[ColumnElement[bool]]:
    """`now` is product time, as are the ends of the orders."""
    is_answer = or_(*(paper_order.c.error.startswith(fault.value) for fault in ANSWERS))
    return [
        paper_order.c.state == OrderState.FAILED,
        paper_order.c.ended_at >= now - ORDERS_MATTER,
        not_(func.coalesce(is_answer, false())),
    ]


async def retry_update(uow: UnitOfWork, update_id: int) -> None:
    await uow.inbox.unpark(update_id)


async def retry_notice(uow: UnitOfWork, outbox_id: int) -> None:
    """Send a message again from the beginning."""
    fresh = {"attempts": 0, "ambiguous": 0, "unrendered": 0, "retry_at": None, "error": None}
    which = (outbox.c.id == outbox_id, outbox.c.state.in_(STUCK))
    await uow.session.execute(outbox.update().where(*which).values(state=OutboxState.PENDING, **fresh))
    uow.touch("outbox")


async def retry_order(uow: UnitOfWork, order_id: int) -> None:
    """Make a document again from the beginning; the message of the order shows how far it is."""
    fresh = {"state": OrderState.WAITING, "attempts": 0, "made": 0, "ended_at": None, "error": None}
    await uow.session.execute(paper_order.update().where(*_is_failed(order_id)).values(**fresh))
    uow.touch("papers")


async def dismiss_order(uow: UnitOfWork, order_id: int) -> None:
    """Dismiss a document: it will not be made; its error stays readable."""
    cancelled = {"state": OrderState.CANCELLED}
    await uow.session.execute(paper_order.update().where(*_is_failed(order_id)).values(**cancelled))


def _is_failed(order_id: int) -> list[ColumnElement[bool]]:
    return [paper_order.c.id == order_id, paper_order.c.state == OrderState.FAILED]


async def dismiss_update(uow: UnitOfWork, update_id: int, at: datetime) -> None:
    """Dismiss an update: nothing will be done about it; its error stays readable."""
    which = (inbox.c.update_id == update_id, inbox.c.state == InboxState.PARKED)
    await uow.session.execute(inbox.update().where(*which).values(state=InboxState.DONE, done_at=at))


async def dismiss_notice(uow: UnitOfWork, outbox_id: int) -> None:
    """Dismiss a message: it will not be sent; its error stays readable."""
    which = (outbox.c.id == outbox_id, outbox.c.state.in_(STUCK))
    await uow.session.execute(outbox.update().where(*which).values(state=OutboxState.CANCELLED))


async def prune(uow: UnitOfWork, before: datetime, wall: datetime) -> int:
    """Delete rows that ended before an instant, and return how many; what nobody has looked at stays.

    `before` is product time, and far enough back that no key is still needed to keep a notice from being
    written twice.
    """
    ended_at = func.coalesce(outbox.c.sent_at, outbox.c.created_at)
    old = outbox.delete().where(outbox.c.state.in_(OVER), ended_at < before)
    await uow.session.execute(pace.delete().where(pace.c.key != "global", pace.c.tat < wall - PACE_MATTERS))
    others = (
        await uow.snapshots.prune(before) + await uow.papers.prune(before) + await uow.rungs.prune(before)
    )
    return await rows_changed(uow.session, old) + await uow.inbox.prune(before) + others
