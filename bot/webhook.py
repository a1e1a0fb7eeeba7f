"""Updates in, pushed by Telegram: stored in the inbox before Telegram is told that they arrived."""

import hmac
import json
import logging
from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.faults import where
from bot.ingest import chat_of
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints, Point

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_UPDATE = 1_000_000
"""Bytes; a real update is a few kilobytes."""


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
    ) -> None:
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
            return PlainTextResponse("", status_code=403)
        body = await _read(request)
        update = _update_in(body)
        if update is None:
            log.error("webhook body left out bytes=%s", len(body))
            return PlainTextResponse("")
        try:
            await self._store(update, body.decode())
        except DatabaseFailed as error:
            log.warning("update not stored error=%s", where(error))
            return PlainTextResponse("", status_code=503)
        return PlainTextResponse("")

    async def _store(self, update: dict[str, object], payload: str) -> None:
        async with self._database.write() as uow:
            update_id = update["update_id"]
            assert isinstance(update_id, int)
            await uow.inbox.add(update_id, chat_of(update), payload, self._now())
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


def _update_in(body: bytes) -> dict[str, object] | None:
    """Return the update, or None for what can never be stored and must not come again."""
    try:
        update = json.loads(body)
    except ValueError:
        return None
    is_update = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if is_update else None
