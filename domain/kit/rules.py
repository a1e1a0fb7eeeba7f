"""The rules of one programme, set by IMPLAN: the limits of the lights, months and narrative."""

from dataclasses import dataclass, field
from decimal import Decimal

from domain.kit.lights import Thresholds
from domain.kit.values import parse_percent

HIGHEST_LIMIT = Decimal(500)


class ThresholdsRefused(Exception):
    """Three limits that are not three numbers, or not in ascending order."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Rules:
    """The rules of a programme; by default the default limits, without months and without narrative."""

    thresholds: Thresholds = field(default_factory=Thresholds)
    asks_months: bool = False
    asks_narrative: bool = False


def read_thresholds(text: str) -> Thresholds:
    """Read `80 90 110`: yellow from, green from, green until; raise ThresholdsRefused."""
    words = text.replace("%", " ").replace(";", " ").replace(" y ", " ").split()
    numbers = [word.rstrip(",") for word in words if word != ","]
    try:
        yellow, green, until = map(parse_percent, numbers)
    except ValueError:
        raise ThresholdsRefused("three_limits") from None
    if not 0 < yellow < green < until <= HIGHEST_LIMIT:
        raise ThresholdsRefused("limits_not_ascending")
    return Thresholds(green_from=green, green_to=until, yellow_from=yellow)
