"""Whether an edit says something else: Telegram tells of one as well when only its looks changed."""

import json
from collections.abc import Mapping
from typing import Any

from bot.delivery.receiving.incoming import Edited, Raw
from storage.uow import UnitOfWork

SHOWN = ("message", "edited_message")


async def says_the_same(uow: UnitOfWork, raw: Raw, edited: Edited) -> bool:
    """Tell whether the message said just that before; False where it is no longer known."""
    which = (edited.user_id, edited.message_id, raw["update_id"])
    for payload in await uow.inbox.mentioning(*which):
        body = _body(json.loads(payload))
        if body.get("message_id") == edited.message_id:
            return content_of(body) == content_of(_body(raw))
    return False


def content_of(body: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a message says: its words, the addresses under them, its file; not how it looks."""
    return (
        body.get("text"),
        body.get("caption"),
        [
            url
            for name in ("entities", "caption_entities")
            for each in _list(body, name)
            if (url := each.get("url"))
        ],
        [each.get("file_unique_id") for each in (body.get("document") or {}, *_list(body, "photo")[-1:])],
    )


def _body(raw: Raw) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next((raw[kind] for kind in SHOWN if isinstance(raw.get(kind), dict)), {})
    return found


def _list(body: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return [each for each in body.get(name) or () if isinstance(each, dict)]
