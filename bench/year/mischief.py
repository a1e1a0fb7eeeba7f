"""Shared by the faults: server faults, and the exception for nothing to break."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.year.town import Town
from sandbox.faults import Fault


class NothingToBreak(Exception):
    """There is nothing yet that this fault could break."""


@asynccontextmanager
async def mischief(town: Town, fault: Fault) -> AsyncIterator[None]:
    """Inject a fault into the sandbox during the block."""
    faults = town.world.faults
    faults.plan(fault)
    yield
    faults.clear()
