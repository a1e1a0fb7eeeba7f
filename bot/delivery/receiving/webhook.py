"""Updates in, pushed by Telegram: stored in the inbox before Telegram is told that they arrived."""

import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.delivery.receiving.ingest import chat_of, is_id
from bot.kit.faults import where
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints, Point

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_UPDATE = 1_000_000
"""Bytes; a real update is a few kilobytes."""


@dataclass(frozen=True)
class ArrivedUpdate:
    """An update in the words it came in."""

    id: int
    chat_id: int | None
    payload: str
    raw: dict[str, Any]


class Webhook:
    """One route; any number of replicas may serve it, the inbox keeps each update once."""

    def __init__(
        self,
        database: Database,
        secret: str,
        *,
        now: Callable[[], datetime],
        wall: Callable[[], datetime],
        failpoints: Failpoints | None = None,
        see: Callable[[dict[str, Any]], None] = lambda _: None,
    ) -> None:
        self._see = see
        self._database = database
        self._secret = secret.encode()
        self._now = now
        self._wall = wall
        self._failpoints = failpoints or Failpoints()

    def route(self, path: str) -> Route:
        return Route(path, self.receive, methods=["POST"])

    async def receive(self, request: Request) -> Response:
        """Answer 200 only after the commit: anything else makes Telegram bring the update again."""
        shown = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(shown, self._secret):
            log.warning("update refused reason=%s", "secret")
            return PlainTextResponse("", status_code=403)
        request.state.is_known = True  # whoever serves us keeps this line rather than others
        try:
            body = await _read(request)
        except ClientDisconnect:
            log.warning("update cut off")
            return PlainTextResponse("", status_code=400)
        update = _update_in(body)
        if update is None:
            log.error("webhook body left out bytes=%s", len(body))
            return PlainTextResponse("", headers={"Connection": "close"})  # there may be more of it
        self._see(update.raw)
        try:
            await self._store(update)
        except DatabaseFailed as error:
            log.warning("update not stored error=%s", where(error))
            return PlainTextResponse("", status_code=503)
        return PlainTextResponse("")

    async def _store(self, update: ArrivedUpdate) -> None:
        async with self._database.write() as uow:
            await uow.inbox.add(update.id, update.chat_id, update.payload, self._now())
            await uow.meta.set_instant("last_update_at", self._wall())
            await uow.commit()
        await self._failpoints.reach(Point.AFTER_INBOX_COMMIT)


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_UPDATE:
            return b""
    return bytes(body)


def _update_in(body: bytes) -> ArrivedUpdate | None:
    """Return the update, or None for what can never be stored and must not come again."""
    try:
        # Of UTF-8 alone: the reader of JSON would take other encodings, too.
        payload = body.decode()
        update = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    update_id = update.get("update_id") if isinstance(update, dict) else None
    return ArrivedUpdate(update_id, chat_of(update), payload, update) if is_id(update_id) else None
