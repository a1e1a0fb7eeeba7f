"""The buttons of reminders come back as what was packed; anything else is not ours."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.reminders import (
    DecideReassignment,
    EscalateAll,
    NoProgress,
    NotMine,
    Nudge,
    NudgeAll,
    PutOff,
)
from bot.kit.callbacks import Callback, pack
from bot.switchboard.answers import BUTTONS
from domain.kit.periods import QUARTERS, Period

ids = st.integers(0, 999_999_999)
periods = st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS))
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
callbacks: st.SearchStrategy[Callback] = st.one_of(
    st.builds(PutOff, periods, days, hours),
    st.builds(NoProgress, ids, periods),
    st.builds(NotMine, ids, periods),
    st.builds(DecideReassignment, ids, st.booleans()),
    st.builds(Nudge, st.from_regex("[A-Z]?[0-9]{1,5}", fullmatch=True), periods, st.integers(0, 99)),
    st.builds(NudgeAll, periods),
    st.builds(EscalateAll, periods),
)


@given(callback=callbacks)
def test_what_is_packed_comes_back(callback: Callback) -> None:
    data = pack(callback)

    assert 1 <= len(data.encode()) <= 64
    assert BUTTONS.unpack(data) == callback


@given(data=st.from_regex("r[zsndrae](:[0-9TynA:-]{0,12}){0,4}", fullmatch=True))
def test_what_came_back_is_ours_to_the_letter_or_nothing(data: str) -> None:
    callback = BUTTONS.unpack(data)

    assert callback is None or pack(callback) == data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("rz:3T2025:2025-09-31:0900", id="a day that there is not"),
        pytest.param("rz:3T2025:20250930:0900", id="a day in another spelling"),
        pytest.param("rz:3T2025:2025-09-30:2460", id="an hour that there is not"),
        pytest.param("rz:3T2025:2025-09-30:900", id="an hour in another spelling"),
        pytest.param("rz:3T2025:2025-09-30", id="no hour"),
        pytest.param("rs:7", id="too few operands"),
        pytest.param("rn:-1:3T2025", id="negative id"),
        pytest.param("rd:7:maybe", id="neither yes nor no"),
        pytest.param("rr:402:3T2025:-1", id="negative count"),
        pytest.param("rr:4 2:3T2025:1", id="blank in a code"),
        pytest.param("ra:5T2025", id="fifth quarter"),
        pytest.param("re:", id="no quarter"),
    ],
)
def test_forged_data_is_not_a_callback(data: str) -> None:
    assert BUTTONS.unpack(data) is None
