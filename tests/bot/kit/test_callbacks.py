"""Buttons have 1 to 64 bytes of data and unpack to the packed value; other data is refused."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.buttons.calendar import YEARS, CalendarDialogue, ShowInhabiles
from bot.buttons.forms import AnswerForm
from bot.buttons.papers import OrderPaper
from bot.buttons.people import AdminDialogue, Administer, PagedList
from bot.buttons.status import ShowGroup, ShowStatus
from bot.kit.callbacks import Callback, comes_back, pack
from bot.kit.operands import AnyUnit, Code
from bot.switchboard.answers import BUTTONS
from domain.calendar.prorrogas import Verdict
from domain.kit.dialogues.forms import Left, Picked, Skipped, TurnedTo
from domain.kit.drafts import Choice, Chosen
from domain.kit.entregas import Move
from domain.kit.periods import QUARTERS, Period
from domain.kit.unit_codes import UnitCode
from domain.papers.kinds import PAPERS
from domain.status.unit_search import Kind
from tests.facts import T3

LARGEST = 999_999_999
LONGEST_DATA = 64
KINDS = sorted(set(BUTTONS.kinds.values()), key=lambda kind: kind.__name__)

ids = st.integers(0, LARGEST)
units = st.from_regex("[A-Z0-9.-]{1,12}", fullmatch=True) | st.from_regex("[A-Z0-9.-]{12}", fullmatch=True)
given_to_forms = st.one_of(
    st.builds(Picked, ids), st.builds(TurnedTo, ids), st.builds(Skipped), st.builds(Left)
)
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: ids,
    str: st.from_regex("[0-9]{1,9}", fullmatch=True),
    Period: st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS)),
    Period | None: st.none() | st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS)),
    date: st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    time: st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    UnitCode: units,
    AnyUnit: st.just("") | units,
    Code: st.from_regex("[A-Za-z0-9]{1,12}", fullmatch=True),
    Chosen: st.builds(Chosen, st.sampled_from(Choice), ids),
}
BY_FIELD: dict[tuple[type[Callback], str], st.SearchStrategy[Any]] = {
    (AnswerForm, "given"): given_to_forms,
    (OrderPaper, "format"): st.sampled_from(["pdf", "xlsx", "docx", "zip"]),
    (ShowGroup, "kind"): st.sampled_from([Kind.PROGRAMME, Kind.EJE]),
    (ShowInhabiles, "year"): st.sampled_from(YEARS),
}


def values_of(kind: type[Callback], name: str, hint: Any) -> st.SearchStrategy[Any]:
    if (kind, name) in BY_FIELD:
        return BY_FIELD[kind, name]
    is_choice = isinstance(hint, type) and issubclass(hint, StrEnum)
    return st.sampled_from(list(hint)) if is_choice else BY_TYPE[hint]


def buttons_of(kind: Any) -> st.SearchStrategy[Callback]:
    """Return a strategy for the buttons of a kind, from the types of its fields."""
    hints = get_type_hints(kind, include_extras=True)
    found = {each.name: values_of(kind, each.name, hints[each.name]) for each in fields(kind)}
    return st.builds(kind, **found).filter(lambda callback: callback.is_sent)


callbacks = st.one_of(*map(buttons_of, KINDS))
operands = st.one_of(
    st.sampled_from(["", "0", "1", "007", "-1", "9" * 10, "402", "4 2", "\x00", "٧", "y", "n", "maybe"]),
    st.sampled_from(["3T2025", "5T2025", "3t2025", "3T1999", "2025-09-31", "2025-09-30", "0900", "2460"]),
    st.sampled_from(
        ["o0", "p1", "o", "s", "c", "s1", "cc", "oo1", *Choice, *AdminDialogue, *PagedList, *CalendarDialogue]
    ),
    st.sampled_from([*Move, *Verdict, *PAPERS, "pdf", "xlsx", "docx", "zip", "exe"]),
    st.text(max_size=12),
)
forged = st.builds(
    lambda key, given: ":".join([key, *given]),
    st.sampled_from([*BUTTONS.kinds]),
    st.lists(operands, max_size=5),
)


def declared(kind: type[Callback]) -> Iterator[type[Callback]]:
    for each in kind.__subclasses__():
        yield each
        yield from declared(each)


def test_every_button_that_is_declared_is_handled() -> None:
    ours = {kind for kind in declared(Callback) if kind.__module__.startswith("bot.")}

    assert ours == set(KINDS), "nobody handles it: write a function under @buttons.on(…) in its room of bot/"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_packed_comes_back(kind: type) -> None:
    @settings(max_examples=40)
    @given(callback=buttons_of(kind))
    def comes_home(callback: Callback) -> None:
        data = pack(callback)

        assert 1 <= len(data.encode()) <= LONGEST_DATA
        assert BUTTONS.unpack(data) == callback
        assert comes_back(callback)

    comes_home()


@given(data=forged | st.text(max_size=LONGEST_DATA))
@example("f:1:o0")
@example("f:1:o")
@example("f:1:")
@example("f:1:s1")
def test_what_came_back_is_ours_to_the_letter_or_nothing(data: str) -> None:
    callback = BUTTONS.unpack(data)

    assert callback is None or pack(callback) == data


@given(callback=callbacks, place=st.integers(0, LONGEST_DATA), sign=st.characters())
def test_one_other_letter_is_another_button_or_none(callback: Callback, place: int, sign: str) -> None:
    data = pack(callback)
    changed = data[:place] + sign + data[place + 1 :]

    assert (BUTTONS.unpack(changed) == callback) is (changed == data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("", id="empty"),
        pytest.param("w:7:3T2025", id="unknown key"),
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
        pytest.param("s:1234567890123:3T2025", id="a code of thirteen signs"),
        pytest.param("s::3T2025", id="no code"),
        pytest.param("g:", id="no quarter"),
    ],
)
def test_forged_data_is_not_a_callback(data: str) -> None:
    assert BUTTONS.unpack(data) is None


@pytest.mark.parametrize("unit_code", ["1234567890123", "4:2", "ñ", ""])
def test_a_code_that_no_button_can_carry_is_known(unit_code: str) -> None:
    assert not comes_back(ShowStatus(unit_code, T3))
    assert comes_back(Administer(AdminDialogue.INVITE, unit_code)) is (unit_code == "")
