"""`puntual tick`: plans and sends once, as often as it is run."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import StoppedClock, wall
from app.settings import load_settings
from app.wiring import opened
from domain.delivery.outcomes import OutboxState
from domain.kit.access import Role
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from tests.app.conftest import Types
from tests.facts import ANA, BETO, CARLA, NOW, Office, a_mir, dump

NINE = "2025-09-25T09:00"
HALF_PAST_EIGHT = "2025-09-25T08:30"


@pytest.fixture
async def staffed(office: Office) -> Office:
    """A UR that owes its report, its enlace Ana, and Carla of the IMPLAN."""
    await office.register(a_mir())
    await office.lets_in(ANA)
    await office.lets_in(CARLA, Role.IMPLAN, None)
    return office


async def heard_by(telegram: Sandbox, person: int) -> list[str]:
    async with SandboxClient(telegram.url) as client:
        phone = await client.person(person, "Alguien")
        return [message.text for message in await phone.messages()]


async def test_reminders_are_planned_and_delivered(staffed: Office, telegram: Sandbox, types: Types) -> None:
    told = await types("tick", "reminders", "--at", NINE)

    (reminder,) = await heard_by(telegram, ANA)
    assert (told.code, told.err) == (0, "")
    assert told.out == "2025-09-25 09:00 reminders: 1 nuevos, 1 enviados, 0 rechazados\n"
    assert reminder.startswith("🔔 402 · Secretaría Particular · 3T2025\n")
    assert await heard_by(telegram, CARLA) == []


@pytest.mark.parametrize(("hours", "how"), [(-30.01, "adelantado 1 d 6 h"), (3.01, "atrasado 3 h")])
async def test_a_tick_of_a_wrong_clock_says_so_and_sends_nothing(
    staffed: Office, telegram: Sandbox, types: Types, hours: float, how: str
) -> None:
    telegram.world.clock = lambda: wall() + timedelta(hours=hours)

    told = await types("tick", "reminders")

    assert (told.code, told.out) == (1, "")
    assert f"\nEl reloj del equipo va {how} respecto del de Telegram: póngalo en hora" in told.err
    assert await staffed.rows() == []


async def test_the_summary_is_planned_and_delivered(staffed: Office, telegram: Sandbox, types: Types) -> None:
    told = await types("tick", "summary", "--at", HALF_PAST_EIGHT)

    summary, picture, book = await heard_by(telegram, CARLA)
    assert (told.code, told.err) == (0, "")
    assert told.out == "2025-09-25 08:30 summary: 1 nuevos, 3 enviados, 0 rechazados\n"
    assert summary.startswith("Brechas del 3T2025")
    assert picture.startswith("Avance por UR · 3T2025")
    assert book.startswith("Brechas del 3T2025: ")
    assert await heard_by(telegram, ANA) == []


@pytest.mark.parametrize(("name", "sent"), [("reminders", 1), ("summary", 3)])
async def test_a_second_run_sends_nothing(
    name: str, sent: int, staffed: Office, telegram: Sandbox, types: Types
) -> None:
    await types("tick", name, "--at", NINE)

    told = await types("tick", name, "--at", NINE)

    assert (told.code, told.out) == (0, f"2025-09-25 09:00 {name}: 0 nuevos, 0 enviados, 0 rechazados\n")
    assert len(await heard_by(telegram, ANA)) + len(await heard_by(telegram, CARLA)) == sent


@pytest.mark.parametrize(
    ("at", "new"),
    [
        pytest.param("2025-09-25T08:59", 0, id="local, too early"),
        pytest.param("2025-09-25T09:00", 1, id="local, on time"),
        pytest.param("2025-09-25T14:59:59+00:00", 0, id="UTC, too early"),
        pytest.param("2025-09-25T15:00:00+00:00", 1, id="UTC, on time"),
        pytest.param("2025-09-25T11:00-04:00", 1, id="another zone, on time"),
        pytest.param("2025-09-27T12:00", 0, id="a Saturday"),
    ],
)
async def test_an_instant_without_a_zone_is_local(
    at: str, new: int, staffed: Office, telegram: Sandbox, types: Types
) -> None:
    told = await types("tick", "reminders", "--at", at)

    assert told.code == 0
    assert f" reminders: {new} nuevos, {new} enviados, " in told.out


async def test_without_an_instant_the_clock_decides(
    staffed: Office, telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_CLOCK_START", "2025-09-25T09:00:00")

    told = await types("tick", "reminders")

    assert told.out == "2025-09-25 09:00 reminders: 1 nuevos, 1 enviados, 0 rechazados\n"


async def test_a_person_who_blocked_the_bot_makes_the_tick_end_with_1(
    staffed: Office, telegram: Sandbox, types: Types
) -> None:
    telegram.world.people[ANA].has_blocked = True

    told = await types("tick", "reminders", "--at", NINE)

    ana = await staffed.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert (told.code, told.out) == (
        1,
        "2025-09-25 09:00 reminders: 1 nuevos, 0 enviados, 1 rechazados\n",
    )
    assert ana is not None
    assert ana.unreachable_since is not None


async def test_one_who_cannot_be_reached_does_not_keep_it_from_the_others(
    staffed: Office, telegram: Sandbox, types: Types
) -> None:
    await staffed.lets_in(BETO)
    telegram.world.people[ANA].has_blocked = True

    told = await types("tick", "reminders", "--at", NINE)

    assert "2 nuevos, 1 enviados, 1 rechazados" in told.out
    assert len(await heard_by(telegram, BETO)) == 1


async def test_what_could_not_leave_stays_in_the_outbox(
    staffed: Office, types: Types, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", "7000000001:another-secret-of-nobody")

    told = await types("tick", "reminders", "--at", NINE)

    assert (told.code, told.out) == (1, "")
    assert told.err == ("Telegram no reconoce el token: revise PUNTUAL_BOT_TOKEN o pida otro a @BotFather.\n")
    assert [row.state for row in await staffed.rows()] == [OutboxState.PENDING]


@pytest.mark.parametrize(
    ("of_getme", "told_of"),
    [
        ("unauthorized", "no reconoce ahora el token, aunque ya había servido"),
        ("web_page", "Telegram rechazó una llamada"),
        (None, "Telegram rechazó una llamada"),
    ],
)
async def test_one_tick_is_no_verdict_on_a_token_that_has_worked(
    staffed: Office, types: Types, telegram: Sandbox, of_getme: str | None, told_of: str
) -> None:
    async with opened(load_settings(), StoppedClock(NOW.now)) as puntual:
        await puntual.token.note_worked()
    async with SandboxClient(telegram.url) as client:
        await client.fails("unauthorized", "sendMessage")
        if of_getme is not None:
            await client.fails(of_getme, "getMe")

    told = await types("tick", "reminders", "--at", NINE)

    assert (told.code, told_of in told.err) == (1, True)
    assert [row.state for row in await staffed.rows()] == [OutboxState.PENDING]


async def test_without_a_token_nothing_is_written(staffed: Office, types: Types) -> None:
    before = await dump(staffed.database)

    told = await types("tick", "reminders", "--at", NINE)

    assert (told.code, told.out) == (1, "")
    assert told.err == "Falta PUNTUAL_BOT_TOKEN: escriba en .env el token que le dio @BotFather.\n"
    assert await dump(staffed.database) == before


async def test_without_a_token_no_database_is_made(place: Path, types: Types) -> None:
    await types("tick", "reminders")

    assert not (place / "data").exists()


@pytest.mark.parametrize(
    "written", ["mañana", "25/09/2025", "09:00", "20250925", "20250925T0900", "1758812400", "9999-12-31", ""]
)
async def test_what_is_no_instant_is_told(written: str, types: Types) -> None:
    told = await types("tick", "reminders", "--at", written)

    assert (told.code, told.out) == (1, "")
    assert told.err == f"«{written}» no es fecha y hora, por ejemplo: 2025-09-25T09:00\n"
