"""A year of faults: `python -m bench.year_of_faults --seed 7 --days 60 --database postgresql`.

Simulates days of four quarters with forty UR. On each the enlaces are reminded and capture, with real
processes of the bot against the sandbox, and one or two seeded faults are injected. In the end nothing may be
lost, nothing doubled except cut sends, no evidence misplaced, and every fault named by doctor or health
within five minutes.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom

from bench.figures import Figure
from bench.year.checks import Checks
from bench.year.databases import DIALECTS
from bench.year.days import Day, year_of
from bench.year.faults import FAULTS, Fault, a_small_disk, is_named
from bench.year.mischief import NothingToBreak
from bench.year.people import Resident
from bench.year.town import INDICATORS, NINE, Town, a_town
from tests.facts import OAXACA

AT_WORK = 8
"""Enlaces who capture on a day."""
FIVE_MINUTES = 300.0
LASTS = (2.0, 12.0)
"""Seconds that a fault lasts after it was named."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.year_of_faults", description=__doc__)
    parser.add_argument("--seed", type=int, help="draw the same faults again")
    parser.add_argument("--days", type=int, default=60, help="business days of the year, ladders first")
    parser.add_argument("--only", choices=FAULTS, action="append", help="draw from these faults alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave database, files and logs there")
    parser.add_argument("--database", choices=DIALECTS, default=DIALECTS[0])
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else SystemRandom().randrange(1_000_000)
    checks = asyncio.run(lived(seed, given.days, given.only or list(FAULTS), given.database, given.keep))
    print(report(seed, checks))
    sys.exit(not checks.is_clean)


async def measure(*, quick: bool) -> list[Figure]:
    seed = SystemRandom().randrange(1_000_000)
    checks = await lived(seed, 4 if quick else 60, list(FAULTS), DIALECTS[0])
    print(report(seed, checks))
    wrongs = {
        "lost": checks.lost,
        "doubled": checks.doubled,
        "proofs misplaced": checks.misplaced,
        "faults unnamed": checks.unnamed,
    }
    about = f"seed {seed}, {checks.days} days"
    return [
        Figure(
            f"year of faults: {what}", "Puntual", len(wrong), "", target="0", is_met=not wrong, bound=about
        )
        for what, wrong in wrongs.items()
    ]


async def lived(
    seed: int, amount: int, kinds: Sequence[str], dialect: str, keep: Path | None = None
) -> Checks:
    """Simulate days of the year with faults of some kinds, and count the errors."""
    print(f"seed {seed}", flush=True)
    dice, checks = Random(seed), Checks()
    async with AsyncExitStack() as ending:
        folder = keep or Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="puntual-year-")))
        data = folder / "data"
        data.mkdir(parents=True)
        unmount = a_small_disk(data)
        if unmount:
            ending.callback(unmount)
            if keep:
                ending.callback(shutil.copytree, data, folder / "kept", dirs_exist_ok=True)
        else:
            print("no disk may be mounted here: none is filled", flush=True)
            kinds = [each for each in kinds if each != "full disk"]
        days = year_of(dice, list(kinds), amount)
        town = await ending.enter_async_context(a_town(folder, _morning(days[0]), dice, dialect))
        for day in days:
            await _lives(town, day, checks)
    return checks


def _morning(day: Day) -> datetime:
    return datetime.combine(day.on, NINE, OAXACA)


async def _lives(town: Town, day: Day, checks: Checks) -> None:
    """Simulate one day: the bot starts at nine, people work, faults come and go, everything left is sent."""
    known = set(checks.wrong)
    town.comes_to(day)
    await town.opens()
    at_work = _at_work(town)
    async with asyncio.TaskGroup() as office:
        for person in at_work:
            office.create_task(person.captures())
        for name in day.faults:
            await asyncio.sleep(town.dice.uniform(0, 2))
            await _suffers(town, name, FAULTS[name], checks, day)
    await town.rests()
    await asyncio.gather(*(person.reads_again() for person in at_work))
    await town.closes()
    await checks.run(town, day)
    print(f"{day.on} {day.period} {', '.join(day.faults)}: {_brief(checks)}", flush=True)
    for each in checks.wrong:
        if each not in known:
            print(f"  {each}", flush=True)


def _at_work(town: Town) -> list[Resident]:
    able = [each for each in town.people if each.done < INDICATORS - 1]
    return town.dice.sample(able, min(AT_WORK, len(able)))


async def _suffers(town: Town, name: str, fault: Fault, checks: Checks, day: Day) -> None:
    """Keep a fault until it is named, and a while longer; skip it where there is nothing to break."""
    with suppress(NothingToBreak):
        async with fault.befalls(town, town.dice):
            checks.faults[name] += 1
            await _is_looked_for(town, name, fault, checks, day)
            await asyncio.sleep(town.dice.uniform(*LASTS))


async def _is_looked_for(town: Town, name: str, fault: Fault, checks: Checks, day: Day) -> None:
    """Ask the doctor and health until one names the fault, for at most five minutes."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while not is_named(fault, told := await town.looked_at()):
        if loop.time() - begun > FIVE_MINUTES:
            checks.unnamed.append(f"{name} on {day.on}; the doctor and health say:\n{told}")
            break
        await asyncio.sleep(1)
    checks.named_in[name] = max(checks.named_in.get(name, 0.0), loop.time() - begun)


def _brief(checks: Checks) -> str:
    wrong = (checks.lost, checks.doubled, checks.misplaced, checks.unnamed)
    counted = "lost {}, doubled {}, misplaced {}, unnamed {}".format(*map(len, wrong))
    return f"{counted}; asked again {len(checks.asked_again)}"


def report(seed: int, checks: Checks) -> str:
    lines = [f"seed {seed}: {checks.days} days, {checks.faults.total()} faults", _brief(checks)]
    lines += [
        f"  {name}: {count} times, named within {checks.named_in[name]:.0f} s"
        for name, count in sorted(checks.faults.items())
    ]
    asked = [f"not saved, and asked again: {each}" for each in checks.asked_again]
    return "\n".join([*lines, *asked, *checks.wrong])


if __name__ == "__main__":
    main()
