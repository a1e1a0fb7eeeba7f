"""Pacing: how many messages may be sent when (GCRA: one stored instant per key), and which go first."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from domain.kit.clocks import CLOCK_STEP

SECOND = timedelta(seconds=1)
# Slots lie this much farther apart than the rate says, so that a call a little late delays no other.
SLACK = 0.005
# One message in so many is bulk while answers never end.
BULK_SHARE = 5
# So many of the latest calls tell the shortest latency; it is trusted up to a limit, less the jitter.
REMEMBERED = 256
LONGEST_LATENCY = timedelta(milliseconds=250)
JITTER = timedelta(milliseconds=10)


@dataclass(frozen=True)
class Rate:
    """One message per `interval`, and at most `burst` at once after a silence."""

    interval: timedelta
    burst: int = 1

    @classmethod
    def per_second(cls, count: int) -> Self:
        """Return a rate that no window of one second exceeds."""
        return cls(timedelta(microseconds=-(-1_000_000 // count)) * (1 + SLACK))

    @property
    def in_a_second(self) -> int | None:
        """Return how many Telegram may count in any second, None for no limit."""
        return round(SECOND / self.interval) + self.burst - 1 if self.interval else None


@dataclass(frozen=True)
class Rates:
    """What Telegram tolerates: everybody together, one private chat, one group (20 per minute)."""

    everybody: Rate = field(default_factory=lambda: Rate.per_second(28))
    private: Rate = Rate(timedelta(seconds=1), burst=3)
    group: Rate = Rate(timedelta(seconds=3.5), burst=3)

    def of_chat(self, chat_id: int) -> Rate:
        """Return the rate of one chat; groups have negative ids."""
        return self.group if chat_id < 0 else self.private


@dataclass(frozen=True)
class Admission:
    """When the message may be sent, and the instant to store if it is."""

    allowed_at: datetime
    new_tat: datetime


def admit(tat: datetime | None, wall: datetime, interval: timedelta, burst: int) -> Admission:
    """Return when one message may be sent; it may be sent now if `allowed_at <= wall`.

    `tat` is the theoretical arrival time stored by the last admission, None if there was none.
    """
    if tat is None or tat > wall + CLOCK_STEP:
        tat = wall
    allowed_at = max(wall, tat - interval * (burst - 1))
    return Admission(allowed_at=allowed_at, new_tat=max(tat, allowed_at) + interval)


@dataclass(frozen=True)
class Room:
    """How many messages one claim may take; each needs a slot at most `ahead` of now."""

    places: int = 1
    answers: int = 1
    bulk: int = 1
    ahead: timedelta = timedelta(0)


@dataclass(frozen=True)
class Reserved:
    """The instants at which messages may be sent, and the instant to store."""

    slots: tuple[datetime, ...]
    new_tat: datetime | None


def reserve(tat: datetime | None, wall: datetime, rate: Rate, count: int, ahead: timedelta) -> Reserved:
    """Return up to so many slots, none later than `ahead` of now."""
    slots: list[datetime] = []
    while len(slots) < count:
        admission = admit(tat, wall, rate.interval, rate.burst)
        if admission.allowed_at > wall + ahead:
            break
        slots.append(admission.allowed_at)
        tat = admission.new_tat
    return Reserved(tuple(slots), tat)


class Window:
    """Holds back the call with which Telegram could count more than `limit` in one second.

    Telegram counts a call somewhere between its beginning and its end. So a call frees its place one second
    after its end, less the shortest latency of the latest calls: the call that takes the place needs that
    long, too.
    """

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._running = 0
        self._ends: deque[datetime] = deque(maxlen=limit)
        self._durations: deque[timedelta] = deque(maxlen=REMEMBERED)

    def opens_at(self, wall: datetime) -> datetime | None:
        """Return when the next call may begin; None: not before one that runs has ended."""
        if self._limit is None:
            return wall
        places = self._limit - self._running
        if places <= 0:
            return None
        if len(self._ends) < places:
            return wall
        opens = self._ends[-places] + SECOND - self._latency()
        return wall if opens > wall + SECOND else max(wall, opens)

    def begin(self) -> None:
        self._running += 1

    def give_up(self) -> None:
        """No call was made after all."""
        self._running -= 1

    def end(self, began: datetime, ended: datetime) -> None:
        self._running -= 1
        if self._limit is not None:
            self._ends.append(ended)
            self._durations.append(ended - began)

    def _latency(self) -> timedelta:
        return min(max(min(self._durations) - JITTER, timedelta(0)), LONGEST_LATENCY)


class Turns:
    """Answers first; while they never end, bulk gets its share."""

    def __init__(self) -> None:
        self._answers_in_a_row = 0

    def is_for_bulk(self, *, answers: bool, bulk: bool) -> bool:
        """Say whether bulk or an answer goes next."""
        is_owed = self._answers_in_a_row >= BULK_SHARE - 1
        goes = bulk and (is_owed or not answers)
        self._answers_in_a_row = 0 if goes else self._answers_in_a_row + 1
        return goes
