"""`puntual rehearse`: who would get which notice and why; nothing is stored or sent."""

from datetime import date
from pathlib import Path

import pytest

from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.kit.access import Role
from sandbox.server import Sandbox
from storage.prorrogas import Decision
from tests.app.conftest import Types
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, NOW, T3, Office, a_mir, an_avance

THURSDAY = "2025-09-25"
ANA_OWES = f"09:00 → Persona {ANA} (enlace: 402 · {{}}: falta 1, límite {{}})"


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
    assert told.out.startswith("Ensayo del jue 25 sep 2025: 2 mensajes. No se envió ni se guardó nada.\n")
    assert heads(told.out) == [
        f"08:30 → Persona {CARLA} (resumen diario de brechas)",
        ANA_OWES.format("−3", "mar 30 sep"),
    ]
    assert "  | Brechas del 3T2025 · jue 25 sep" in told.out
    assert "  | 🔔 402 · Secretaría Particular · 3T2025" in told.out
    assert told.out.endswith("Sin nadie localizable: 504\n")


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
    assert heads(told.out)[-1] == ANA_OWES.format("−3", "vie 3 oct con prórroga")
    assert "Límite: vie 3 oct" in told.out


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        ("2025-09-15", "−10"),
        ("2025-09-26", "−3"),
        ("2025-09-29", "−1"),
        ("2025-09-30", "0"),
        ("2025-10-01", "+1"),
        ("2025-10-03", "+3"),
    ],
)
async def test_the_rung_of_the_day_is_said(day: str, rung: str, staffed: Office, types: Types) -> None:
    told = await types("rehearse", day)

    assert heads(told.out)[-1].split(": ")[1].endswith(f"402 · {rung}")


async def test_what_was_given_on_the_days_before_is_not_given_again(staffed: Office, types: Types) -> None:
    told = await types("rehearse", "25", "a", "30", "sep", "2025")

    days = [line for line in told.out.splitlines() if "→" in line or line.startswith("Ensayo")]
    assert [line[:22] for line in days if "Carla" not in line and f"{CARLA}" not in line] == [
        "Ensayo del jue 25 sep ",
        "09:00 → Persona 1001 (",
        "Ensayo del vie 26 sep ",
        "Ensayo del sáb 27 sep ",
        "Ensayo del dom 28 sep ",
        "Ensayo del lun 29 sep ",
        "09:00 → Persona 1001 (",
        "Ensayo del mar 30 sep ",
        "09:00 → Persona 1001 (",
    ]
    assert "Ya recibieron este aviso: 402" in told.out
    assert "  | " not in told.out


async def test_on_a_day_that_does_not_count_nobody_gets_anything(staffed: Office, types: Types) -> None:
    told = await types("rehearse", "2025-09-27")

    assert told.code == 0
    assert told.out.startswith(
        "Ensayo del sáb 27 sep 2025 (inhábil): ningún mensaje. No se envió ni se guardó nada.\n"
    )
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


async def test_without_a_day_it_is_the_next_business_day(staffed: Office, types: Types) -> None:
    told = await types("rehearse")

    assert told.code == 0
    assert told.out.startswith("Ensayo del ")


@pytest.mark.parametrize("written", ["algún día", "2025-09-31", "402"])
async def test_what_is_no_day_is_told(written: str, types: Types) -> None:
    told = await types("rehearse", written)

    assert (told.code, told.out) == (1, "")
    assert told.err == (
        f"No entendí «{written}» como día. Escriba, por ejemplo: "
        "puntual rehearse mañana, puntual rehearse 24 sep o puntual rehearse 24 a 30 sep\n"
    )


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        ("2025-09-22", "  | Semana del lun 22 sep · 3T2025 · faltan 6 días hábiles"),
        ("2025-10-08", "  | Cierre del 3T2025 · recepción hasta el mar 7 oct"),
    ],
    ids=["weekly", "final"],
)
async def test_what_a_director_would_read_is_said_too(
    day: str, begins: str, staffed: Office, types: Types
) -> None:
    await staffed.lets_in(BETO, Role.CONSULTA, None)

    told = await types("rehearse", day)

    assert begins in told.out
    assert any(f"Persona {BETO}" in line for line in heads(told.out))
