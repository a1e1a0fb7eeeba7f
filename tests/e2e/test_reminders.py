"""The reminder on the phone: it is answered, put off, reassigned, and used to nudge others."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from domain.kit.access import Role
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient
from tests.e2e.town import NINE, Town
from tests.facts import BETO, CARLA, OAXACA

OFICIO = "Oficio SP/DSAV/112/2025 de fecha 24 de septiembre de 2025"
EXPLAINED = (
    ("Escriba en una frase qué pasó.", "La reunión de septiembre pasó a octubre"),
    ("¿qué harán para corregirlo?", "Se hará la reunión con las dos áreas"),
    ("¿para qué fecha se recupera?", "30 de octubre"),
)
FOUR = datetime(2025, 9, 25, 16, tzinfo=OAXACA)
MONDAY = datetime(2025, 9, 29, 9, tzinfo=OAXACA)


async def as_it_stands(person: PersonClient, message: ChatMessage) -> ChatMessage:
    return next(each for each in await person.messages() if each.message_id == message.message_id)


def stands(
    person: PersonClient, message: ChatMessage, condition: Callable[[ChatMessage], bool]
) -> Callable[[], Awaitable[bool]]:
    """Return a condition: some message of the chat now has this text."""

    async def now() -> bool:
        return condition(await as_it_stands(person, message))

    return now


async def test_a_reminder_says_what_was_tapped_and_then_what_is_still_missing(
    town: Town, ana: PersonClient
) -> None:
    reminder = await town.reminds(ana)

    await ana.taps("Componente 7: cumplimos la meta (25 %)")
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await town.until(stands(ana, reminder, lambda said: "✓ Componente 7: cumplimos" in said.text))
    assert (await as_it_stands(ana, reminder)).labels == []
    await ana.says(OFICIO)
    await ana.waits_for("🟢 en meta: 25 de 25 %")
    await ana.taps("Guardar")
    await ana.waits_for("Guardado. Faltan 2 indicadores.")

    await town.until(stands(ana, reminder, lambda said: "Faltan 2 indicadores." in said.text))
    labels = (await as_it_stands(ana, reminder)).labels
    assert labels[:2] == [
        "Actividad 7.1: cumplimos la meta (25 %)",
        "Actividad 7.2: cumplimos la meta (25 %)",
    ]


async def test_what_somebody_else_saves_leaves_the_reminder_too(town: Town, ana: PersonClient) -> None:
    beto = await town.resident(BETO)
    reminder = await town.reminds(ana)

    await beto.says("componente 7: sin avance")
    await beto.waits_for("sin avance (0 de 25 %)")
    await beto.taps("Cambio de calendario")
    for asked, words in EXPLAINED:
        await beto.waits_for(asked)
        await beto.says(words)
    await beto.waits_for("Sin avance no lleva evidencia.")
    await beto.taps("Guardar")
    await beto.waits_for("Guardado.")

    await town.until(stands(ana, reminder, lambda said: "Faltan 2 indicadores." in said.text))


@pytest.mark.parametrize("is_typed", [False, True], ids=["tapped", "typed"])
async def test_a_reminder_is_put_off_and_comes_again(town: Town, ana: PersonClient, is_typed: bool) -> None:
    reminder = await town.reminds(ana)

    if is_typed:
        await ana.says("recordarme a las 4")
    else:
        await ana.taps("Posponer a las 16:00")
    taken = await ana.waits_for("Se lo recuerdo hoy a las 16:00, con lo que falte entonces de 402.")
    if not is_typed:
        await town.until(stands(ana, reminder, lambda said: said.text.endswith("✓ Posponer a las 16:00")))
    town.clock.set(FOUR)
    await town.puntual.ticks.reminders()

    again = await ana.waits_for(lambda said: said.message_id > taken.message_id, after=taken.seq)
    assert "Posponer a mañana" in again.labels
    assert "Posponer a las 16:00" not in again.labels


async def test_words_that_say_no_hour_are_asked_again(town: Town, ana: PersonClient) -> None:
    for said, told in (
        ("posponer", "¿Para cuándo se lo recuerdo?"),
        ("posponer algún día", "No entendí el día. Escriba, como: /posponer mañana a las 11"),
        ("otro valor o sin avance", "¿Cuál captura?"),
    ):
        await ana.says(said)
        heard = await ana.waits_for(told)
        assert "ya no hay otra hora" not in heard.text


async def test_what_is_not_ones_own_goes_to_implan_and_comes_back(town: Town, ana: PersonClient) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)
    reminder = await town.reminds(ana)

    await ana.taps("No me corresponde")
    await ana.waits_for("¿Cuál de estos no es suyo?")
    await ana.taps("Actividad 7.1")
    await ana.waits_for("¿Por qué no le corresponde?")
    await ana.says("Lo mide la Dirección de Vinculación")
    await ana.waits_for("Avisado al IMPLAN")
    await town.until(stands(ana, reminder, lambda said: "Actividad 7.1" not in said.text))
    request = await implan.waits_for("«No me corresponde»", after=0)
    await implan.taps("Sí le corresponde")
    await implan.waits_for("Se le vuelve a recordar.")
    await town.until(stands(implan, request, lambda said: said.labels == []))

    await ana.waits_for("Falta reportarlo.", after=0)
    await town.until(stands(ana, reminder, lambda said: "Actividad 7.1" in said.text))


@pytest.mark.parametrize("is_typed", [False, True], ids=["tapped", "typed"])
async def test_the_question_of_an_indicator_can_be_handed_back(
    town: Town, ana: PersonClient, is_typed: bool
) -> None:
    await ana.says("7.1")
    await ana.waits_for("¿Cuánto alcanzaron en el trimestre?")

    if is_typed:
        await ana.says("no me corresponde")
    else:
        await ana.taps("No me corresponde")
    await ana.waits_for("¿Por qué no le corresponde?")
    await ana.says("Lo mide la Dirección de Vinculación")
    await ana.waits_for("Avisado al IMPLAN")
    await ana.says("mucho")

    await ana.waits_for("No hay ninguna pregunta abierta.")


async def test_a_titular_has_the_enlace_reminded_with_one_tap(town: Town, ana: PersonClient) -> None:
    titular = await town.resident(BETO, Role.TITULAR)
    town.clock.set(MONDAY)
    await town.puntual.ticks.reminders()
    first = await ana.waits_for("🔔", after=0)
    await titular.waits_for("Aún no hay respuesta del enlace.", after=0)

    await titular.taps("Recordar al enlace")
    await titular.waits_for("Se le recordó lo que falta a ")
    await ana.waits_for("🔔", after=first.seq)
    await titular.taps("Recordar al enlace")
    repeated = await titular.waits_for("Hoy a las 9:00 ya se pidió recordar a 402. ¿Otra vez?")
    await titular.taps("Recordar otra vez")

    await titular.waits_for("Se le recordó lo que falta a ")
    await town.until(stands(titular, repeated, lambda said: said.labels == []))


async def test_implan_has_everybody_reminded_and_writes_to_the_titulares(
    town: Town, ana: PersonClient
) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)
    titular = await town.resident(BETO, Role.TITULAR)
    town.clock.set(NINE)

    await implan.says("/recordar todas")
    await implan.waits_for("Se escribió a 1 persona de 1 UR: 402.")
    await ana.waits_for("🔔")
    await implan.says("/recordar titulares")
    await implan.waits_for("Recordatorio a titulares")

    await titular.waits_for("Faltan 3 indicadores: Componente 7, Actividad 7.1 y Actividad 7.2.")
