"""What a wrong clock must not do: send a notice, or have it count for a later day (decision 23)."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from domain.delivery.outcomes import Ending, HeldUp, NothingToDo, OutboxRow, OutboxState, Outcome, Priority
from domain.kit.clocks import CLOCK_STEP, is_from_the_future
from storage.queues.outbox_queries import NEVER
from storage.uow import UnitOfWork
from usecases.reminders.take_back_early import PLANNED, take_back_early

log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=1)
WRITTEN_EARLY = "written by a clock that was ahead"


class ClockGuard:
    """`is_wrong` says whether the clock is too far from Telegram's, `true_now` what time it is by Telegram.

    That is None where the product's clock was set: it differs by design.
    """

    def __init__(self, is_wrong: Callable[[], bool], true_now: Callable[[], datetime | None]) -> None:
        self._is_wrong = is_wrong
        self._true_now = true_now

    @property
    def holds_notices(self) -> bool:
        return self._is_wrong()

    @property
    def later(self) -> datetime:
        """Return an instant: no clock that is right has put anything off after it."""
        now = self._true_now()
        return NEVER if now is None or self._is_wrong() else now + CLOCK_STEP

    def objection(self, row: OutboxRow) -> Outcome | None:
        """Say why a row is not sent now; answers always are."""
        if row.priority is not Priority.BULK:
            return None
        if self._is_wrong():
            return HeldUp(AGAIN)
        is_planned = (row.key or "").startswith(PLANNED)
        return NothingToDo(WRITTEN_EARLY) if is_planned and self._is_early(row) else None

    async def take_back(self, uow: UnitOfWork, endings: Sequence[Ending]) -> None:
        """Let a notice that was sent or withdrawn before its day not count for that day."""
        over = [each.claim.row for each in endings if each.transition.state is not OutboxState.PENDING]
        early = [row.id for row in over if row.key is not None and self._is_early(row)]
        now = self._true_now()
        if early and now is not None:
            await take_back_early(uow, early, now)
            log.warning("notices of a clock that was ahead taken back outbox=%s", ",".join(map(str, early)))

    def _is_early(self, row: OutboxRow) -> bool:
        now = self._true_now()
        return now is not None and is_from_the_future(row.created_at, now)


def unguarded() -> ClockGuard:
    """Return the guard of a clock that is not compared."""
    return ClockGuard(lambda: False, lambda: None)
