"""Causes offered when a result is outside green (Spanish, as printed in reports); the rows are IMPLAN's."""

from enum import StrEnum

from domain.kit.lights import Light


class Side(StrEnum):
    """On which side of green a result lies."""

    BELOW = "below"
    ABOVE = "above"


BELOW = ("Falta de recursos", "Cambio de calendario", "Depende de otra área")
ABOVE = ("Mayor demanda", "Apoyo adicional", "Meta subestimada")
OTHER = "Otra"
"""The cause of whoever explains it in own words."""
MOST_OFFERED = 5
"""Causes in one question; with the other buttons a message has at most eight."""


def side_of(light: Light) -> Side:
    return Side.ABOVE if light is Light.OVER else Side.BELOW


def causes_for(light: Light) -> tuple[str, ...]:
    """Return the causes that a new installation offers."""
    return ABOVE if side_of(light) is Side.ABOVE else BELOW
