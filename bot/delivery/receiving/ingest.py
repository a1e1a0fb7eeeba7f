"""Updates in: raw JSON is committed to the inbox before Telegram is told that it arrived."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.delivery.connection.refusals import described, flood_wait
from bot.delivery.receiving.poll_lease import PollLease
from bot.kit.faults import where
from bot.kit.waiting import Sleep, WakeSignal
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints, Point
from storage.queues.inbox import NewUpdate

log = logging.getLogger(__name__)

Raw = dict[str, Any]
Clock = Callable[[], datetime]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
# Written this way PTB does not advise its own method, which cannot hand out the raw update.
GET_UPDATES = "get_Updates"
INLINE = -(2**53)
"""Below the id of any chat, which has 52 bits."""


@dataclass(frozen=True)
class PollingOptions:
    """`pause` is how many times as long as storing several updates took the next poll waits."""

    long_poll: timedelta = timedelta(seconds=50)
    allowed_updates: Sequence[str] = ALLOWED_UPDATES
    first_backoff: timedelta = timedelta(seconds=1)
    longest_backoff: timedelta = timedelta(minutes=1)
    longest_refusal: timedelta = timedelta(minutes=15)
    floor: timedelta = timedelta(seconds=1)
    sign_every: timedelta = timedelta(seconds=30)
    after_conflict: timedelta = timedelta(seconds=15)
    ask_for_turn_every: timedelta = timedelta(seconds=5)
    pause: float = 4.0
    longest_pause: timedelta = timedelta(milliseconds=100)


class Poller:
    """`now` (product time) dates the updates; `wall` (machine time) shows that polling is alive.

    `see` is shown each update as it comes: its date says how late it is.
    """

    def __init__(
        self,
        bot: Bot,
        database: Database,
        *,
        now: Clock,
        wall: Clock,
        sleep: Sleep,
        lease: PollLease | None = None,
        options: PollingOptions | None = None,
        failpoints: Failpoints | None = None,
        see: Callable[[Raw], None] = lambda _: None,
        on_conflict: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        self._bot = bot
        self._see = see
        self._database = database
        self._now = now
        self._wall = wall
        self._lease = lease
        self._options = options or PollingOptions()
        self._failpoints = failpoints or Failpoints()
        self._signal = WakeSignal(sleep)
        self._offset: int | None = None
        self._failures = 0
        self._storing_took = timedelta(0)
        self._on_conflict = on_conflict
        self._signed_at: datetime | None = None
        self._is_stopped = False
        self._polling: asyncio.Task[int] | None = None

    async def run(self) -> None:
        """Poll until stopped, whatever Telegram, or something on the way, answers."""
        while not self._is_stopped:
            self._polling = asyncio.create_task(self._poll_in_turn())
            try:
                await self._polling
                self._failures = 0
            except asyncio.CancelledError:
                # By `stop`: nothing is lost, what was not acknowledged comes again.
                if not self._is_stopped:
                    raise
            except (TelegramError, DatabaseFailed) as error:
                if self._lease is not None:
                    self._lease.doubt()
                if isinstance(error, Conflict) and self._on_conflict is not None:
                    await self._on_conflict(error.message)
                await self._signal.wait(self._wait_after(error))

    async def poll_once(self) -> int:
        """Fetch and store one batch; returns how many updates were new."""
        batch = await self._fetch()
        added = await self._store(batch) if self._is_worth_a_commit(batch) else 0
        # Never a watermark: after a silent week Telegram starts from another number, so once
        # the last batch is acknowledged the next question asks for anything unconfirmed.
        self._offset = max(batch) + 1 if batch else None
        return added

    async def _poll_in_turn(self) -> int:
        """Poll, or wait a little while another process does."""
        if self._lease is not None and not await self._lease.hold():
            await self._signal.wait(self._options.ask_for_turn_every.total_seconds())
            return 0
        began = self._wall()
        added = await self.poll_once()
        if not added and (floor := self._floor(began)):
            await self._signal.wait(floor)
        if added > 1 and (pause := self._pause()):
            await self._signal.wait(pause)
        return added

    def _pause(self) -> float:
        """Return the seconds to wait for more updates: hardly any where storing is quick.

        Small batches make small groups all the way to the answer, and each group costs a commit.
        """
        pause = self._options.pause * self._storing_took
        return max(min(pause, self._options.longest_pause), timedelta(0)).total_seconds()

    def _floor(self, began: datetime) -> float:
        """Return what is left of the shortest time between two empty answers: some come back at once."""
        took = max(self._wall() - began, timedelta(0))
        return max(self._options.floor - took, timedelta(0)).total_seconds()

    def _is_worth_a_commit(self, batch: dict[int, Raw]) -> bool:
        """Tell whether to write: an empty answer only now and then, to show that polling is alive."""
        since = None if self._signed_at is None else self._wall() - self._signed_at
        return bool(batch) or since is None or not timedelta(0) <= since < self._options.sign_every

    def stop(self) -> None:
        self._is_stopped = True
        self._signal.set()
        if self._polling is not None:
            self._polling.cancel()

    async def _fetch(self) -> dict[int, Raw]:
        seconds = int(self._options.long_poll.total_seconds())
        question = {
            "offset": self._offset,
            "timeout": seconds,
            "allowed_updates": list(self._options.allowed_updates),
        }
        answer = await self._bot.do_api_request(GET_UPDATES, question, read_timeout=seconds + 10)
        return {update["update_id"]: update for update in answer if _has_id(update)}

    async def _store(self, batch: dict[int, Raw]) -> int:
        for raw in batch.values():
            self._see(raw)
        now, began = self._now(), self._wall()
        updates = [NewUpdate(each, chat_of(raw), json.dumps(raw), now) for each, raw in sorted(batch.items())]
        async with self._database.write() as uow:
            added = await uow.inbox.add_many(updates)
            signs = ("last_poll_at", "last_update_at") if added else ("last_poll_at",)
            await uow.meta.set_instants(dict.fromkeys(signs, began))
            await uow.commit()
        self._storing_took, self._signed_at = self._wall() - began, began
        await self._failpoints.reach(Point.AFTER_INBOX_COMMIT)
        return added

    def _wait_after(self, error: TelegramError | DatabaseFailed) -> float:
        told = described(error) if isinstance(error, TelegramError) else where(error)
        log.warning("polling failed error=%s", told)
        if isinstance(error, Conflict):
            return self._options.after_conflict.total_seconds()
        if isinstance(error, RetryAfter):
            return flood_wait(error).total_seconds()
        self._failures += 1
        factor: int = 2 ** min(self._failures - 1, 10)
        is_refused = isinstance(error, InvalidToken | EndPointNotFound)
        longest = self._options.longest_refusal if is_refused else self._options.longest_backoff
        return min(self._options.first_backoff * factor, longest).total_seconds()


def chat_of(update: Raw) -> int | None:
    """Return the chat an update belongs to, in whose order it must be handled.

    The inline queries of a person have an order of their own: one at a time, so that they take no more than
    one place, and behind no file of the same person.
    """
    if "inline_query" in update:
        return _order_of_queries(update["inline_query"])
    for body in update.values():
        if isinstance(body, dict):
            return _id_in(body.get("chat")) or _chat_of_tap(body) or _id_in(body.get("from"))
    return None


def _order_of_queries(query: object) -> int | None:
    person = _id_in(query.get("from")) if isinstance(query, dict) else None
    order = INLINE - person if person is not None else None
    return order if is_id(order) else None


def _chat_of_tap(body: Raw) -> int | None:
    message = body.get("message")
    return _id_in(message.get("chat")) if isinstance(message, dict) else None


def _id_in(thing: object) -> int | None:
    found = thing.get("id") if isinstance(thing, dict) else None
    return found if is_id(found) else None


def is_id(found: object) -> TypeGuard[int]:
    """Tell whether a database can hold it: an integer of 64 bits, and no true or false."""
    return type(found) is int and -(2**63) <= found < 2**63


def _has_id(update: object) -> bool:
    if isinstance(update, dict) and is_id(update.get("update_id")):
        return True
    log.error("update without an id was left out")
    return False
