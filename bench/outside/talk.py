"""Durable conversation steps of `puntual run` over HTTP: many people capture at once."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bench.figures import Figure
from bench.outside.builds import Build, Refused
from bench.outside.city import found, settings
from bench.script import STEPS_EACH, Crowd, people_of
from bench.stand_in import a_stand_in
from bench.walks import Walk

LONGEST = 900
"""Timeout of a walk in seconds."""
FIRST_UPDATE = 1_000_000
"""Above the update ids used to create the data: an id seen before is skipped."""
UNHURRIED = {"send_rate": 1000, "remind_at": "23:00", "summary_at": "23:00", "quiet_from": "23:59"}
"""Sends as fast as settings allow, and plans no notices at noon."""


async def measure(build: Build, *, quick: bool) -> list[Figure]:
    """Let everybody capture one indicator; a chat allows one message a second, so there are many people."""
    return figures_of(await walk(build, 150 if quick else 1500))


def figures_of(walk: Walk) -> list[Figure]:
    told = (
        f"{walk.told}; bound by Python, and by the 1000 messages a second, two for a step, that "
        "PUNTUAL_SEND_RATE takes at most"
    )
    return [
        Figure("step of puntual run over HTTP, processor", "Puntual", walk.cpu_ms, "ms", bound=told),
        Figure("steps of puntual run over HTTP", "Puntual", walk.speed, "/s", bound=told),
    ]


async def walk(build: Build, people: int, steps: int = STEPS_EACH, *, quiet: float = 2.0) -> Walk:
    """Begin when the process has been silent for a while: then everybody has this build's menu."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        await found(build, place, people)
        crowd = Crowd(people_of(people), steps)
        async with a_stand_in(people, limited=False, steps=steps) as stand_in:
            own = settings(place, stand_in.url) | UNHURRIED
            with build.starts("run", place=place, **own) as started:
                await stand_in.client.renumbers_updates(FIRST_UPDATE)
                await stand_in.first_call("getupdates")
                await stand_in.is_left_alone(quiet)
                before = started.used
                seconds, sandbox = await stand_in.typing(LONGEST)
                after = started.used
        await asyncio.to_thread(check, place / "puntual.db", crowd.captures)
    return Walk(crowd.total, seconds, after.user - before.user, after.system - before.system, sandbox)


def check(database: Path, captures: int) -> None:
    """Check that every captured indicator is stored."""
    with closing(sqlite3.connect(database)) as rows:
        (saved,) = rows.execute("SELECT count(*) FROM avance WHERE quarter = 3 AND value = 30").fetchone()
    if saved != captures:
        raise Refused(f"{saved} captures were saved, {captures} were typed")
