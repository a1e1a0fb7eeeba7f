"""Telegram's time: its answers tell it, and the steady clock carries it on (decision 23)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from domain.kit.clocks import is_apart

LAST_DATE = 2**32
"""Seconds since 1970 that Telegram can write."""


@dataclass(frozen=True)
class _Heard:
    """An instant of Telegram's clock and when it was heard, on the steady one."""

    instant: datetime
    at: float


class TelegramsClock:
    """Compares the machine's `wall` with Telegram's time; nothing is known before the first answer."""

    def __init__(self, *, wall: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._wall = wall
        self._steady = steady
        self._answered: _Heard | None = None
        self._written: _Heard | None = None
        self._last_date: str | None = None

    def hear(self, date: str | None) -> None:
        """Take the `Date` of an answer of Telegram; ignore one that is malformed.

        The same text again is of the same second and tells nothing new.
        """
        if date == self._last_date:
            return
        self._last_date = date
        instant = _read(date)
        if instant is not None:
            self.tell(instant)

    def tell(self, instant: datetime) -> None:
        """Take what Telegram's clock says now."""
        self._answered = _Heard(instant, self._steady())

    def see(self, update: Mapping[str, Any]) -> None:
        """Take the `date` of an update: it may have waited for hours, so it is not later than now."""
        written_at, known = _written_at(update), self._written
        if written_at is not None and (known is None or written_at > self._now_after(known)):
            self._written = _Heard(written_at, self._steady())

    @property
    def ahead(self) -> timedelta | None:
        """Return how far the machine's clock is ahead of Telegram's, negative: behind; None: not known.

        What was written proves only that the machine's clock is behind.
        """
        wall = self._wall()
        at_least = None if self._written is None else wall - self._now_after(self._written)
        if self._answered is not None:
            ahead = wall - self._now_after(self._answered)
            return ahead if at_least is None else min(ahead, at_least)
        return at_least if at_least is not None and at_least < timedelta(0) else None

    @property
    def apart(self) -> timedelta | None:
        """Return that difference where it is too large, else None."""
        ahead = self.ahead
        return ahead if ahead is not None and is_apart(ahead) else None

    @property
    def age(self) -> timedelta | None:
        """Return how long ago Telegram last said the time."""
        return None if self._answered is None else timedelta(seconds=self._steady() - self._answered.at)

    def _now_after(self, heard: _Heard) -> datetime:
        return heard.instant + timedelta(seconds=self._steady() - heard.at)


def read_seconds(date: object) -> datetime | None:
    """Return the instant of a `date` in an object of Telegram; None for what is no date."""
    return datetime.fromtimestamp(date, UTC) if type(date) is int and 0 < date < LAST_DATE else None


def _written_at(update: Mapping[str, Any]) -> datetime | None:
    bodies = (body for body in update.values() if isinstance(body, dict))
    dates = (read_seconds(body.get(name)) for body in bodies for name in ("date", "edit_date"))
    return max((date for date in dates if date is not None), default=None)


def _read(date: str | None) -> datetime | None:
    try:
        read = parsedate_to_datetime(date or "")
    except (ValueError, OverflowError):
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
