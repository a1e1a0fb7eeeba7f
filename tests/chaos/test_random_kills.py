"""`kill -9` at seeded random moments: nothing acknowledged is lost, nothing is done or said twice.

Every run is a real process, forked from a server that has the code loaded: a bot, whose ticks plan the
notices of the day, or a single tick. It is killed after a random time, or crashes at a random failpoint.
Meanwhile the enlaces capture, and IMPLAN reads summaries and orders documents. Then a healthy bot finishes
the rest, and everything is counted.
"""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from domain.delivery.outcomes import InboxState, OutboxState
from storage.failpoints import Point
from tests.chaos import accounts
from tests.chaos.accounts import PLANNED, KillCounts
from tests.chaos.city import City, a_city
from tests.chaos.readers import IRIS, SILENT, SUPLENTE, TITULAR, Reader, let_in_the_silent
from tests.facts import OAXACA
from tests.migrated import migrated_postgres
from tests.stories.lives import UNFINISHED, UNHURRIED, until
from tests.stories.processes import KILLED, STUMBLED, Running

SEED = 20250925
SIZE = 16
KILLS = 200
"""Survived in the suite; `pytest tests/chaos/test_random_kills.py --kills 1000 -s` tries harder."""
FEWER = 30
"""On PostgreSQL, where three replicas die in `test_replicas` as well."""
LIVES = (0.15, 2.5)
"""Time until a kill, in starts: what a bot takes to begin to work on this machine, as busy as it is."""
STUMBLES = 5.0
"""Starts within which a failpoint is reached, or the process is killed after all."""
THINKS = (2.0, 5.0)
"""Seconds: answers go first, so that people who never pause are not reminded before they stop."""
RUNGS = [datetime(2025, *day, 9, tzinfo=OAXACA) for day in ((9, 15), (9, 23), (9, 25), (9, 29), (9, 30))]
"""The days of the ladder: 10, 5, 3 and 1 business days before the close of 3T2025, and the close."""
TICKS = (("reminders",), ("summary",), ("closings",))
MOST = {Point.AFTER_PLAN_COMMIT: 3, Point.AFTER_PAPER: 1}
"""How often a process gets there before long; to the other points, four times."""


@dataclass(frozen=True)
class Trial:
    """A number of kills over days of the ladder, on one kind of database."""

    kills: int
    rungs: Sequence[datetime]
    size: int
    url: str | None = None


@pytest.fixture(params=["sqlite", "postgresql"])
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    kills = request.config.getoption("--kills", None)
    if request.param == "sqlite":
        yield Trial(kills or KILLS, RUNGS, SIZE)
        return
    with migrated_postgres(request.getfixturevalue("postgres_url")) as url:
        yield Trial(kills or FEWER, RUNGS[3:4], SIZE // 2, url)


async def test_random_kills_lose_nothing_and_double_nothing(trial: Trial, tmp_path: Path) -> None:
    others = (SILENT, SUPLENTE, TITULAR, IRIS)
    async with a_city(
        tmp_path,
        trial.rungs[0],
        size=trial.size,
        seed=SEED,
        url=trial.url,
        others=others,
        thinks=THINKS,
        data_dir=str(tmp_path),
        send_rate="100",
        chat_rate=UNHURRIED,
    ) as city:
        await let_in_the_silent(city.office)
        city.readers.append(Reader(city.telegram.world, [each.unit for each in city.enlaces]))
        counts = await _lives(city, trial)

        sys.stdout.write(await accounts.reported(city, counts))
        await city.keeps_every_update_once()
        await city.keeps_what_was_typed()
        assert await city.held() == 0
        assert set(await city.inbox()) == {InboxState.DONE}, "kills at random park nobody"
        await accounts.each_notice_is_said(city, counts)
        await accounts.each_is_reminded_once_a_day(city, counts, trial.rungs)
        await accounts.implan_is_told_each_day(city, trial.rungs)
        await accounts.each_order_has_an_end(city)
        await accounts.only_what_was_cut_is_doubled(city, counts)
        await accounts.confirmations_are_never_doubled(city)
        assert counts.kills.total() >= trial.kills
        assert trial.kills < KILLS or counts.stumbles.keys() == set(Point)
        assert sum(counts.planned) > 0


async def _lives(city: City, trial: Trial) -> KillCounts:
    """Let people work through the days of the ladder while processes are killed."""
    counts, dice, closing = KillCounts(), Random(SEED), asyncio.Event()
    counts.start = await _a_start(city, counts)
    codes = [await city.invitation(enlace) for enlace in city.enlaces]
    async with asyncio.TaskGroup() as office:
        for enlace, code in zip(city.enlaces, codes, strict=True):
            office.create_task(enlace.works(code, closing))
        for reader in city.readers:
            office.create_task(reader.works(closing))
        for day, rung in enumerate(trial.rungs, start=1):
            city.sleeps_until(rung)
            while counts.kills.total() < trial.kills * day // len(trial.rungs) or not await _are_all_in(city):
                await _run_and_kill(city, counts, dice)
            counts.planned.append(await accounts.planned_on(city, rung.date()))
            counts.start = await _a_start(city, counts)
            if rung == trial.rungs[-1]:
                _closes(city, closing)
            await _ends_the_day(city)
        healer = city.machine.starts("run")
    await until(lambda: _has_planned(healer))
    await city.rests()
    healer.is_told_to_stop()
    assert (await healer.ends()).code == 0, healer.written
    return counts


def _closes(city: City, closing: asyncio.Event) -> None:
    """Let everybody finish at once."""
    closing.set()
    for enlace in city.enlaces:
        enlace.thinks = (0.0, 0.0)


async def _run_and_kill(city: City, counts: KillCounts, dice: Random) -> None:
    is_tick, stumbles = dice.random() < 0.1, dice.random() < 0.3
    settings, life = {}, dice.uniform(*LIVES)
    if stumbles:
        life = STUMBLES
        point = min(dice.sample(list(Point), len(Point)), key=lambda each: counts.stumbles[each])
        settings = {"failpoints": f"{point}=exit@{dice.randint(1, MOST.get(point, 4))}"}
        if point is Point.AFTER_PAPER:
            city.readers[0].hurry.set()
    words = ("tick", *dice.choice(TICKS), "--at", city.hour) if is_tick else ("run",)
    doomed = city.machine.starts(*words, **settings)
    code = await _dies(doomed, life * counts.start)
    await _record_kill(city, counts)
    if code == STUMBLED:
        counts.stumbles[point] += 1
    if code:
        counts.kills[words[0]] += 1
        counts.at_work += "bot started" in doomed.written


async def _a_start(city: City, counts: KillCounts) -> float:
    """Return how many seconds a bot takes to start, then kill it."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    bot = city.machine.starts("run")
    await until(lambda: _works(bot))
    seconds = loop.time() - begun
    await bot.dies()
    await _record_kill(city, counts)
    return seconds


async def _record_kill(city: City, counts: KillCounts) -> None:
    """Record the sends in progress when a process was killed, and expire its leases."""
    await city.waits_for_server()
    counts.in_flight |= await city.sending()
    await city.ends_claims()


async def _dies(doomed: Running, seconds: float) -> int:
    """Kill it after some time, unless it has ended before; 0 means that it finished."""

    async def has_ended() -> bool:
        return doomed.process.exitcode is not None

    try:
        await until(has_ended, seconds)
    except TimeoutError:
        doomed.process.kill()
    code = (await doomed.ends()).code
    assert code in (0, STUMBLED, KILLED), doomed.written
    return code


async def _ends_the_day(city: City) -> None:
    """Run a bot until all notices planned for the day are sent."""
    healthy = city.machine.starts("run")
    await until(lambda: _has_planned(healthy))
    await until(lambda: _are_told(city))
    healthy.is_told_to_stop()
    assert (await healthy.ends()).code == 0, healthy.written


async def _works(bot: Running) -> bool:
    return "bot started" in bot.written


async def _has_planned(bot: Running) -> bool:
    return all(words in bot.written for words in ("reminders planned", "summaries planned"))


async def _are_all_in(city: City) -> bool:
    return await city.count(*OutboxState, kind="welcome") == len(city.enlaces)


async def _are_told(city: City) -> bool:
    return not any([await city.count(*UNFINISHED, kind=kind) for kind in PLANNED])
