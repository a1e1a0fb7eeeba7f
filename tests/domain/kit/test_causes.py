"""Causes of the catalogue, as a new installation offers them."""

import pytest

from domain.kit.causes import ABOVE, BELOW, causes_for
from domain.kit.lights import Light


@pytest.mark.parametrize("light", [Light.RED, Light.YELLOW, Light.NOT_APPLICABLE])
def test_a_shortfall_has_the_causes_of_a_shortfall(light: Light) -> None:
    assert causes_for(light) == BELOW == ("Falta de recursos", "Cambio de calendario", "Depende de otra área")


def test_over_achievement_has_causes_of_its_own() -> None:
    assert causes_for(Light.OVER) == ABOVE == ("Mayor demanda", "Apoyo adicional", "Meta subestimada")
