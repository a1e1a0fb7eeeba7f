"""The months step of a capture: a value for each month; the quarter is the sum."""

from dataclasses import replace
from decimal import Decimal

from domain.capture.case import Case
from domain.capture.months import begun, months_of, of_quarter, total_of
from domain.capture.turns import End, Refusal, Turn
from domain.capture.value import take_value
from domain.kit.avances import Indicator
from domain.kit.drafts import Answer, Attached, Choice, Draft, Step, Typed
from domain.kit.lights import HUNDRED, ZERO
from domain.kit.natural_units import Reading, read_value
from domain.kit.values import ValueRefused


def first_month(draft: Draft, case: Case) -> Draft:
    """Open at the first missing month, if the indicator is captured by month and a month has begun."""
    if not case.indicator.asks_months or not begun(draft.period, case.today):
        return draft
    if case.indicator.candidates(draft.period.quarter):
        return draft
    month = _missing_month(draft, case)
    return replace(draft, step=Step.MONTH if month else Step.MONTHS, month=month)


def known_months(draft: Draft, indicator: Indicator) -> dict[int, Decimal]:
    """Return the stored months with those answered since, by month."""
    return of_quarter(draft.period, {**indicator.months, **dict(draft.months)})


def months_so_far(draft: Draft, indicator: Indicator) -> tuple[tuple[int, Decimal], ...]:
    return tuple(known_months(draft, indicator).items())


def on_month(draft: Draft, answer: Answer, case: Case) -> Turn:
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    if isinstance(answer, Typed):
        return _with_typed(draft, answer.text, case)
    if answer.choice is Choice.NO_PROGRESS:
        return Turn(_with_month(draft, ZERO, case))
    return _total(draft) if answer.choice is Choice.TOTAL else Turn(draft, Refusal.NOT_A_CHOICE)


def on_months(draft: Draft, answer: Answer, case: Case) -> Turn:
    """Every month so far is there: save them, correct one, or give the total of the quarter."""
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    if isinstance(answer, Typed):
        return Turn(draft, Refusal.SAVE_OR_CHANGE)
    if answer.choice is Choice.SAVE and draft.months:
        return Turn(draft, end=End.SAVE_MONTHS)
    if answer.choice is Choice.MONTH and answer.position in known_months(draft, case.indicator):
        return Turn(replace(draft, step=Step.MONTH, month=answer.position))
    return _total(draft) if answer.choice is Choice.TOTAL else Turn(draft, Refusal.NOT_A_CHOICE)


def _with_typed(draft: Draft, text: str, case: Case) -> Turn:
    try:
        value = read_value(text, case.indicator.variable).value
    except ValueRefused as refused:
        return Turn(draft, refused.problem)
    if value > HUNDRED:
        return Turn(draft, Refusal.MONTH_ABOVE_YEAR)
    return Turn(_with_month(draft, value, case))


def _with_month(draft: Draft, value: Decimal, case: Case) -> Draft:
    assert draft.month is not None
    months = tuple(sorted({**dict(draft.months), draft.month: value}.items()))
    taken = replace(draft, months=months)
    month = _missing_month(taken, case)
    if month is not None:
        return replace(taken, step=Step.MONTH, month=month)
    known = known_months(taken, case.indicator)
    if len(known) < len(months_of(draft.period)):
        return replace(taken, step=Step.MONTHS, month=None)
    return take_value(replace(taken, month=None), Reading(total_of(known)), case)


def _missing_month(draft: Draft, case: Case) -> int | None:
    known = known_months(draft, case.indicator)
    return next((month for month in begun(draft.period, case.today) if month not in known), None)


def _total(draft: Draft) -> Turn:
    """Take the total of the quarter; the months are dropped."""
    return Turn(replace(draft, step=Step.VALUE, month=None, months=()))
