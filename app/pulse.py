"""The ticks of this process, on the steady clock: its own health, whatever the machine's clock says."""

from collections.abc import Callable
from datetime import timedelta


class Pulse:
    """A clock that never ticked is as late as the process is old."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._last = steady()

    def beat(self) -> None:
        self._last = self._steady()

    @property
    def silence(self) -> timedelta:
        """Return how long ago the last tick ended well."""
        return timedelta(seconds=self._steady() - self._last)
