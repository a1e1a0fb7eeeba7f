"""Pacing by GCRA: one stored instant per key says when the next message may leave."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

# A stored instant farther ahead than this can only come from a clock that has since stepped back.
CLOCK_STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Rate:
    """One message per `interval`, and at most `burst` at once after a silence."""

    interval: timedelta
    burst: int = 1

    @classmethod
    def per_second(cls, count: int) -> Self:
        """Return a rate that no window of one second exceeds: the interval is rounded up."""
        return cls(timedelta(microseconds=-(-1_000_000 // count)))


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
    """When the message may leave, and the instant to store if it leaves then."""

    allowed_at: datetime
    new_tat: datetime


def admit(tat: datetime | None, wall: datetime, interval: timedelta, burst: int) -> Admission:
    """Return when one message may leave; it may leave now if `allowed_at <= wall`.

    `tat` is the theoretical arrival time stored by the last admission, None if there was none.
    """
    if tat is None or tat > wall + CLOCK_STEP:
        tat = wall
    allowed_at = max(wall, tat - interval * (burst - 1))
    return Admission(allowed_at=allowed_at, new_tat=max(tat, allowed_at) + interval)
