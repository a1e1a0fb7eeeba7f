"""The catalogue of causes offered when a result is outside green (Spanish, as printed in reports)."""

from enum import StrEnum

from domain.lights import Light


class Side(StrEnum):
    """On which side of green a result lies."""

    BELOW = "below"
    ABOVE = "above"


BELOW = ("Falta de recursos", "Cambio de calendario", "Depende de otra área")
ABOVE = ("Mayor demanda", "Apoyo adicional", "Meta subestimada")
SHORTEST_REASON = 10
"""Characters from which own words are taken for a reason."""


def causes_for(light: Light) -> tuple[str, ...]:
    return ABOVE if light is Light.OVER else BELOW


def is_reason(text: str) -> bool:
    """Tell whether own words say something: long enough and not the same sign over and over."""
    letters = {c for c in text.lower() if c.isalpha()}
    return len(text.strip()) >= SHORTEST_REASON and len(letters) >= 4
