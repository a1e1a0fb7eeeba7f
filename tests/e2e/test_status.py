"""/estado in the chat: by name, with its buttons, its detail and its chart."""

from io import BytesIO

from PIL import Image

from domain.kit.access import Role
from sandbox.client import PersonClient
from tests.e2e.town import Town
from tests.facts import BETO


async def test_a_name_leads_to_the_status_its_detail_and_its_chart(town: Town, ana: PersonClient) -> None:
    await ana.says("estado particular")
    status = await ana.waits_for("402 · Secretaría Particular · 3T2025")
    assert status.labels == ["Ver detalle", "Gráfica", "Trimestre anterior"]

    await ana.taps("Ver detalle")
    await ana.waits_for("Indicadores 1 a 3 de 3")
    await ana.taps("Gráfica")
    chart = await ana.waits_for("La barra es lo que se alcanzó y la raya es la meta.")

    assert chart.file is not None
    assert chart.file.kind == "photo"
    assert Image.open(BytesIO(await town.client.content(chart))).width == 1080
    await ana.taps("Ver resumen")
    await ana.waits_for(lambda message: "Trimestre anterior" in message.labels)


async def test_several_names_are_offered_and_a_tap_shows_one(town: Town) -> None:
    beto = await town.resident(BETO, Role.CONSULTA)

    await beto.says("/estado gobierno")
    choice = await beto.waits_for("¿Cuál quiere ver?")
    await beto.taps(next(label for label in choice.labels if label.startswith("PP ")))
    group = await beto.waits_for("reportados")
    await beto.taps(next(label for label in group.labels if label.startswith("Ver ")))

    await beto.waits_for(lambda message: "Ver detalle" in message.labels)


async def test_a_name_that_nobody_has_comes_with_an_example_and_the_nearest(town: Town) -> None:
    beto = await town.resident(BETO, Role.CONSULTA)

    await beto.says("/estado partikular")
    refusal = await beto.waits_for("No hay una UR, un programa ni un eje «partikular»")

    assert "/estado particular" in refusal.text
    assert refusal.labels == ["402 Secretaría Particular"]
