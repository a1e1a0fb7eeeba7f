"""Two processes on one database: every notice is planned and sent once."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.delivery.outcomes import OutboxState
from domain.kit.access import Role
from tests.facts import T3, a_mir
from tests.migrated import migrated_postgres
from tests.stories.lives import Life, a_life, until
from tests.stories.processes import Machine, Running, Told

UNITS = ("402", "504", "304")
ENLACES = range(2001, 2009)
READERS = (3001, 3002)
"""Of IMPLAN: the summary with its two files, and the closing, are theirs."""
NINE = "2025-09-25T09:00"
SLOWLY = "after_claim=sleep:0.03"
"""Time enough for the other one to look at the same rows."""


@dataclass(frozen=True)
class Tick:
    """A tick at an hour: how many notices are new, how many messages with a beginning each person gets."""

    name: str
    at: str
    new: int
    heard: Mapping[str, Mapping[int, int]]

    @property
    def words(self) -> tuple[str, ...]:
        return ("tick", self.name, "--at", self.at)

    @property
    def messages(self) -> int:
        return sum(sum(each.values()) for each in self.heard.values())


REMINDERS = Tick("reminders", NINE, len(ENLACES), {"🔔": dict.fromkeys(ENLACES, 1)})
SUMMARY = Tick(
    "summary",
    NINE,
    len(READERS),
    {
        "Brechas del 3T2025 · jue 25 sep": dict.fromkeys(READERS, 1),
        "Avance por UR": dict.fromkeys(READERS, 1),
        "Brechas del 3T2025: 3 indicadores": dict.fromkeys(READERS, 1),
    },
)
PLANNED = {"reminders": r"reminders planned new=(\d+)", "summary": r"summaries planned new=(\d+)"}
"""What a bot writes in its log of its own ticks."""
CLOSED_AFTER = date(2025, 10, 10)
CLOSINGS = Tick(
    "closings",
    "2025-10-13T09:00",
    1,
    {"3T2025 cerrado": dict.fromkeys(READERS, 1), "El IMPLAN cerró el 3T2025": dict.fromkeys(ENLACES, 1)},
)


@pytest.fixture(params=["sqlite", "postgresql"])
async def life(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Life]:
    """Three UR that owe their reports, each with some of eight enlaces."""
    if request.param == "sqlite":
        async with a_life(tmp_path) as life:
            await _fill(life)
            yield life
        return
    with migrated_postgres(request.getfixturevalue("postgres_url")) as url:
        async with a_life(tmp_path, url) as life:
            await _fill(life)
            yield life


async def _fill(life: Life) -> None:
    dates = PeriodDates(closes_on=CLOSED_AFTER)
    await life.office.do(lambda uow: uow.calendar.set_dates(T3, "", dates, "Circular 4"))
    for reader in READERS:
        await life.office.lets_in(reader, Role.IMPLAN, None)
        await life.client.person(reader, f"Persona {reader}", has_started=True)
    for code in UNITS:
        await life.office.register(a_mir(unit=code, programme=code[-1]))
    for number, person in enumerate(ENLACES):
        await life.office.lets_in(person, unit_code=UNITS[number % len(UNITS)])
        await life.client.person(person, f"Persona {person}", has_started=True)


async def heard(life: Life, words: str) -> dict[int, int]:
    """Count the messages that begin with some words, by who has them on the phone."""
    phones = [await life.client.person(each, "Alguien") for each in (*ENLACES, *READERS)]
    counted = {
        phone.user_id: sum(each.from_bot and each.text.startswith(words) for each in await phone.messages())
        for phone in phones
    }
    return {person: count for person, count in counted.items() if count}


async def heard_in(life: Life, tick: Tick) -> Mapping[str, Mapping[int, int]]:
    return {words: await heard(life, words) for words in tick.heard}


async def ended(*running: Running) -> list[Told]:
    return [await each.ends() for each in running]


def ticks(machine: Machine, count: int, tick: Tick = REMINDERS) -> list[Running]:
    return [machine.starts(*tick.words, failpoints=SLOWLY) for _ in range(count)]


@pytest.mark.parametrize("tick", [REMINDERS, SUMMARY, CLOSINGS], ids=lambda tick: tick.name)
async def test_two_ticks_at_once_plan_and_send_each_notice_once(tick: Tick, life: Life) -> None:
    told = await ended(*ticks(life.machine, 2, tick))

    planned = [int(each.out.split(f"{tick.name}: ")[1].split()[0]) for each in told]
    sent = [int(each.out.split(" enviados")[0].rsplit(", ", 1)[1]) for each in told]
    assert [each.err for each in told] == ["", ""]
    assert (sum(planned), sum(sent)) == (tick.new, tick.messages)
    assert await heard_in(life, tick) == tick.heard
    assert await life.outbox() == {OutboxState.SENT: tick.messages}


@pytest.mark.parametrize("tick", [REMINDERS, SUMMARY, CLOSINGS], ids=lambda tick: tick.name)
async def test_a_third_tick_later_sends_nothing(tick: Tick, life: Life) -> None:
    await ended(*ticks(life.machine, 2, tick))

    told = await life.machine.types(*tick.words)

    assert (told.code, "0 nuevos, 0 enviados" in told.out) == (0, True)
    assert await heard_in(life, tick) == tick.heard


async def test_ticks_beside_a_running_bot_send_each_reminder_once(life: Life) -> None:
    bot = life.machine.starts("run", failpoints=SLOWLY)
    await life.ana.says("/estado")
    await life.hears("personal del municipio con invitación")

    told = await ended(*ticks(life.machine, 2))
    await life.rests()

    bot.is_told_to_stop()
    stopped = await bot.ends()
    assert (stopped.code, [each.code for each in told]) == (0, [0, 0]), (stopped, told)
    assert await heard_in(life, REMINDERS) == REMINDERS.heard
    assert set(await life.outbox()) == {OutboxState.SENT}


async def test_bots_that_start_at_one_moment_plan_what_is_due_once(postgres_url: str, tmp_path: Path) -> None:
    with migrated_postgres(postgres_url) as url:
        async with a_life(tmp_path, url) as life:
            await _fill(life)
            bots = [life.machine.starts("run", clock_start=f"{NINE}:00-06:00") for _ in range(3)]
            for bot in bots:
                await until(partial(has_planned, bot))
            await life.rests()

            for tick in (REMINDERS, SUMMARY):
                assert sum(planned_by(bot, tick.name) for bot in bots) == tick.new
                assert await heard_in(life, tick) == tick.heard
            for bot in bots:
                await bot.dies()


async def has_planned(bot: Running) -> bool:
    return all(re.search(words, bot.written) for words in PLANNED.values())


def planned_by(bot: Running, tick: str) -> int:
    return sum(map(int, re.findall(PLANNED[tick], bot.written)))
