"""Packing, reading and refusing a button follow from the declaration of its fields."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.callbacks import Callback, pack
from bot.kit.handlers import Buttons
from bot.kit.operands import AnyUnit, Code, operand_of
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.periods import QUARTERS, Period
from domain.kit.unit_codes import UnitCode
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import T3


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    name: Code
    weight: Decimal


@dataclass(frozen=True)
class Everything(Callback, key={"ya": {"is_dark": False}, "yb": {"is_dark": True}}, needs=Action.SEE_HELP):
    """Has a field of each type that a button can carry; together they may be too long."""

    number: int
    is_so: bool
    colour: Colour
    part: Part
    until: date | None = None
    periods: tuple[Period, ...] = ()
    colours: tuple[Colour, ...] = ()
    unit_code: AnyUnit = ""
    is_dark: bool = False


@dataclass(frozen=True)
class Short(Callback, key="ys", needs=Action.ADMINISTER):
    number: int


@dataclass(frozen=True)
class AnotherShort(Callback, key="ys", needs=Action.SEE_HELP):
    unit_code: UnitCode


async def do_nothing(uow: UnitOfWork, person: Person, callback: Any, moment: Moment) -> None:
    """A handler without effect."""


def test_the_fields_stand_behind_the_key_in_their_order() -> None:
    callback = Everything(7, True, Colour.RED, Part("a1", Decimal("-2.50")), None, (T3, T3.next()))

    data = pack(callback)

    assert data == "ya:7:y:red:a1:-2.50::3T2025,4T2025::"
    assert Everything.unpack(data) == callback


def test_a_field_may_be_told_by_the_key_alone() -> None:
    callback = Everything(7, False, Colour.BLUE, Part("a1", Decimal(3)), date(2025, 9, 30), is_dark=True)

    assert pack(callback) == "yb:7:n:blue:a1:3:2025-09-30:::"
    assert Everything.unpack("yb:7:n:blue:a1:3:2025-09-30:::") == callback


everything = st.builds(
    Everything,
    st.integers(0, 999_999_999),
    st.booleans(),
    st.sampled_from(Colour),
    st.builds(
        Part,
        st.from_regex("[A-Za-z0-9]{1,12}", fullmatch=True),
        st.decimals(-1_000_000, 1_000_000, places=2),
    ),
    st.none() | st.dates(date(2000, 1, 1)),
    st.lists(st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS))).map(tuple),
    st.lists(st.sampled_from(Colour)).map(tuple),
    st.just("") | st.from_regex("[A-Z0-9.-]{1,12}", fullmatch=True),
    st.booleans(),
)


@given(callback=everything)
def test_each_type_comes_back_as_it_was(callback: Everything) -> None:
    assert Everything.unpack(pack(callback)) == callback


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("yc:7:y:red:a1:3::::", id="another key"),
        pytest.param("ya:7:y:red:a1:3:::", id="a field too few"),
        pytest.param("ya:7:y:red:a1:3:::::", id="a field too many"),
        pytest.param("ya:7:maybe:red:a1:3::::", id="neither yes nor no"),
        pytest.param("ya:7:y:green:a1:3::::", id="no such choice"),
        pytest.param("ya:7:y:red:a-1:3::::", id="no code"),
        pytest.param("ya:7:y:red:a1:1e3::::", id="a figure in another spelling"),
        pytest.param("ya:7:y:red:a1:NaN::::", id="no figure"),
        pytest.param("ya:7:y:red:a1:3::3T2025,::", id="an empty item"),
        pytest.param("ya:7:y:red:a1:3::::4_2", id="no code of a UR"),
    ],
)
def test_what_no_button_wrote_is_not_read(data: str) -> None:
    assert Everything.unpack(data) is None


@pytest.mark.parametrize(
    "hint",
    [
        pytest.param(float, id="a figure that is not exact"),
        pytest.param(list[int], id="a list"),
        pytest.param(int | date, id="one of several"),
        pytest.param(str | None, id="a text that may be empty, or none"),
        pytest.param(tuple[str, ...], id="texts that may have commas"),
        pytest.param(tuple[int, int], id="parts without names"),
        pytest.param(tuple[Part, ...], id="several of several parts"),
        pytest.param(tuple[int | None, ...], id="several that may be none"),
    ],
)
def test_a_field_that_would_not_come_back_cannot_be_declared(hint: Any) -> None:
    with pytest.raises(TypeError, match="no button can carry"):
        operand_of(hint)


def test_a_button_without_a_right_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="needs"):

        class NobodysButton(Callback, key="yn"):  # type: ignore[call-arg]
            pass


def test_two_buttons_with_one_key_cannot_be_collected() -> None:
    one, other = Buttons(), Buttons()
    one.on(Short)(do_nothing)
    other.on(AnotherShort)(do_nothing)

    with pytest.raises(ValueError, match="two buttons begin with 'ys'"):
        Buttons.collected(one, other)


def test_only_collected_buttons_are_read() -> None:
    subject = Buttons()
    subject.on(Short)(do_nothing)

    collected = Buttons.collected(subject)

    assert collected.unpack("ys:7") == Short(7)
    assert collected.unpack("ya:7") is None
    assert collected.kinds == {"ys": Short}
