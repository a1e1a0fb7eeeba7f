"""What Telegram tells of its deliveries: where it brings the updates, what waits there and what failed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot

from bot.delivery.connection.refusals import where_known

# Written this way the library does not advise its own method, which cannot read a date that is none.
GET_WEBHOOK_INFO = "get_Webhook_Info"
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Delivery:
    """`url` is empty where Telegram waits to be asked; `waiting` is how many updates it still has."""

    url: str
    waiting: int = 0
    error: str | None = None
    error_at: datetime | None = None

    @property
    def host(self) -> str:
        return host_of(self.url)


async def ask_delivery(bot: Bot) -> Delivery | None:
    """Return what Telegram says, None where the server has no such method."""
    told = await where_known(bot.do_api_request(GET_WEBHOOK_INFO))
    return None if told is None else read_delivery(told)


def read_delivery(told: dict[str, Any]) -> Delivery:
    """Read an answer that is known to be possible (`bot/delivery/connection/whose_answer.py`)."""
    words = " ".join(told.get("last_error_message", "").split())[:LONGEST_WORDS]
    failed_at = datetime.fromtimestamp(told["last_error_date"], UTC) if told.get("last_error_date") else None
    return Delivery(told["url"], told.get("pending_update_count", 0), words or None, failed_at)


def host_of(url: str) -> str:
    """Return what may be shown of an address: the rest of it may be a secret."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "?", parts.port
    except ValueError:
        return "?"
    return f"{host}:{port}" if port else host
