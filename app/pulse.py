"""The last tick of this process on the monotonic clock, for its health."""

from collections.abc import Callable
from datetime import timedelta


class Pulse:
    """Without a tick, the time since the process started counts."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._last = steady()

    def beat(self) -> None:
        self._last = self._steady()

    @property
    def silence(self) -> timedelta:
        """Return the time since the last successful tick."""
        return timedelta(seconds=self._steady() - self._last)
