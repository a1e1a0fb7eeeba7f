"""`puntual status` prints exactly the text of /estado."""

import pytest

from app.clock import StoppedClock
from app.settings import load_settings
from app.wiring import opened
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from tests.app.conftest import Types
from tests.facts import AN_OFICIO, ANA, NOW, Office, a_mir, a_row, an_avance


@pytest.fixture
async def reported(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A UR that reported one of three indicators; today is three days before the close."""
    rows = [a_row(), a_row("Actividad 7.1"), a_row("Actividad 7.2", goals="_ _ _ _")]
    ids = await office.register(a_mir(*rows, unit_name="Secretaría «A & B»"))
    await office.save(ids["Componente 7"], an_avance("20", justification="Faltó", evidence=(AN_OFICIO,)))
    monkeypatch.setenv("PUNTUAL_CLOCK_START", NOW.local.isoformat())
    return office


async def test_the_terminal_says_what_the_chat_says(
    reported: Office, telegram: Sandbox, types: Types
) -> None:
    await reported.lets_in(ANA)
    async with SandboxClient(telegram.url) as client:
        ana = await client.person(ANA, "Ana")
        await ana.says("/estado 402")
        async with opened(load_settings(), StoppedClock(NOW.now)) as puntual:
            await puntual.poller.poll_once()
            await puntual.worker.drain()
            await puntual.sender.drain()
        heard = await ana.waits_for("402")

    told = await types("status", "402")

    assert (told.code, told.out, told.err) == (0, f"{heard.text}\n", "")


async def test_the_quarter_may_be_named(reported: Office, types: Types) -> None:
    told = [await types("status", "402", written) for written in ("1T2025", "2025-T1", "t1 2025")]

    assert {each.code for each in told} == {0}
    assert len({each.out for each in told}) == 1
    assert "1T2025" in told[0].out


@pytest.mark.parametrize("how", [(), ("--json",)], ids=["text", "json"])
async def test_an_unknown_unit_ends_with_1(how: tuple[str, ...], reported: Office, types: Types) -> None:
    told = await types("status", "999", *how)

    assert (told.code, told.out) == (1, "")
    assert "No hay una UR «999»" in told.err


@pytest.mark.parametrize("how", [(), ("--json",)], ids=["text", "json"])
async def test_a_year_without_a_programme_ends_with_1(
    how: tuple[str, ...], reported: Office, types: Types
) -> None:
    told = await types("status", "402", "1T2019", *how)

    assert (told.code, told.out) == (1, "")
    assert "2019" in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("written", ["5T2025", "3T25", "tercero", "3T1999"])
async def test_what_is_no_quarter_is_told(written: str, reported: Office, types: Types) -> None:
    told = await types("status", "402", written)

    assert (told.code, told.out) == (1, "")
    assert told.err == f"«{written}» no es un trimestre; escríbalo así: 3T2025\n"
