"""IMPLAN sets ladders for all or for one programme; otherwise the default counts."""

import pytest

from domain.reminders.ladders import DEFAULT, Ladder, Ladders, Recipient, Rhythm
from storage.engine import Database
from storage.ladders import Key
from tests.facts import NOW, Office

OF_ALL: Key = ("", Recipient.ENLACE, Rhythm.QUARTERLY)
OF_EIGHT: Key = ("8", Recipient.ENLACE, Rhythm.QUARTERLY)
OWN, OTHER = Ladder((-7, -4, 0), goes_on=True), Ladder((-2,))


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def sets(office: Office, key: Key, given: Ladder) -> None:
    await office.do(lambda uow: uow.ladders.set(key, given, at=NOW.now, by="person:9"))


async def known(office: Office) -> Ladders:
    return await office.do(lambda uow: uow.ladders.ladders())


async def test_without_any_the_default_counts(office: Office) -> None:
    found = await known(office)

    assert found == Ladders()
    assert found.of("8", Recipient.ENLACE) == DEFAULT[Recipient.ENLACE, Rhythm.QUARTERLY]


async def test_that_of_a_programme_goes_before_that_of_all(office: Office) -> None:
    await sets(office, OF_ALL, OTHER)
    await sets(office, OF_EIGHT, OWN)

    found = await known(office)

    assert (found.of("8", Recipient.ENLACE), found.of("9", Recipient.ENLACE)) == (OWN, OTHER)


async def test_the_last_one_set_counts_and_its_rungs_are_in_order(office: Office) -> None:
    await sets(office, OF_ALL, OTHER)
    await sets(office, OF_ALL, Ladder((0, -7, -4), goes_on=True))

    assert (await known(office)).by_key == {OF_ALL: OWN}


async def test_an_empty_one_is_kept_and_reminds_nobody(office: Office) -> None:
    await sets(office, OF_ALL, Ladder())

    assert (await known(office)).of("8", Recipient.ENLACE) == Ladder()


async def test_one_that_is_dropped_leaves_the_default(office: Office) -> None:
    await sets(office, OF_ALL, OTHER)
    await sets(office, OF_EIGHT, OWN)

    await office.do(lambda uow: uow.ladders.drop(OF_EIGHT))

    assert (await known(office)).by_key == {OF_ALL: OTHER}
