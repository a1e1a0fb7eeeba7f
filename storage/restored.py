"""After a restore: messages that may have been sent since the backup was made."""

from datetime import datetime

from sqlalchemy import bindparam, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.outcomes import OutboxState, Priority
from storage.queues.pace import outbox
from storage.statements import rows_changed

WHY = "restored: what was sent since the copy is not known"
UNFINISHED = (OutboxState.PENDING, OutboxState.CLAIMED, OutboxState.SENDING)
DOUBT = (
    update(outbox)
    .where(
        outbox.c.state.in_(UNFINISHED),
        outbox.c.priority == Priority.BULK,
        or_(
            outbox.c.not_before.is_(None),
            outbox.c.not_before <= bindparam("until", type_=outbox.c.not_before.type),
        ),
    )
    .values(state=OutboxState.UNKNOWN, error=WHY, claim_token=None, claimed_until=None)
)


async def doubt_notices(session: AsyncSession, until: datetime) -> int:
    """Mark notices due before an instant as in doubt, so that none is sent twice; return how many."""
    return await rows_changed(session, DOUBT, {"until": until})
