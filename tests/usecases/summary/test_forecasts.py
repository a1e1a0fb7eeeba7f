"""The forecast of a quarter, from the captures of each UR in earlier quarters."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar.deadlines import Deadlines
from domain.kit.entregas import Entrega, EntregaState, Move
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.reports import CodedName
from domain.summary.messages import Forecast, OutlookLine
from domain.summary.projection import Projection
from storage.closings import Closing
from storage.entregas import EntregaMove
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, OAXACA, T2, T3, Office, a_mir, a_row, an_avance, local, statements_of
from usecases.summary.forecasts import forecast_of, projection_of
from usecases.summary.quarter_facts import QuarterFacts, read_quarter

CLOSE = Deadlines().received_until(T2)
"""Mon 7 Jul 2025: the last day of reception of the second quarter."""
ROWS = tuple(a_row(f"Actividad 7.{number}") for number in range(1, 5))
PROVED = an_avance("25", evidence=(AN_OFICIO,))


async def projected(office: Office, moment: Moment | None = None) -> tuple[Projection, Forecast | None]:
    async def act(uow: UnitOfWork) -> tuple[Projection, QuarterFacts]:
        facts = await read_quarter(uow, T3, moment or office.moment)
        return await projection_of(uow, facts), facts

    projection, facts = await office.do(act)
    return projection, forecast_of(projection, facts)


async def captures(office: Office, ids: list[int], day: date, period: Period = T2) -> None:
    """Save indicators at noon of a day."""
    office.moment = local(day)
    for each in ids:
        await office.save(each, PROVED, period)


async def registered(office: Office, unit: str = "402", programme: str = "08") -> list[int]:
    return list((await office.register(a_mir(*ROWS, unit=unit, programme=programme))).values())


@pytest.fixture
def today() -> Moment:
    """8 business days before the close of the third quarter."""
    return local(date(2025, 9, 25))


async def test_who_always_finished_at_the_end_would_close_complete(office: Office, today: Moment) -> None:
    ids = await registered(office)
    await captures(office, ids, CLOSE)

    _, forecast = await projected(office, today)

    assert forecast == Forecast(1, 1, 0, (OutlookLine("08 Gobierno innovador", 0, 100),))


async def test_who_brought_half_of_what_was_missing_would_bring_half_again(
    office: Office, today: Moment
) -> None:
    ids = await registered(office)
    await captures(office, ids[:2], CLOSE - timedelta(days=3))
    await captures(office, ids[2:], CLOSE + timedelta(days=1))

    projection, forecast = await projected(office, today)

    assert forecast is not None
    assert (forecast.complete, forecast.units, forecast.unknown) == (0, 1, 0)
    assert projection.by_unit["402"].expected_percent == 50


async def test_a_correction_long_after_does_not_make_a_capture_late(office: Office, today: Moment) -> None:
    ids = await registered(office)
    await captures(office, ids, CLOSE + timedelta(days=20))

    async def sent_before(uow: UnitOfWork) -> None:
        at = local(CLOSE - timedelta(days=3)).now
        entrega = Entrega("402", T2, EntregaState.SENT, round=1, version=1, sent_at=at)
        saved = await uow.entregas.save(entrega, read=0, at=at)
        assert saved.id is not None
        made = EntregaMove(Move.SEND, 1, EntregaState.OPEN, EntregaState.SENT, "person:9", at)
        await uow.entregas.add_move(saved.id, made)

    await office.do(sent_before)

    projection, _ = await projected(office, today)

    assert projection.complete == 1


async def test_a_unit_without_history_is_counted_apart(office: Office, today: Moment) -> None:
    await captures(office, await registered(office), CLOSE)
    await registered(office, "504", "4")

    _, forecast = await projected(office, today)

    assert forecast is not None
    assert (forecast.complete, forecast.units, forecast.unknown) == (1, 1, 1)
    assert forecast.programmes == (
        OutlookLine("4 Gobierno innovador", 0, None),
        OutlookLine("08 Gobierno innovador", 0, 100),
    )


async def test_nothing_is_foretold_where_no_unit_has_history(office: Office, today: Moment) -> None:
    ids = await registered(office)
    await office.save(ids[0], replace(PROVED, is_imported=True), T2)

    assert (await projected(office, today))[1] is None


async def test_quarters_of_more_than_a_year_ago_do_not_count(office: Office, today: Moment) -> None:
    old = a_mir(*ROWS, period=Period(2024, 2))
    ids = list((await office.register(old)).values())
    await captures(office, ids, date(2024, 7, 5), Period(2024, 2))
    await registered(office)

    assert (await projected(office, today))[1] is None


async def test_nothing_is_foretold_of_what_is_complete(office: Office, today: Moment) -> None:
    ids = await registered(office)
    await captures(office, ids, CLOSE)
    await captures(office, ids, date(2025, 9, 20), T3)

    projection, forecast = await projected(office, today)

    assert forecast is None
    assert projection.by_unit["402"].done_percent == 100


async def test_once_it_is_over_nothing_more_is_expected(office: Office) -> None:
    ids = await registered(office)
    await captures(office, ids, CLOSE)
    after = local(date(2025, 10, 8))

    projection, forecast = await projected(office, after)

    assert forecast is None
    assert projection.by_unit["402"].expected is None


@pytest.mark.parametrize(
    ("day", "until"),
    [
        pytest.param(date(2025, 9, 30), None, id="on the due day"),
        pytest.param(date(2025, 10, 1), date(2025, 10, 7), id="after it"),
        pytest.param(date(2025, 10, 7), date(2025, 10, 7), id="on the last day of reception"),
    ],
)
async def test_past_due_it_says_until_when_it_looks_ahead(
    office: Office, day: date, until: date | None
) -> None:
    await captures(office, await registered(office), CLOSE)

    _, forecast = await projected(office, local(day))

    assert forecast is not None
    assert forecast.received_until == until


async def test_nor_once_it_was_closed(office: Office, today: Moment) -> None:
    await captures(office, await registered(office), CLOSE)
    closed_at = datetime(2025, 9, 24, 9, tzinfo=OAXACA).astimezone(UTC)
    await office.do(lambda uow: uow.closings.close(Closing(T3, closed_at, "person:1", {})))

    assert (await projected(office, today))[1] is None


async def test_ejes_are_those_of_the_programmes(office: Office, today: Moment) -> None:
    eje = CodedName("3", "Gobierno moderno", "3. Gobierno moderno")
    document = a_mir(*ROWS, ejes=(eje,))
    ids = list((await office.register(document)).values())
    await captures(office, ids, CLOSE)

    _, forecast = await projected(office, today)

    assert forecast is not None
    assert forecast.ejes == (OutlookLine("3. Gobierno moderno", 0, 100),)


async def test_one_programme_of_several_units_is_one_line(office: Office, today: Moment) -> None:
    await captures(office, await registered(office, "402", "08"), CLOSE)
    await captures(office, await registered(office, "504", "8"), CLOSE)

    _, forecast = await projected(office, today)

    assert forecast is not None
    assert [each.name for each in forecast.programmes] == ["08 Gobierno innovador"]


async def test_many_units_take_as_many_queries_as_one(office: Office, today: Moment) -> None:
    counts = []
    for number in (100, *range(101, 110)):
        await captures(office, await registered(office, str(number)), CLOSE)
        with statements_of(office.database) as statements:
            await projected(office, today)
        counts.append(len(statements))

    assert len(set(counts)) == 1
