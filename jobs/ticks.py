"""What happens on every tick: due notices are written, at most once whoever writes them."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from domain.moments import Moment
from storage.engine import Database
from usecases.plan_reminders import write_reminders
from usecases.plan_summary import write_summaries

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hours:
    """Local times of day from which the notices of that day may go out."""

    remind_at: time
    summary_at: time


class Ticks:
    """The ticks over one database; `now` is the product clock."""

    def __init__(
        self, database: Database, *, now: Callable[[], datetime], zone: ZoneInfo, hours: Hours
    ) -> None:
        self._database = database
        self._now = now
        self._zone = zone
        self._hours = hours

    async def reminders(self) -> int:
        """Write the reminders that are due and return how many are new."""
        async with self._database.write() as uow:
            written = await write_reminders(uow, self._moment(), self._hours.remind_at)
            await uow.commit()
        log.info("reminders planned new=%s", written)
        return written

    async def summary(self) -> int:
        """Write the gap summaries that are due and return how many are new."""
        async with self._database.write() as uow:
            written = await write_summaries(uow, self._moment(), self._hours.summary_at)
            await uow.commit()
        log.info("summaries planned new=%s", written)
        return written

    async def heartbeat(self) -> int:
        """Leave a trace that the clock is ticking, for the doctor."""
        async with self._database.write() as uow:
            await uow.meta.set_instant("last_tick_at", self._now())
            await uow.commit()
        return 1

    def _moment(self) -> Moment:
        return Moment(self._now(), self._zone)


Tick = Callable[[], Awaitable[int]]


def tick_by_name(ticks: Ticks) -> dict[str, Tick]:
    """Return every tick under the name the command line uses."""
    return {"summary": ticks.summary, "reminders": ticks.reminders, "heartbeat": ticks.heartbeat}
