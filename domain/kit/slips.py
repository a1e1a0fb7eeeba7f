"""Probable slips in typed values, found before a value is saved: each is asked about once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.kit.avances import Indicator
from domain.kit.figures import KEPT_PLACES, rounded
from domain.kit.indicators import LevelKind
from domain.kit.lights import HUNDRED, Light
from domain.kit.words.plain_words import without_accents

ROUNDING = Decimal("0.1")
"""Points by which three rounded thirds of a year may add up to over 100."""
NEAR = Decimal("0.1")
"""The share by which two numbers may differ and still count as the same."""
FAR_SHARE, FAR_POINTS = Decimal("0.2"), Decimal(2)
"""The distance of a Componente from the mean of its Actividades: a share of the mean, and points."""
FACTORS = (Decimal("0.1"), Decimal("0.01"), Decimal(10), Decimal(100))


class SlipKind(StrEnum):
    ABOVE_YEAR = "above_year"
    """A value above the whole year."""
    WHOLE_GOAL = "whole_goal"
    """100 while the goal is less: either the goal was met to 100 %, or the whole year was."""
    ALL_MET_ZERO = "all_met_zero"
    """Every Actividad met its goal and the Componente has no progress."""
    CUMULATIVE = "cumulative"
    """The accumulated value since January instead of the value of the quarter."""
    TENFOLD = "tenfold"
    """A misplaced decimal point."""
    YEAR_OVER = "year_over"
    """With this quarter the year passes 100 %."""
    FAR_FROM_MEAN = "far_from_mean"
    """A Componente that is far from the mean of its Actividades."""
    SAME_WORDS = "same_words"
    """The justification of the quarter before, word for word."""


@dataclass(frozen=True)
class Slip:
    """A probable slip: `meant` is the probable value, `seen` the number that the question names."""

    kind: SlipKind
    meant: Decimal | None = None
    seen: Decimal | None = None


@dataclass(frozen=True)
class TypedValue:
    """A typed value and the numbers it is compared with."""

    value: Decimal
    quarter: int
    indicator: Indicator
    actividades: tuple[Indicator, ...] = ()

    @property
    def goal(self) -> Decimal | None:
        return self.indicator.goal(self.quarter)

    @property
    def before(self) -> Decimal:
        return self.indicator.achieved_total(self.quarter - 1)

    def light(self, value: Decimal) -> Light:
        return self.indicator.light_for(self.quarter, value)

    @property
    def mean(self) -> Decimal | None:
        """The mean of its Actividades; None while one that is owed was not reported."""
        owed = [each for each in self.actividades if each.is_owed(self.quarter)]
        values = [each.value(self.quarter) for each in owed]
        known = [value for value in values if value is not None]
        if not known or len(known) < len(values):
            return None
        return sum(known, Decimal(0)) / len(known)


def slip_of(typed: TypedValue, settled: Iterable[SlipKind] = ()) -> Slip | None:
    """Return the first slip that a value looks like, without those that were settled.

    A value above the whole year is asked about every time.
    """
    asked = set(settled) - {SlipKind.ABOVE_YEAR}
    found = (check(typed) for check in _CHECKS)
    return next((slip for slip in found if slip and slip.kind not in asked), None)


def suggestion(value: Decimal) -> Decimal:
    """Return the probable value for one above the whole year: 250 → 25, with two decimals at most."""
    return _rounded(value / 10)


def is_same_text(words: str, before: str | None) -> bool:
    """Tell whether two justifications differ only in case, accents, signs and blanks."""
    return before is not None and plain(words) == plain(before) != ""


def plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in without_accents(text.casefold())).split())


def actividades_of(indicator: Indicator, others: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the Actividades of a Componente, among the indicators of its programme."""
    level = indicator.facts.level
    if level.kind is not LevelKind.COMPONENTE:
        return ()
    return tuple(
        each
        for each in others
        if each.facts.level.kind is LevelKind.ACTIVIDAD and each.facts.level.component == level.number
    )


def _above_year(typed: TypedValue) -> Slip | None:
    if typed.value <= HUNDRED:
        return None
    return Slip(SlipKind.ABOVE_YEAR, suggestion(typed.value))


def _whole_goal(typed: TypedValue) -> Slip | None:
    """A 100 that is no good result of the quarter is most likely a share of its goal."""
    if typed.value != HUNDRED or not typed.goal or typed.light(typed.value) is Light.GREEN:
        return None
    return Slip(SlipKind.WHOLE_GOAL, typed.goal)


def _all_met_zero(typed: TypedValue) -> Slip | None:
    mean = typed.mean
    if typed.value or not mean:
        return None
    owed = [each for each in typed.actividades if each.is_owed(typed.quarter)]
    if any(each.light(typed.quarter) not in (Light.GREEN, Light.OVER) for each in owed):
        return None
    return Slip(SlipKind.ALL_MET_ZERO, seen=_rounded(mean))


def _cumulative(typed: TypedValue) -> Slip | None:
    """Above the goal, and nearer to it without the earlier quarters."""
    rest = typed.value - typed.before
    if not typed.goal or typed.before <= 0 or rest < 0 or typed.light(typed.value) is not Light.OVER:
        return None
    if abs(rest - typed.goal) >= abs(typed.value - typed.goal):
        return None
    return Slip(SlipKind.CUMULATIVE, _rounded(rest), _rounded(typed.before))


def _tenfold(typed: TypedValue) -> Slip | None:
    """Far from the goal and from the earlier quarters, and near one of them with the point moved."""
    if not typed.value or typed.light(typed.value) is Light.GREEN:
        return None
    history = [value for value in typed.indicator.achieved(typed.quarter - 1) if value]
    if any(_is_near(typed.value, value) for value in history):
        return None
    references = [*([typed.goal] if typed.goal else []), *history]
    for reference in references:
        for factor in FACTORS:
            meant = _rounded(typed.value * factor)
            if meant and meant <= HUNDRED and _is_near(meant, reference):
                return Slip(SlipKind.TENFOLD, meant)
    return None


def _year_over(typed: TypedValue) -> Slip | None:
    year = typed.before + typed.value
    if not typed.value or year <= HUNDRED + ROUNDING:
        return None
    return Slip(SlipKind.YEAR_OVER, seen=_rounded(year))


def _far_from_mean(typed: TypedValue) -> Slip | None:
    mean = typed.mean
    if mean is None or abs(typed.value - mean) <= max(FAR_POINTS, mean * FAR_SHARE):
        return None
    return Slip(SlipKind.FAR_FROM_MEAN, seen=_rounded(mean))


_CHECKS: tuple[Callable[[TypedValue], Slip | None], ...] = (
    _above_year,
    _whole_goal,
    _all_met_zero,
    _cumulative,
    _tenfold,
    _year_over,
    _far_from_mean,
)


def _is_near(value: Decimal, reference: Decimal) -> bool:
    return abs(value - reference) <= reference * NEAR


def _rounded(value: Decimal) -> Decimal:
    return rounded(value, KEPT_PLACES)
