"""What an answer of a capture is judged by: the indicator, its Actividades, and the day."""

from dataclasses import dataclass
from datetime import date

from domain.kit.avances import Indicator


@dataclass(frozen=True)
class Surroundings:
    """What lies around an indicator; without it nothing is compared, and today is before the quarter ends."""

    today: date | None = None
    actividades: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Case:
    indicator: Indicator
    today: date
    actividades: tuple[Indicator, ...] = ()
