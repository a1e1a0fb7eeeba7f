"""When earlier quarters were captured and sent, in three queries for all URs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kit.avances import AvanceState
from domain.kit.entregas import Entrega, EntregaState, Move
from domain.kit.periods import Period
from storage.engine import Database
from storage.entregas import EntregaMove
from storage.punctuality import OfUnit
from tests.facts import NOW, T1, T2, T3, T4, Office, a_mir, a_row, an_avance

DAY = timedelta(days=1)


@pytest.fixture
async def office(database: Database) -> Office:
    return Office(database)


async def sends(office: Office, unit: str, period: Period, *days: int) -> None:
    """Send an entrega on each of these days after the usual moment, returned in between."""

    async def act(uow: object) -> None:
        entregas = uow.entregas  # type: ignore[attr-defined]
        entrega = Entrega(unit, period, EntregaState.SENT, round=1, version=1)
        saved = await entregas.save(entrega, read=0, at=NOW.now)
        for day in days:
            at = NOW.now + day * DAY
            for move in (Move.SEND, Move.RETURN):
                made = EntregaMove(move, 1, EntregaState.OPEN, EntregaState.SENT, "person:9", at)
                await entregas.add_move(saved.id, made)

    await office.do(act)


async def test_the_first_sending_of_a_round_counts(office: Office) -> None:
    await office.register(a_mir())
    await office.register(a_mir(unit="504"))
    await sends(office, "402", T3, 2, 1, 5)
    await sends(office, "402", T1, 3)
    await sends(office, "504", T3)

    found = await office.do(lambda uow: uow.punctuality.first_sent(T2, T3))

    assert found == {OfUnit("402", T3): NOW.now + DAY}


async def test_captures_are_found_by_unit_and_quarter_without_what_was_imported(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1"), a_row("Actividad 7.2")))
    other = await office.register(a_mir(unit="504"))
    await office.save(ids["Componente 7"], an_avance(), T2)
    await office.save(ids["Actividad 7.1"], an_avance(is_imported=True), T2)
    await office.save(ids["Actividad 7.2"], replace(an_avance(None), state=AvanceState.UNCONFIRMED), T2)
    await office.save(other["Componente 7"], an_avance(), T3)
    await office.save(other["Componente 7"], an_avance(), T4)

    found = await office.do(lambda uow: uow.punctuality.captured(T1, T3))

    assert found == {OfUnit("402", T2): [NOW.now], OfUnit("504", T3): [NOW.now]}


async def test_a_value_is_owed_by_goal_and_frequency(office: Office) -> None:
    rows = (a_row("Componente 7"), a_row("Actividad 7.1"), a_row("Actividad 7.2", goals="0 50 50 _"))
    await office.register(a_mir(a_row("Fin", frequency="Anual"), *rows))

    found = await office.do(lambda uow: uow.punctuality.asked(Period(2024, 4), T1))

    assert found == {
        OfUnit("402", T1): 2,
        OfUnit("402", T2): 3,
        OfUnit("402", T3): 3,
        OfUnit("402", T4): 4,
    }
    assert await office.do(lambda uow: uow.punctuality.asked(Period(2023, 1), Period(2024, 4))) == {}
