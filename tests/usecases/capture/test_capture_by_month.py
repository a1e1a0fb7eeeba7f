"""An indicator that is measured by month grows month by month; the quarter is the sum."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from domain.capture.messages import MonthsSaved, Question, Unfinished
from domain.kit.drafts import Choice, Step
from domain.kit.entregas import Move
from domain.kit.rules import Rules
from domain.review.messages import Locked
from storage.programmes import programme
from storage.uow import UnitOfWork
from tests.facts import T3, Office, a_mir, a_row, local
from tests.usecases.enlaces import OFICIO, Enlace, an_enlace
from usecases.review.move_entrega import MadeMove, make_move

AUGUST = local(date(2025, 8, 20))


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1", frequency="Mensual")))

    async def ask_months(uow: UnitOfWork) -> None:
        programme_id = await uow.session.scalar(programme.select().with_only_columns(programme.c.id))
        assert programme_id is not None
        await uow.rules.save(programme_id, Rules(asks_months=True))

    await office.do(ask_months)
    return ids


@pytest.fixture
def actividad(ids: dict[str, int]) -> int:
    return ids["Actividad 7.1"]


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Enlace:
    return await an_enlace(office)


async def asked(ana: Enlace) -> Question:
    question = await ana.question()
    assert isinstance(question, Question)
    return question


async def stored(office: Office, indicator_id: int) -> Mapping[int, Decimal]:
    return await office.do(lambda uow: uow.months.of(indicator_id, T3))


async def test_each_month_that_has_begun_is_asked_in_turn(ana: Enlace, actividad: int) -> None:
    await ana.opens(actividad)
    first = await asked(ana)
    await ana.types("8")
    second = await asked(ana)
    await ana.types("9")
    third = await asked(ana)

    assert [(each.step, each.month) for each in (first, second, third)] == [
        (Step.MONTH, 7),
        (Step.MONTH, 8),
        (Step.MONTH, 9),
    ]
    assert third.months == ((7, Decimal(8)), (8, Decimal(9)))


async def test_the_quarter_is_the_sum_of_its_months(office: Office, ana: Enlace, actividad: int) -> None:
    await ana.opens(actividad)
    for month in ("8", "9", "8"):
        await ana.types(month)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(actividad)
    assert avance is not None
    assert avance.value == Decimal(25)
    assert await stored(office, actividad) == {7: Decimal(8), 8: Decimal(9), 9: Decimal(8)}
    actions = [action for _, action, _ in await office.audited()]
    assert actions.count("months_saved") == 1


async def test_before_the_quarter_is_over_the_months_are_saved(
    office: Office, ana: Enlace, actividad: int
) -> None:
    office.moment = AUGUST
    await ana.opens(actividad)
    await ana.types("8")
    await ana.taps(Choice.NO_PROGRESS)
    summary = await asked(ana)
    await ana.heard()
    await ana.taps(Choice.SAVE)

    assert summary.step is Step.MONTHS
    (said,) = await ana.heard()
    assert said == MonthsSaved("Actividad 7.1", T3, ((7, Decimal(8)), (8, Decimal(0))), Decimal(25))
    assert await office.avance(actividad) is None
    assert await ana.question() is None


async def test_a_later_month_continues_where_it_was_left(office: Office, ana: Enlace, actividad: int) -> None:
    later, office.moment = office.moment, AUGUST
    await ana.opens(actividad)
    await ana.types("8")
    await ana.types("9")
    await ana.taps(Choice.SAVE)
    await ana.opens(actividad)
    again = await asked(ana)
    office.moment = later

    await ana.cancels()
    await ana.opens(actividad)

    assert again.step is Step.MONTHS
    assert (await asked(ana)).month == 9


async def test_one_month_is_corrected_by_its_button(office: Office, ana: Enlace, actividad: int) -> None:
    office.moment = AUGUST
    await ana.opens(actividad)
    await ana.types("8")
    await ana.types("9")
    await ana.taps(Choice.SAVE)
    await ana.opens(actividad)
    await ana.taps(Choice.MONTH, 7)
    await ana.types("7.5")
    await ana.taps(Choice.SAVE)

    assert await stored(office, actividad) == {7: Decimal("7.5"), 8: Decimal(9)}


async def test_the_total_may_be_given_instead(office: Office, ana: Enlace, actividad: int) -> None:
    later, office.moment = office.moment, AUGUST
    await ana.opens(actividad)
    await ana.types("8")
    await ana.types("9")
    await ana.taps(Choice.SAVE)
    office.moment = later
    await ana.opens(actividad)
    await ana.taps(Choice.TOTAL)
    await ana.types("25")
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(actividad)
    assert avance is not None
    assert avance.value == Decimal(25)
    assert await stored(office, actividad) == {}


async def test_met_by_its_button_needs_no_months(office: Office, ana: Enlace, actividad: int) -> None:
    await ana.opens(actividad, met=True)

    assert (await asked(ana)).step is Step.EVIDENCE


async def test_months_that_are_not_saved_are_not_lost_to_another_indicator(
    ana: Enlace, ids: dict[str, int], actividad: int
) -> None:
    await ana.opens(actividad)
    await ana.types("8")
    await ana.heard()

    assert not await ana.opens(ids["Componente 7"])

    unfinished, _ = await ana.heard()
    assert unfinished == Unfinished("Actividad 7.1", Decimal(8))


async def test_months_of_a_report_that_was_sent_meanwhile_are_not_saved(
    office: Office, ana: Enlace, actividad: int
) -> None:
    office.moment = AUGUST
    await ana.opens(actividad)
    await ana.types("8")
    await ana.types("9")

    async def send(uow: UnitOfWork) -> None:
        read = await uow.entregas.get("402", T3)
        await make_move(uow, ana.person, read, MadeMove(Move.SEND, "Falta capturar"), office.moment)

    await office.do(send)
    await ana.heard()
    await ana.taps(Choice.SAVE)

    (locked,) = await ana.heard()
    assert isinstance(locked, Locked)
    assert await stored(office, actividad) == {}


async def test_saving_again_what_is_the_sum_keeps_the_months(
    office: Office, ana: Enlace, actividad: int
) -> None:
    await ana.opens(actividad)
    for month in ("8", "9", "8"):
        await ana.types(month)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    await ana.opens(actividad, is_button=False)
    await ana.taps(Choice.SAVE)

    assert await stored(office, actividad) == {7: Decimal(8), 8: Decimal(9), 9: Decimal(8)}


async def test_a_total_without_months_leaves_none(office: Office, ana: Enlace, actividad: int) -> None:
    await ana.opens(actividad, met=True)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    assert await stored(office, actividad) == {}
