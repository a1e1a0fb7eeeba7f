"""Telegram's limits on what a bot sends, on the monotonic clock.

Overall, a sliding window: at most `per_second` sends are accepted in any second. In a private chat,
a bucket of `burst` sends that refills at `per_chat_per_second`. In a group (a negative id), a sliding
window: at most `per_group_per_minute` in any minute. A refused send takes no slot, and its
`retry_after` is the wait, in whole seconds rounded up, after which it would be accepted.
"""

import math
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from sandbox.errors import too_many_requests

SENDS = frozenset(
    {
        "sendmessage",
        "senddocument",
        "sendphoto",
        "editmessagetext",
        "editmessagecaption",
        "editmessagereplymarkup",
    }
)


@dataclass(frozen=True)
class SendLimits:
    per_second: int = 30
    per_chat_per_second: float = 1.0
    per_group_per_minute: int = 20
    burst: int = 3


class Gate(Protocol):
    def wait(self, now: float) -> float:
        """Return the seconds until the next send is accepted; 0 or less is now."""
        ...

    def accept(self, now: float) -> None: ...


class SendWindow:
    """At most `limit` sends in any `seconds`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._accepted: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._accepted and self._accepted[0] + self._seconds <= now:
            self._accepted.popleft()
        return 0.0 if len(self._accepted) < self._limit else self._accepted[0] + self._seconds - now

    def accept(self, now: float) -> None:
        self._accepted.append(now)


class Bucket:
    """`burst` sends at once, and `rate` a second in the long run."""

    def __init__(self, rate: float, burst: int) -> None:
        self._interval = 1 / rate
        self._tolerance = (burst - 1) / rate
        self._due_at = -math.inf

    def wait(self, now: float) -> float:
        return self._due_at - self._tolerance - now

    def accept(self, now: float) -> None:
        self._due_at = max(self._due_at, now) + self._interval


class Throttle:
    """Without limits everything passes."""

    def __init__(self, limits: SendLimits | None) -> None:
        self._limits = limits
        self._all = SendWindow(limits.per_second, 1.0) if limits else None
        self._by_chat: dict[int, Gate] = {}

    def check(self, chat_id: int | None, now: float) -> None:
        """Raise the 429 of a send that comes too early."""
        wait = max((gate.wait(now) for gate in self._gates(chat_id)), default=0.0)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))

    def accept(self, chat_id: int | None, now: float) -> None:
        for gate in self._gates(chat_id):
            gate.accept(now)

    def _gates(self, chat_id: int | None) -> list[Gate]:
        if self._limits is None or self._all is None:
            return []
        if chat_id is None:
            return [self._all]
        if chat_id not in self._by_chat:
            self._by_chat[chat_id] = _gate_of_chat(self._limits, chat_id)
        return [self._all, self._by_chat[chat_id]]


def _gate_of_chat(limits: SendLimits, chat_id: int) -> Gate:
    if chat_id < 0:
        return SendWindow(limits.per_group_per_minute, 60.0)
    return Bucket(limits.per_chat_per_second, limits.burst)
