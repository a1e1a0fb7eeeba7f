"""A quarter that has not begun: it cannot be captured or sent, and its first day is named."""

from datetime import date

import pytest

from domain.calendar.closing_messages import ClosingNotTaken
from domain.capture.messages import Question
from domain.kit.entregas import Move
from domain.kit.moments import Moment
from domain.review.locks import LockReason
from domain.review.messages import Locked
from tests.facts import ANA, T4, Office, a_mir, local
from tests.usecases.enlaces import Enlace
from usecases.review.request_correction import CorrectionWish, request_correction
from usecases.review.review_entrega import Pressed, press

FIRST_DAY = date(2025, 10, 1)
DAY_BEFORE = date(2025, 9, 30)


@pytest.fixture
async def indicator_id(office: Office) -> int:
    return (await office.register(a_mir()))["Componente 7"]


@pytest.fixture
async def ana(office: Office, indicator_id: int) -> Enlace:
    return Enlace(office, await office.lets_in(ANA))


@pytest.mark.parametrize(
    ("moment", "begins"), [(local(DAY_BEFORE, 23, 59), False), (local(FIRST_DAY, 0), True)]
)
async def test_it_is_captured_from_its_first_day(
    office: Office, ana: Enlace, indicator_id: int, moment: Moment, begins: bool
) -> None:
    office.moment = moment

    assert await ana.opens(indicator_id, T4, is_button=False) is begins

    (said, *_) = await ana.heard()
    assert isinstance(said, Question) is begins
    if not begins:
        assert said == Locked("Componente 7", indicator_id, "402", T4, LockReason.NOT_BEGUN, FIRST_DAY, None)


async def test_it_is_not_sent_either(office: Office, ana: Enlace) -> None:
    office.moment = local(DAY_BEFORE)
    pressed = Pressed("402", T4, Move.SEND)

    await office.do(lambda uow: press(uow, ana.person, pressed, office.moment))

    assert list(await ana.heard()) == [ClosingNotTaken("not_begun", T4, "402", FIRST_DAY)]


async def test_no_correction_of_it_is_asked_for(office: Office, ana: Enlace, indicator_id: int) -> None:
    office.moment = local(DAY_BEFORE)

    await office.do(
        lambda uow: request_correction(uow, ana.person, CorrectionWish(indicator_id, T4), office.moment)
    )

    (said,) = await ana.heard()
    assert isinstance(said, Locked)
