"""Rungs as they are typed, and the days they fall on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.dialogues.forms import FieldRefused
from domain.kit.workdays import Workdays
from domain.reminders.ladders import DEFAULT, Ladder, Recipient, Rhythm
from domain.reminders.typed_rungs import FIRST, LAST, days_of, read_rungs

DUE = date(2025, 9, 30)
USUAL = (-10, -5, -3, -1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "-10 -5 -3 -1 0",
        "-10, -5, -3, -1, 0.",
        "0 -1 -3 -5 -10 -10",
        "−10 −5 –3 –1 y 0",
        "10 5 3 1 0",
    ],
)
def test_rungs_are_read(text: str) -> None:
    assert read_rungs(text) == USUAL


def test_days_after_are_kept_as_they_are() -> None:
    assert read_rungs("-1 0 +2 5") == (-1, 0, 2, 5)
    assert read_rungs("1 2 3") == (1, 2, 3)
    assert read_rungs("0") == (0,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "rungs_not_understood"),
        ("diario", "rungs_not_understood"),
        ("-10 -", "rungs_not_understood"),
        ("-41 0", "rungs_too_far"),
        ("0 21", "rungs_too_far"),
        (" ".join(str(each) for each in range(-16, 0)), "rungs_too_many"),
    ],
)
def test_anything_else_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FieldRefused, match=problem):
        read_rungs(text)


def test_the_days_of_the_usual_ladder() -> None:
    usual = DEFAULT[Recipient.ENLACE, Rhythm.QUARTERLY]

    days = days_of(usual, DUE, Workdays())

    assert days[:5] == tuple(date(2025, 9, day) for day in (15, 23, 25, 29, 30))
    assert days[5:] == tuple(date(2025, 10, day) for day in (1, 2, 3))
    assert days_of(Ladder((-1, 0)), DUE, Workdays()) == (date(2025, 9, 29), DUE)


def test_a_due_day_that_is_not_worked_is_reminded_of_the_day_before() -> None:
    closed = Workdays(frozenset({DUE}))

    assert days_of(Ladder((0,)), DUE, closed) == (date(2025, 9, 29),)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        rungs = read_rungs(text)
    except FieldRefused:
        return
    assert list(rungs) == sorted(set(rungs))
    assert FIRST <= rungs[0] <= rungs[-1] <= LAST
