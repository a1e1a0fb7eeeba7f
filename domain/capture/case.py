"""The facts that an answer of a capture is checked against: the indicator, its Actividades, the day."""

from dataclasses import dataclass
from datetime import date

from domain.kit.avances import Indicator


@dataclass(frozen=True)
class Surroundings:
    """The facts beside an indicator.

    Without them nothing is compared, and today is before the end of the quarter.
    """

    today: date | None = None
    actividades: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Case:
    indicator: Indicator
    today: date
    actividades: tuple[Indicator, ...] = ()
