"""All files are read once a night, a few at a time, by one process, resumed after an interruption."""

from datetime import date
from pathlib import Path

import pytest

from app.clock import wall
from domain.evidence.proof_files import FileState
from domain.kit.moments import Moment
from storage.engine import Database
from storage.files import FileStore
from storage.uow import UnitOfWork
from tests.facts import NOW, OAXACA, Office, local
from usecases.evidence.read_nightly import MOST_BYTES, READ_ENDED, NightlyReading, is_night, night_of

FILES = 120
EVENING, MORNING = local(date(2025, 9, 25), 22), local(date(2025, 9, 26), 5, 59)
DAWN, NEXT = local(date(2025, 9, 26), 6), local(date(2025, 9, 26), 22)


class Night:
    def __init__(self, office: Office, store: FileStore) -> None:
        self.office = office
        self.store = store
        self.moment = EVENING
        self.hashes: list[str] = []

    def reading(self, most: int = MOST_BYTES) -> NightlyReading:
        return NightlyReading(
            self.office.database, self.store, now=lambda: self.moment.now, zone=OAXACA, wall=wall, most=most
        )

    async def fills(self, size: int = 3) -> None:
        async def remembers(uow: UnitOfWork) -> None:
            for number in range(FILES):
                sha256 = self.store.put(b"%03d" % number)
                await uow.avances.remember_file(sha256, size=size, mime="image/png", name="x.png", at=NOW.now)
                self.hashes.append(sha256)

        await self.office.do(remembers)

    async def read(self) -> int:
        """Return how many files were read up to now."""
        known = await self.office.do(lambda uow: uow.file_checks.every())
        return sum(each.state is not None for each in known)


@pytest.fixture
async def night(database: Database, tmp_path: Path) -> Night:
    night = Night(Office(database), FileStore(tmp_path / "evidencias"))
    await night.fills()
    return night


async def steps(reading: NightlyReading) -> list[int | None]:
    taken: list[int | None] = []
    while not taken or taken[-1] is not None:
        taken.append(await reading.step())
    return taken


async def test_all_are_read_once_a_night(night: Night) -> None:
    reading = night.reading()

    first, again = await steps(reading), await steps(reading)
    night.moment = MORNING
    late = await steps(reading)
    night.moment = NEXT
    next_night = await steps(reading)

    assert first == next_night == [150, 150, 60, None]
    assert again == late == [None]
    assert await night.read() == FILES


@pytest.mark.parametrize("moment", [NOW, DAWN], ids=["at noon", "at six"])
async def test_nothing_is_read_by_day(night: Night, moment: Moment) -> None:
    night.moment = moment

    assert await night.reading().step() is None
    assert await night.read() == 0


async def test_what_rotted_is_found(night: Night) -> None:
    night.store.path(night.hashes[7]).write_bytes(b"rot")
    night.store.path(night.hashes[70]).unlink()

    await steps(night.reading())

    assert await night.office.do(lambda uow: uow.file_checks.faults()) == {
        night.hashes[7]: FileState.ALTERED,
        night.hashes[70]: FileState.MISSING,
    }


async def test_another_process_waits_and_goes_on_where_the_first_was_cut_off(night: Night) -> None:
    first, second = night.reading(), night.reading()

    assert await first.step() == 150
    assert await second.step() is None
    await night.office.do(lambda uow: uow.leases.clear())

    assert await steps(second) == [150, 60, None]
    assert await night.read() == FILES


async def test_a_reading_that_morning_cut_off_goes_on_in_the_next_night(night: Night) -> None:
    reading = night.reading()
    await reading.step()
    night.moment = DAWN
    by_day = await reading.step()
    night.moment = NEXT

    assert by_day is None
    assert await steps(reading) == [150, 60, None]


async def test_much_at_once_is_read_in_parts(database: Database, tmp_path: Path) -> None:
    night = Night(Office(database), FileStore(tmp_path / "evidencias"))
    await night.fills(size=6)

    assert await steps(night.reading(most=10)) == [*[6] * FILES, None]


async def test_without_files_the_night_is_soon_over(database: Database, tmp_path: Path) -> None:
    night = Night(Office(database), FileStore(tmp_path / "evidencias"))

    assert await night.reading().step() is None
    assert await night.office.do(lambda uow: uow.meta.get_instant(READ_ENDED)) == EVENING.now


@pytest.mark.parametrize(
    ("moment", "night", "day"),
    [
        (EVENING, True, date(2025, 9, 25)),
        (MORNING, True, date(2025, 9, 25)),
        (DAWN, False, date(2025, 9, 25)),
        (NEXT, True, date(2025, 9, 26)),
        (local(date(2025, 9, 26), 21, 59), False, date(2025, 9, 26)),
    ],
)
def test_a_night_belongs_to_the_day_it_began_in(moment: Moment, night: bool, day: date) -> None:
    assert (is_night(moment), night_of(moment)) == (night, day)
