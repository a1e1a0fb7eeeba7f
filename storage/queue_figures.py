"""How much waits and for how long: the figures behind /metrics, /readyz and the doctor."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery import InboxState, OutboxState
from storage.statements import table_of
from storage.tables_delivery import InboxTable, OutboxTable

inbox = table_of(InboxTable)
outbox = table_of(OutboxTable)
WAITING = (OutboxState.PENDING, OutboxState.CLAIMED, OutboxState.SENDING)


@dataclass(frozen=True)
class QueueFigures:
    """Depths by state, and since when the oldest waiting row waits (product time, None when empty)."""

    inbox_by_state: dict[InboxState, int]
    outbox_by_state: dict[OutboxState, int]
    oldest_update_at: datetime | None
    oldest_message_at: datetime | None


async def queue_figures(session: AsyncSession) -> QueueFigures:
    updates = await session.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))
    messages = await session.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    oldest_update = select(func.min(inbox.c.received_at)).where(inbox.c.state == InboxState.NEW)
    oldest_message = select(func.min(outbox.c.created_at)).where(outbox.c.state.in_(WAITING))
    return QueueFigures(
        inbox_by_state={state: count for state, count in updates.all()},
        outbox_by_state={state: count for state, count in messages.all()},
        oldest_update_at=await session.scalar(oldest_update),
        oldest_message_at=await session.scalar(oldest_message),
    )
