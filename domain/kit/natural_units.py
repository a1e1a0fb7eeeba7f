"""Values in natural units: 302 of 1440 meetings are 20.97 % of the annual plan."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from domain.kit.figures import KEPT_PLACES, rounded, trimmed
from domain.kit.formulas import FormulaRefused, evaluate
from domain.kit.values import LARGEST, ValueProblem, ValueRefused, parse_percent
from domain.kit.words.agreement import read_agreement
from domain.kit.words.spoken_values import may_say_nothing, number_in, says_nothing

USUAL_EXPRESSION = "n / d * 100"
LONGEST_EXPLANATION = 80

_AMOUNT = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_COUNT = re.compile(_AMOUNT)
_WITH_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_RATIO = re.compile(rf"(?P<n>{_AMOUNT})\s*(?:/|de)\s*(?P<d>{_AMOUNT})")
_PERCENT_SIGN = re.compile(r"%|por\s*ciento", re.IGNORECASE)


@dataclass(frozen=True)
class Variable:
    """The natural unit of an indicator: the counted thing, its annual number, and the formula."""

    counted: str
    denominator: Decimal
    denominator_text: str = ""
    expression: str = USUAL_EXPRESSION


class VariableRefused(ValueError):
    """The natural unit cannot be used; `problem` is the key of its sentence in the texts."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Ratio:
    """A count as it was typed: 302 of 1440."""

    counted: Decimal
    of: Decimal


@dataclass(frozen=True)
class Reading:
    """A value in percent of the annual plan, with its count."""

    value: Decimal
    ratio: Ratio | None = None


def read_value(text: str, variable: Variable | None = None) -> Reading:
    """Read `25`, `20.97 %`, `302/1440` or one of them in words: `fue 25%`, `veinticinco`, `no hubo avance`.

    A bare number is a count where the indicator has a variable. Raise ValueRefused as `parse_percent` does.
    """
    counted = variable.counted if variable else ""
    if says_nothing(text, counted) and _is_zero_of(variable):
        return Reading(Decimal(0))
    try:
        return _read(number_in(text, counted), variable)
    except ValueRefused as refused:
        raise _unclear(refused, text) from None


def read_percent(text: str) -> Decimal:
    """Read a percentage in figures or words, no count; raise ValueRefused as `parse_percent` does."""
    if says_nothing(text):
        return Decimal(0)
    try:
        return parse_percent(number_in(text))
    except ValueRefused as refused:
        raise _unclear(refused, text) from None


def _unclear(refused: ValueRefused, text: str) -> ValueRefused:
    is_unclear = refused.problem is ValueProblem.WORDS and may_say_nothing(text)
    return ValueRefused(ValueProblem.MAYBE_NOTHING if is_unclear else refused.problem, text)


def _is_zero_of(variable: Variable | None) -> bool:
    """If fewer is better, counting none may be full progress, so the person is asked."""
    if variable is None:
        return True
    try:
        return _of_ratio(Ratio(Decimal(0), variable.denominator), variable, "0").value == 0
    except ValueRefused:
        return False


def _read(text: str, variable: Variable | None) -> Reading:
    written = unicodedata.normalize("NFKC", text).strip()
    ratio = _RATIO.fullmatch(written)
    if ratio:
        return _of_ratio(Ratio(Decimal(ratio["n"]), Decimal(ratio["d"])), variable, text)
    if variable is None or _PERCENT_SIGN.search(written):
        return Reading(parse_percent(text))
    plain = written.replace(",", "") if _WITH_COMMAS.fullmatch(written) else written
    if not _COUNT.fullmatch(plain):
        return _refused_as_percent(text)
    return _of_ratio(Ratio(Decimal(plain), variable.denominator), variable, text)


def read_denominator(text: str) -> Decimal:
    """Read `1440`, `1,440` or `12.5`: the plan of the whole year, more than nothing."""
    written = unicodedata.normalize("NFKC", text).strip()
    plain = written.replace(",", "") if _WITH_COMMAS.fullmatch(written) else written
    if not _COUNT.fullmatch(plain) or Decimal(plain) == 0:
        raise VariableRefused("denominator_not_read")
    return trimmed(Decimal(plain))


def read_explanation(text: str) -> str:
    """Read the source of the denominator: `120 reuniones × 12`."""
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_EXPLANATION or read_agreement(words):
        raise VariableRefused("explanation_too_long")
    return words


def checked(variable: Variable) -> Reading:
    """Return an example, the value of a quarter of the plan; raise VariableRefused if it has no value."""
    fourth = rounded(variable.denominator / 4) or variable.denominator
    if "n" not in variable.expression:
        raise VariableRefused("formula_without_n")
    try:
        return _of_ratio(Ratio(fourth, variable.denominator), variable, str(fourth))
    except ValueRefused:
        raise VariableRefused("formula_not_read") from None


def _of_ratio(ratio: Ratio, variable: Variable | None, text: str) -> Reading:
    expression = variable.expression if variable else USUAL_EXPRESSION
    try:
        value = rounded(evaluate(expression, ratio.counted, ratio.of), KEPT_PLACES)
    except FormulaRefused:
        raise ValueRefused(ValueProblem.NO_TOTAL, text) from None
    if value < 0:
        raise ValueRefused(ValueProblem.NEGATIVE, text)
    if value > LARGEST:
        raise ValueRefused(ValueProblem.TOO_LARGE, text)
    trim = Ratio(trimmed(ratio.counted), trimmed(ratio.of))
    return Reading(value, trim)


def _refused_as_percent(text: str) -> Reading:
    """Return why the text is no percentage; what only looks like a percentage is a count with commas."""
    parse_percent(text)
    raise ValueRefused(ValueProblem.SEVERAL_NUMBERS, text)
