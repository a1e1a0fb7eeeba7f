"""Take back messages that a clock that was ahead has sent, so that each comes again on its true day."""

from collections.abc import Collection
from datetime import datetime

from storage.queues.taken_back import free_keys
from storage.uow import UnitOfWork

PLANNED = ("reminder:", "summary:", "weekly:", "final:", "closed:", "shut:")
"""The first part of the keys of planned messages."""


async def take_back_early(uow: UnitOfWork, outbox_ids: Collection[int], now: datetime) -> None:
    """Free the keys and rungs of these rows, and delete the snapshots of future days."""
    await free_keys(uow.session, outbox_ids, now)
    await uow.rungs.take_back(outbox_ids)
    await uow.snapshots.take_back(now)
