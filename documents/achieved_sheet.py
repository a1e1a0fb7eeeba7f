"""The contents of the picture of goals and results, already in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GoalBar:
    """One bar: `goal` and `achieved` are parts of its whole length, 0 to 1; `light` is a value of Light."""

    label: str
    goal: float
    achieved: float
    text: str
    light: str
    is_total: bool = False


@dataclass(frozen=True)
class IndicatorBars:
    """An indicator with its bars and the light of the quarter, in words."""

    level: str
    name: str
    verdict: str
    light: str
    bars: tuple[GoalBar, ...]


@dataclass(frozen=True)
class AchievedSheet:
    """The contents of the template, already in words."""

    title: str
    subject: str
    place: str
    legend: tuple[str, str]
    indicators: tuple[IndicatorBars, ...]
