"""The machine's clock, for a sandbox whose host supplies none."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def machine_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the sandbox may not import app.clock
