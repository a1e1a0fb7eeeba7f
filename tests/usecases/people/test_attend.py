"""Attention given to enlaces: a question reaches IMPLAN, its answer comes back once, calls are noted."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from domain.capture.messages import OldButton
from domain.kit.access import Role
from domain.kit.dialogues.forms import FieldRefused
from domain.kit.dialogues.messages import FormRefused
from domain.kit.entregas import Entrega, EntregaState, Move
from domain.papers.kinds import PaperKind, PaperOrder
from domain.people.attention import Attention, AttentionKind
from domain.people.attention_messages import AttentionNoted, HelpAnswered, HelpAsked, HelpGiven, HelpWanted
from storage.entregas import EntregaMove
from storage.uow import UnitOfWork
from tests.documents.tagged_pdf import letters, page_texts
from tests.facts import ANA, BETO, CARLA, T3, Office, a_document
from tests.usecases.speakers import Speaker
from usecases.kit.form_spec import DialogueStart, open_form
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import PaperRequest
from usecases.people.attend import ATTENTION, ask_for_help, begin_answer

QUESTION = "¿Cómo corrijo un valor que ya envié?"
ANSWER = "Abra /entrega y toque Corregir."


@pytest.fixture
async def office(office: Office) -> Office:
    await office.register(a_document())
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return Speaker(office, await office.lets_in(ANA))


@pytest.fixture
async def carla(office: Office) -> Speaker:
    return Speaker(office, await office.lets_in(CARLA, Role.IMPLAN, None))


async def asks(office: Office, ana: Speaker, text: str = QUESTION) -> int:
    await office.do(lambda uow: ask_for_help(uow, ana.person, text, office.moment))
    (given, *_) = await register(office)
    assert given.id is not None
    return given.id


async def register(office: Office) -> list[Attention]:
    span = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    return await office.do(lambda uow: uow.attention.between(*span))


async def answers(office: Office, who: Speaker, attention_id: int) -> None:
    await office.do(lambda uow: begin_answer(uow, who.person, attention_id, office.moment))


async def test_a_question_is_registered_and_reaches_implan(
    office: Office, ana: Speaker, carla: Speaker
) -> None:
    attention_id = await asks(office, ana)

    assert await office.said(ANA) == [HelpAsked(QUESTION)]
    assert await office.said(CARLA) == [HelpWanted(attention_id, "402", "Persona 1001", QUESTION)]
    (asked,) = await register(office)
    assert (asked.kind, asked.unit_code, asked.text) == (AttentionKind.QUESTION, "402", QUESTION)
    assert ("person:1", "help_asked", "attention:402") in await office.audited()


async def test_without_anybody_of_implan_it_says_to_call(office: Office, ana: Speaker) -> None:
    await asks(office, ana)

    assert await office.said(ANA) == [HelpAsked(QUESTION, is_heard=False)]


@pytest.mark.parametrize("text", ["", "eh", "¿?", "aaaaaaaa", "¿por qué? " * 80])
async def test_what_is_no_question_is_refused(office: Office, ana: Speaker, text: str) -> None:
    with pytest.raises(FieldRefused):
        await office.do(lambda uow: ask_for_help(uow, ana.person, text, office.moment))

    assert await register(office) == []


async def test_the_answer_goes_back_to_who_asked(office: Office, ana: Speaker, carla: Speaker) -> None:
    attention_id = await asks(office, ana)
    await answers(office, carla, attention_id)
    await carla.says(ANSWER)

    assert (await office.said(ANA))[-1] == HelpGiven(QUESTION, ANSWER, "Persona 1003")
    assert (await office.said(CARLA))[-1] == HelpAnswered("402", "Persona 1001", ANSWER, "Persona 1003")
    (kept,) = await register(office)
    assert (kept.answer, kept.answered_by) == (ANSWER, "Persona 1003")
    assert [action for _, action, _ in await office.audited()][-1] == "help_answered"


async def test_the_second_answer_is_not_sent(office: Office, ana: Speaker, carla: Speaker) -> None:
    diana = Speaker(office, await office.lets_in(BETO, Role.IMPLAN, None))
    attention_id = await asks(office, ana)
    await answers(office, carla, attention_id)
    await answers(office, diana, attention_id)
    await carla.says(ANSWER)
    await diana.says("Otra respuesta distinta.")

    late = HelpAnswered("402", "Persona 1001", ANSWER, "Persona 1003", is_late=True)
    assert (await office.said(BETO))[-1] == late
    assert sum(isinstance(each, HelpGiven) for each in await office.said(ANA)) == 1

    await answers(office, diana, attention_id)
    assert (await office.said(BETO))[-1] == late


async def test_a_question_that_is_not_there_is_an_old_button(office: Office, carla: Speaker) -> None:
    await answers(office, carla, 99)

    assert await office.said(CARLA) == [OldButton()]


async def test_who_asked_and_left_is_not_written_to(office: Office, ana: Speaker, carla: Speaker) -> None:
    attention_id = await asks(office, ana)
    now = office.moment.now
    await office.do(lambda uow: uow.people.revoke(ana.person.actor.person_id, now))
    await answers(office, carla, attention_id)
    await carla.says(ANSWER)

    assert await office.said(ANA) == [HelpAsked(QUESTION)]
    assert (await register(office))[0].answer == ANSWER


async def test_a_call_is_noted(office: Office, carla: Speaker) -> None:
    await office.do(lambda uow: open_form(uow, carla.person, ATTENTION, DialogueStart(), office.moment))
    await carla.says("999", "402", "Enlace 402", "Dudas sobre el oficio")

    said = await office.said(CARLA)
    assert FormRefused("attention_unit", "999") in said
    assert said[-1] == AttentionNoted("402", "Enlace 402", "Dudas sobre el oficio")
    (noted,) = await register(office)
    assert (noted.kind, noted.who, noted.answered_by) == (AttentionKind.CALL, "Enlace 402", "Persona 1003")


async def pages(office: Office) -> str:
    request = PaperRequest(PaperOrder(PaperKind.ATENCION, T3), office.moment)
    (made,) = await office.do(lambda uow: gather(uow, request))
    return letters("".join(page_texts(made.formats["pdf"]())))


async def test_the_register_lists_questions_calls_and_returns(
    office: Office, ana: Speaker, carla: Speaker
) -> None:
    await asks(office, ana)
    await office.do(lambda uow: open_form(uow, carla.person, ATTENTION, DialogueStart(), office.moment))
    await carla.says("402", "Enlace 402", "Dudas sobre el oficio")
    await gives_back(office)
    request = PaperRequest(PaperOrder(PaperKind.ATENCION, T3), office.moment)

    (made,) = await office.do(lambda uow: gather(uow, request))

    page = load_workbook(BytesIO(made.formats["xlsx"]()))["Atención"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    assert [row[1:5] for row in rows] == [
        ["Pregunta", "402", "Persona 1001", QUESTION],
        ["Llamada o visita", "402", "Enlace 402", "Dudas sobre el oficio"],
        ["Informe devuelto", "402", None, "Falta el sello"],
        ["Informe devuelto", "402", None, "Sin firma"],
    ]
    assert [row[6] for row in rows] == ["Pendiente", "Persona 1003", "Persona 1003", "Persona 1003"]
    said = await pages(office)
    assert letters("1 pregunta, 1 llamada o visita, 2 informes devueltos") in said
    assert letters("Sin responder: 1.") in said


async def test_an_empty_register_says_so(office: Office) -> None:
    assert letters("En este trimestre no se registró atención.") in await pages(office)


async def test_what_belongs_to_another_quarter_is_left_out(office: Office) -> None:
    at = office.moment.now - timedelta(days=80)
    early = Attention(at, AttentionKind.CALL, "402", "Enlace", "Antes", "", at, "IMPLAN")
    await office.do(lambda uow: uow.attention.add(early))

    assert letters("Antes") not in await pages(office)


async def gives_back(office: Office) -> None:
    """A report of 402 is observed, and then returned with a reason of its own."""
    now = office.moment.now
    found = (await office.report()).indicators[0]

    async def act(uow: UnitOfWork) -> None:
        sent = Entrega("402", T3, EntregaState.OBSERVED, 1, 1, None, now, 1, now)
        entrega = await uow.entregas.save(sent, read=0, at=now)
        assert entrega.id is not None
        await uow.entregas.observe(entrega, {found.id: "Falta el sello"}, by="person:2", at=now)
        for round_, move, reason in ((1, Move.OBSERVE, None), (2, Move.RETURN, "Sin firma")):
            state = EntregaState.SENT
            at = now + timedelta(minutes=round_)
            made = EntregaMove(move, round_, state, EntregaState.OBSERVED, "person:2", at, reason)
            await uow.entregas.add_move(entrega.id, made)

    await office.do(act)
