"""Reading the percentage that a person typed on a phone."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

from domain.kit.figures import trimmed

LARGEST = Decimal(1000)

_NUMBER = re.compile(
    r"(?P<sign>[-−–]?)\s*(?P<whole>\d+)(?:[.,](?P<fraction>\d+))?[.,]?\s*(?:%|por\s*ciento)?", re.IGNORECASE
)
_DIGIT_GROUPS = re.compile(r"\d+(?:[.,]\d+)*")
_EXPONENT = re.compile(r"\d\s*[e×x*^]\s*[-+]?\d", re.IGNORECASE)
_INFINITE = re.compile(r"∞|\binf(?:inito)?\b|\bnan\b", re.IGNORECASE)
_AMBIGUOUS_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}|\d+[.,]\d+[.,]\d+")


class ValueProblem(StrEnum):
    """Why a text is not a percentage; each has its own sentence."""

    EMPTY = "empty"
    WORDS = "words"
    SEVERAL_NUMBERS = "several_numbers"
    NEGATIVE = "negative"
    EXPONENT = "exponent"
    INFINITE = "infinite"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"
    MAYBE_NOTHING = "maybe_nothing"
    """No number, and perhaps a lack of progress: `todavía no`."""
    NO_TOTAL = "no_total"
    """A count of nothing: 302/0."""


class ValueRefused(ValueError):
    """The text is not one percentage between 0 and 1000 with at most two decimals."""

    def __init__(self, problem: ValueProblem, text: str) -> None:
        super().__init__(problem, text)
        self.problem = problem
        self.text = text


def parse_percent(text: str) -> Decimal:
    """Read `25`, `25%`, `25,5` or ` 25.50 % ` as percent of the annual plan.

    Point and comma are both decimal signs; raise ValueRefused with the problem for anything else.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    match = _NUMBER.fullmatch(written)
    if match is None or any(c.isnumeric() and not c.isdecimal() for c in text):
        raise ValueRefused(_problem_of(written), text)
    if match["sign"]:
        raise ValueRefused(ValueProblem.NEGATIVE, text)
    return _checked(match["whole"], match["fraction"] or "0", text)


def _checked(whole: str, fraction: str, text: str) -> Decimal:
    value = Decimal(f"{whole}.{fraction}")
    if value > LARGEST:
        raise ValueRefused(ValueProblem.TOO_LARGE, text)
    # By length, not by value: 1,000 is a thousand here, and as a decimal it would be stored as 1.
    if len(fraction) > 2:
        raise ValueRefused(ValueProblem.TOO_PRECISE, text)
    return trimmed(value)


def _problem_of(written: str) -> ValueProblem:
    if not written:
        return ValueProblem.EMPTY
    if _INFINITE.search(written):
        return ValueProblem.INFINITE
    if _EXPONENT.search(written):
        return ValueProblem.EXPONENT
    if _AMBIGUOUS_THOUSANDS.fullmatch(written.rstrip("% ")) or len(_DIGIT_GROUPS.findall(written)) > 1:
        return ValueProblem.SEVERAL_NUMBERS
    return ValueProblem.WORDS
