"""The clock of the stage, moved by hand; it stops at every hour at which a notice may be due."""

import asyncio
from datetime import datetime, time, timedelta
from itertools import islice

from app.clock import StoppedClock
from app.wiring import Puntual
from domain.reminders.snoozing import AFTERNOON
from jobs.ticks import tick_by_name
from storage.uow import UnitOfWork
from texts.kit.formats import day

PLANNING = ("closings", "summary", "reminders")
"""The ticks that write notices, in reading order."""

A_YEAR = 366
PATIENCE = timedelta(seconds=10)
LOOK_EVERY_SECONDS = 0.02


class StageClock:
    """`patience` limits how long a stop waits until its notices are sent."""

    def __init__(self, puntual: Puntual, clock: StoppedClock, patience: timedelta = PATIENCE) -> None:
        self._puntual = puntual
        self._clock = clock
        self._patience = patience.total_seconds()
        self._is_moving = asyncio.Lock()

    @property
    def local(self) -> datetime:
        return self._puntual.moment().local

    async def to_next_stop(self) -> str:
        """Go to the next hour at which a notice may be due, and return the new time in words."""
        async with self._is_moving:
            await self._stop_at(await self.next_stop())
            return await self._where()

    async def ahead(self, step: timedelta) -> str:
        """Go ahead by that much local time, through every stop, and return the new time in words."""
        async with self._is_moving:
            return await self._go(self.local + step)

    async def to(self, goal: datetime) -> str:
        """Go to a local instant, through every stop, and return the new time in words."""
        async with self._is_moving:
            return await self._go(goal)

    async def next_stop(self) -> datetime:
        """Return the next local instant at which a notice may be due."""
        async with self._puntual.database.read() as uow:
            stops = [*await self._put_off(uow), *await self._hours_of_a_day(uow)]
        return min((stop for stop in stops if stop > self.local), default=self.local + timedelta(days=1))

    async def _go(self, goal: datetime) -> str:
        while (stop := await self.next_stop()) < goal:
            await self._stop_at(stop)
        await self._stop_at(goal)
        return await self._where()

    async def _put_off(self, uow: UnitOfWork) -> list[datetime]:
        """Return the times of snoozed reminders."""
        ahead = self._clock.now() + timedelta(days=A_YEAR)
        return [each.until_at.astimezone(self.local.tzinfo) for each in await uow.snoozes.due(ahead)]

    async def _hours_of_a_day(self, uow: UnitOfWork) -> list[datetime]:
        """Return the stops of two business days: hours of notices, of people, and of the offered snooze."""
        settings = self._puntual.settings
        hours = {settings.summary_at, settings.remind_at, AFTERNOON}
        hours |= {time(*divmod(each.hours[0], 60)) for each in await uow.people.everybody() if each.hours}
        workdays = (await uow.calendar.deadlines()).workdays
        today = self.local.date()
        days = (today + timedelta(days=ahead) for ahead in range(A_YEAR))
        business = (each for each in days if workdays.is_workday(each))
        return [
            datetime.combine(each, hour, self.local.tzinfo) for each in islice(business, 2) for hour in hours
        ]

    async def _stop_at(self, instant: datetime) -> None:
        self._clock.set(instant)
        ticks = tick_by_name(self._puntual.ticks)
        written = [await ticks[name]() for name in PLANNING]
        if any(written):
            await self._settle()

    async def _settle(self) -> None:
        """Wait until the notices of that hour are sent, but not for ever: the sandbox may be down."""
        async with self._puntual.database.read() as uow:
            last = await uow.outbox.last_id()
        loop = asyncio.get_running_loop()
        until = loop.time() + self._patience
        while loop.time() < until:
            async with self._puntual.database.read() as uow:
                if not await uow.outbox.waits(last):
                    return
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _where(self) -> str:
        async with self._puntual.database.read() as uow:
            workdays = (await uow.calendar.deadlines()).workdays
        local = self.local
        verb = "Es la" if local.hour == 1 else "Son las"
        is_off = not workdays.is_workday(local.date())
        nothing = " Es inhábil: no sale ningún aviso." if is_off else ""
        return f"{verb} {local:%H:%M} del {day(local.date())}.{nothing}"
