"""Who may act on open requests, orders, acuses, invitations and questions of other people.

BETO of 402 and CARLA of 504 made them; ANA of 402, who made none, knows their ids and codes. Documents are
ordered here too, each by its command and by its button.
"""

import pytest
from sqlalchemy import update

from domain.capture.messages import Question
from domain.delivery.outcomes import OutboxState
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from storage.conversations import conversation
from storage.queues.pace import outbox
from tests.e2e.matrix import column, name_of, update_of, what_is_told
from tests.e2e.reception import Reception, a_tap, a_text
from tests.e2e.waiting import waiting
from tests.facts import ANA, BETO, CARLA, dump
from usecases.kit.conversations import open_question

# The action of a person of 402, then the answer to each role; `·` separates messages.
MATRIX = """
                                  | enlace            | titular           | implan               | consulta
/start {invitation_own}           | welcome·menu      | welcome·menu      | welcome·menu         | welcome·menu
/start {invitation_foreign}       | welcome·menu      | welcome·menu      | welcome·menu         | welcome·menu
/start v_{acuse_own}              | acuse 402 changed | acuse 402 changed | acuse 402 changed    | acuse 402 changed
/start v_{acuse_foreign}          | acuse 504         | acuse 504         | acuse 504 changed    | acuse 504 changed
/verificar {acuse_own}            | acuse 402 changed | acuse 402 changed | acuse 402 changed    | acuse 402 changed
/verificar {acuse_foreign}        | acuse 504         | acuse 504         | acuse 504 changed    | acuse 504 changed
tap x:{prorroga_own}:grant        | not allowed       | not allowed       | decided·decided      | not allowed
tap x:{prorroga_own}:other        | not allowed       | not allowed       | asks days            | not allowed
tap x:{prorroga_own}:refuse       | not allowed       | not allowed       | asks reason          | not allowed
tap x:{prorroga_foreign}:grant    | not allowed       | not allowed       | decided·decided      | not allowed
tap x:{prorroga_foreign}:other    | not allowed       | not allowed       | asks days            | not allowed
tap x:{prorroga_foreign}:refuse   | not allowed       | not allowed       | asks reason          | not allowed
/prorrogas                        | not allowed       | not allowed       | request·request      | not allowed
/prorrogas 402 conceder           | not allowed       | not allowed       | decided·decided      | not allowed
/prorrogas 504 negar              | not allowed       | not allowed       | asks reason          | not allowed
tap rd:{reassignment_own}:y       | not allowed       | not allowed       | decided·decided      | not allowed
tap rd:{reassignment_own}:n       | not allowed       | not allowed       | decided·decided      | not allowed
tap rd:{reassignment_foreign}:y   | not allowed       | not allowed       | decided·decided      | not allowed
tap rd:{reassignment_foreign}:n   | not allowed       | not allowed       | decided·decided      | not allowed
/reasignaciones                   | not allowed       | not allowed       | request·request      | not allowed
/reasignaciones 402 sí            | not allowed       | not allowed       | decided·decided      | not allowed
/reasignaciones 504 no            | not allowed       | not allowed       | decided·decided      | not allowed
tap qa:{attention_own}            | not allowed       | not allowed       | asks text            | not allowed
tap qa:{attention_foreign}        | not allowed       | not allowed       | asks text            | not allowed
responder {attention_own}         | no open question  | no open question  | asks text            | no open question
responder {attention_foreign}     | no open question  | no open question  | asks text            | no open question
tap q:{correction_own}:y          | not allowed       | not allowed       | correction overtaken | not allowed
tap q:{correction_own}:n          | not allowed       | not allowed       | asks reason          | not allowed
tap q:{correction_foreign}:y      | not allowed       | not allowed       | correction overtaken | not allowed
tap q:{correction_foreign}:n      | not allowed       | not allowed       | asks reason          | not allowed
conceder {correction_own}         | no open question  | no open question  | correction overtaken | no open question
conceder {correction_foreign}     | no open question  | no open question  | correction overtaken | no open question
negar {correction_foreign}        | no open question  | no open question  | asks reason          | no open question
tap dx:{paper_order_own}          | old button        | old button        | old button           | old button
tap dx:{paper_order_foreign}      | old button        | old button        | old button           | old button
tap f:{token_own}:o0              | old button        | old button        | old button           | old button
tap f:{token_own}:p1              | old button        | old button        | old button           | old button
tap f:{token_own}:s               | old button        | old button        | old button           | old button
tap f:{token_own}:c               | old button        | old button        | old button           | old button
tap f:{token_foreign}:o0          | old button        | old button        | old button           | old button
tap f:{token_foreign}:c           | old button        | old button        | old button           | old button
tap a:{token_own}:met:0           | old button        | not allowed       | not allowed          | not allowed
tap a:{token_foreign}:met:0       | old button        | not allowed       | not allowed          | not allowed
tap lt:{token_own}:y              | old button        | old button        | old button           | old button
tap lt:{token_own}:n              | old button        | old button        | old button           | old button
tap lt:{token_foreign}:x          | old button        | old button        | old button           | old button
/cancelar                         | nothing to cancel | nothing to cancel | nothing to cancel    | nothing to cancel
/informe 402 3T2025 pdf           | paper progress    | paper progress    | paper progress       | paper progress
/informe 504 3T2025 pdf           | only 402          | only 402          | paper progress       | paper progress
/ficha 402 3T2025 pdf             | paper progress    | paper progress    | paper progress       | paper progress
/ficha 504 3T2025 pdf             | only 402          | only 402          | paper progress       | paper progress
/control 3T2025 pdf               | not allowed       | not allowed       | paper progress       | not allowed
/seguimiento 3T2025 pdf           | not allowed       | not allowed       | paper progress       | paper progress
/consolidado 3T2025 pdf           | not allowed       | not allowed       | paper progress       | not allowed
/sesion 3T2025 pdf                | not allowed       | not allowed       | paper progress       | paper progress
/registro 3T2025 pdf              | not allowed       | not allowed       | paper progress       | not allowed
/transparencia 3T2025             | not allowed       | not allowed       | paper progress       | not allowed
/paquete 402 3T2025               | paper progress    | paper progress    | paper progress       | not allowed
/paquete 504 3T2025               | only 402          | only 402          | paper progress       | not allowed
/paquete todas 3T2025             | only 402          | only 402          | paper progress       | not allowed
tap dp:informe:402:3T2025:pdf     | paper progress    | paper progress    | paper progress       | paper progress
tap dp:informe:504:3T2025:pdf     | only 402          | only 402          | paper progress       | paper progress
tap dp:ficha:402:3T2025:pdf       | paper progress    | paper progress    | paper progress       | paper progress
tap dp:ficha:504:3T2025:pdf       | only 402          | only 402          | paper progress       | paper progress
tap dp:control::3T2025:pdf        | not allowed       | not allowed       | paper progress       | not allowed
tap dp:seguimiento::3T2025:pdf    | not allowed       | not allowed       | paper progress       | paper progress
tap dp:consolidado::3T2025:pdf    | not allowed       | not allowed       | paper progress       | not allowed
tap dp:sesion::3T2025:pdf         | not allowed       | not allowed       | paper progress       | paper progress
tap dp:atencion::3T2025:pdf       | not allowed       | not allowed       | paper progress       | not allowed
tap dp:transparencia::3T2025:xlsx | not allowed       | not allowed       | paper progress       | not allowed
tap dp:paquete:402:3T2025:zip     | paper progress    | paper progress    | paper progress       | not allowed
tap dp:paquete:504:3T2025:zip     | only 402          | only 402          | paper progress       | not allowed
tap dp:paquete::3T2025:zip        | only 402          | only 402          | paper progress       | not allowed
"""  # noqa: E501 - a table

REFUSALS = {"old button", "not allowed", "only 402", "no open question", "nothing to cancel"}
FORMS = ("/horario", "/prorroga", "no me corresponde", "/relevo")
"""Dialogues of an enlace, with buttons to answer or to leave."""


@pytest.mark.parametrize("role", Role)
async def test_each_role_gets_what_it_may(reception: Reception, role: Role) -> None:
    ids = await waiting(reception)
    await reception.admits(ANA, role)

    wanted = column(MATRIX, role)
    told = {deed: await what_is_told(reception, deed, ids) for deed in wanted}

    assert told == wanted


@pytest.mark.parametrize("role", Role)
async def test_what_is_refused_changes_nothing(reception: Reception, role: Role) -> None:
    ids = await waiting(reception)
    await reception.admits(ANA, role)
    before = await dump(reception.office.database)

    refused = [deed for deed, told in column(MATRIX, role).items() if told in REFUSALS]
    changed = {deed: await reception.would_change(update_of(deed.format(**ids)), before) for deed in refused}

    # An answer without a question is kept: its question may still arrive.
    told = column(MATRIX, role)
    noted = {deed: [conversation.name] for deed in refused if told[deed] == "no open question"}
    assert changed == {deed: [*noted.get(deed, []), outbox.name] for deed in refused}


@pytest.mark.parametrize("begins", FORMS)
async def test_the_dialogue_of_another_person_is_neither_answered_nor_left(
    reception: Reception, begins: str
) -> None:
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(BETO, Role.ENLACE)
    question = await _asked(reception, ANA, begins)

    for given in ("o0", "p1", "s", "c"):
        said = await reception.hears(a_tap(BETO, f"f:{question.token}:{given}"))
        assert [name_of(each) for each in said] == ["old button"]

    assert await _asked(reception, ANA, "/ayuda") == question


async def test_a_forged_answer_to_a_dialogue_touches_only_the_forgers_own(reception: Reception) -> None:
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(BETO, Role.ENLACE, "504")
    question = await _asked(reception, ANA, "/prorroga")
    theirs = await _asked(reception, BETO, "/horario")
    assert theirs.token == question.token

    said = await reception.hears(a_tap(BETO, f"f:{question.token}:c"))

    assert "form left" in [name_of(each) for each in said]
    assert await _asked(reception, ANA, "/ayuda") == question


@pytest.mark.parametrize("unit_code", ["402", "504"])
async def test_a_token_of_an_earlier_question_answers_nothing(reception: Reception, unit_code: str) -> None:
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE, unit_code)
    first = await _asked(reception, ANA, "/prorroga")
    second = await _asked(reception, ANA, "3")

    said = await reception.hears(a_tap(ANA, f"f:{first.token}:o0"))

    assert [name_of(each) for each in said][:2] == ["old button", "asks reason"]
    assert (await _asked(reception, ANA, "/ayuda")).token == second.token


async def test_an_answer_of_a_capture_answers_no_dialogue_and_the_other_way_round(
    reception: Reception,
) -> None:
    ids = await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    form = await _asked(reception, ANA, "/horario")
    answered = await reception.hears(a_tap(ANA, f"a:{form.token}:met:0"))
    await reception.hears(a_text(ANA, "/cancelar"))
    (question,) = await reception.hears(a_tap(ANA, f"o:{ids['own']}:3T2025"))
    assert isinstance(question, Question)
    crossed = await reception.hears(a_tap(ANA, f"f:{question.token}:o0"))

    assert name_of(answered[0]) == name_of(crossed[0]) == "old button"
    assert await reception.office.avance(ids["own"]) is None


async def test_a_tap_on_the_number_of_a_message_closes_none_of_another_chat(reception: Reception) -> None:
    ids = await reception.opens()
    await reception.admits(BETO, Role.ENLACE)
    await reception.admits(CARLA, Role.ENLACE, "504")
    await reception.hears(a_tap(BETO, f"o:{ids['own']}:3T2025"))
    sent = update(outbox).where(outbox.c.chat_id == BETO).values(message_id=77, state=OutboxState.SENT)
    await reception.office.do(lambda uow: uow.session.execute(sent))
    before = await reception.office.rows(BETO)

    said = await reception.hears(a_tap(CARLA, f"o:{ids['foreign']}:3T2025", message_id=77))

    assert [name_of(each) for each in said] == ["question 504"]
    assert await reception.office.rows(BETO) == before


async def _asked(reception: Reception, who: int, text: str) -> FormQuestion:
    """Say something and return the then open question of a dialogue."""
    await reception.hears(a_text(who, text))
    office = reception.office
    person = await office.do(lambda uow: uow.people.by_telegram_id(who))
    assert person is not None
    question = await office.do(lambda uow: open_question(uow, person))
    assert isinstance(question, FormQuestion)
    return question
