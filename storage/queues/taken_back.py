"""Notices of a clock that was ahead lose their keys, so that they can be written again on their day."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, cast, literal, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queues.pace import outbox


async def free_keys(session: AsyncSession, outbox_ids: Collection[int], sent_at: datetime) -> None:
    """Free the keys of these messages; what was sent was sent at this instant."""
    early = update(outbox).where(outbox.c.id.in_(list(outbox_ids)))
    name = literal("early:") + cast(outbox.c.id, String) + ":" + outbox.c.key
    await session.execute(early.where(outbox.c.key.is_not(None)).values(key=name))
    await session.execute(early.where(outbox.c.sent_at.is_not(None)).values(sent_at=sent_at))
