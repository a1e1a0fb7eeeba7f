"""From the start of `puntual run` to its first poll, and the most memory it takes, seen from outside."""

import asyncio
import tempfile
from pathlib import Path

from bench.figures import Figure
from bench.outside.builds import Build
from bench.outside.city import found, settings
from bench.outside.meters import Used
from bench.stand_in import a_stand_in

SETTLED = 1.0
"""Seconds after the first poll in which the memory may still grow."""


async def measure(build: Build, *, quick: bool) -> list[Figure]:
    """Start it a few times over a city of 40 UR and take the best; the first time it hands out menus."""
    with tempfile.TemporaryDirectory() as folder:
        await found(build, Path(folder), 40)
        starts = [await _start(build, Path(folder)) for _ in range(2 if quick else 5)]
    seconds, used = zip(*starts, strict=True)
    least = Used(*(min(each) for each in zip(*(vars(one).values() for one in used), strict=True)))
    return figures_of(min(seconds), least)


def figures_of(seconds: float, used: Used) -> list[Figure]:
    told = f"bound by Python: {used.processor:.2f} s of processor until the first poll has settled"
    of_all = f"Python and the libraries it loads; {used.megabytes_of_all:.0f} MB with what it has started"
    return [
        Figure("puntual run, to the first poll", "Puntual", seconds, "s", bound=told),
        Figure("puntual run, processor to start", "Puntual", used.processor, "s", bound=told),
        Figure("puntual run, peak memory", "Puntual", used.megabytes, "MB", bound=of_all),
        Figure("puntual run, peak memory of all", "Puntual", used.megabytes_of_all, "MB", bound=of_all),
    ]


async def _start(build: Build, place: Path) -> tuple[float, Used]:
    async with a_stand_in(limited=False) as stand_in:
        with build.starts("run", place=place, **settings(place, stand_in.url)) as started:
            polled_at = await stand_in.first_call("getupdates")
            await asyncio.sleep(SETTLED)
            return polled_at - started.began, started.used
