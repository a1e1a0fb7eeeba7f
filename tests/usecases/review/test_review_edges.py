"""A button, an answer or a notice after another person has acted in between."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.calendar.closing_messages import ClosingNotTaken
from domain.capture.messages import OldButton
from domain.kit.access import Role
from domain.kit.dialogues.forms import Left
from domain.kit.dialogues.messages import FormLeft, FormQuestion, FormRefused
from domain.kit.entregas import EntregaState, Move
from domain.kit.said import Said
from domain.review.corrections import Correction, CorrectionState
from domain.review.locks import LockReason
from domain.review.messages import (
    CorrectionDecided,
    CorrectionOvertaken,
    EntregaMade,
    EntregaMoved,
    EntregaNews,
    Locked,
)
from storage.closings import Closing
from storage.people import Person
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, T2, T3, Office, a_mir, an_avance
from usecases.review.decide_correction import decide_correction, grant
from usecases.review.entrega_views import compose_news
from usecases.review.move_entrega import MadeMove
from usecases.review.request_correction import CorrectionWish, request_correction
from usecases.review.review_entrega import Pressed, make_and_tell, press
from usecases.switchboard.answer_form import take_form_answer

WHY = "El oficio definitivo llegó después"


class Table:
    """A UR whose report was sent; each person acts in a transaction of one's own."""

    def __init__(self, office: Office, componente: int, people: list[Person]) -> None:
        self.office = office
        self.componente = componente
        self.ana, self.tita, self.iris = people

    async def presses(self, person: Person, move: Move, version: int | None = None) -> bool:
        pressed = Pressed("402", T3, move, version)
        return await self.office.do(lambda uow: press(uow, person, pressed, self.office.moment))

    async def asks(self, text: str | None = "26") -> None:
        wish = CorrectionWish(self.componente, T3, text)
        await self.office.do(lambda uow: request_correction(uow, self.ana, wish, self.office.moment))

    async def answers(self, person: Person, text: str) -> None:
        await self.office.do(lambda uow: take_form_answer(uow, person, text, self.office.moment, said=text))

    async def decides(self, *, is_granted: bool) -> bool:
        return await self.office.do(
            lambda uow: decide_correction(uow, self.iris, 1, self.office.moment, is_granted=is_granted)
        )

    async def correction(self) -> Correction:
        found = await self.office.do(lambda uow: uow.corrections.get(1))
        assert found is not None
        return found

    async def last(self, person: Person) -> Said:
        return (await self.office.said(person.chat_id))[-1]


@pytest.fixture
async def table(office: Office) -> Table:
    componente = (await office.register(a_mir()))["Componente 7"]
    await office.save(componente, an_avance("25", evidence=(AN_OFICIO,)))
    people = [
        await office.lets_in(ANA),
        await office.lets_in(BETO, Role.TITULAR),
        await office.lets_in(CARLA, Role.IMPLAN, None),
    ]
    table = Table(office, componente, people)
    await table.presses(table.ana, Move.SEND)
    return table


async def test_a_move_based_on_an_older_reading_tells_what_happened(table: Table) -> None:
    read = await table.office.do(lambda uow: uow.entregas.get("402", T3))
    await table.presses(table.tita, Move.APPROVE)

    made = MadeMove(Move.APPROVE)
    await table.office.do(lambda uow: make_and_tell(uow, table.tita, read, made, table.office.moment))

    told = await table.last(table.tita)
    assert isinstance(told, EntregaMoved)
    assert (told.standing.state, told.last, told.by) == (EntregaState.APPROVED, Move.APPROVE, "Persona 1002")


async def test_whoever_acted_and_left_is_not_named(table: Table) -> None:
    await table.office.do(lambda uow: uow.people.revoke(table.ana.actor.person_id, table.office.moment.now))

    await table.presses(table.tita, Move.APPROVE, version=0)

    told = await table.last(table.tita)
    assert isinstance(told, EntregaMoved)
    assert told.by == ""


async def test_a_quarter_without_a_programme_cannot_be_sent(table: Table) -> None:
    pressed = Pressed("402", replace(T2, year=2019), Move.SEND, 0)

    done = await table.office.do(lambda uow: press(uow, table.ana, pressed, table.office.moment))

    assert not done
    assert await table.last(table.ana) == OldButton()


async def test_a_second_reminder_of_a_day_is_not_sent(table: Table) -> None:
    await table.presses(table.iris, Move.NUDGE)
    before = len(await table.office.said(table.tita.chat_id))

    await table.presses(table.iris, Move.NUDGE)

    assert len(await table.office.said(table.tita.chat_id)) == before
    assert await table.last(table.iris) == EntregaMade(Move.NUDGE, "402", T3)


@pytest.mark.parametrize("change", ["version", "person", "role"])
async def test_news_that_were_overtaken_are_not_told(table: Table, change: str) -> None:
    reader = await table.office.lets_in(1009, Role.CONSULTA, None)
    news = EntregaNews(table.tita.actor.person_id, "402", T3, 1, Move.SEND, "Ana")
    stale = {
        "version": replace(news, version=0),
        "person": replace(news, person_id=99),
        "role": replace(news, person_id=reader.actor.person_id),
    }[change]

    told, untold = await table.office.do(lambda uow: compose_news(uow, news, table.office.moment)), stale

    assert told is not None
    assert await table.office.do(lambda uow: compose_news(uow, untold, table.office.moment)) is None


async def test_a_correction_begins_with_the_value_that_was_typed(table: Table) -> None:
    await table.asks("26")

    asked = await table.last(table.ana)
    assert isinstance(asked, FormQuestion)
    assert (asked.asked, asked.answers) == ("reason", {"value": "26", "words": ""})


async def test_a_value_that_is_none_is_refused_and_asked_for(table: Table) -> None:
    await table.asks("mucho")

    refused, asked = (await table.office.said(ANA))[-2:]
    assert refused == FormRefused("value_words", "mucho")
    assert isinstance(asked, FormQuestion)
    assert asked.asked == "value"


async def test_a_correction_of_what_changed_meanwhile_is_not_granted(table: Table) -> None:
    await table.asks()
    await table.answers(table.ana, WHY)
    await table.office.save(table.componente, an_avance("24", version=1))

    assert not await table.decides(is_granted=True)

    assert await table.last(table.iris) == CorrectionOvertaken("Componente 7", Decimal(24))
    assert (await table.correction()).state is CorrectionState.ASKED


async def test_a_correction_whose_reason_comes_after_the_closing_is_not_asked_for(table: Table) -> None:
    await table.asks()
    now = table.office.moment.now
    await table.office.do(lambda uow: uow.closings.close(Closing(T3, now, "person:9", {})))

    await table.answers(table.ana, WHY)

    told = await table.last(table.ana)
    assert isinstance(told, Locked)
    assert told.reason is LockReason.CLOSED
    assert await table.office.do(lambda uow: uow.corrections.get(1)) is None


async def test_a_correction_that_somebody_else_asked_for_meanwhile_is_not_asked_for_twice(
    table: Table,
) -> None:
    beto = await table.office.lets_in(1009)
    await table.asks()
    other = Table(table.office, table.componente, [beto, table.tita, table.iris])
    await other.asks("24")
    await other.answers(beto, WHY)

    await table.answers(table.ana, WHY)

    assert (await table.correction()).proposed.value == 24
    assert await table.office.do(lambda uow: uow.corrections.get(2)) is None


async def test_a_correction_refused_at_the_same_moment_is_not_granted(table: Table) -> None:
    await table.asks()
    await table.answers(table.ana, WHY)
    read = await table.correction()
    await table.decides(is_granted=False)
    await table.answers(table.iris, "El oficio citado es de octubre")

    await table.office.do(lambda uow: grant(uow, table.iris, read, table.office.moment))

    told = await table.last(table.iris)
    assert isinstance(told, CorrectionDecided)
    assert not told.is_granted
    saved = await table.office.avance(table.componente)
    assert saved is not None
    assert saved.value == 25


async def test_a_reason_that_comes_after_the_closing_sends_nothing(office: Office) -> None:
    await office.register(a_mir())
    table = Table(office, 0, [await office.lets_in(ANA)] * 3)
    await table.presses(table.ana, Move.SEND)
    now = office.moment.now
    await office.do(lambda uow: uow.closings.close(Closing(T3, now, "person:9", {})))

    await table.answers(table.ana, "El oficio llega el viernes próximo")

    assert (await office.do(lambda uow: uow.entregas.get("402", T3))).state is EntregaState.OPEN
    assert isinstance(await table.last(table.ana), ClosingNotTaken)


@pytest.mark.parametrize("move", [Move.OBSERVE, Move.ACCEPT_UNAPPROVED], ids=["observe", "accept"])
async def test_whoever_leaves_a_review_is_told_the_way_back(table: Table, move: Move) -> None:
    await table.presses(table.iris, move)

    await table.office.do(
        lambda uow: take_form_answer(uow, table.iris, Left(), table.office.moment, said="Cancelar")
    )

    left = await table.last(table.iris)
    assert isinstance(left, FormLeft)
    assert (left.unit_code, left.period) == ("402", T3)
