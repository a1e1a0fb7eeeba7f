"""The database refuses a second open row, whatever a program has read before."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from domain.calendar.closings import Reopening
from domain.reminders.reassignments import Reassignment, ReassignmentState
from storage.closings import reopening
from storage.engine import Database, DatabaseFailed
from storage.snoozes import snooze
from storage.uow import UnitOfWork
from tests.facts import NOW, T3, Office, a_mir, an_avance
from tests.read_back import reopenings
from tests.usecases.calendar.test_prorrogas import ASKED

Deed = Callable[[UnitOfWork], Awaitable[object]]
PERIOD = {"year": T3.year, "quarter": T3.quarter}
LATER = NOW.now + timedelta(hours=3)


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_mir())
    await office.lets_in()
    return office


async def asks_for_a_prorroga(uow: UnitOfWork) -> None:
    await uow.prorrogas.ask(ASKED)


async def asks_for_a_correction(uow: UnitOfWork) -> None:
    await uow.corrections.ask(1, T3, proposed=an_avance(), before=None, reason="Uno", at=NOW.now, by=1)


async def says_that_it_is_not_theirs(uow: UnitOfWork) -> None:
    said = Reassignment(0, 1, "402", 1, T3, "No es mío", ReassignmentState.OPEN, NOW.now)
    await uow.reassignments.ask(said)


async def is_let_in_again(uow: UnitOfWork) -> None:
    opened = {"reason": "Uno", "opened_at": NOW.now, "opened_by": "person:1", "expires_at": LATER}
    await uow.session.execute(insert(reopening).values(unit_code="402", **PERIOD, **opened))


async def puts_a_reminder_off(uow: UnitOfWork) -> None:
    instants = {"asked_at": NOW.now, "until_at": LATER}
    await uow.session.execute(insert(snooze).values(person_id=1, **PERIOD, **instants))


@pytest.mark.parametrize(
    "deed",
    [
        asks_for_a_prorroga,
        asks_for_a_correction,
        says_that_it_is_not_theirs,
        is_let_in_again,
        puts_a_reminder_off,
    ],
)
async def test_a_second_one_is_refused_by_the_database(office: Office, deed: Deed) -> None:
    await office.do(deed)

    with pytest.raises(DatabaseFailed, match=r"(?i)unique"):
        await office.do(deed)


async def test_another_unit_quarter_or_person_has_its_own(office: Office) -> None:
    await office.register(a_mir(unit="504", programme="4"))

    for asked in (ASKED, replace(ASKED, unit_code="504"), replace(ASKED, period=T3.next())):
        await office.do(lambda uow, asked=asked: uow.prorrogas.ask(asked))  # type: ignore[misc]


async def test_a_unit_that_is_let_in_again_is_so_once(office: Office) -> None:
    opened = Reopening("402", T3, "Llegó el dictamen", NOW.now, "person:1", LATER)

    for _ in range(2):
        await office.do(lambda uow: uow.closings.reopen(opened))

    assert len(await office.do(lambda uow: reopenings(uow, T3))) == 2
