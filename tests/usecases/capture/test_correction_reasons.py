"""The reason for a correction stays with the correction; the justification of a result is separate."""

from decimal import Decimal

import pytest

from domain.kit.access import Role
from domain.kit.avances import Avance
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.entregas import Move
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.review.messages import CorrectionAsked
from storage.people import Person
from tests.facts import AN_OFICIO, ANA, BETO, T3, Office, a_mir, an_avance
from tests.read_back import audit_entries
from usecases.kit.conversations import open_question
from usecases.review.decide_correction import decide_correction
from usecases.review.request_correction import CorrectionWish, request_correction
from usecases.review.review_entrega import Pressed, press
from usecases.switchboard.answer_form import take_form_answer

WORDS, WHY = "La reunión de septiembre pasó a octubre", "El oficio definitivo llegó después"
EXPLAINED = {
    "cause": "Falta de recursos",
    "justification": "No llegó el presupuesto de agosto",
    "action": "Se compra en octubre",
}


class Desk:
    """A report that was sent, its enlace and IMPLAN."""

    def __init__(self, office: Office, componente: int, ana: Person, iris: Person) -> None:
        self.office, self.componente, self.ana, self.iris = office, componente, ana, iris

    @property
    def moment(self) -> Moment:
        return self.office.moment

    async def asks(self, text: str | None, *answers: str) -> None:
        wish = CorrectionWish(self.componente, T3, text)
        await self.office.do(lambda uow: request_correction(uow, self.ana, wish, self.moment))
        for each in answers:
            await self.answers(each)

    async def answers(self, text: str) -> None:
        await self.office.do(lambda uow: take_form_answer(uow, self.ana, text, self.moment, said=text))

    async def grants(self) -> Avance:
        await self.office.do(lambda uow: decide_correction(uow, self.iris, 1, self.moment, is_granted=True))
        saved = await self.office.avance(self.componente)
        assert saved is not None
        return saved

    async def last(self, who: Person) -> Said:
        return (await self.office.said(who.chat_id))[-1]

    async def asked(self) -> str:
        question = await self.office.do(lambda uow: open_question(uow, self.ana))
        assert isinstance(question, FormQuestion)
        return question.asked


async def a_desk(office: Office, avance: Avance | None) -> Desk:
    componente = (await office.register(a_mir()))["Componente 7"]
    if avance is not None:
        await office.save(componente, avance)
    ana, iris = await office.lets_in(ANA), await office.lets_in(BETO, Role.IMPLAN, None)
    desk = Desk(office, componente, ana, iris)
    await office.do(lambda uow: press(uow, ana, Pressed("402", T3, Move.SEND), office.moment))
    if avance is None or not avance.evidence:
        await desk.answers("El oficio llega el viernes próximo")
    return desk


@pytest.fixture
async def green(office: Office) -> Desk:
    return await a_desk(office, an_avance("25", evidence=(AN_OFICIO,)))


@pytest.fixture
async def red(office: Office) -> Desk:
    return await a_desk(office, an_avance("10", evidence=(AN_OFICIO,), **EXPLAINED))


async def test_a_green_result_that_is_corrected_explains_nothing(green: Desk) -> None:
    await green.asks(None, "26", WHY)

    saved = await green.grants()

    assert (saved.value, saved.cause, saved.justification, saved.action) == (Decimal(26), None, None, None)


@pytest.mark.parametrize("value", ["12", "25"])
async def test_what_explained_a_result_is_kept_as_it_was(red: Desk, value: str) -> None:
    await red.asks(None, value, WHY)

    saved = await red.grants()

    kept = {"cause": saved.cause, "justification": saved.justification, "action": saved.action}
    assert (saved.value, kept) == (Decimal(value), EXPLAINED)


async def test_the_reason_is_kept_with_the_correction_and_in_the_history(red: Desk) -> None:
    await red.asks("12", WHY)

    await red.grants()

    correction = await red.office.do(lambda uow: uow.corrections.get(1))
    assert correction is not None
    assert correction.reason == WHY
    entries = await red.office.do(lambda uow: audit_entries(uow, subject=f"avance:{red.componente}:{T3}"))
    reasons = {each.action: each.reason for each in entries if each.action.startswith("correction_")}
    assert reasons == {"correction_asked": WHY, "correction_granted": WHY}
    (moved, *_) = await red.office.do(lambda uow: audit_entries(uow, subject=f"entrega:402:{T3}"))
    assert moved.reason == WHY


@pytest.mark.parametrize("text", [None, "10"], ids=["asked", "typed"])
async def test_a_value_outside_green_that_nothing_explains_asks_for_its_words(
    green: Desk, text: str | None
) -> None:
    await green.asks(text, *(() if text else ("10",)))
    assert await green.asked() == "words"

    await green.answers("Nada")
    refused = (await green.office.said(ANA))[-1]
    assert refused == FormRefused("words_reason_too_short", "Nada")
    await green.answers(f"  {WORDS}\n")
    assert await green.asked() == "reason"
    await green.answers(WHY)

    told = await green.last(green.iris)
    assert isinstance(told, CorrectionAsked)
    assert (told.words, told.reason) == (WORDS, WHY)
    saved = await green.grants()
    assert (saved.value, saved.justification, saved.cause) == (Decimal(10), WORDS, None)


async def test_what_was_not_reported_is_explained_as_well(office: Office) -> None:
    desk = await a_desk(office, None)

    await desk.asks(None, "0", WORDS, WHY)

    saved = await desk.grants()
    assert (saved.value, saved.justification) == (Decimal(0), WORDS)


async def test_implan_is_shown_no_words_that_are_there_already(red: Desk) -> None:
    await red.asks("12", WHY)

    told = await red.last(red.iris)
    assert isinstance(told, CorrectionAsked)
    assert told.words == ""
