"""Under a stopped clock: a prórroga on the last day, a relevo, a closing."""

from pathlib import Path

import pytest

from storage.engine import Database
from tests.read_back import audit_entries
from tests.stories.desk import ANA, BETO, IRIS, OFICIO, OMAR, TITA, Desk, a_desk

REASON = "La carpeta con los oficios llega el jueves"


@pytest.fixture
async def desk(memory_database: Database, tmp_path: Path) -> Desk:
    return await a_desk(memory_database, tmp_path)


async def test_a_prorroga_asked_on_the_last_day(desk: Desk) -> None:
    assert await desk.reminders() == 3, "both enlaces, and the titular: nobody has given a sign"
    assert "Límite: hoy, mar 30 sep." in desk.last(ANA).text

    assert "¿Cuántos días hábiles necesita?" in await desk.says(ANA, "/prorroga")
    await desk.taps(ANA, "3 días hábiles (vie 3 oct)")
    await desk.says(ANA, REASON)
    asked = await desk.says(ANA, "SP/15/2025 del 30 de septiembre")
    assert "Mientras tanto, el límite sigue: mar 30 sep." in asked
    for person in (IRIS, OMAR):
        assert "solicita 3 días hábiles: del mar 30 sep al vie 3 oct." in desk.last(person).text

    assert "Nuevo límite: vie 3 oct" in await desk.taps(IRIS, "Conceder")
    for person in (ANA, BETO, TITA):
        assert desk.told(person).count("Prórroga concedida") == 1
    assert "Esta prórroga ya se había decidido." in await desk.taps(OMAR, "Negar")
    assert "Límite: vie 3 oct, con prórroga (3 días hábiles)" in await desk.says(ANA, "/pendientes")
    assert "Límite: vie 3 oct, con prórroga" in await desk.says(TITA, "/estado")

    heard = []
    for _ in range(3):
        await desk.passes(days=1)
        assert await desk.reminders() == 2
        heard.append(desk.last(ANA).text.splitlines()[1])
    assert heard == [
        "Faltan 2 indicadores. Límite: vie 3 oct, con prórroga (2 días hábiles).",
        "Faltan 2 indicadores. Límite: vie 3 oct, con prórroga (1 día hábil).",
        "Faltan 2 indicadores. Límite: hoy, vie 3 oct, con prórroga.",
    ]

    await desk.passes(days=3)
    assert "Venció el vie 3 oct (hace 1 día hábil)." in await desk.says(ANA, "/pendientes")
    await desk.passes(days=2)
    assert "ya no se puede pedir prórroga" in await desk.says(TITA, "/prorroga")
    kept = await desk.office.do(lambda uow: audit_entries(uow, subject="entrega:402:3T2025"))
    assert [entry.action for entry in reversed(kept)] == ["prorroga_asked", "prorroga_granted"]


async def test_a_relevo_in_the_middle_of_a_capture(desk: Desk) -> None:
    await desk.says(ANA, "/capturar 7")
    await desk.says(ANA, "26")
    await desk.says(ANA, OFICIO)
    assert "Guardar" in desk.last(ANA).buttons

    await desk.says(ANA, "/relevo")
    await desk.taps(ANA, "Persona 1002")
    await desk.taps(ANA, "Deja la UR")
    told = await desk.says(ANA, "Cambio de adscripción")

    assert "Usted ya no captura ni recibe avisos de esa UR." in told
    assert "Persona 1001 entrega la UR a Persona 1002, desde hoy." in desk.told(TITA)
    assert "Quedó abierta la captura de Componente 7 (26 %): sigue aquí." in desk.told(BETO)
    stranger = await desk.says(ANA, "/pendientes")
    assert stranger.startswith("Este bot es para personal del municipio con invitación.")
    assert (await desk.taps(ANA, "Guardar")).startswith("Este bot es para personal")

    assert (await desk.taps(BETO, "Guardar")).startswith("Guardado.")
    assert str((await desk.saved()).value) == "26"
    assert await desk.reminders() == 1
    assert desk.told(ANA).count("🔔") == 0


async def test_a_relevo_to_somebody_new(desk: Desk) -> None:
    await desk.office.do(lambda uow: uow.meta.set("bot_username", "puntual_bot"))
    await desk.says(ANA, "/capturar 7")
    await desk.says(ANA, "26")
    await desk.says(TITA, "/relevo")
    await desk.taps(TITA, "Persona 1001")
    await desk.taps(TITA, "Otra persona, con invitación")
    await desk.says(TITA, "María López")
    await desk.taps(TITA, "Queda como suplente")
    told = await desk.says(TITA, "Licencia de tres meses")
    code = told.split("start=")[1].split()[0]

    welcome = await desk.says(1009, f"/start {code}")

    assert "Usted entra como enlace de 402" in welcome
    assert "Quedó abierta la captura de Componente 7 (26 %): sigue aquí." in welcome
    assert "oficio" in desk.last(1009).text
    assert "queda como suplente" in desk.told(ANA)
    assert await desk.reminders() == 2
    assert "🔔" not in desk.told(ANA)


async def test_a_quarter_closed_and_one_unit_let_in_again(desk: Desk) -> None:
    await desk.captures(ANA, "7")
    await desk.passes(days=8)
    assert "• 402: falta 1 de 2" in await desk.says(IRIS, "/cerrar 3T2025")

    assert "3T2025 cerrado el mié 8 oct por Persona 1004." in await desk.taps(IRIS, "Cerrar el trimestre")
    for person in (ANA, BETO, TITA):
        assert desk.told(person).count("El IMPLAN cerró el 3T2025 el mié 8 oct.") == 1
    assert desk.told(OMAR).count("3T2025 cerrado") == 1
    await desk.passes(days=1)
    assert await desk.reminders() == 0
    assert "ya no se captura" in await desk.says(ANA, "/capturar 7.1")
    assert "Quedó sin enviar y el trimestre está cerrado." in await desk.says(ANA, "/enviar")
    assert "Enviar así" not in desk.last(ANA).buttons

    await desk.says(IRIS, "/reabrir 402 3T2025")
    await desk.says(IRIS, "Llegó el dictamen que faltaba")
    await desk.taps(IRIS, "1 día hábil (vie 10 oct)")
    assert "Para capturar lo que falta: /capturar 3T2025" in desk.told(BETO)
    await desk.captures(BETO, "7.1")

    await desk.passes(days=2)
    assert "ya no se captura" in await desk.says(ANA, "/capturar 7.1")
    kept = await desk.office.do(lambda uow: audit_entries(uow, subject="period:3T2025"))
    assert [(entry.action, entry.after) for entry in kept] == [
        ("period_closed", {"missing": {"402": 1}, "units": 1})
    ]
