"""`puntual rehearse`: who would get what and why; nothing is written, nothing is sent."""

from datetime import date
from pathlib import Path

import pytest

from domain.access import Role
from domain.prorrogas import Prorroga, ProrrogaState
from sandbox.server import Sandbox
from storage.prorrogas import Decision
from tests.app.conftest import Types
from tests.facts import AN_OFICIO, ANA, CARLA, NOW, T3, Office, a_mir, an_avance

THURSDAY = "2025-09-25"
THREE_DAYS = "aviso de 3 días hábiles antes del límite"


@pytest.fixture
async def staffed(office: Office) -> Office:
    """402 with its enlace Ana, 504 without anybody, and Carla of the IMPLAN."""
    await office.register(a_mir())
    await office.register(a_mir(unit="504", unit_name="Instituto de Planeación", programme="4"))
    await office.lets_in(ANA)
    await office.lets_in(CARLA, Role.IMPLAN, None)
    return office


def heads(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if "→" in line]


async def test_it_says_who_gets_what_at_what_hour_and_why(staffed: Office, types: Types) -> None:
    told = await types("rehearse", THURSDAY)

    assert (told.code, told.err) == (0, "")
    first, second, *_ = told.out.splitlines()
    assert first == "Ensayo del jue 25 sep 2025: 2 mensajes. No se envió ni se guardó nada."
    assert second == "Sin enlace localizable, nadie recibiría lo de: 504"
    assert heads(told.out) == [
        f"08:30 → Persona {CARLA} (resumen diario de brechas)",
        f"09:00 → Persona {ANA} (enlace de 402 con pendientes del 3T2025, {THREE_DAYS})",
    ]
    assert "  | Brechas del 3T2025 · jue 25 sep" in told.out
    assert "  | 🔔 402 · Secretaría Particular · 3T2025" in told.out


async def test_a_complete_report_that_nobody_sent_is_rehearsed_too(staffed: Office, types: Types) -> None:
    (indicator,) = (await staffed.report()).indicators
    await staffed.save(indicator.id, an_avance(evidence=(AN_OFICIO,)))

    told = await types("rehearse", THURSDAY)

    assert "  | 1 completa (1 sin enviar) · 0 incompletas · 1 sin iniciar (2 UR)" in told.out
    assert "  | Su informe está completo; falta enviarlo. Límite: mar 30 sep (3 días hábiles)." in told.out


async def test_a_unit_with_a_prorroga_is_rehearsed_by_its_own_date(staffed: Office, types: Types) -> None:
    asked = Prorroga(0, "402", T3, 3, "Cambió el enlace", "", ProrrogaState.ASKED, NOW.now, 1)
    number = await staffed.do(lambda uow: uow.prorrogas.ask(asked))
    granted = Decision(by=1, at=NOW.now, until_on=date(2025, 10, 3))
    await staffed.do(lambda uow: uow.prorrogas.decide(number, granted))

    told = await types("rehearse", "2025-09-30")

    assert (told.code, told.err) == (0, "")
    assert heads(told.out)[-1].endswith(f"con pendientes del 3T2025, {THREE_DAYS})")
    assert "Límite: vie 3 oct" in told.out


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2025-09-15", "aviso de 10 días hábiles antes del límite"),
        ("2025-09-26", "aviso de 3 días hábiles antes del límite"),
        ("2025-09-29", "aviso de 1 día hábil antes del límite"),
        ("2025-09-30", "aviso del día límite"),
        ("2025-10-01", "aviso de 1 día hábil después del límite"),
        ("2025-10-03", "aviso de 3 días hábiles después del límite"),
    ],
)
async def test_the_rung_of_the_day_is_said_in_words(
    day: str, why: str, staffed: Office, types: Types
) -> None:
    told = await types("rehearse", day)

    assert heads(told.out)[-1].endswith(f"con pendientes del 3T2025, {why})")


async def test_on_a_day_that_does_not_count_nobody_gets_anything(staffed: Office, types: Types) -> None:
    told = await types("rehearse", "2025-09-27")

    assert told.code == 0
    assert told.out.startswith("Ensayo del sáb 27 sep 2025: ningún mensaje. No se envió ni se guardó nada.\n")
    assert heads(told.out) == []


async def test_a_single_message_is_counted_as_one(office: Office, types: Types) -> None:
    await office.register(a_mir())
    await office.lets_in(ANA)

    told = await types("rehearse", THURSDAY)

    assert told.out.splitlines()[0] == (
        "Ensayo del jue 25 sep 2025: 1 mensaje. No se envió ni se guardó nada."
    )


async def test_who_already_has_the_reminder_is_rehearsed_all_the_same(
    staffed: Office, telegram: Sandbox, types: Types
) -> None:
    before = await types("rehearse", THURSDAY)
    await types("tick", "reminders", "--at", f"{THURSDAY}T09:00")

    after = await types("rehearse", THURSDAY)

    assert after.out == before.out


async def test_nothing_is_written_and_nothing_is_sent(
    staffed: Office, database_file: Path, telegram: Sandbox, types: Types
) -> None:
    await staffed.database.dispose()
    folder = database_file.parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    await types("rehearse", THURSDAY)

    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after == before
    assert telegram.world.calls == []


async def test_no_token_is_needed(staffed: Office, types: Types) -> None:
    told = await types("rehearse", THURSDAY)

    assert told.code == 0


@pytest.mark.parametrize("written", ["mañana", "25/09/2025", "2025-09-31"])
async def test_what_is_no_day_is_told(written: str, types: Types) -> None:
    told = await types("rehearse", written)

    assert (told.code, told.out) == (1, "")
    assert told.err == f"«{written}» no es un día, por ejemplo: 2025-09-24\n"
