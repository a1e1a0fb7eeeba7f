"""`kill -9` at seeded random moments: nothing acknowledged is lost, nothing is done or said twice.

Every life is a real process, forked from a server that has the code loaded: a bot, or a tick that plans
the reminders of the day. It is killed after a random time, or dies at a random failpoint. Meanwhile the
enlaces go on capturing. Then a healthy bot drains what is left, and everything is counted.
"""

import asyncio
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from domain.delivery import OutboxState
from sandbox.model import Message
from storage.failpoints import Point
from tests.chaos.city import NOT_A_MESSAGE, City, a_city
from tests.chaos.enlaces import SAVED, WELCOME
from tests.facts import OAXACA
from tests.stories.lives import UNFINISHED, until
from tests.stories.processes import KILLED, STUMBLED, Running
from usecases.plan_reminders import write_reminders

SEED = 20250925
SIZE = 24
KILLS = 60
"""Survived in the suite; `pytest tests/chaos/test_random_kills.py --kills 200 -s` is the whole trial."""
THINKS = (2.0, 5.0)
"""Seconds: answers go first, so that people who never pause are not reminded before they stop."""
RUNGS = [datetime(2025, *day, 9, tzinfo=OAXACA) for day in ((9, 15), (9, 23), (9, 25), (9, 29), (9, 30))]
"""The days of the ladder: 10, 5, 3 and 1 business days before the close of 3T2025, and the close."""

REMINDER = "🔔"
CONFIRMATIONS = {"saved": SAVED, "welcome": WELCOME}


@dataclass
class Toll:
    """What the kills cost; `in_flight` are the sends that were cut before anybody wrote down the answer."""

    kills: Counter[str] = field(default_factory=Counter)
    in_flight: set[tuple[int, str]] = field(default_factory=set)


async def test_random_kills_lose_nothing_and_double_nothing(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills = request.config.getoption("--kills", None) or KILLS
    async with a_city(tmp_path, RUNGS[0], size=SIZE, seed=SEED, thinks=THINKS, log_level="WARNING") as city:
        toll = await _lives(city, kills)

        sys.stdout.write(await _reported(city, toll))
        await city.keeps_every_update_once()
        await city.keeps_what_was_typed()
        assert await city.held() == 0
        await _each_notice_is_said(city)
        await _only_what_was_cut_is_doubled(city, toll)
        await _confirmations_are_never_doubled(city)
        assert toll.kills.total() >= kills


async def _lives(city: City, kills: int) -> Toll:
    """Let the enlaces work through the days of the ladder while the processes die."""
    toll, dice, closing = Toll(), Random(SEED), asyncio.Event()
    codes = [await city.invitation(enlace) for enlace in city.enlaces]
    async with asyncio.TaskGroup() as office:
        for enlace, code in zip(city.enlaces, codes, strict=True):
            office.create_task(enlace.works(code, closing))
        for day, rung in enumerate(RUNGS, start=1):
            city.sleeps_until(rung)
            while toll.kills.total() < kills * day // len(RUNGS):
                await _is_born_and_dies(city, toll, dice)
            await _plans(city)
        closing.set()
        healer = city.machine.starts("run")
    await city.rests()
    healer.is_told_to_stop()
    assert (await healer.ends()).code == 0, healer.written
    return toll


async def _is_born_and_dies(city: City, toll: Toll, dice: Random) -> None:
    is_tick, stumbles = dice.random() < 0.15, dice.random() < 0.3
    point, nth, seconds = dice.choice(list(Point)), dice.randint(1, 12), dice.uniform(0.05, 0.7)
    settings = {"failpoints": f"{point}=exit@{nth}"} if stumbles else {}
    words = ("tick", "reminders", "--at", city.hour) if is_tick else ("run",)
    doomed = city.machine.starts(*words, **settings)
    code = await _dies(doomed, 3 * seconds if stumbles else seconds)
    toll.in_flight |= await city.sending()
    if code:
        at = f" at {point}" if code == STUMBLED else ""
        toll.kills[f"{words[0]}{at}"] += 1


async def _dies(doomed: Running, seconds: float) -> int:
    """Kill it after some time, unless it has ended before; 0 means that it had done its work."""

    async def has_ended() -> bool:
        return doomed.process.exitcode is not None

    try:
        await until(has_ended, seconds)
    except TimeoutError:
        doomed.process.kill()
    code = (await doomed.ends()).code
    assert code in (0, STUMBLED, KILLED), doomed.written
    return code


async def _plans(city: City) -> None:
    """Plan what the killed ticks have not, and wait until the notices of the day are out."""
    healthy = city.machine.starts("run")
    await until(lambda: _are_all_in(city))
    await city.office.do(lambda uow: write_reminders(uow, city.moment))
    await until(lambda: _are_reminded(city))
    healthy.is_told_to_stop()
    assert (await healthy.ends()).code == 0, healthy.written


async def _are_all_in(city: City) -> bool:
    return await city.count(*OutboxState, kind="welcome") == SIZE


async def _are_reminded(city: City) -> bool:
    return not await city.count(*UNFINISHED, kind="reminder")


async def _each_notice_is_said(city: City) -> None:
    """Every person has each rung once, or once more where a send was cut."""
    reminders = [row for row in await city.rows() if row.kind == "reminder"]
    heard = Counter((each.chat_id, _day(each)) for each in city.said() if REMINDER in each.text)

    assert Counter(row.created_at.astimezone(OAXACA).date() for row in reminders) == {
        rung.date(): SIZE for rung in RUNGS
    }
    for row in reminders:
        copies = heard[row.chat_id, row.created_at.astimezone(OAXACA).date()]
        least = 0 if row.state is OutboxState.UNKNOWN else 1
        assert least <= copies <= 1 + row.ambiguous, row


async def _only_what_was_cut_is_doubled(city: City, toll: Toll) -> None:
    """Each doubt comes from a send that was in flight at a kill, and each copy from a doubt."""
    rows = await city.rows()
    assert sum(row.ambiguous for row in rows) == len(toll.in_flight)
    assert {row.state for row in rows} <= {OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.CANCELLED}

    doubts: Counter[int] = Counter()
    for row in rows:
        doubts[row.chat_id] += row.ambiguous if row.kind not in NOT_A_MESSAGE else 0
    copies = Counter(each.chat_id for each in await city.copies())
    assert {chat for chat, count in copies.items() if count > doubts[chat]} == set()


async def _confirmations_are_never_doubled(city: City) -> None:
    rows = await city.rows()
    for kind, words in CONFIRMATIONS.items():
        unknown = Counter(row.chat_id for row in rows if (row.kind, row.state) == (kind, OutboxState.UNKNOWN))
        copies = Counter(each.chat_id for each in await city.copies() if words in each.text)
        assert copies <= unknown, kind


async def _reported(city: City, toll: Toll) -> str:
    rows, copies = await city.rows(), await city.copies()
    unknown = Counter(row.kind for row in rows if row.state is OutboxState.UNKNOWN)
    return f"""
kills {toll.kills.total()}: {dict(sorted(toll.kills.items()))}
updates {city.deeds()}, captures {sum(each.done for each in city.enlaces)}
notices {dict(Counter(row.kind for row in rows))}
in flight at a kill {len(toll.in_flight)}, unknown {dict(unknown)}
messages without a record {dict(Counter(_kind(each) for each in copies))}
"""


def _kind(message: Message) -> str:
    kinds = {REMINDER: "reminder", SAVED: "saved", WELCOME: "welcome"}
    return next((kind for words, kind in kinds.items() if words in message.text), "question")


def _day(message: Message) -> date:
    return datetime.fromtimestamp(message.date, OAXACA).date()
