"""A row whose cells are in their places is read by position, if its sums confirm it."""

import pytest

from domain.imports.placed_rows import read_placed
from domain.imports.row_readings import RowState
from domain.kit.indicators import Quarters
from tests.domain.imports.test_report_rows import cells, numbers


@pytest.mark.parametrize(
    ("row", "goals", "achieved"),
    [
        ("25 25 25 25 100 25 20 26.5 _ 71.5 0 5 -1.5 25 28.5", (25, 25, 25, 25), ("25", "20", "26.5", None)),
        ("30 _ 30 _ 60 0 5 _ _ 5 30 _ 30 _ 95", (30, None, 30, None), ("0", "5", None, None)),
        ("_ _ _ _ _ _ _ 26 _ _ _ _ _ _ _", (None,) * 4, (None, None, "26", None)),
        ("_ _ _ _ _ _ _ _ _ _ _ _ _ _ _", (None,) * 4, (None,) * 4),
    ],
    ids=["whole", "goals left blank", "no goals", "nothing"],
)
def test_every_number_is_taken_from_its_place(
    row: str, goals: Quarters, achieved: tuple[str | None, ...]
) -> None:
    reading = read_placed(cells(row), 3)

    assert reading is not None
    expected = " ".join("_" if value is None else value for value in achieved)
    assert (reading.programmed, list(reading.achieved)) == (numbers(*goals), cells(expected))  # type: ignore[arg-type]
    assert (reading.state, reading.doubts) == (RowState.EXACT, ())


@pytest.mark.parametrize(
    "row",
    [
        "25 25 25 25 100 _ 25 20 26.5 71.5 0 5 -1.5 25 28.5",
        "25 25 25 25 90 25 20 26.5 _ 71.5 0 5 -1.5 25 28.5",
        "25 25 25 25 100 25 25 25 25 100 0 0 0 0 0",
        "25 25 25 25 100 25 20 26.5 _ 71.5 0 5 -1.5 25",
        "25 25",
    ],
    ids=["moved", "another sum", "a later quarter", "cut", "two cells"],
)
def test_what_the_sums_do_not_bear_out_is_left_to_the_other_reading(row: str) -> None:
    assert read_placed(cells(row), 3) is None
