"""The state of every UR is stored by day, and old ones are deleted."""

from datetime import date, datetime, timedelta

from domain.kit.entregas import EntregaState
from domain.kit.periods import Period
from domain.summary.changes import UnitStand
from storage.engine import Database
from storage.queues.parked import prune
from storage.snapshots import TakenSnapshot
from tests.facts import NOW, T2, T3, Office

EVERYTHING = UnitStand(
    gaps=2,
    asked=3,
    values={"17": "25.50"},
    state=EntregaState.OBSERVED,
    is_late=True,
    is_cut_off=True,
    extended_until=date(2025, 10, 3),
    asks_prorroga=True,
    reassigned=(4, 5),
)
WEDNESDAY, THURSDAY, FRIDAY = (date(2025, 9, day) for day in (24, 25, 26))


def taken(day: date, units: dict[str, UnitStand] | None = None) -> TakenSnapshot:
    at = NOW.now + (day - NOW.today)
    return TakenSnapshot(day, at, {"402": UnitStand(1, 3)} if units is None else units)


async def keep(office: Office, what: TakenSnapshot, period: Period = T3) -> None:
    await office.do(lambda uow: uow.snapshots.add(period, what))


async def test_a_snapshot_comes_back_as_it_went_in(database: Database) -> None:
    office = Office(database)
    await keep(office, taken(THURSDAY, {"402": EVERYTHING, "504": UnitStand(0, 0)}))

    found = await office.do(lambda uow: uow.snapshots.last(T3))

    assert found == taken(THURSDAY, {"402": EVERYTHING, "504": UnitStand(0, 0)})


async def test_snapshots_are_found_by_quarter_and_day(database: Database) -> None:
    office = Office(database)
    for day in (WEDNESDAY, THURSDAY, FRIDAY):
        await keep(office, taken(day))
    await keep(office, taken(FRIDAY), T2)

    async def days_of(period: Period, day: date) -> tuple[date | None, ...]:
        repository = [
            await office.do(lambda uow: uow.snapshots.last(period)),
            await office.do(lambda uow: uow.snapshots.before(period, day)),
            await office.do(lambda uow: uow.snapshots.of_day(period, day)),
        ]
        return tuple(each.day if each else None for each in repository)

    assert await days_of(T3, FRIDAY) == (FRIDAY, THURSDAY, FRIDAY)
    assert await days_of(T3, WEDNESDAY) == (FRIDAY, None, WEDNESDAY)
    assert await days_of(T2, THURSDAY) == (FRIDAY, None, None)
    assert await days_of(Period(2025, 1), THURSDAY) == (None, None, None)


async def test_what_is_older_than_wanted_is_deleted(database: Database) -> None:
    office = Office(database)
    await keep(office, taken(WEDNESDAY))
    await keep(office, taken(FRIDAY))
    long_after: datetime = NOW.now + timedelta(hours=1)

    deleted = await office.do(lambda uow: prune(uow, long_after, long_after))

    assert deleted == 1
    assert await office.do(lambda uow: uow.snapshots.before(T3, FRIDAY)) is None
