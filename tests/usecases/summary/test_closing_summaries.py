"""The weekly summary for directors, and the final one with who handed in when."""

from datetime import UTC, date, datetime

import pytest

from domain.kit.entregas import Entrega, EntregaState, Move
from domain.summary.messages import (
    FinalSummary,
    FinalText,
    OutlookLine,
    PunctualityBook,
    PunctualityBookText,
    WeeklySummary,
    WeeklyText,
)
from domain.summary.punctuality import ReportOutcome
from storage.closings import Closing
from storage.entregas import EntregaMove
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, OAXACA, T3, Office, a_mir, a_row, an_avance, local
from usecases.switchboard.compose import compose

MONDAY, OVER = date(2025, 9, 22), date(2025, 10, 8)
PROVED = an_avance("25", evidence=(AN_OFICIO,))


async def sends(
    office: Office, unit: str, day: date, *, state: EntregaState = EntregaState.SENT, moves: bool = True
) -> None:
    at = local(day).now

    async def act(uow: UnitOfWork) -> None:
        entrega = Entrega(unit, T3, state, round=1, version=1, sent_at=at)
        saved = await uow.entregas.save(entrega, read=0, at=at)
        assert saved.id is not None
        if moves:
            made = EntregaMove(Move.SEND, 1, EntregaState.OPEN, EntregaState.SENT, "person:9", at)
            await uow.entregas.add_move(saved.id, made)

    await office.do(act)


@pytest.fixture
async def units(office: Office) -> Office:
    """304 owes two, 402 one of two, 504 is complete and handed in."""
    await office.register(a_mir(a_row("Componente 1"), a_row("Componente 2"), unit="304"))
    begun = await office.register(a_mir(a_row("Componente 1"), a_row("Componente 2")))
    complete = await office.register(a_mir(unit="504", programme="4"))
    await office.save(begun["Componente 1"], PROVED)
    await office.save(complete["Componente 7"], PROVED)
    await sends(office, "504", date(2025, 9, 18))
    return office


async def final(office: Office, day: date = OVER) -> FinalText:
    found = await office.do(lambda uow: compose(uow, FinalSummary(T3, day), local(day, 8, 30)))
    assert isinstance(found, FinalText)
    return found


def outcomes(found: FinalText) -> dict[str, tuple[ReportOutcome, date | None, int | None]]:
    return {each.hand_in.code: (each.outcome, each.hand_in.sent_on, each.place) for each in found.placed}


async def test_the_weekly_one_counts_and_names_the_worst(units: Office) -> None:
    found = await units.do(lambda uow: compose(uow, WeeklySummary(T3, MONDAY), local(MONDAY, 8, 30)))

    assert isinstance(found, WeeklyText)
    assert (found.complete, found.handed_in, found.incomplete, found.not_started) == (1, 1, 1, 1)
    assert [(gap.code, gap.gaps, gap.asked) for gap in found.worst] == [("304", 2, 2), ("402", 1, 2)]
    assert found.forecast is None
    assert found.programmes[0] == OutlookLine("08 Gobierno innovador", 25, None)


async def test_the_weekly_one_counts_what_is_accepted_among_what_was_sent(units: Office) -> None:
    await sends(units, "402", MONDAY, state=EntregaState.ACCEPTED)

    found = await units.do(lambda uow: compose(uow, WeeklySummary(T3, MONDAY), local(MONDAY, 8, 30)))

    assert isinstance(found, WeeklyText)
    assert (found.handed_in, found.accepted) == (2, 1)


async def test_the_final_one_tells_on_time_late_and_not_sent(units: Office) -> None:
    await sends(units, "402", date(2025, 10, 1))

    found = await final(units)

    assert (found.complete, found.units, found.is_closed) == (1, 3, False)
    assert found.ended_on == date(2025, 10, 7)
    assert outcomes(found) == {
        "504": (ReportOutcome.ON_TIME, date(2025, 9, 18), 1),
        "402": (ReportOutcome.LATE, date(2025, 10, 1), 2),
        "304": (ReportOutcome.NOT_SENT, None, None),
    }


async def test_what_was_given_back_had_been_handed_in(units: Office) -> None:
    await sends(units, "402", date(2025, 9, 25), state=EntregaState.OBSERVED)

    assert outcomes(await final(units))["402"] == (ReportOutcome.ON_TIME, date(2025, 9, 25), 2)


async def test_an_entrega_without_steps_goes_by_its_own_date(units: Office) -> None:
    await sends(units, "402", date(2025, 9, 25), moves=False)

    assert outcomes(await final(units))["402"] == (ReportOutcome.ON_TIME, date(2025, 9, 25), 2)


async def test_a_unit_that_was_imported_complete_is_not_ranked(units: Office) -> None:
    ids = await units.register(a_mir(unit="600"))
    await units.save(ids["Componente 7"], an_avance("25", evidence=(AN_OFICIO,), is_imported=True))

    found = await final(units)

    assert "600" not in outcomes(found)
    assert (found.complete, found.units) == (2, 4)


@pytest.mark.parametrize(
    ("closed_on", "expected"),
    [
        pytest.param(date(2025, 10, 3), (date(2025, 10, 3), True), id="before the reception was over"),
        pytest.param(date(2025, 10, 20), (date(2025, 10, 7), False), id="long after"),
    ],
)
async def test_it_says_when_the_quarter_was_over(
    closed_on: date, expected: tuple[date, bool], units: Office
) -> None:
    at = datetime(closed_on.year, closed_on.month, closed_on.day, 9, tzinfo=OAXACA).astimezone(UTC)
    await units.do(lambda uow: uow.closings.close(Closing(T3, at, "person:1", {})))

    found = await final(units)

    assert (found.ended_on, found.is_closed) == expected


async def test_the_workbook_holds_the_same(units: Office) -> None:
    moment = local(OVER, 8, 30)
    found = await units.do(lambda uow: compose(uow, PunctualityBook(T3, OVER), moment))

    assert found == PunctualityBookText(moment.local, await final(units))
