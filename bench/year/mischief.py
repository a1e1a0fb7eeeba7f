"""What the faults of a year share: mischief of the server, and that there is nothing to break."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.year.town import Town
from sandbox.faults import Fault


class NothingToBreak(Exception):
    """There is nothing yet that this fault could befall."""


@asynccontextmanager
async def mischief(town: Town, fault: Fault) -> AsyncIterator[None]:
    """Let the server misbehave as long as the block lasts."""
    faults = town.world.faults
    faults.plan(fault)
    yield
    faults.clear()
