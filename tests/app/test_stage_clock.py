"""The clock of `puntual sandbox`: every step ends where announced and skips no hour of a notice."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.stage import OAXACA, Stage, open_stage
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient, SandboxClient
from tests.hanging import HANGS

PATIENCE = HANGS


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path) as stage:
        yield stage


@pytest.fixture
async def client(stage: Stage) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(stage.url) as client:
        yield client


@pytest.fixture
async def enlace(stage: Stage, client: SandboxClient) -> PersonClient:
    person = await client.person(1001, "Enlace 402")
    await person.says(f"/start {stage.codes[1001]}")
    await person.waits_for("Usted entra como", PATIENCE)
    return person


async def test_it_stops_at_every_hour_of_a_notice_and_at_sixteen(client: SandboxClient) -> None:
    notes = [await client.acts("adelantar") for _ in range(6)]

    assert notes == [
        "Son las 08:30 del jue 25 sep.",
        "Son las 09:00 del jue 25 sep.",
        "Son las 16:00 del jue 25 sep.",
        "Son las 08:30 del vie 26 sep.",
        "Son las 09:00 del vie 26 sep.",
        "Son las 16:00 del vie 26 sep.",
    ]


async def test_each_button_says_where_it_leads_and_lands_there(client: SandboxClient) -> None:
    for name in ("adelantar", "hora", "dia", "semana"):
        said = {
            each["name"]: each["leads_to"] for each in (await client.request("GET", "/actions"))["actions"]
        }
        on, _, hour = said[name].partition(", ")

        note = await client.acts(name)

        assert note.startswith((f"Son las {hour} del {on}.", f"Es la {hour} del {on}."))


async def test_by_hours_the_day_is_walked_without_a_gap(client: SandboxClient) -> None:
    notes = [await client.acts("hora") for _ in range(17)]

    assert [note.split()[2] for note in notes] == [f"{hour % 24:02}:29" for hour in range(9, 26)]
    assert notes[-1] == "Es la 01:29 del vie 26 sep."


async def test_a_day_without_notices_is_named(client: SandboxClient) -> None:
    assert await client.acts("dia") == "Son las 08:29 del vie 26 sep."
    assert await client.acts("dia") == "Son las 08:29 del sáb 27 sep. Es inhábil: no sale ningún aviso."


@pytest.mark.parametrize(
    ("words", "hour"), [("recordarme a las 4", "16:00"), ("recordarme a las 15:30", "15:30")]
)
async def test_what_was_put_off_comes_at_its_hour(
    client: SandboxClient, enlace: PersonClient, words: str, hour: str
) -> None:
    await client.acts("adelantar")
    await client.acts("adelantar")
    await enlace.waits_for("Faltan 3 indicadores", PATIENCE)
    await enlace.says(words)
    await enlace.waits_for(f"a las {hour}", PATIENCE)

    note = await client.acts("adelantar")

    assert note == f"Son las {hour} del jue 25 sep."
    assert at(await enlace.waits_for("Faltan 3 indicadores", PATIENCE)) == f"25 {hour}"


async def test_a_long_step_gives_each_notice_at_its_own_hour(
    client: SandboxClient, enlace: PersonClient
) -> None:
    await client.acts("semana")

    reminded = [each for each in await enlace.messages() if "Faltan 3 indicadores" in each.text]
    assert [at(each) for each in reminded] == ["25 09:00", "29 09:00", "30 09:00", "01 09:00"]


async def test_a_telegram_that_is_down_does_not_stop_the_clock(tmp_path: Path) -> None:
    async with (
        open_stage(tmp_path, patience=timedelta(milliseconds=50)) as stage,
        SandboxClient(stage.url) as client,
    ):
        enlace = await client.person(1001, "Enlace 402")
        await enlace.says(f"/start {stage.codes[1001]}")
        await enlace.waits_for("Usted entra como", PATIENCE)
        await client.goes_down("unavailable")

        await client.acts("adelantar")
        note = await client.acts("adelantar")

        assert note == "Son las 09:00 del jue 25 sep."
        await client.comes_back()
        await enlace.waits_for("Faltan 3 indicadores", PATIENCE)


def at(message: ChatMessage) -> str:
    return f"{datetime.fromtimestamp(message.date, OAXACA):%d %H:%M}"
