"""Formulas of indicators as data: numbers, n, d, the four operations and parentheses, computed exactly."""

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

LONGEST_FORMULA = 100

_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]{1,12}(?:\.[0-9]{1,6})?)|(?P<sign>[nd+\-*/()]))")
_END = ""


class FormulaRefused(ValueError):
    """The text is not a formula over n and d, or it has no value for these numbers."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def evaluate(expression: str, n: Decimal, d: Decimal) -> Decimal:
    """Compute `n / d * 100`; raise FormulaRefused if it cannot be read or divides by zero."""
    if len(expression) > LONGEST_FORMULA:
        raise FormulaRefused(expression)
    try:
        return _Reader(expression, {"n": n, "d": d}).value()
    except (DivisionByZero, InvalidOperation, Overflow):
        raise FormulaRefused(expression) from None


class _Reader:
    """Reads from left to right; multiplication and division bind first."""

    def __init__(self, expression: str, names: dict[str, Decimal]) -> None:
        self._expression = expression
        self._names = names
        self._tokens = self._split()
        self._next = next(self._tokens)

    def value(self) -> Decimal:
        found = self._sum()
        if self._next != _END:
            raise FormulaRefused(self._expression)
        return found

    def _split(self) -> Iterator[str]:
        text, at = self._expression.rstrip(), 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise FormulaRefused(self._expression)
            at = match.end()
            yield match["number"] or match["sign"]
        yield _END

    def _take(self) -> str:
        taken = self._next
        self._next = next(self._tokens, _END)
        return taken

    def _sum(self) -> Decimal:
        total = self._product()
        while self._next in ("+", "-"):
            total = total + self._product() if self._take() == "+" else total - self._product()
        return total

    def _product(self) -> Decimal:
        total = self._factor()
        while self._next in ("*", "/"):
            total = total * self._factor() if self._take() == "*" else total / self._factor()
        return total

    def _factor(self) -> Decimal:
        sign = self._take()
        if sign == "(":
            inner = self._sum()
            if self._take() != ")":
                raise FormulaRefused(self._expression)
            return inner
        if sign in self._names:
            return self._names[sign]
        if not sign[:1].isdigit():
            raise FormulaRefused(self._expression)
        return Decimal(sign)
