"""How much waits and for how long: the figures behind /metrics."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from domain.delivery.outcomes import InboxState, OutboxState
from domain.papers.kinds import OrderState
from storage.statements import still_to_do, table_of
from storage.tables.delivery import InboxTable, OutboxTable
from storage.tables.papers import UNFINISHED_ORDER, PaperOrderTable
from storage.uow import UnitOfWork

inbox = table_of(InboxTable)
outbox = table_of(OutboxTable)
paper_order = table_of(PaperOrderTable)
WAITING = (OutboxState.PENDING, OutboxState.CLAIMED, OutboxState.SENDING)


@dataclass(frozen=True)
class QueueFigures:
    """Depths by state, and since when the oldest waiting row waits (product time, None when empty)."""

    inbox_by_state: dict[InboxState, int]
    outbox_by_state: dict[OutboxState, int]
    oldest_update_at: datetime | None
    oldest_message_at: datetime | None
    orders_by_state: dict[OrderState, int]
    oldest_order_at: datetime | None


async def queue_figures(uow: UnitOfWork) -> QueueFigures:
    oldest_update = select(func.min(inbox.c.received_at)).where(inbox.c.state == InboxState.NEW)
    oldest_message = select(func.min(outbox.c.created_at)).where(outbox.c.state.in_(WAITING))
    orders = select(paper_order.c.state, func.count().label("count")).group_by(paper_order.c.state)
    oldest_order = select(func.min(paper_order.c.asked_at)).where(still_to_do(paper_order, UNFINISHED_ORDER))
    return QueueFigures(
        inbox_by_state=await uow.inbox.counts(),
        outbox_by_state=await uow.outbox.counts(),
        oldest_update_at=await uow.session.scalar(oldest_update),
        oldest_message_at=await uow.session.scalar(oldest_message),
        orders_by_state={row.state: row.count for row in await uow.session.execute(orders)},
        oldest_order_at=await uow.session.scalar(oldest_order),
    )
