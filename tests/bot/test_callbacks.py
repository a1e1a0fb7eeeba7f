"""Buttons carry 1 to 64 bytes and come back as what was packed; anything else is not ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import (
    AnswerQuestion,
    Callback,
    OpenIndicator,
    ShowAllGaps,
    ShowPending,
    ShowStatus,
    WriteNarrative,
    pack,
    unpack,
)
from bot.callbacks_review import AskCorrection, DecideCorrection, MoveEntrega, ShowEntrega
from bot.callbacks_status import ShowChart, ShowDetail, ShowGroup
from bot.callbacks_summary import ShowGapsBook, ShowGapsPicture
from domain.drafts import Choice, Chosen
from domain.entregas import Move
from domain.periods import QUARTERS, Period
from domain.unit_search import Kind

ids = st.integers(0, 999_999_999)
periods = st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS))
chosen = st.builds(Chosen, st.sampled_from(Choice), st.integers(0, 20))
callbacks: st.SearchStrategy[Callback] = st.one_of(
    st.builds(OpenIndicator, ids, periods, st.booleans()),
    st.builds(WriteNarrative, ids, periods),
    st.builds(AnswerQuestion, ids.map(str), chosen),
    st.builds(ShowPending, periods, st.integers(0, 999)),
    st.builds(ShowStatus, st.from_regex("[A-Z]?[0-9]{1,5}", fullmatch=True), periods),
    st.builds(ShowAllGaps, periods),
    st.builds(ShowGapsPicture, periods),
    st.builds(ShowGapsBook, periods),
    st.builds(ShowEntrega, st.from_regex("[A-Z]?[0-9]{1,5}", fullmatch=True), periods, st.integers(0, 99)),
    st.builds(
        MoveEntrega,
        st.from_regex("[A-Z]?[0-9]{1,5}", fullmatch=True),
        periods,
        st.integers(0, 999),
        st.sampled_from([move for move in Move if move is not Move.CORRECT]),
    ),
    st.builds(ShowDetail, st.from_regex("[A-Z]?[0-9]{1,5}", fullmatch=True), periods, st.integers(0, 99)),
    st.builds(ShowChart, st.from_regex("[A-Z]?[0-9]{1,5}", fullmatch=True), periods, st.integers(0, 99)),
    st.builds(
        ShowGroup,
        st.sampled_from([Kind.PROGRAMME, Kind.EJE]),
        st.from_regex("[a-z]?[0-9]{1,5}", fullmatch=True),
        periods,
        st.integers(0, 99),
    ),
    st.builds(AskCorrection, ids, periods),
    st.builds(DecideCorrection, ids, st.booleans()),
)


@given(callback=callbacks)
def test_what_is_packed_comes_back(callback: Callback) -> None:
    data = pack(callback)

    assert 1 <= len(data.encode()) <= 64
    assert unpack(data) == callback


@given(data=st.text(max_size=64) | st.from_regex("[omnapsgevkq](:[0-9T:-]{0,12}){0,4}", fullmatch=True))
def test_what_came_back_is_ours_to_the_letter_or_nothing(data: str) -> None:
    callback = unpack(data)

    assert callback is None or pack(callback) == data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("", id="empty"),
        pytest.param("x:7:3T2025", id="unknown verb"),
        pytest.param("o:7", id="too few operands"),
        pytest.param("o:7:3T2025:1", id="too many operands"),
        pytest.param("o:-7:3T2025", id="negative id"),
        pytest.param("o:7777777777:3T2025", id="id larger than its column"),
        pytest.param("o:٧:3T2025", id="digits of another script"),
        pytest.param("o:07:3T2025", id="zero in front"),
        pytest.param("o:7:5T2025", id="fifth quarter"),
        pytest.param("o:7:3t2025", id="quarter in another spelling"),
        pytest.param("o:7:3T1999", id="year before all reports"),
        pytest.param("a:4:all:0", id="unknown choice"),
        pytest.param("a:4:cause:-1", id="negative position"),
        pytest.param("p:3T2025:-1", id="negative page"),
        pytest.param("s:4 2:3T2025", id="blank in a code"),
        pytest.param("s:\x00:3T2025", id="control character in a code"),
        pytest.param("s::3T2025", id="no code"),
        pytest.param("g:", id="no quarter"),
    ],
)
def test_forged_data_is_not_a_callback(data: str) -> None:
    assert unpack(data) is None
