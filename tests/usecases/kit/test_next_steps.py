"""The next step of each UR, read for many at once."""

from tests.facts import Office
from usecases.kit.next_steps import steps_of


async def test_of_no_reports_nothing_is_next(office: Office) -> None:
    assert await office.do(lambda uow: steps_of(uow, [], office.moment)) == {}
