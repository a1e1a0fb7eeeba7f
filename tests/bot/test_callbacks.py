"""Buttons carry 1 to 64 bytes and come back as what was packed; anything else is not ours."""

from datetime import date, time
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.callbacks import (
    PACKERS,
    READERS,
    AnswerForm,
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
from bot.callbacks_admin import Administer, Deed, Listed, ShowHistory, ShowList
from bot.callbacks_attention import AnswerHelp
from bot.callbacks_calendar import YEARS, CalendarDeed, ChangeCalendar, ShowInhabiles
from bot.callbacks_late import JudgeLate
from bot.callbacks_papers import CancelPaper, OrderPaper
from bot.callbacks_periods import DecideProrroga
from bot.callbacks_reminders import (
    DecideReassignment,
    EscalateAll,
    NoProgress,
    NotMine,
    Nudge,
    NudgeAll,
    PutOff,
)
from bot.callbacks_review import AskCorrection, DecideCorrection, MoveEntrega, ShowEntrega
from bot.callbacks_status import ShowChart, ShowDetail, ShowGroup
from bot.callbacks_summary import ShowGapsBook, ShowGapsPicture
from domain.drafts import Choice, Chosen
from domain.entregas import Move
from domain.forms import Left, Picked, Skipped, TurnedTo
from domain.gaps import LateVerdict
from domain.papers import PAPERS
from domain.periods import QUARTERS, Period
from domain.prorrogas import Verdict
from domain.unit_search import Kind

LARGEST = 999_999_999
LONGEST_DATA = 64

ids = st.integers(0, LARGEST)
tokens = st.from_regex("[0-9]{1,9}", fullmatch=True)
codes = st.from_regex("[A-Za-z0-9]{1,12}", fullmatch=True)
codes_or_none = st.just("") | codes
periods = st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS))
chosen = st.builds(Chosen, st.sampled_from(Choice), ids)
given_to_forms = st.one_of(
    st.builds(Picked, ids), st.builds(TurnedTo, ids), st.builds(Skipped), st.builds(Left)
)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
moves = st.sampled_from([move for move in Move if move is not Move.CORRECT])
kinds = st.sampled_from([Kind.PROGRAMME, Kind.EJE])


@st.composite
def orders(draw: st.DrawFn) -> OrderPaper:
    kind = draw(st.sampled_from(list(PAPERS)))
    form = draw(st.sampled_from(PAPERS[kind].formats))
    return OrderPaper(kind, draw(codes_or_none), draw(periods), form)


EVERY: dict[type, st.SearchStrategy[Callback]] = {
    OpenIndicator: st.builds(OpenIndicator, ids, periods, st.booleans()),
    WriteNarrative: st.builds(WriteNarrative, ids, periods),
    AnswerQuestion: st.builds(AnswerQuestion, tokens, chosen),
    AnswerForm: st.builds(AnswerForm, tokens, given_to_forms),
    ShowPending: st.builds(ShowPending, periods, ids),
    ShowStatus: st.builds(ShowStatus, codes, periods),
    ShowAllGaps: st.builds(ShowAllGaps, periods),
    ShowGapsPicture: st.builds(ShowGapsPicture, periods),
    ShowGapsBook: st.builds(ShowGapsBook, periods),
    ShowEntrega: st.builds(ShowEntrega, codes, periods, ids),
    MoveEntrega: st.builds(MoveEntrega, codes, periods, ids, moves),
    AskCorrection: st.builds(AskCorrection, ids, periods),
    DecideCorrection: st.builds(DecideCorrection, ids, st.booleans()),
    Administer: st.builds(Administer, st.sampled_from(Deed), codes_or_none),
    ShowList: st.builds(ShowList, st.sampled_from(Listed), codes_or_none, ids),
    ShowHistory: st.builds(ShowHistory, codes, periods, ids),
    DecideProrroga: st.builds(DecideProrroga, ids, st.sampled_from(Verdict)),
    ShowDetail: st.builds(ShowDetail, codes, periods, ids),
    ShowChart: st.builds(ShowChart, codes, periods, ids),
    ShowGroup: st.builds(ShowGroup, kinds, codes, periods, ids),
    PutOff: st.builds(PutOff, periods, days, hours),
    NoProgress: st.builds(NoProgress, ids, periods),
    NotMine: st.builds(NotMine, periods, ids),
    DecideReassignment: st.builds(DecideReassignment, ids, st.booleans()),
    Nudge: st.builds(Nudge, codes, periods, ids),
    NudgeAll: st.builds(NudgeAll, periods),
    EscalateAll: st.builds(EscalateAll, periods),
    ChangeCalendar: st.builds(
        ChangeCalendar, st.sampled_from(CalendarDeed), codes_or_none, st.none() | periods
    ),
    ShowInhabiles: st.builds(ShowInhabiles, st.sampled_from(YEARS)),
    OrderPaper: orders(),
    CancelPaper: st.builds(CancelPaper, ids),
    AnswerHelp: st.builds(AnswerHelp, ids),
    JudgeLate: st.builds(JudgeLate, ids.map(str), st.sampled_from(LateVerdict)),
}
callbacks = st.one_of(*EVERY.values())
operands = st.one_of(
    st.sampled_from(["", "0", "1", "007", "-1", "9" * 10, "402", "4 2", "\x00", "٧", "y", "n", "maybe"]),
    st.sampled_from(["3T2025", "5T2025", "3t2025", "3T1999", "2025-09-31", "2025-09-30", "0900", "2460"]),
    st.sampled_from(["o0", "p1", "o", "s", "c", "s1", "cc", "oo1", *Choice, *Deed, *Listed, *CalendarDeed]),
    st.sampled_from([*Move, *Verdict, *PAPERS, "pdf", "xlsx", "docx", "zip", "exe"]),
    st.text(max_size=12),
)
forged = st.builds(
    lambda verb, given: ":".join([verb, *given]), st.sampled_from([*READERS]), st.lists(operands, max_size=5)
)


def test_every_kind_of_button_is_tried() -> None:
    kinds_of_buttons = set(get_args(Callback))

    assert set(EVERY) == kinds_of_buttons
    assert set(PACKERS) == kinds_of_buttons


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_what_is_packed_comes_back(kind: type) -> None:
    @settings(max_examples=40)
    @given(callback=EVERY[kind])
    def comes_back(callback: Callback) -> None:
        data = pack(callback)

        assert 1 <= len(data.encode()) <= LONGEST_DATA
        assert unpack(data) == callback

    comes_back()


@given(data=forged | st.text(max_size=LONGEST_DATA))
@example("f:1:o0")
@example("f:1:o")
@example("f:1:")
@example("f:1:s1")
def test_what_came_back_is_ours_to_the_letter_or_nothing(data: str) -> None:
    callback = unpack(data)

    assert callback is None or pack(callback) == data


@given(callback=callbacks, place=st.integers(0, LONGEST_DATA), sign=st.characters())
def test_one_other_letter_is_another_button_or_none(callback: Callback, place: int, sign: str) -> None:
    data = pack(callback)
    changed = data[:place] + sign + data[place + 1 :]

    assert (unpack(changed) == callback) is (changed == data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("", id="empty"),
        pytest.param("w:7:3T2025", id="unknown verb"),
        pytest.param("x:7:3T2025", id="neither granted nor refused"),
        pytest.param("f:4:o", id="no position"),
        pytest.param("f:4:o-1", id="negative position of a dialogue"),
        pytest.param("f:4:c1", id="more than leaving"),
        pytest.param("f:4:z", id="no such answer to a dialogue"),
        pytest.param("f:4", id="no answer to a dialogue"),
        pytest.param("qa:", id="no question to IMPLAN"),
        pytest.param("dx:x", id="no order"),
        pytest.param("v:402:3T2025:1:correct", id="a move that no button makes"),
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
