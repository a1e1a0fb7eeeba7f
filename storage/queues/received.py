"""The updates of a chat before another one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, select

from storage.statements import table_of
from storage.tables.delivery import InboxTable

inbox = table_of(InboxTable)
LOOKED_BACK = 1000
"""How many of the latest updates of all chats are searched: finished ones have no index by chat."""
EDITED_WITHIN = 20_000
"""How many updates of all chats are searched for the message that an edit is of."""


@dataclass(frozen=True)
class ReceivedUpdate:
    """An update of a chat and when it came; `payload` is its JSON text."""

    payload: str
    received_at: datetime


def _of_chat(looked_back: int, *columns: Any) -> Any:
    """Return the query for the updates of a chat up to one, the latest first."""
    asked = inbox.alias("asked")
    last = select(asked.c.seq).where(asked.c.update_id == bindparam("update")).scalar_subquery()
    is_near = (inbox.c.seq <= last, inbox.c.seq > last - looked_back)
    return select(*columns).where(inbox.c.chat_id == bindparam("chat"), *is_near).order_by(inbox.c.seq.desc())


# Built once: building a statement takes longer than running it.
LATEST = _of_chat(LOOKED_BACK, inbox.c.payload, inbox.c.received_at).limit(bindparam("most", type_=Integer()))
MENTIONING = _of_chat(EDITED_WITHIN, inbox.c.payload).where(
    inbox.c.update_id != bindparam("update"),
    inbox.c.payload.like(bindparam("number", type_=inbox.c.payload.type)),
)
