"""A report under a stopped clock: sent, read, returned, accepted, corrected."""

from decimal import Decimal
from pathlib import Path

import pytest

from domain.kit.access import Role
from domain.kit.entregas import EntregaState
from storage.engine import Database
from tests.stories.desk import ANA, BETO, IRIS, OMAR, TITA, Desk, a_desk

COMMENT = "El oficio no corresponde a septiembre"


@pytest.fixture
async def desk(memory_database: Database, tmp_path: Path) -> Desk:
    return await a_desk(memory_database, tmp_path)


@pytest.fixture
async def headless(memory_database: Database, tmp_path: Path) -> Desk:
    """A UR without a titular."""
    return await a_desk(memory_database, tmp_path, titular=False)


async def test_a_clean_quarter(desk: Desk) -> None:
    await desk.captures_all()
    assert "Enviar entrega" in desk.last(ANA).buttons

    whole = await desk.taps(ANA, "Enviar entrega")
    assert "No falta ningún dato. Para entregarla, toque Enviar." in whole
    assert (await desk.taps(ANA, "Enviar")).startswith("Enviada. El titular de 402 la recibe")

    assert "Persona 1001 envió la entrega." in desk.told(TITA)
    assert "Persona 1001 envió la entrega." in desk.told(BETO)
    assert "envió la entrega" not in desk.told(IRIS)
    assert "Entrega: Enviada mar 30 sep · espera Vo. Bo." in await desk.says(ANA, "/estado 402")

    assert "Queda su Vo. Bo." in await desk.taps(TITA, "Vo. Bo.")
    assert "Persona 1003 dio el Vo. Bo." in desk.told(IRIS)

    assert "Aceptada la entrega de 402." in await desk.taps(IRIS, "Aceptar")
    for person in (ANA, BETO, TITA):
        assert "Persona 1004 aceptó la entrega." in desk.told(person)
    assert (await desk.entrega()).state is EntregaState.ACCEPTED
    assert await desk.audit_replays()


async def test_returned_twice(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()

    done = await desk.observes(TITA, "Devolver", "Componente 7", COMMENT, "Devolver ya")
    assert done.startswith("Devuelta con 1 observación.")
    assert f"• Componente 7: «{COMMENT}»" in desk.told(ANA)

    assert f"«{COMMENT}»" in await desk.says(ANA, "/pendientes")
    assert f"observación — Componente 7: {COMMENT}" in await desk.says(ANA, "/historial")
    assert "volvió el mar 30 sep solo por lo observado" in await desk.says(ANA, "/capturar 7.1")
    assert "Diga por qué" not in desk.told(ANA)
    assert f"Observación: «{COMMENT}»" in await desk.says(ANA, "/capturar 7")
    assert "Componente 7 quedó igual, así que falta atender la observación" in await desk.taps(ANA, "Guardar")
    assert f"«{COMMENT}»" in await desk.says(ANA, "/pendientes")
    await desk.says(ANA, "/capturar 7")
    await desk.says(ANA, "SP/118/2025 29 sep 2025")
    assert "Ya está atendido lo observado. Falta enviar" in await desk.taps(ANA, "Guardar")
    await desk.taps(ANA, "Enviar entrega")
    await desk.taps(ANA, "Enviar")
    assert "Es el envío número 2." in desk.last(TITA).text
    assert f"«{COMMENT}» · atendida" in desk.last(TITA).text

    await desk.taps(TITA, "Vo. Bo.")
    assert "Observada con 1 observación." in await desk.observes(
        IRIS, "Observar", "Actividad 7.1", "Falta la lista de asistencia", "Observar ya"
    )
    assert "Observada por el IMPLAN mar 30 sep · 1 observación por atender" in await desk.says(ANA, "/estado")

    assert "¿Por qué se entrega así?" in await desk.sends_unanswered()
    await desk.says(ANA, "La lista se entrega en papel el jueves")
    assert (await desk.entrega()).round == 3
    moves = await desk.moves()
    assert moves == ["send", "return", "send", "approve", "observe", "send"]
    assert await desk.audit_replays()


async def test_two_indicators_are_given_back_in_one_go(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()

    await desk.observes(TITA, "Devolver", "Componente 7", COMMENT, "Otro indicador")
    await desk.taps(TITA, "Actividad 7.1")
    await desk.says(TITA, "Falta la lista de asistencia")
    done = await desk.taps(TITA, "Devolver ya")

    assert done.startswith("Devuelta con 2 observaciones.")
    told = desk.told(ANA)
    assert f"• Componente 7: «{COMMENT}»" in told
    assert "• Actividad 7.1: «Falta la lista de asistencia»" in told


async def test_a_titular_who_never_answers(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()
    await desk.passes(days=2)

    assert "Enviada mar 30 sep · espera Vo. Bo. (2 días hábiles)" in await desk.says(IRIS, "/entrega")
    assert "Falta el Vo. Bo. del titular." in await desk.says(IRIS, "/entrega 402")
    assert "El titular de 402 recibe hoy el recordatorio." in await desk.taps(IRIS, "Recordar al titular")
    assert "le recuerda que esta entrega espera su Vo. Bo." in desk.last(TITA).text
    await desk.says(IRIS, "recordar al titular 402")
    assert desk.told(TITA).count("le recuerda") == 1

    await desk.taps(IRIS, "Aceptar sin Vo. Bo.")
    assert "muy corto" in await desk.says(IRIS, "no está")
    assert "Aceptada la entrega de 402 sin Vo. Bo." in await desk.says(
        IRIS, "El titular está de licencia hasta octubre"
    )

    assert "Motivo: «El titular está de licencia hasta octubre»" in desk.told(ANA)
    late = await desk.taps(TITA, "Vo. Bo.")
    assert "Aceptada por el IMPLAN jue 2 oct" in late
    assert (await desk.entrega()).state is EntregaState.ACCEPTED
    assert await desk.audit_replays()


async def test_a_unit_without_titular_is_read_by_implan(headless: Desk) -> None:
    await headless.captures_all()

    await headless.sends()

    assert "402 no tiene titular a quien avisar" in headless.told(ANA)
    assert "Recordar al titular" not in headless.last(IRIS).buttons
    assert "Aceptar sin Vo. Bo." in headless.last(IRIS).buttons


async def test_two_enlaces_of_one_unit_answer_at_once(desk: Desk) -> None:
    await desk.captures_all()
    await desk.says(BETO, "/capturar 7")
    await desk.taps(BETO, "Corregir")
    await desk.says(BETO, "26")
    await desk.says(ANA, "/enviar")
    await desk.says(BETO, "/enviar")
    first = desk.button(ANA, "Enviar")

    asked = await desk.taps_data(ANA, first)
    assert "Persona 1002: Componente 7 (26 %)" in asked
    await desk.taps(ANA, "Enviar sin eso")
    late = await desk.taps(BETO, "Enviar")
    assert "Enviada mar 30 sep · espera Vo. Bo." in late
    assert "Persona 1001 envió la entrega." in late

    told = await desk.taps(BETO, "Guardar")
    assert "La entrega de 402 ya se envió el mar 30 sep." in told
    assert "Componente 7: de 25 % a 26 %. ¿Por qué se corrige?" in told
    assert "Su solicitud llegó al IMPLAN" in await desk.says(BETO, "El oficio definitivo dice veintiséis")
    assert (await desk.saved()).value == Decimal(25)
    assert await desk.moves() == ["send"]


async def test_two_reviewers_decide_at_once(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()
    await desk.taps(TITA, "Vo. Bo.")

    await desk.taps(IRIS, "Aceptar")
    late = await desk.taps(OMAR, "Observar")

    assert "Persona 1004 aceptó la entrega." in late
    assert (await desk.entrega()).state is EntregaState.ACCEPTED


async def test_an_observation_that_was_begun_comes_too_late(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()
    await desk.taps(TITA, "Vo. Bo.")
    await desk.taps(OMAR, "Observar")
    await desk.taps(OMAR, "Componente 7")
    await desk.says(OMAR, COMMENT)

    await desk.taps(IRIS, "Aceptar")
    late = await desk.taps(OMAR, "Observar ya")

    assert "aceptó la entrega" in late
    assert (await desk.entrega()).state is EntregaState.ACCEPTED


async def test_an_edit_after_sending_is_a_request_to_implan(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()

    locked = await desk.says(ANA, "/capturar 7")
    assert "La entrega de 402 ya se envió el mar 30 sep." in locked
    await desk.taps(ANA, "Pedir corrección")
    assert "No entendí «mucho»" in await desk.says(ANA, "mucho")
    await desk.says(ANA, "26")
    assert "Componente 7, de 25 % a 26 %" in await desk.says(ANA, "El oficio definitivo dice veintiséis")
    assert "Ya hay una solicitud sin decidir" in await desk.says(ANA, "pedir corrección 7")
    assert "propone cambiar Componente 7: de 25 % a 26 %." in desk.last(IRIS).text

    granted = await desk.taps(IRIS, "Conceder")
    assert "concedió la corrección. Componente 7 cambió de 25 % a 26 %." in granted
    assert granted.splitlines()[-1] in desk.told(ANA)
    assert granted.splitlines()[-1] in desk.told(TITA)
    assert (await desk.saved()).value == Decimal(26)
    assert "concedió la corrección" in await desk.taps(OMAR, "Negar")

    old = await desk.taps(TITA, "Vo. Bo.")
    assert "Persona 1004 concedió una corrección." in old
    await desk.taps(TITA, "Ver la entrega")
    assert "Queda su Vo. Bo." in await desk.taps(TITA, "Vo. Bo.")
    assert await desk.audit_replays()


async def test_a_correction_is_refused_with_a_reason(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()
    await desk.says(ANA, "pedir corrección 7")
    await desk.says(ANA, "26")
    await desk.says(ANA, "El oficio definitivo dice veintiséis")

    await desk.says(IRIS, "negar 1")
    refused = await desk.says(IRIS, "El oficio citado es de octubre")

    assert "negó la corrección. Componente 7 se queda en 25 %." in refused
    assert "Motivo: «El oficio citado es de octubre»" in desk.told(ANA)
    assert (await desk.saved()).value == Decimal(25)


async def test_sent_with_gaps_and_a_reason_is_not_reminded(desk: Desk) -> None:
    await desk.captures(ANA, "7")
    assert "Enviar así" in (await desk.says(ANA, "/enviar") and desk.last(ANA).buttons)

    await desk.taps(ANA, "Enviar así")
    await desk.says(ANA, "El dato de la actividad llega el viernes")

    assert "Motivo: «El dato de la actividad llega el viernes»" in desk.last(TITA).text
    assert await desk.reminders() == 0
    assert "la entrega de 402 ya se envió" in await desk.says(ANA, "/pendientes")


async def test_given_back_and_complete_it_is_reminded_of_what_was_observed(desk: Desk) -> None:
    await desk.captures_all()
    await desk.sends()
    assert await desk.reminders() == 0

    await desk.observes(TITA, "Devolver", "Componente 7", COMMENT, "Devolver ya")

    assert await desk.reminders() == 2
    await desk.passes(days=1)
    assert await desk.reminders() == 3, "past due the titular has a line as well"
    assert f"«{COMMENT}»" in desk.last(ANA).text


async def test_a_role_that_was_taken_away_gets_no_more_of_it(desk: Desk) -> None:
    await desk.captures_all()
    titular = await desk.office.lets_in(TITA, Role.TITULAR)
    await desk.office.do(lambda uow: uow.people.revoke(titular.actor.person_id, desk.office.moment.now))

    await desk.sends()

    assert "402 no tiene titular a quien avisar" in desk.told(ANA)
    assert desk.told(TITA) == ""
