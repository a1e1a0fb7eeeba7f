"""The updates that wait for the bot: kept until an offset passes them, as Telegram does."""

from typing import Any

from sandbox.bell import Bell
from sandbox.errors import conflict

Json = dict[str, Any]

FIRST_UPDATE_ID = 100_000_001
MAX_POLL_SECONDS = 50


class UpdateQueue:
    def __init__(self) -> None:
        self.bell = Bell()
        self.pending: list[Json] = []
        self.webhook: Json = {"url": ""}
        self._next_id = FIRST_UPDATE_ID
        self._poll = 0

    def put(self, kind: str, payload: Json) -> int:
        update_id = self._next_id
        self._next_id += 1
        self.inject({"update_id": update_id, kind: payload})
        return update_id

    def inject(self, update: Json) -> None:
        """Queue an update as it is given: a malformed, a repeated or an old one."""
        self.pending.append(update)
        self.bell.ring()

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109 - Telegram's name
        """Forget what comes before the offset and wait for what comes after it."""
        self._refuse_beside_a_webhook()
        self._poll += 1
        mine = self._poll
        self.bell.ring()
        self.acknowledge(offset)
        await self.bell.wait_until(
            lambda: self.pending or self._poll != mine, min(max(timeout, 0), MAX_POLL_SECONDS)
        )
        if self._poll != mine:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return self.pending[: limit if 1 <= limit <= 100 else 100]

    def acknowledge(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [update for update in self.pending if update.get("update_id", 0) >= offset]

    def drop_pending(self) -> None:
        self.pending.clear()

    def _refuse_beside_a_webhook(self) -> None:
        if self.webhook["url"]:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
