"""People who get notices and do not capture: IMPLAN, and a UR that never answers."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import cycle

from domain.kit.access import Grant, Role
from sandbox import deeds
from sandbox.world import World
from storage.uow import UnitOfWork
from tests.facts import Office, a_mir, join

SILENT_UNIT = "402"
SILENT, SUPLENTE, TITULAR, IRIS = 1001, 1002, 1003, 1900
LADDERS = {SILENT: (15, 23, 25, 29, 30), SUPLENTE: (25, 29, 30), TITULAR: (29,)}
"""The days of September on which the people of the silent UR are reminded, or told of it."""

PAUSE = 4.0
"""Seconds: answers go first, so that whoever never pauses gets no summary before."""
PATIENCE = 15.0
ENDS = ("Listo: 1 archivo", "Se intentó tres veces", "Ya hay tres documentos")


async def let_in_the_silent(office: Office) -> None:
    await office.register(a_mir(unit=SILENT_UNIT))
    await office.do(_join)


async def _join(uow: UnitOfWork) -> None:
    await join(uow, SILENT, Role.ENLACE, SILENT_UNIT)
    await join(uow, TITULAR, Role.TITULAR, SILENT_UNIT)
    suplente = await join(uow, SUPLENTE, Role.ENLACE, SILENT_UNIT)
    await uow.people.give(suplente.actor.person_id, Grant(Role.ENLACE, SILENT_UNIT, is_suplente=True))
    await join(uow, IRIS, Role.IMPLAN, None)


def reminded_of_the_silent(day: date) -> int:
    return sum(day.day in days for days in LADDERS.values())


@dataclass
class Reader:
    """A person of IMPLAN who orders one document after another."""

    world: World
    units: list[str]
    deeds: int = 0
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    """Set it to have the next order at once."""

    async def works(self, closing: asyncio.Event) -> None:
        for unit in cycle(self.units):
            if closing.is_set():
                return
            since = self.world.next_message_id()
            deeds.says(self.world, IRIS, f"/informe {unit} 3T2025 xlsx")
            self.deeds += 1
            await self.world.bells.of(IRIS).wait_until(partial(self._has_end, since), PATIENCE)
            await self._rests()

    async def _rests(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PAUSE):
                await self.hurry.wait()
        self.hurry.clear()

    def _has_end(self, since: int) -> bool:
        heard = (each for each in self.world.messages.values() if each.chat_id == IRIS)
        texts = (each.text for each in heard if each.is_from_bot and each.message_id >= since)
        return any(end in text for text in texts for end in ENDS)
