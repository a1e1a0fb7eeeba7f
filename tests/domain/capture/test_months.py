"""Months of a quarter: which have begun, their sum, and the capture by month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.capture.case import Surroundings
from domain.capture.machine import advance, begin
from domain.capture.months import begun, months_of, of_quarter, total_of
from domain.capture.turns import Refusal
from domain.kit.drafts import Attached, Choice, Chosen, Draft, Step, Typed
from domain.kit.rules import Rules
from domain.kit.values import ValueProblem
from tests.builders import T3, a_file, an_indicator, an_unclear_value, an_unconfirmed_import

MONTHLY = replace(an_indicator(frequency="Mensual"), rules=Rules(asks_months=True))
AUGUST = Surroundings(date(2025, 8, 1))


def opened(today: Surroundings = AUGUST) -> Draft:
    return begin(MONTHLY, "402", T3, "q1", today)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2025, 6, 30), ()),
        (date(2025, 7, 1), (7,)),
        (date(2025, 8, 31), (7, 8)),
        (date(2026, 1, 7), (7, 8, 9)),
    ],
)
def test_a_month_has_begun_on_its_first_day(today: date, months: tuple[int, ...]) -> None:
    assert begun(T3, today) == months


def test_a_quarter_has_three_months() -> None:
    known = {6: Decimal(1), 7: Decimal(2), 9: Decimal("0.5")}

    assert months_of(T3) == (7, 8, 9)
    assert of_quarter(T3, known) == {7: Decimal(2), 9: Decimal("0.5")}
    assert total_of(of_quarter(T3, known)) == Decimal("2.5")


@pytest.mark.parametrize(
    ("frequency", "asks", "step"),
    [("Mensual", True, Step.MONTH), ("Trimestral", True, Step.VALUE), ("Mensual", False, Step.VALUE)],
)
def test_months_are_asked_of_monthly_indicators_where_implan_says_so(
    frequency: str, asks: bool, step: Step
) -> None:
    indicator = replace(an_indicator(frequency=frequency), rules=Rules(asks_months=asks))

    assert begin(indicator, "402", T3, "q1", AUGUST).step is step


def test_an_import_that_reads_in_two_ways_is_settled_first() -> None:
    unclear = replace(MONTHLY, flags=(an_unclear_value(3, 23, 32),))
    confirmed = replace(unclear, avances={3: an_unconfirmed_import()})

    assert begin(unclear, "402", T3, "q1", AUGUST).step is Step.VALUE
    assert begin(confirmed, "402", T3, "q1", AUGUST).step is Step.VALUE


@pytest.mark.parametrize(
    ("text", "problem"), [("mucho", ValueProblem.WORDS), ("101", Refusal.MONTH_ABOVE_YEAR)]
)
def test_a_month_is_a_percentage_of_the_year(text: str, problem: ValueProblem | Refusal) -> None:
    assert advance(opened(), Typed(text), MONTHLY, "q2", AUGUST).refusal is problem


def test_the_months_that_have_begun_are_summed_up() -> None:
    first = advance(opened(), Typed("8"), MONTHLY, "q2", AUGUST).draft
    second = advance(first, Typed("9"), MONTHLY, "q3", AUGUST).draft

    assert (first.step, first.month) == (Step.MONTH, 8)
    assert (second.step, second.months) == (Step.MONTHS, ((7, Decimal(8)), (8, Decimal(9))))


def test_months_that_are_there_take_buttons_only() -> None:
    summed = replace(opened(), step=Step.MONTHS, months=((7, Decimal(8)),), month=None)

    typed = advance(summed, Typed("9"), MONTHLY, "q2", AUGUST)
    sent = advance(summed, Attached((a_file(),)), MONTHLY, "q2", AUGUST)
    unknown = advance(summed, Chosen(Choice.MONTH, 8), MONTHLY, "q2", AUGUST)

    assert typed.refusal is Refusal.SAVE_OR_CHANGE
    assert unknown.refusal is Refusal.NOT_A_CHOICE
    assert sent.refusal is Refusal.FILE_NOT_AWAITED


def test_nothing_new_is_nothing_to_save() -> None:
    known = replace(MONTHLY, months={7: Decimal(8), 8: Decimal(9)})
    draft = begin(known, "402", T3, "q1", AUGUST)

    assert draft.step is Step.MONTHS
    assert advance(draft, Chosen(Choice.SAVE), known, "q2", AUGUST).refusal is Refusal.NOT_A_CHOICE


def test_giving_the_total_leaves_the_months() -> None:
    draft = advance(opened(), Typed("8"), MONTHLY, "q2", AUGUST).draft

    total = advance(draft, Chosen(Choice.TOTAL), MONTHLY, "q3", AUGUST).draft

    assert (total.step, total.months, total.month) == (Step.VALUE, (), None)
