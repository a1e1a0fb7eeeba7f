"""The weekly summary and the final one are written once, each on its day."""

from datetime import UTC, date, datetime, time

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.kit.access import Role
from domain.kit.entregas import Entrega, EntregaState
from domain.summary.messages import FinalSummary, GapsPicture, PunctualityBook, WeeklySummary
from storage.closings import Closing
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.facts import ANA, BETO, NOW, OAXACA, T3, Office, a_mir, a_row, local, statements_of
from usecases.summary.note_tick import BEGAN, ENDED
from usecases.summary.plan_summary import due_final, due_weekly, write_summaries

AT_EIGHT = time(8)
MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2025, 9, day) for day in (22, 24, 25, 26, 27))
LAST, OVER = date(2025, 10, 7), date(2025, 10, 8)
"""The last day of reception, and the one after it."""


@pytest.fixture
async def office(memory_database: Database) -> Office:
    """ANA is of IMPLAN, BETO a director."""
    office = Office(memory_database)
    await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.lets_in(ANA, Role.IMPLAN, None)
    await office.lets_in(BETO, Role.CONSULTA, None)
    return office


async def tick(office: Office, day: date, hour: int = 8) -> int:
    moment = local(day, hour)
    return await office.do(lambda uow: write_summaries(uow, moment, AT_EIGHT))


async def keys(office: Office, chat_id: int) -> list[str | None]:
    return [row.key for row in await office.rows(chat_id)]


async def test_on_the_first_business_day_of_a_week_a_director_gets_it_with_its_picture(
    office: Office,
) -> None:
    await tick(office, MONDAY)
    await tick(office, MONDAY, 18)

    assert await office.said(BETO) == [WeeklySummary(T3, MONDAY), GapsPicture(T3)]
    assert await keys(office, BETO) == ["weekly:2025-09-22:2", "weekly:2025-09-22:2:picture"]


async def test_once_it_is_written_the_quarter_is_not_read_every_minute(office: Office) -> None:
    await tick(office, MONDAY)

    with statements_of(office.database) as seen:
        await tick(office, MONDAY, 9)

    assert not [each for each in seen if "FROM programme" in each]


async def test_on_no_other_day_of_the_week(office: Office) -> None:
    for day in (WEDNESDAY, THURSDAY, FRIDAY, SATURDAY):
        await tick(office, day)

    assert await office.said(BETO) == []


async def test_after_an_outage_over_its_hour_the_weekly_one_goes_out_once(office: Office) -> None:
    await _was_off(office, MONDAY, WEDNESDAY)
    await tick(office, WEDNESDAY, 10)
    await tick(office, WEDNESDAY, 11)

    assert await office.said(BETO) == [WeeklySummary(T3, WEDNESDAY), GapsPicture(T3)]


async def test_implan_gets_its_own_summary_instead(office: Office) -> None:
    await tick(office, MONDAY)

    assert not [row for row in await office.rows(ANA) if row.kind == "weekly_summary"]


async def test_no_weekly_one_once_every_unit_has_handed_in(office: Office) -> None:
    entrega = Entrega("402", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(entrega, read=0, at=NOW.now))

    await tick(office, MONDAY)

    assert await office.said(BETO) == []


async def test_no_weekly_one_of_a_quarter_that_was_closed(office: Office) -> None:
    await office.do(lambda uow: uow.closings.close(_closing(datetime(2025, 9, 18, 9, tzinfo=OAXACA))))

    assert await office.do(lambda uow: due_weekly(uow, local(MONDAY), AT_EIGHT)) == []


async def test_no_weekly_one_in_a_week_without_a_business_day(office: Office) -> None:
    await office.do(_holidays)

    assert await office.do(lambda uow: due_weekly(uow, local(MONDAY), AT_EIGHT)) == []


async def test_on_the_day_after_the_reception_everybody_gets_it_once_with_the_ranking(
    office: Office,
) -> None:
    for day in (LAST, OVER, date(2025, 10, 9)):
        await tick(office, day)

    final = [FinalSummary(T3, OVER), PunctualityBook(T3, OVER)]
    assert await office.said(BETO) == final
    assert [each for each in await office.said(ANA) if type(each) in map(type, final)] == final
    assert await keys(office, BETO) == ["final:3T2025:2", "final:3T2025:2:excel"]


async def test_when_implan_closes_before_the_final_one_goes_out_at_the_next_summary_hour(
    office: Office,
) -> None:
    await tick(office, FRIDAY)
    await office.do(lambda uow: uow.closings.close(_closing(datetime(2025, 9, 26, 9, tzinfo=OAXACA))))
    for day in (date(2025, 9, 29), OVER):
        await tick(office, day)

    assert await office.said(BETO) == [
        FinalSummary(T3, date(2025, 9, 29)),
        PunctualityBook(T3, date(2025, 9, 29)),
    ]


async def test_after_an_outage_over_its_hour_the_final_one_goes_out_once(office: Office) -> None:
    await _was_off(office, LAST, date(2025, 10, 9))
    await tick(office, date(2025, 10, 9), 10)

    assert (await office.said(BETO))[0] == FinalSummary(T3, date(2025, 10, 9))


async def test_the_final_one_stands_for_the_weekly_one_of_that_day(office: Office) -> None:
    await office.do(lambda uow: uow.closings.close(_closing(datetime(2025, 9, 20, 9, tzinfo=OAXACA))))
    await tick(office, MONDAY)

    assert [type(each) for each in await office.said(BETO)] == [FinalSummary, PunctualityBook]


async def test_the_weekly_one_does_not_follow_the_final_one_of_a_quarter_that_stays_open(
    office: Office,
) -> None:
    dates = PeriodDates(received_until=date(2025, 10, 10))
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", dates, "Oficio 1"))

    for hour in (8, 9):
        await tick(office, date(2025, 10, 13), hour)

    assert [type(each) for each in await office.said(BETO)] == [FinalSummary, PunctualityBook]


async def test_without_any_unit_there_is_nothing_to_tell(memory_database: Database) -> None:
    empty = Office(memory_database)
    moment = local(date(2024, 10, 8))

    assert await empty.do(lambda uow: due_final(uow, moment, AT_EIGHT)) == []


async def test_an_inhabil_that_was_declared_after_an_outage_waits(office: Office) -> None:
    await _was_off(office, LAST, date(2025, 10, 11))

    assert await tick(office, date(2025, 10, 11), 10) == 0


async def _was_off(office: Office, first: date, last: date) -> None:
    async def note(uow: UnitOfWork) -> None:
        await uow.meta.set_instant(BEGAN, local(first, 7).now)
        await uow.meta.set_instant(ENDED, local(last, 9).now)

    await office.do(note)


def _closing(at: datetime) -> Closing:
    return Closing(T3, at.astimezone(UTC), "person:1", {})


async def _holidays(uow: UnitOfWork) -> None:
    for day in range(22, 27):
        await uow.calendar.add_inhabil(date(2025, 9, day), "Fiesta", "Cabildo")
