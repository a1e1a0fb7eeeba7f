"""Prórrogas count from the due day, or from the day they are asked for after it."""

from datetime import date

import pytest

from domain.calendar.deadlines import Deadlines
from domain.calendar.prorrogas import ReceptionClosed, require_reception, until_of
from tests.builders import T3

BY_LAW = Deadlines()


@pytest.mark.parametrize(
    ("asked_on", "until_on"),
    [
        pytest.param(date(2025, 9, 25), date(2025, 10, 3), id="before the due day"),
        pytest.param(date(2025, 9, 30), date(2025, 10, 3), id="on it"),
        pytest.param(date(2025, 10, 2), date(2025, 10, 7), id="after it"),
    ],
)
def test_three_days_are_counted_from_the_due_day_or_from_today(asked_on: date, until_on: date) -> None:
    assert until_of(3, BY_LAW, T3, asked_on) == until_on


def test_a_second_prorroga_counts_from_the_first() -> None:
    first = Deadlines(prorrogas={("402", T3): date(2025, 10, 3)}).for_unit("402")

    assert until_of(2, first, T3, date(2025, 10, 1)) == date(2025, 10, 7)


def test_it_may_be_asked_for_until_reception_ends() -> None:
    require_reception(BY_LAW, T3, date(2025, 10, 7))

    with pytest.raises(ReceptionClosed) as refused:
        require_reception(BY_LAW, T3, date(2025, 10, 8))

    assert refused.value.received_until == date(2025, 10, 7)
