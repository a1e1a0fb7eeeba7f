"""The numbers of a printed row are read right, or a person is asked."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.imports.report_rows import read_row
from domain.imports.row_readings import AmbiguousValue, Repair, RowReading, RowState, Slot, SlotKind
from domain.kit.indicators import BLANK

Cell = Decimal | None


def cells(text: str) -> list[Cell]:
    """Write a row as `25 25 25 25 100 25 _ _ _ 25 …`, with _ for a blank cell."""
    return [None if word == "_" else Decimal(word) for word in text.split()]


def numbers(*values: int | None) -> tuple[Cell, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


@dataclass(frozen=True)
class TrueRow:
    goals: tuple[Decimal, ...]
    achieved: tuple[Cell, ...]
    quarter: int
    zeros_later: bool

    def printed(self) -> list[Cell]:
        later = Decimal(0) if self.zeros_later else None
        shown = [value if t < self.quarter else later for t, value in enumerate(self.achieved)]
        done = [value or Decimal(0) for value in self.achieved]
        missing = [goal - value for goal, value in zip(self.goals, done, strict=True)]
        totals = [sum(values, Decimal(0)) for values in (self.goals, done, missing)]
        return [*self.goals, totals[0], *shown, totals[1], *missing, totals[2]]

    def is_met_by(self, reading: RowReading) -> bool:
        """Each value is the true one, or is left open with the true one among its candidates."""
        open_values = {(doubt.kind, doubt.quarter): doubt.candidates for doubt in reading.doubts}
        pairs = [
            *(
                (SlotKind.GOAL, *triple)
                for triple in zip((1, 2, 3, 4), reading.programmed, self.goals, strict=True)
            ),
            *(
                (SlotKind.ACHIEVED, *triple)
                for triple in zip((1, 2, 3, 4), reading.achieved, self.achieved, strict=True)
            ),
        ]
        return all(
            read is None and (true is None or true in open_values[kind, t])
            if (kind, t) in open_values
            else read == true
            for kind, t, read, true in pairs
        )


amounts = st.one_of(st.sampled_from([0, 0, 25, 50]), st.integers(0, 100)).map(Decimal)
small = st.sampled_from([0, 0, 5, 10]).map(Decimal)


@st.composite
def true_rows(draw: st.DrawFn) -> TrueRow:
    cuts = sorted(draw(st.tuples(*[st.one_of(st.sampled_from([0, 25, 50, 100]), st.integers(0, 100))] * 3)))
    edges = [0, *cuts, 100]
    goals = tuple(Decimal(b - a) for a, b in pairwise(edges))
    quarter = draw(st.integers(1, 4))
    reported = [draw(st.one_of(st.none(), small, amounts)) for _ in range(quarter)]
    zeros_later = None not in reported and draw(st.booleans())
    return TrueRow(goals, (*reported, *[None] * (4 - quarter)), quarter, zeros_later)


@given(true_rows())
def test_canonical_row_is_read_exactly(row: TrueRow) -> None:
    reading = read_row(row.printed(), row.quarter)

    assert (reading.programmed, reading.achieved) == (row.goals, row.achieved)
    assert (reading.state, reading.doubts, reading.repairs) == (RowState.EXACT, (), ())


@settings(max_examples=200)
@given(true_rows(), st.integers(0, 15), st.integers(1, 9))
def test_row_with_blank_cells_put_in_is_never_silently_wrong(row: TrueRow, place: int, blanks: int) -> None:
    printed = row.printed()
    printed[place:place] = [None] * blanks

    assert row.is_met_by(read_row(printed, row.quarter))


@settings(max_examples=200)
@given(true_rows(), st.data())
def test_row_that_lost_a_cell_is_never_silently_wrong(row: TrueRow, data: st.DataObject) -> None:
    printed = row.printed()
    place = data.draw(st.integers(0, len(printed) - 1))
    del printed[place]

    assert row.is_met_by(read_row(printed, row.quarter))


@settings(max_examples=200)
@given(true_rows(), st.data(), amounts)
def test_row_with_one_altered_number_is_never_silently_wrong(
    row: TrueRow, data: st.DataObject, value: Decimal
) -> None:
    printed = row.printed()
    place = data.draw(st.sampled_from([i for i, cell in enumerate(printed) if cell is not None]))
    printed[place] = value

    assert row.is_met_by(read_row(printed, row.quarter))


@settings(max_examples=200)
@given(true_rows(), st.data())
def test_row_with_an_emptied_total_or_variation_is_never_silently_wrong(
    row: TrueRow, data: st.DataObject
) -> None:
    printed = row.printed()
    printed[data.draw(st.sampled_from([0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 14]))] = None

    assert row.is_met_by(read_row(printed, row.quarter))


@given(st.lists(st.one_of(st.none(), st.integers(-200, 200).map(Decimal)), max_size=20), st.integers(1, 4))
def test_any_cells_give_a_reading_and_never_a_value_for_a_later_quarter(
    printed: list[Cell], quarter: int
) -> None:
    reading = read_row(printed, quarter)

    assert reading.achieved[quarter:] == BLANK[quarter:]


def test_two_extra_blanks_are_read_from_the_right() -> None:
    reading = read_row(cells("12 28 35 25 100 9 28 _ _ _ _ 37 3 0 35 25 63"), 2)

    assert reading.achieved == numbers(9, 28, None, None)
    assert (reading.state, reading.doubts) == (RowState.SHIFTED, ())


def test_lost_variation_is_told_from_the_other_numbers() -> None:
    reading = read_row(cells("40 30 20 10 100 25 _ _ _ 25 15 30 10 75"), 1)

    assert reading.achieved == numbers(25, None, None, None)
    assert reading.repairs == (Repair(Slot(SlotKind.VARIATION, 3), None, Decimal(20)),)


def test_wrong_accumulated_value_is_corrected_by_the_sum() -> None:
    reading = read_row(cells("15 20 0 65 100 15 20 0 0 0 0 65 65"), 2)

    assert reading.achieved == numbers(15, 20, None, None)
    assert reading.state is RowState.REPAIRED
    assert reading.repairs == (Repair(Slot(SlotKind.ACHIEVED_TOTAL), Decimal(0), Decimal(35)),)


def test_altered_goal_is_corrected_by_its_total_and_its_variation() -> None:
    reading = read_row(cells("25 20 25 25 100 25 _ _ _ 25 0 25 25 25 75"), 1)

    assert reading.programmed == numbers(25, 25, 25, 25)
    assert reading.repairs == (Repair(Slot(SlotKind.GOAL, 2), Decimal(20), Decimal(25)),)


def test_zeros_printed_for_later_quarters_are_not_reported_values() -> None:
    reading = read_row(cells("25 25 25 25 100 25 0 0 0 25 0 25 25 25 75"), 1)

    assert reading.achieved == numbers(25, None, None, None)
    assert reading.state is RowState.EXACT


def test_altered_achieved_value_is_not_corrected_but_asked() -> None:
    reading = read_row(cells("25 25 25 25 100 25 92 _ _ 54 0 -4 25 25 46"), 2)

    assert reading.achieved == numbers(25, None, None, None)
    assert reading.doubts == (AmbiguousValue(SlotKind.ACHIEVED, 2, (Decimal(29), Decimal(92))),)


def test_lost_achieved_value_is_not_restored_but_asked() -> None:
    reading = read_row(cells("25 25 25 25 100 10 _ _ 30 15 5 25 25 70"), 2)

    assert reading.achieved == numbers(10, None, None, None)
    assert reading.doubts == (AmbiguousValue(SlotKind.ACHIEVED, 2, (Decimal(20),)),)


def test_zero_that_may_be_a_lost_cell_or_a_blank_is_asked() -> None:
    reading = read_row(cells("25 25 25 25 100 25 _ _ 25 0 25 25 25 75"), 2)

    assert reading.achieved == numbers(25, None, None, None)
    assert reading.state is RowState.AMBIGUOUS
    assert reading.doubts == (AmbiguousValue(SlotKind.ACHIEVED, 2, (Decimal(0),)),)


@pytest.mark.parametrize(
    ("tail", "candidates"),
    [("20 _ 80 _", (80, 0)), ("19 _ 28 _", (28, 53)), ("60 _ 90", (90,))],
    ids=["over-achievement or nothing", "two partial values", "the accumulated variation cannot be"],
)
def test_cut_row_keeps_the_first_quarter_and_asks_the_last(tail: str, candidates: tuple[int, ...]) -> None:
    reading = read_row(cells(f"25 25 25 25 100 {tail}"), 2)

    assert reading.state is RowState.CUT
    assert reading.achieved == (cells(tail)[0], None, None, None)
    assert reading.doubts == (AmbiguousValue(SlotKind.ACHIEVED, 2, tuple(map(Decimal, candidates))),)


def test_row_without_values_after_its_goals_is_not_reported() -> None:
    reading = read_row(cells("0 0 0 100 100 _ _ _"), 2)

    assert (reading.state, reading.achieved, reading.doubts) == (RowState.EMPTY, BLANK, ())
    assert reading.programmed == numbers(0, 0, 0, 100)


def test_row_with_several_mistakes_asks_for_every_reported_quarter() -> None:
    reading = read_row(cells("25 25 25 25 100 7 8 _ _ 9 1 2 3 4 5"), 2)

    assert reading.state is RowState.UNREADABLE
    assert reading.programmed == numbers(25, 25, 25, 25)
    assert [doubt.candidates for doubt in reading.doubts] == [(Decimal(7),), (Decimal(8),)]


def test_row_cut_before_its_reported_quarter_asks_without_candidates() -> None:
    reading = read_row(cells("25 25 25 25 100 7"), 3)

    assert [doubt.candidates for doubt in reading.doubts] == [(Decimal(7),), (), ()]


def test_goals_that_nothing_confirms_are_asked_one_by_one() -> None:
    reading = read_row(cells("25 25 _ 25 90 7"), 1)

    goals = [doubt for doubt in reading.doubts if doubt.kind is SlotKind.GOAL]
    assert reading.programmed == BLANK
    assert [doubt.candidates for doubt in goals] == [(Decimal(25),), (Decimal(25),), (), (Decimal(25),)]
