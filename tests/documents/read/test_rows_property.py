"""Any true row, printed and then damaged once, gives the same facts or a doubt: never a silent error."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kit.reports import ImportedIndicator
from tests.documents.informes import a_row, read_one
from tests.domain.imports.test_report_rows import Cell, TrueRow, true_rows

PERIODS = ("1er. Trimestre 2024", "2do. Trimestre 2024", "3er. Trimestre 2024", "4to. Trimestre 2024")
EVIDENCE = "Oficio A/1/2024 de mayo."


def as_read(row: TrueRow, cells: list[Cell], lead: int = 0) -> ImportedIndicator:
    numbers = " ".join("_" if cell is None else str(cell) for cell in cells)
    return read_one(a_row(numbers=numbers, evidence=EVIDENCE, lead=lead), period=PERIODS[row.quarter - 1])


def codes(indicator: ImportedIndicator) -> list[str]:
    return [flag.code for flag in indicator.flags if flag.code != "quarter_blank"]


def assert_right_or_asked(row: TrueRow, indicator: ImportedIndicator) -> None:
    assert indicator.evidence_raw == EVIDENCE
    goals = {flag.quarter for flag in indicator.flags if flag.code == "goal_unclear"}
    values = {flag.quarter for flag in indicator.flags if flag.code == "achieved_unclear"}
    for t, (read, true) in enumerate(zip(indicator.programmed, row.goals, strict=True), start=1):
        assert read is None if t in goals else read == true
    for t, (value, achieved) in enumerate(zip(indicator.achieved, row.achieved, strict=True), start=1):
        assert value is None if t in values else value == achieved


@given(true_rows(), st.integers(0, 12))
def test_row_printed_canonically_is_exact_wherever_it_begins(row: TrueRow, lead: int) -> None:
    indicator = as_read(row, row.printed(), lead)

    assert (indicator.programmed, indicator.achieved) == (row.goals, row.achieved)
    blanks = [t for t, value in enumerate(row.achieved[: row.quarter], start=1) if value is None]
    assert [flag.quarter for flag in indicator.flags if flag.code == "quarter_blank"] == blanks
    assert codes(indicator) == (["row_displaced"] if lead else [])


@settings(max_examples=150)
@given(true_rows(), st.integers(5, 15), st.integers(1, 9))
def test_row_shifted_by_blanks_is_right_or_asked(row: TrueRow, place: int, blanks: int) -> None:
    cells = row.printed()
    cells[place:place] = [None] * blanks

    assert_right_or_asked(row, as_read(row, cells))


@settings(max_examples=150)
@given(true_rows(), st.data())
def test_row_without_one_number_is_right_or_asked(row: TrueRow, data: st.DataObject) -> None:
    cells = row.printed()
    del cells[data.draw(st.integers(0, len(cells) - 1))]

    indicator = as_read(row, cells)

    assert codes(indicator)
    assert_right_or_asked(row, indicator)


@settings(max_examples=150)
@given(true_rows(), st.data(), st.integers(-100, 200))
def test_row_with_one_altered_number_is_right_or_asked(row: TrueRow, data: st.DataObject, value: int) -> None:
    cells = row.printed()
    place = data.draw(st.sampled_from([i for i, cell in enumerate(cells) if cell is not None]))
    changed = cells[place] != value
    cells[place] = Decimal(value)

    indicator = as_read(row, cells)

    assert bool(codes(indicator)) == changed
    assert_right_or_asked(row, indicator)
