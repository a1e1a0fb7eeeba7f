"""The cost of planning: `puntual tick reminders` when everybody is due a reminder, and once more.

The sandbox answers every send with a 429 of an hour, so the command plans, tries and ends.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure
from bench.outside.builds import Build, Refused
from bench.outside.city import NOON, found, settings
from bench.outside.informe import INDICATORS
from bench.stand_in import a_stand_in


@dataclass(frozen=True)
class Plan:
    """CPU seconds of a tick with everything due, of the next one, and of one with a single UR."""

    units: int
    due: float
    again: float
    alone: float


async def measure(build: Build, *, quick: bool) -> list[Figure]:
    alone = await plan(build, 1)
    sizes = (40,) if quick else (40, 400, 4000)
    return [each for size in sizes for each in figures_of(await plan(build, size, alone.due))]


async def plan(build: Build, units: int, alone: float = 0.0) -> Plan:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        await found(build, place, units)
        async with a_stand_in(units, limited=False) as stand_in:
            await stand_in.client.fails("too_many_requests", "sendMessage", times=None, retry_after=3600)
            due = _tick(build, place, stand_in.url, units)
            again = _tick(build, place, stand_in.url, 0)
    return Plan(units, due, again, alone)


def figures_of(plan: Plan) -> list[Figure]:
    name = f"puntual tick reminders, {plan.units} UR"
    each = 1e6 * (plan.due - plan.alone) / plan.units / INDICATORS
    told = f"bound by Python: {each:.0f} µs for each indicator above the {plan.alone:.2f} s that one UR takes"
    return [
        Figure(f"{name}, all due, processor", "Puntual", plan.due, "s", bound=told),
        Figure(f"{name}, nothing due, processor", "Puntual", plan.again, "s", bound=told),
    ]


def _tick(build: Build, place: Path, url: str, expected: int) -> float:
    ended = build.runs("tick", "reminders", "--at", NOON, place=place, **settings(place, url))
    told = re.search(r"reminders: (\d+) nuevos, 0 enviados", ended.out)
    if told is None or int(told[1]) != expected:
        raise Refused(f"{build.name} should plan {expected}: {ended.code} {ended.out}{ended.err}")
    return ended.processor
