"""A picture of what was achieved of each goal, for a phone: bars with their words, whatever the colours."""

from dataclasses import asdict, dataclass

from documents.typesetting import draw


@dataclass(frozen=True)
class Bar:
    """One row: `goal` and `achieved` are parts of its whole length, 0 to 1; `light` is a value of Light."""

    label: str
    goal: float
    achieved: float
    text: str
    light: str
    is_total: bool = False


@dataclass(frozen=True)
class Bars:
    """An indicator with its bars and the verdict on the quarter, in words."""

    level: str
    name: str
    verdict: str
    light: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class AchievedSheet:
    """What the template shows, already in words."""

    title: str
    subject: str
    place: str
    legend: tuple[str, str]
    indicators: tuple[Bars, ...]


def achieved_png(sheet: AchievedSheet) -> bytes:
    """Draw the sheet; the same sheet gives the same bytes."""
    return draw("achieved.typ", asdict(sheet))
