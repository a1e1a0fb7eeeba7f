"""Prórrogas are decided once, and a granted one moves only the due day of that UR."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.calendar.deadlines import Deadlines
from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.kit.periods import Period
from storage.engine import Database
from storage.prorrogas import Decision
from tests.facts import NOW, T2, T3, Office, a_mir

FRIDAY, MONDAY = date(2025, 10, 3), date(2025, 10, 6)
ASKED = Prorroga(0, "402", T3, 3, "Cambió el enlace", "SP/9/2025", ProrrogaState.ASKED, NOW.now, 1)
GRANTED = Decision(by=9, at=NOW.now + timedelta(hours=1), until_on=FRIDAY, days=3, text="Por esta vez")
REFUSED = Decision(by=9, at=NOW.now, text="El plazo es de todos")


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_mir())
    await office.register(a_mir(unit="504", programme="4"))
    return office


async def asks(office: Office, asked: Prorroga = ASKED) -> int:
    return await office.do(lambda uow: uow.prorrogas.ask(asked))


async def decides(office: Office, prorroga_id: int, decision: Decision = GRANTED) -> bool:
    return await office.do(lambda uow: uow.prorrogas.decide(prorroga_id, decision))


async def due_on(office: Office, unit: str, period: Period = T3) -> date:
    deadlines: Deadlines = await office.do(lambda uow: uow.calendar.deadlines())
    return deadlines.for_unit(unit).due_on(period)


@pytest.mark.parametrize("oficio", ["SP/9/2025", ""], ids=["with oficio", "without"])
async def test_what_was_asked_is_kept_and_waits(office: Office, oficio: str) -> None:
    asked = replace(ASKED, oficio=oficio)

    prorroga_id = await asks(office, asked)

    kept = replace(asked, id=prorroga_id)
    assert await office.do(lambda uow: uow.prorrogas.get(prorroga_id)) == kept
    assert await office.do(lambda uow: uow.prorrogas.awaited()) == [kept]
    assert await office.do(lambda uow: uow.prorrogas.awaited_of("402", T3)) == kept
    assert await office.do(lambda uow: uow.prorrogas.awaited_of("402", T2)) is None
    assert await office.do(lambda uow: uow.prorrogas.awaited_of("504", T3)) is None
    assert await due_on(office, "402") == date(2025, 9, 30)


async def test_what_is_granted_moves_the_due_day_of_that_unit_and_quarter(office: Office) -> None:
    prorroga_id = await asks(office)

    assert await decides(office, prorroga_id)

    assert [await due_on(office, unit) for unit in ("402", "504")] == [FRIDAY, date(2025, 9, 30)]
    assert await due_on(office, "402", T2) == date(2025, 6, 30)
    decided = replace(
        ASKED,
        id=prorroga_id,
        state=ProrrogaState.GRANTED,
        until_on=FRIDAY,
        decided_at=GRANTED.at,
        decided_by=9,
        decision="Por esta vez",
    )
    assert await office.do(lambda uow: uow.prorrogas.get(prorroga_id)) == decided
    assert await office.do(lambda uow: uow.prorrogas.awaited()) == []


async def test_what_is_refused_moves_nothing(office: Office) -> None:
    prorroga_id = await asks(office)

    assert await decides(office, prorroga_id, REFUSED)

    found = await office.do(lambda uow: uow.prorrogas.get(prorroga_id))
    assert found is not None
    assert (found.state, found.until_on, found.decision) == (
        ProrrogaState.REFUSED,
        None,
        "El plazo es de todos",
    )
    assert await due_on(office, "402") == date(2025, 9, 30)


async def test_the_latest_of_several_counts(office: Office) -> None:
    for until_on in (MONDAY, FRIDAY):
        await decides(office, await asks(office), replace(GRANTED, until_on=until_on))

    assert await due_on(office, "402") == MONDAY


async def test_of_several_who_decide_at_once_one_does(office: Office) -> None:
    prorroga_id = await asks(office)

    decided = await asyncio.gather(*(decides(office, prorroga_id, each) for each in (GRANTED, REFUSED) * 3))

    assert sorted(decided) == [False] * 5 + [True]


async def test_a_decision_counts_within_its_own_unit_of_work(office: Office) -> None:
    prorroga_id = await asks(office)
    async with office.database.write() as uow:
        before = await uow.calendar.deadlines()
        await uow.prorrogas.decide(prorroga_id, GRANTED)
        after = await uow.calendar.deadlines()

    assert (before.for_unit("402").due_on(T3), after.for_unit("402").due_on(T3)) == (
        date(2025, 9, 30),
        FRIDAY,
    )


async def test_there_may_be_no_such_prorroga(office: Office) -> None:
    assert await office.do(lambda uow: uow.prorrogas.get(99)) is None
    assert not await decides(office, 99)
