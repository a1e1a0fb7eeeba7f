"""IMPLAN administers from the chat, over the sandbox."""

import re

from domain.kit.access import Role
from sandbox.client import PersonClient
from tests.documents.workbooks import a_programme, an_indicator, filled
from tests.e2e.town import Town
from tests.facts import ANA, BETO

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIR = filled([a_programme(Ejercicio=2025)], [an_indicator(), an_indicator(Número="8")])


async def test_an_invitation_from_the_chat_works_as_a_forwarded_link(town: Town) -> None:
    carla = await town.resident(BETO, Role.IMPLAN)
    await carla.says("/invitar")
    await carla.waits_for("¿Qué función tendrá la persona?")
    await carla.says("Enlace")
    await carla.waits_for("¿De qué UR?")
    await carla.says("402")
    await carla.waits_for("¿Cómo se llama?")
    await carla.says("Ana Ruiz")
    await carla.waits_for("¿Es el enlace principal")
    await carla.taps("Enlace principal")

    link = await carla.waits_for("Abra este enlace")
    code = re.search(r"start=([\w-]+)", link.text)
    assert code
    ana = await town.stranger(ANA)
    await ana.says(f"/start {code[1]}")
    await ana.waits_for("Hola, Ana Ruiz. Usted entra como enlace de 402")


async def test_a_mir_is_sent_looked_at_and_loaded(town: Town) -> None:
    carla = await town.resident(BETO, Role.IMPLAN)
    await carla.sends_file("mir 2025.xlsx", MIR, XLSX)
    await carla.waits_for("Lo que cambiaría mir 2025.xlsx")
    await carla.waits_for("¿Carga este libro?")
    await carla.taps("Cargar")

    await carla.waits_for("Cargado mir 2025.xlsx")
    assert str((await town.indicator("Componente 8")).facts.level) == "Componente 8"


async def test_a_workbook_with_errors_is_refused_cell_by_cell(town: Town) -> None:
    carla = await town.resident(BETO, Role.IMPLAN)
    wrong = filled([a_programme(Ejercicio=2025)], [an_indicator(Meta_T1="mucho")])
    await carla.sends_file("mir.xlsx", wrong, XLSX)

    refused = await carla.waits_for("no se cargó nada")
    assert "celda" in refused.text


async def test_a_change_is_in_the_history_with_its_reason(town: Town) -> None:
    carla = await town.resident(BETO, Role.IMPLAN)
    await _reprogrammes(carla)
    await carla.says("/historial 402")

    history = await carla.waits_for("Historial de 402")
    assert "reprogramó las metas" in history.text
    assert "25 25 25 25 → 20 30 25 25" in history.text
    assert "motivo — El Cabildo aprobó el ajuste." in history.text


async def _reprogrammes(carla: PersonClient) -> None:
    await carla.says("/metas 402")
    await carla.waits_for("Metas 2025 · 402")
    await carla.taps("Reprogramar 402")
    await carla.waits_for("¿De qué indicador cambian las metas?")
    await carla.says("Componente 7")
    await carla.waits_for("¿Cuáles son las metas nuevas?")
    await carla.says("20 30 25 25")
    await carla.waits_for("¿Qué oficio lo ordena?")
    await carla.says("Oficio IMP/012/2025 del 3 de julio de 2025")
    await carla.waits_for("¿Por qué cambian las metas?")
    await carla.says("El Cabildo aprobó el ajuste.")
    await carla.waits_for("metas cambiadas")
