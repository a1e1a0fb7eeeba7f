"""The day of recovery as people type it: in the future, and within a quarter after the fiscal year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.capture.justification import RecoveryRefused, latest_recovery, read_recovery
from domain.capture.turns import Refusal
from tests.builders import T3, T4

TODAY = date(2025, 9, 25)
DAYS = st.dates(date(2025, 9, 26), latest_recovery(T3))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("30 de octubre", date(2025, 10, 30), id="spoken"),
        pytest.param("el 30 de octubre del 2025", date(2025, 10, 30), id="with its year"),
        pytest.param("15/11/2025", date(2025, 11, 15), id="in figures"),
        pytest.param("15/11", date(2025, 11, 15), id="without a year"),
        pytest.param("28 de febrero", date(2026, 2, 28), id="the next February"),
        pytest.param("31/3", date(2026, 3, 31), id="the last day"),
        pytest.param("26 sep", date(2025, 9, 26), id="tomorrow"),
        pytest.param("No se recupera.", None, id="never"),
    ],
)
def test_a_day_of_recovery_is_read(text: str, day: date | None) -> None:
    assert read_recovery(text, T3, TODAY) == day


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        pytest.param("pronto", Refusal.RECOVERY_NOT_UNDERSTOOD, id="words"),
        pytest.param("30 de octubre y 2 de noviembre", Refusal.RECOVERY_NOT_UNDERSTOOD, id="two days"),
        pytest.param("31 de noviembre", Refusal.RECOVERY_NOT_UNDERSTOOD, id="no such day"),
        pytest.param("31/02", Refusal.RECOVERY_NOT_UNDERSTOOD, id="no such day in figures"),
        pytest.param("25 de septiembre de 2025", Refusal.RECOVERY_NOT_AHEAD, id="today"),
        pytest.param("3 de junio", Refusal.RECOVERY_NOT_AHEAD, id="past, and too late next year"),
        pytest.param("1 de abril de 2026", Refusal.RECOVERY_TOO_LATE, id="too late"),
    ],
)
def test_what_is_no_such_day_is_refused(text: str, refusal: Refusal) -> None:
    with pytest.raises(RecoveryRefused) as refused:
        read_recovery(text, T3, TODAY)

    assert refused.value.refusal is refusal


def test_after_the_year_a_day_is_of_the_next_one() -> None:
    assert read_recovery("28 de febrero", T4, date(2026, 1, 7)) == date(2026, 2, 28)


@given(DAYS)
def test_every_day_ahead_can_be_typed_in_figures(day: date) -> None:
    assert read_recovery(f"{day:%d/%m/%Y}", T3, TODAY) == day
    assert read_recovery(f"{day.day}/{day.month}", T3, TODAY) == day


@given(st.text(max_size=40), st.dates(date(2025, 7, 1), date(2026, 1, 31)))
def test_whatever_is_typed_is_a_day_ahead_or_refused(text: str, today: date) -> None:
    try:
        day = read_recovery(text, T3, today)
    except RecoveryRefused:
        return
    assert day is None or today < day <= today + timedelta(days=280)
