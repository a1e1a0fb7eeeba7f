"""One instant in the time zone of Oaxaca."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.kit.moments import Moment

OAXACA = ZoneInfo("America/Mexico_City")


@pytest.mark.parametrize(
    ("now", "today", "at"),
    [
        pytest.param(datetime(2025, 9, 30, 18, tzinfo=UTC), date(2025, 9, 30), time(12), id="noon"),
        pytest.param(
            datetime(2025, 10, 1, 5, 59, tzinfo=UTC),
            date(2025, 9, 30),
            time(23, 59),
            id="last minute of the due day",
        ),
        pytest.param(datetime(2025, 10, 1, 6, tzinfo=UTC), date(2025, 10, 1), time(0), id="midnight"),
        pytest.param(
            datetime(2025, 7, 1, 6, tzinfo=UTC), date(2025, 7, 1), time(0), id="no summer time since 2022"
        ),
        pytest.param(
            datetime(2022, 6, 30, 5, tzinfo=UTC), date(2022, 6, 30), time(0), id="summer time until 2022"
        ),
    ],
)
def test_the_day_and_hour_are_those_of_oaxaca(now: datetime, today: date, at: time) -> None:
    moment = Moment(now, OAXACA)

    assert (moment.today, moment.time) == (today, at)
    assert moment.local == now


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2022, 4, 2), datetime(2022, 4, 3, 5, 59, 59, tzinfo=UTC)),
        (date(2022, 4, 3), datetime(2022, 4, 4, 4, 59, 59, tzinfo=UTC)),
        (date(2022, 10, 29), datetime(2022, 10, 30, 4, 59, 59, tzinfo=UTC)),
        (date(2022, 10, 30), datetime(2022, 10, 31, 5, 59, 59, tzinfo=UTC)),
        (date(2024, 2, 29), datetime(2024, 3, 1, 5, 59, 59, tzinfo=UTC)),
        (date(2025, 12, 31), datetime(2026, 1, 1, 5, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_day_ends_by_the_clocks_of_its_time(day: date, ends: datetime) -> None:
    """Summer time was kept from 3 April to 30 October 2022, and never since."""
    assert Moment(datetime(2025, 9, 24, tzinfo=UTC), OAXACA).end_of(day) == ends
