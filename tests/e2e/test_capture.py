"""Capturing an indicator from the phone: taps, typed answers, confirmations."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from domain.delivery.outcomes import InboxState
from domain.kit.avances import AvanceState
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient
from tests.e2e.town import Town
from tests.facts import BETO

OFICIO = "Oficio SP/DSAV/112/2025 de fecha 24 de septiembre de 2025"
ON_TARGET = "Componente 7: cumplimos la meta (25 %)"
REVIEW = "acumulado"
WORDS = "La reunión de septiembre pasó a octubre"
ACTION = "Se hará la reunión con las dos áreas"


async def test_on_target_takes_three_actions(town: Town, ana: PersonClient) -> None:
    await town.reminds(ana)

    await ana.taps(ON_TARGET)
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await ana.says(OFICIO)
    await ana.waits_for("🟢 en meta: 25 de 25 %")
    await ana.taps("Guardar")
    await ana.waits_for("Guardado. Faltan 2 indicadores.")

    avance = await town.saved()
    assert avance is not None
    assert (avance.value, avance.justification) == (Decimal(25), None)
    assert [each.numbers for each in avance.evidence] == [("SP/DSAV/112/2025",)]
    assert await town.handled() == {InboxState.DONE: 3}


async def test_below_the_goal_asks_why_and_until_when(town: Town, ana: PersonClient) -> None:
    await _asked_for(ana)

    await ana.says("10")
    await ana.waits_for("¿Cuál fue la causa?")
    await ana.taps("Falta de recursos")
    await _explains(ana)
    await ana.waits_for("🔴 crítico (")
    await _says(ana, OFICIO, "Causa: Falta de recursos. La reunión de septiembre")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert (avance.value, avance.cause, avance.justification) == (Decimal(10), "Falta de recursos", WORDS)
    assert (avance.action, avance.recovery_on) == (ACTION, date(2025, 10, 30))


async def test_above_the_goal_asks_for_an_explanation_only(town: Town, ana: PersonClient) -> None:
    await _asked_for(ana)

    await ana.says("30")
    await ana.waits_for("¿Cuál fue la causa?")
    await ana.taps("Mayor demanda")
    await ana.waits_for("qué lo hizo posible")
    await _says(ana, "La agencia pidió dos jornadas más", "🟣 por encima (")
    await _says(ana, OFICIO, "Causa: Mayor demanda.")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert (avance.cause, avance.action, avance.recovery_on) == ("Mayor demanda", None, None)


async def test_the_cause_may_be_given_in_own_words(town: Town, ana: PersonClient) -> None:
    await _asked_for(ana)
    await ana.says("10")
    await ana.waits_for("¿Cuál fue la causa?")

    await ana.taps("Otra")
    await ana.waits_for("Escriba en una frase qué pasó.")
    await ana.says("pues no")
    await ana.waits_for("La justificación queda muy corta.")
    await _says(ana, WORDS, "¿qué harán para corregirlo?")
    await _says(ana, ACTION, "¿para qué fecha se recupera?")
    await ana.taps("No se recupera")
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await ana.taps("Sin evidencia por ahora")
    await ana.waits_for("Evidencia: ninguna por ahora.")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert (avance.cause, avance.justification, avance.recovery_on) == ("Otra", WORDS, None)


async def test_no_progress_needs_a_cause_and_no_evidence(town: Town, ana: PersonClient) -> None:
    await _asked_for(ana)

    await ana.taps("Sin avance")
    await ana.waits_for("sin avance (0 de 25 %)")
    await ana.taps("Cambio de calendario")
    await _explains(ana)
    await ana.waits_for("Sin avance no lleva evidencia.")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert (avance.state, avance.value) == (AvanceState.CONFIRMED_ZERO, Decimal(0))


async def test_everything_can_be_typed(town: Town, ana: PersonClient) -> None:
    said = (
        ("capturar", "¿Cuál captura?"),
        ("componente 7", "¿Cuánto alcanzaron"),
        ("250", "¿Quiso escribir 25?"),
        ("no", "¿Cuál fue la causa?"),
        ("MAYOR DEMANDA", "qué lo hizo posible"),
        ("La agencia pidió dos jornadas más", "¿Qué oficio lo comprueba?"),
        ("corregir", "Escriba el valor nuevo"),
        ("25", "¿Qué oficio lo comprueba?"),
        ("sin evidencia por ahora", "Evidencia: ninguna por ahora."),
        ("guardar", "Guardado."),
    )
    for text, told in said:
        await _says(ana, text, told)

    avance = await town.saved()
    assert avance is not None
    assert avance.value == Decimal(25)


async def test_a_correction_takes_two_actions(town: Town, ana: PersonClient) -> None:
    await _reviewed(ana)

    await ana.taps("Corregir")
    await ana.waits_for("Escriba el valor nuevo")
    await ana.says("26")
    await ana.waits_for("26 de 25 %")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert avance.value == Decimal(26)
    assert len(avance.evidence) == 1


async def test_the_evidence_can_be_taken_away_and_given_anew(town: Town, ana: PersonClient) -> None:
    await _reviewed(ana)

    await ana.taps("Corregir")
    await ana.waits_for("toque qué cambiar")
    await ana.taps("Quitar una evidencia")
    await ana.waits_for("¿Por qué?")
    await _says(ana, "El oficio era de otro indicador", "¿Qué oficio lo comprueba?")
    await ana.says("SP/999/2025 del 25 de septiembre")
    await ana.waits_for("SP/999/2025")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert [each.numbers for each in avance.evidence] == [("SP/999/2025",)]


async def test_an_edited_message_corrects_its_answer(town: Town, ana: PersonClient) -> None:
    await _asked_for(ana)
    value = await ana.says("25")
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await _says(ana, OFICIO, REVIEW)

    await ana.edits(value.message_id, "26")
    told = await ana.waits_for("Componente 7: 25 % → 26 %")
    await _saves(ana)

    assert "26 de 25 %" in told.text
    avance = await town.saved()
    assert avance is not None
    assert avance.value == Decimal(26)


async def test_a_saved_answer_is_corrected_by_its_message(town: Town, ana: PersonClient) -> None:
    await _asked_for(ana)
    value = await ana.says("25")
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await _says(ana, OFICIO, REVIEW)
    await _saves(ana)

    await ana.edits(value.message_id, "24")
    await ana.waits_for("Componente 7: 25 % → 24 %")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert (avance.value, avance.version) == (Decimal(24), 2)


async def test_edits_that_change_nothing_are_answered_with_nothing(town: Town, ana: PersonClient) -> None:
    asked_for = await ana.says("/capturar Componente 7")
    await ana.waits_for("¿Cuánto alcanzaron en el trimestre?")
    value = await ana.says("25")
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await _says(ana, OFICIO, REVIEW)
    await _saves(ana)
    before = len(await ana.messages())

    for message, text in ((asked_for, "/capturar Componente 7"), (value, "25"), (value, "25 %")):
        await ana.edits(message.message_id, text)
    await ana.says("/ayuda")
    await ana.waits_for("/pendientes")

    assert len(await ana.messages()) == before + 2


async def test_a_refused_answer_may_be_edited_until_it_is_taken(ana: PersonClient) -> None:
    await _asked_for(ana)
    refused = await ana.says("mucho")
    await ana.waits_for("No entendí «mucho» como porcentaje.")

    await ana.edits(refused.message_id, "25")

    await ana.waits_for("¿Qué oficio lo comprueba?")


async def test_an_edit_that_answers_nothing_is_told(ana: PersonClient) -> None:
    asked_for = await ana.says("/capturar Componente 7")
    await ana.waits_for("¿Cuánto alcanzaron en el trimestre?")

    await ana.edits(asked_for.message_id, "/capturar 7.1")

    await ana.waits_for("Ese mensaje no es una respuesta.")


async def test_a_slip_is_asked_about_and_settled_by_a_button(ana: PersonClient) -> None:
    await _asked_for(ana)

    await _says(ana, "2.5", "¿Quiso escribir 25?")
    await ana.taps("25 %")

    await ana.waits_for("igual a la meta")


async def test_going_back_from_a_correction_changes_nothing(town: Town, ana: PersonClient) -> None:
    await _reviewed(ana)

    await ana.taps("Corregir")
    await ana.waits_for("Escriba el valor nuevo")
    await ana.taps("Volver")
    await ana.waits_for(_is_new(REVIEW))
    await _saves(ana)

    assert await town.saved() is not None


async def test_cancelling_saves_nothing(town: Town, ana: PersonClient) -> None:
    await _reviewed(ana)

    await ana.taps("Cancelar")
    await ana.waits_for("Cancelado. No se guardó nada de Componente 7.")

    assert await town.saved() is None
    await _says(ana, "/cancelar", "No hay ninguna pregunta abierta.")


async def test_an_answered_question_loses_its_buttons_and_says_what_was_answered(ana: PersonClient) -> None:
    asked = await _asked_for(ana)

    await ana.says("10")
    edited = await ana.waits_for(lambda message: message.message_id == asked.message_id and message.is_edited)

    assert edited.text == f"{asked.text}\n\n✓ 10"
    assert edited.buttons == ()


async def test_a_reminder_says_what_was_chosen_and_loses_its_buttons(town: Town, ana: PersonClient) -> None:
    reminder = await town.reminds(ana)

    await ana.taps(ON_TARGET)
    edited = await ana.waits_for(lambda message: message.message_id == reminder.message_id)

    assert edited.text.endswith(f"✓ {ON_TARGET}")
    assert edited.buttons == ()


async def test_a_command_in_the_middle_keeps_the_place(town: Town, ana: PersonClient) -> None:
    await _asked_for(ana)

    await ana.says("/estado")
    await ana.waits_for("0 de 3 reportados")
    await ana.waits_for("Seguimos con Componente 7 (meta 25 %)")
    await ana.taps("Cumplimos la meta")
    await ana.waits_for("¿Qué oficio lo comprueba?")


async def test_another_indicator_waits_until_the_open_one_is_done(town: Town, ana: PersonClient) -> None:
    await _reviewed(ana)

    await ana.says("/capturar 7.1")
    await ana.waits_for("Componente 7 (25 %) está sin guardar.")
    await ana.waits_for("Seguimos donde estaba.")
    await _saves(ana)

    assert await town.saved() is not None


async def test_a_button_of_an_earlier_question_changes_nothing(ana: PersonClient) -> None:
    asked = await _asked_for(ana)
    await _says(ana, "25", "¿Qué oficio lo comprueba?")

    await ana.taps_data(asked.message_id, asked.data_of("Sin avance"))
    await ana.waits_for("Este botón es de un mensaje anterior.")
    await ana.waits_for("Seguimos donde estaba.")


async def test_a_tap_on_a_saved_indicator_says_what_is_saved(town: Town, ana: PersonClient) -> None:
    reminder = await town.reminds(ana)
    await ana.taps(ON_TARGET)
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await _says(ana, OFICIO, REVIEW)
    await _saves(ana)

    await ana.taps_data(reminder.message_id, reminder.data_of(ON_TARGET))

    told = await ana.waits_for("Este botón es de un mensaje anterior.")
    assert "Componente 7 ya está guardado: 25 %. Para corregirlo: /capturar Componente 7" in told.text
    await _says(ana, "/capturar Componente 7", REVIEW)


async def test_two_enlaces_of_one_unit_do_not_overwrite_each_other(town: Town, ana: PersonClient) -> None:
    beto = await town.resident(BETO)
    await _reviewed(ana)
    await _reviewed(beto, value="24")
    await _saves(ana)

    await beto.taps("Guardar")
    await beto.waits_for("Otra persona guardó Componente 7 mientras usted respondía; quedó con 25 %.")
    avance = await town.saved()
    assert avance is not None
    assert avance.value == Decimal(25)

    await beto.waits_for(_is_new(REVIEW))
    await _saves(beto)
    avance = await town.saved()
    assert avance is not None
    assert avance.value == Decimal(24)


async def test_a_long_list_comes_in_pages(town: Town) -> None:
    enlace = await town.resident(BETO, unit_code="504")

    await enlace.says("/pendientes")
    first = await enlace.waits_for("Faltan 10 indicadores.")
    await enlace.taps("Siguientes ›")
    second = await enlace.waits_for("Faltan 10 indicadores.")

    assert len(first.labels) == 7
    assert second.labels[-1] == "‹ Anteriores"
    assert not set(first.labels) & set(second.labels)
    assert len(first.labels) + len(second.labels) == 12


async def test_the_same_level_of_two_programmes_is_told_apart(town: Town) -> None:
    enlace = await town.resident(BETO, unit_code="504")

    await _says(enlace, "Actividad 1.1 PP 4", "Actividad 1.1 · PP 4 · 504")
    await _says(enlace, "/cancelar", "Cancelado.")
    await _says(enlace, "actividad 1.1 pp 6", "Actividad 1.1 · PP 6 · 504")


async def _asked_for(enlace: PersonClient, level: str = "Componente 7") -> ChatMessage:
    await enlace.says(f"/capturar {level}")
    return await enlace.waits_for("¿Cuánto alcanzaron en el trimestre?")


async def _reviewed(enlace: PersonClient, value: str = "25") -> ChatMessage:
    await _asked_for(enlace)
    await _says(enlace, value, "¿Qué oficio lo comprueba?")
    return await _says(enlace, OFICIO, REVIEW)


async def _says(enlace: PersonClient, text: str, told: str) -> ChatMessage:
    await enlace.says(text)
    return await enlace.waits_for(_is_new(told))


async def _explains(enlace: PersonClient) -> None:
    """Answer what happened, what is done, and by when it is recovered."""
    await enlace.waits_for("Escriba en una frase qué pasó.")
    await _says(enlace, WORDS, "¿qué harán para corregirlo?")
    await _says(enlace, ACTION, "¿para qué fecha se recupera?")
    await enlace.says("30 de octubre")


async def _saves(enlace: PersonClient) -> None:
    await enlace.taps("Guardar")
    await enlace.waits_for("Guardado.")


def _is_new(text: str) -> Callable[[ChatMessage], bool]:
    """Match a new message, not an edited question."""
    return lambda message: text in message.text and not message.is_edited
