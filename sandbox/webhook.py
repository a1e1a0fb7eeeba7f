"""Delivers updates to the bot's webhook: one at a time for each chat, several chats at once."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from sandbox.json_post import JsonPost, NotDelivered
from sandbox.outage import SimulatedOutage
from sandbox.updates import Json, UpdateQueue, chat_of


@dataclass(frozen=True)
class Retries:
    """Seconds: the pause after a failed delivery doubles from the first to the longest."""

    first: float = 1.0
    longest: float = 60.0
    timeout: float = 30.0


@dataclass(frozen=True)
class Hook:
    url: str
    secret_token: str = ""
    max_connections: int = 40


@dataclass(frozen=True)
class DeliveryFailure:
    at: int
    reason: str


class WebhookSender:
    """An update leaves the queue once the bot answers 2xx; until then its chat waits."""

    def __init__(
        self, updates: UpdateQueue, outage: SimulatedOutage, now: Callable[[], int], retries: Retries
    ) -> None:
        self._updates = updates
        self._outage = outage
        self._now = now
        self._retries = retries
        self._replicas: Sequence[str] = ()
        self._lanes: dict[int | None, deque[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._delivery: _Delivery | None = None
        self._changing = asyncio.Lock()
        self.last_failure: DeliveryFailure | None = None

    def balance(self, urls: Sequence[str]) -> None:
        """Deliver to these URLs in turn, as a load balancer would; an empty list ends it."""
        self._replicas = urls
        if self._delivery:
            self._delivery.balance(urls)

    async def start(self, hook: Hook) -> None:
        # Replicas set the same webhook when they start: open deliveries must not restart.
        async with self._changing:
            if self._delivery and self._delivery.hook == hook:
                return
            await self._stop()
            self._delivery = _Delivery(hook, self._retries.timeout)
            self._delivery.balance(self._replicas)
            self._updates.listener = self._arrived
            for ticket in self._updates.tickets:
                self._arrived(ticket)

    async def stop(self) -> None:
        """Stop delivering; unconfirmed updates stay queued."""
        async with self._changing:
            await self._stop()

    async def _stop(self) -> None:
        self._updates.listener = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._lanes.clear()
        if self._delivery:
            self._delivery.close()
        self._delivery = None

    def _arrived(self, ticket: int) -> None:
        chat_id = chat_of(self._updates.get(ticket) or {})
        if chat_id in self._lanes:
            self._lanes[chat_id].append(ticket)
            return
        self._lanes[chat_id] = deque([ticket])
        if self._delivery:
            task = asyncio.create_task(self._empty(chat_id, self._delivery))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _empty(self, chat_id: int | None, trip: "_Delivery") -> None:
        lane = self._lanes[chat_id]
        while lane:
            await self._insist(lane[0], trip)
            lane.popleft()
        del self._lanes[chat_id]

    async def _insist(self, ticket: int, trip: "_Delivery") -> None:
        pause = self._retries.first
        while (update := self._updates.get(ticket)) is not None:
            await self._outage.ends()
            try:
                await trip.post(update)
            except NotDelivered as failure:
                self.last_failure = DeliveryFailure(self._now(), str(failure))
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._retries.longest)
            else:
                self._updates.finish(ticket)
                return


class _Delivery:
    """Delivery to one webhook, with a number of connections."""

    def __init__(self, hook: Hook, seconds: float) -> None:
        self.hook = hook
        self._urls = cycle([hook.url])
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._post = JsonPost(hook.secret_token, seconds)

    def balance(self, urls: Sequence[str]) -> None:
        self._urls = cycle(urls or [self.hook.url])

    def close(self) -> None:
        self._post.close()

    async def post(self, update: Json) -> None:
        async with self._slots:
            await self._post.post(next(self._urls), json.dumps(update).encode())
