"""How fast somebody writes, judged by when they wrote: what comes at once after an outage is no flood."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.connection.telegrams_clock import read_seconds
from bot.kit.waiting import WaitForOthers
from storage.queues.received import ReceivedUpdate
from storage.uow import UnitOfWork
from usecases.delivery.hold_back import MOST_WAITING, has_too_many_waiting

MINUTE = timedelta(minutes=1)
"""In this time nobody types as many messages as answers may wait."""
DATED = (("message", "date"), ("edited_message", "edit_date"), ("my_chat_member", "date"))


class CameTooFast(WaitForOthers):
    """Somebody writes faster than answers can be sent: their turn comes when some of those were sent."""


async def comes_too_fast(uow: UnitOfWork, chat_id: int, update_id: int) -> bool:
    """Tell whether an update has to wait until some of the answers to its chat were sent."""
    if not await has_too_many_waiting(uow, chat_id):
        return False
    return is_flood(await uow.inbox.latest(chat_id, up_to=update_id, most=MOST_WAITING))


def is_flood(received: Iterable[ReceivedUpdate]) -> bool:
    """Tell whether as many updates as answers may wait were written within a minute.

    Dates of Telegram are compared with each other, and our own with each other: the two clocks may differ.
    """
    updates = [(written_at(json.loads(each.payload)), each.received_at) for each in received]
    dated = [written for written, _ in updates if written is not None]
    others = [received_at for written, received_at in updates if written is None]
    return len(updates) >= MOST_WAITING and all(_is_quick(each) for each in (dated, others))


def _is_quick(instants: list[datetime]) -> bool:
    return not instants or max(instants) - min(instants) < MINUTE


def written_at(raw: Mapping[str, Any]) -> datetime | None:
    """Return when an update was written; a tap or an inline query does not say."""
    for kind, field in DATED:
        written = read_seconds(body.get(field)) if isinstance(body := raw.get(kind), dict) else None
        if written is not None:
            return written
    return None
