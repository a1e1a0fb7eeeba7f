"""The ticks: each writes the notices that are due, at most once even with several processes."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from domain.kit.moments import Moment
from domain.reminders.hours import END, WorkingHours
from storage.engine import Database
from storage.failpoints import Failpoints, Point
from storage.uow import UnitOfWork
from usecases.calendar.close_period import write_closings
from usecases.delivery.after_restore import is_settled, settle_restore
from usecases.evidence.tell_faults import tell_faults
from usecases.people.end_invitations import end_expired_places
from usecases.reminders.plan_reminders import write_reminders
from usecases.summary.note_tick import note_tick
from usecases.summary.plan_summary import write_summaries

Write = Callable[[UnitOfWork, Moment], Awaitable[int]]

Asks = Callable[[], Awaitable[bool]]

log = logging.getLogger(__name__)


async def _never() -> bool:
    return False


@dataclass(frozen=True)
class NoticeHours:
    """Local times of day between which notices may be sent."""

    remind_at: time
    summary_at: time
    quiet_from: time = END

    @property
    def working(self) -> WorkingHours:
        return WorkingHours.between(self.remind_at, self.quiet_from)


class Ticks:
    """The ticks over one database; `now` is the product clock.

    Each tick is recorded, so that the next one can detect an outage. While the machine's clock is wrong
    nothing is planned, closed or recorded: the first tick after it finds what is due.
    """

    def __init__(
        self,
        database: Database,
        *,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        hours: NoticeHours,
        failpoints: Failpoints | None = None,
        notes: bool = True,
        is_clock_wrong: Asks = _never,
    ) -> None:
        self._database = database
        self._now = now
        self._zone = zone
        self._hours = hours
        self._failpoints = failpoints or Failpoints()
        self._notes = notes
        self._is_clock_wrong = is_clock_wrong
        self._is_settled = False

    def without_trace(self) -> "Ticks":
        """Return ticks as of another instant that do not record that the clock ran."""
        return Ticks(
            self._database,
            now=self._now,
            zone=self._zone,
            hours=self._hours,
            failpoints=self._failpoints,
            notes=False,
            is_clock_wrong=self._is_clock_wrong,
        )

    async def reminders(self) -> int:
        """Write due reminders and return how many are new."""
        written = await self._plan(lambda uow, moment: write_reminders(uow, moment, self._hours.working))
        log.info("reminders planned new=%s", written)
        return written

    async def summary(self) -> int:
        """Write due gap summaries and return how many are new."""
        written = await self._plan(lambda uow, moment: write_summaries(uow, moment, self._hours.summary_at))
        log.info("summaries planned new=%s", written)
        return written

    async def closings(self) -> int:
        """Close quarters whose closing day is over and return how many were open.

        Expired invitations to a relevo end here as well.
        """
        return await self._plan(self._close)

    async def _close(self, uow: UnitOfWork, moment: Moment) -> int:
        await end_expired_places(uow, moment)
        return await write_closings(uow, moment, self._hours.remind_at)

    async def settle(self) -> int:
        """After a restore, once: keep notices that may have been sent already from being sent again."""
        if self._is_settled:
            return 0
        doubted = 0
        async with self._database.read() as uow:
            self._is_settled = await is_settled(uow)
        if not self._is_settled:
            async with self._database.write() as uow:
                hours = self._hours
                doubted = await settle_restore(uow, self._moment(), hours.working, hours.summary_at)
                await uow.commit()
            log.warning("restore settled doubted=%s", doubted)
        self._is_settled = True
        return doubted

    async def proofs(self) -> int:
        """Tell IMPLAN of faulty evidence files, each once."""
        async with self._database.read() as uow:
            if not await uow.file_checks.untold():
                return 0
        async with self._database.write() as uow:
            told = await tell_faults(uow, self._moment(), self._hours.working)
            await uow.commit()
        return told

    async def heartbeat(self) -> int:
        """Record that the clock ticks, for the doctor and the next tick."""
        if await self._is_clock_wrong():
            return 0
        async with self._database.write() as uow:
            await self._note(uow, self._moment())
            await uow.commit()
        return 1

    async def _plan(self, write: Write) -> int:
        await self.settle()
        if await self._is_clock_wrong():
            return 0
        moment = self._moment()
        async with self._database.write() as uow:
            if self._notes:
                await self._note(uow, moment)
            written = await write(uow, moment)
            await uow.commit()
        await self._failpoints.reach(Point.AFTER_PLAN_COMMIT)
        return written

    async def _note(self, uow: UnitOfWork, moment: Moment) -> None:
        await note_tick(uow, moment, (self._hours.remind_at, self._hours.summary_at))

    def _moment(self) -> Moment:
        return Moment(self._now(), self._zone)


Tick = Callable[[], Awaitable[int]]


def tick_by_name(ticks: Ticks) -> dict[str, Tick]:
    """Return every tick by its name on the command line."""
    return {
        "summary": ticks.summary,
        "reminders": ticks.reminders,
        "closings": ticks.closings,
        "proofs": ticks.proofs,
        "heartbeat": ticks.heartbeat,
    }
