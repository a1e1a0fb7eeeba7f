"""The machine is off for days: afterwards people get the latest reminder, IMPLAN is told of the outage."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.kit.access import Grant, Role
from storage.uow import UnitOfWork
from tests.facts import ANA, a_mir, a_row, join
from tests.stories.lives import Life, a_life, until

SUPLENTE, TITULAR, IRIS = 1002, 1003, 1004
PEOPLE = (ANA, SUPLENTE, TITULAR, IRIS)


@dataclass(frozen=True)
class Off:
    """When the machine went off and came back, and the messages after that, by Telegram id."""

    last: str
    back: str
    outage: str
    heard: dict[int, str]


OVER_A_REMINDER = Off(
    "2025-09-24T18:00",
    "2025-09-25T09:30",
    "del mié 24 sep 18:00 al jue 25 sep 09:30",
    {ANA: "(3 días hábiles)", SUPLENTE: "(3 días hábiles)"},
)
OVER_DAYS = Off(
    "2025-09-22T10:00",
    "2025-09-26T10:00",
    "del lun 22 sep 10:00 al vie 26 sep 10:00",
    {ANA: "(2 días hábiles)", SUPLENTE: "(2 días hábiles)"},
)
OVER_THE_CLOSE = Off(
    "2025-09-26T10:00",
    "2025-10-03T10:00",
    "del vie 26 sep 10:00 al vie 3 oct 10:00",
    dict.fromkeys((ANA, SUPLENTE, TITULAR), "hace 3 días hábiles"),
)


@pytest.mark.parametrize(
    "off",
    [
        pytest.param(OVER_A_REMINDER, id="over a reminder time"),
        pytest.param(OVER_DAYS, id="over several days"),
        pytest.param(OVER_THE_CLOSE, id="over the close of the quarter"),
    ],
)
async def test_after_a_kill_and_days_off_each_person_hears_the_latest_once(off: Off, tmp_path: Path) -> None:
    async with a_life(tmp_path) as life:
        await _let_in(life)
        await _lives_at(life, off.last)
        before = {each: await _texts(life, each) for each in PEOPLE}

        await _lives_at(life, off.back)

        new = {each: (await _texts(life, each))[len(before[each]) :] for each in PEOPLE}
        for person in (ANA, SUPLENTE, TITULAR):
            reminded = [text for text in new[person] if "🔔" in text]
            assert new[person] == reminded
            assert len(reminded) == (person in off.heard)
            assert all(off.heard[person] in text for text in reminded)
        (summary,) = [text for text in new[IRIS] if "estuvo detenido" in text]
        assert f"Puntual estuvo detenido {off.outage}. De lo atrasado se envió solo lo último." in summary


async def _let_in(life: Life) -> None:
    await life.office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    await life.office.do(_join)
    for person in (SUPLENTE, TITULAR, IRIS):
        await life.client.person(person, "Alguien", has_started=True)


async def _join(uow: UnitOfWork) -> None:
    await join(uow, ANA)
    suplente = await join(uow, SUPLENTE)
    await uow.people.give(suplente.actor.person_id, Grant(Role.ENLACE, "402", is_suplente=True))
    await join(uow, TITULAR, Role.TITULAR)
    await join(uow, IRIS, Role.IMPLAN, None)


async def _lives_at(life: Life, hour: str) -> None:
    """Start a bot at an hour of its clock, and kill it once its notices are sent."""
    bot = life.machine.starts("run", clock_start=f"{hour}:00-06:00")

    async def has_looked() -> bool:
        return all(words in bot.written for words in ("reminders planned", "summaries planned"))

    await until(has_looked)
    await life.is_killed_at_rest(bot)


async def _texts(life: Life, person: int) -> list[str]:
    phone = await life.client.person(person, "Alguien")
    return [each.text for each in await phone.messages() if each.from_bot]
