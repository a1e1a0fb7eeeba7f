"""The causes offered for a result outside green (Spanish, as printed in reports); IMPLAN can change them."""

from enum import StrEnum

from domain.kit.lights import Light


class Side(StrEnum):
    """The side of green on which a result lies."""

    BELOW = "below"
    ABOVE = "above"


BELOW = ("Falta de recursos", "Cambio de calendario", "Depende de otra área")
ABOVE = ("Mayor demanda", "Apoyo adicional", "Meta subestimada")
OTHER = "Otra"
"""The cause of a person who explains the result in their own words."""
MOST_OFFERED = 5
"""The most causes in one question; with the other buttons a message has at most eight."""


def side_of(light: Light) -> Side:
    return Side.ABOVE if light is Light.OVER else Side.BELOW


def causes_for(light: Light) -> tuple[str, ...]:
    """Return the causes of a new installation."""
    return ABOVE if side_of(light) is Side.ABOVE else BELOW
