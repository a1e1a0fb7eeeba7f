"""The queue of updates for the bot: kept until an offset passes them, as in Telegram."""

import random
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from sandbox.bell import Bell
from sandbox.errors import ConnectionDropped, conflict, polled_elsewhere

Json = dict[str, Any]

FIRST_UPDATE_ID = 100_000_001
MAX_POLL_SECONDS = 50
# TDLib treats an offset further ahead than this as one from before a renumbering.
MAX_OFFSET_AHEAD = 10


class UpdateQueue:
    """Each waiting update has a ticket, its place in the queue; a `listener` gets each new ticket."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.webhook: Json = {"url": ""}
        self.allowed: frozenset[str] = frozenset()
        self.listener: Callable[[int], None] | None = None
        self._waiting: dict[int, Json] = {}
        self._last_ticket = 0
        self._next_id = FIRST_UPDATE_ID
        self._poll = 0
        self._cut_polls = 0
        self._to_repeat = 0
        self._repeated: set[int] = set()
        self._dice: random.Random | None = None

    @property
    def pending(self) -> list[Json]:
        return list(self._waiting.values())

    @property
    def tickets(self) -> list[int]:
        return list(self._waiting)

    def get(self, ticket: int) -> Json | None:
        return self._waiting.get(ticket)

    def put(self, kind: str, payload: Json) -> int:
        """Queue an update; return its number, or 0 if the bot did not ask for that kind."""
        if self.allowed and kind not in self.allowed:
            return 0
        return self.invent(kind, payload)

    def invent(self, kind: str, payload: Json) -> int:
        """Queue an update of any kind, asked for or not, under the next number."""
        update_id = self._next_id
        self._next_id += 1
        self.inject({"update_id": update_id, kind: payload})
        return update_id

    def inject(self, update: Json) -> None:
        """Queue an update unchanged: a malformed, repeated or old one."""
        ticket = self._queue(update)
        if self._to_repeat > 0:
            self._to_repeat -= 1
            self._repeated.add(ticket)

    def repeat(self, times: int) -> None:
        """Deliver each of the next updates again after it was acknowledged."""
        self._to_repeat = times

    def mix(self, seed: int | None) -> None:
        """Shuffle the chats in answers, keeping the order within each; None ends it."""
        self._dice = None if seed is None else random.Random(seed)  # noqa: S311 - must be repeatable

    def renumber(self, next_id: int) -> None:
        """Continue at another number, as Telegram does after a week without updates."""
        self._next_id = next_id

    def allow(self, kinds: Any) -> None:
        """Set `allowed_updates`: None keeps the setting, an empty list allows all."""
        if isinstance(kinds, list):
            self.allowed = frozenset(str(kind) for kind in kinds)

    def point_to(self, webhook: Json) -> None:
        """Set a webhook, which ends an open poll; an empty URL removes it."""
        self.webhook = webhook
        self.bell.ring()

    def cut_polls(self) -> None:
        """Drop open polls."""
        self._cut_polls = self._poll
        self.bell.ring()

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109 - Telegram's name
        """Delete updates before the offset and wait for later ones."""
        self._refuse_beside_a_webhook()
        self._poll += 1
        mine = self._poll
        self.bell.ring()
        self.acknowledge(offset)
        await self.bell.wait_until(
            lambda: self._waiting or self._is_ended(mine), min(max(timeout, 0), MAX_POLL_SECONDS)
        )
        if self._cut_polls >= mine:
            raise ConnectionDropped
        if self.webhook["url"]:
            raise conflict("terminated by setWebhook request")
        if self._poll != mine:
            raise polled_elsewhere()
        batch = list(islice(self._waiting.values(), limit if 1 <= limit <= 100 else 100))
        return mixed(batch, self._dice) if self._dice else batch

    def acknowledge(self, offset: int) -> None:
        if offset < 0:
            for ticket in self.tickets[:offset]:
                self.finish(ticket)
        elif 0 < offset <= self._tail() + MAX_OFFSET_AHEAD:
            for ticket in [each for each, update in self._waiting.items() if number(update) < offset]:
                self.finish(ticket)

    def finish(self, ticket: int) -> None:
        """Delete a delivered update; one to be repeated goes to the end of the queue."""
        update = self._waiting.pop(ticket, None)
        if update is not None and ticket in self._repeated:
            self._repeated.discard(ticket)
            self._queue(update)

    def drop_pending(self) -> None:
        self._waiting.clear()

    def _queue(self, update: Json) -> int:
        self._last_ticket += 1
        self._waiting[self._last_ticket] = update
        self.bell.ring()
        if self.listener:
            self.listener(self._last_ticket)
        return self._last_ticket

    def _is_ended(self, poll: int) -> bool:
        return self._poll != poll or self._cut_polls >= poll or bool(self.webhook["url"])

    def _tail(self) -> int:
        return max(self._next_id, max(map(number, self._waiting.values()), default=0) + 1)

    def _refuse_beside_a_webhook(self) -> None:
        if self.webhook["url"]:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )


def number(update: Json) -> int:
    """Return the update_id; 0 for a malformed one, so that the first acknowledgement forgets it."""
    found = update.get("update_id")
    return found if isinstance(found, int) else 0


def chat_of(update: Json) -> int | None:
    """Return the chat an update is from, wherever its kind keeps it."""
    for payload in update.values():
        if isinstance(payload, dict):
            message = payload.get("message")
            holder = message if isinstance(message, dict) else payload
            chat = holder.get("chat")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return None


def mixed(updates: Iterable[Json], dice: random.Random) -> list[Json]:
    """Return the updates in a random order in which those of one chat keep theirs."""
    lanes: dict[int | None, list[Json]] = {}
    for update in updates:
        lanes.setdefault(chat_of(update), []).append(update)
    turns = [chat for chat, lane in lanes.items() for _ in lane]
    dice.shuffle(turns)
    return [lanes[chat].pop(0) for chat in turns]
