"""Causes of the catalogue, and what counts as a reason in own words."""

import pytest

from domain.causes import ABOVE, BELOW, causes_for, is_reason
from domain.lights import Light


@pytest.mark.parametrize("light", [Light.RED, Light.YELLOW, Light.NOT_APPLICABLE])
def test_a_shortfall_has_the_causes_of_a_shortfall(light: Light) -> None:
    assert causes_for(light) == BELOW == ("Falta de recursos", "Cambio de calendario", "Depende de otra área")


def test_over_achievement_has_causes_of_its_own() -> None:
    assert causes_for(Light.OVER) == ABOVE == ("Mayor demanda", "Apoyo adicional", "Meta subestimada")


@pytest.mark.parametrize(
    ("text", "says_something"),
    [
        pytest.param("", False, id="empty"),
        pytest.param("sin dato", False, id="too short"),
        pytest.param("lluvia int", True, id="10 characters"),
        pytest.param("lluvia in", False, id="9 characters"),
        pytest.param("lluvia in          ", False, id="9 characters and blanks"),
        pytest.param("aaaaaaaaaaaaaaa", False, id="one letter"),
        pytest.param("abcabcabcabc", False, id="3 letters"),
        pytest.param("abcdabcdabcd", True, id="4 letters"),
        pytest.param("AaBbCcAaBbCc", False, id="capitals are the same letter"),
        pytest.param("1234567890123", False, id="only digits"),
        pytest.param(".............", False, id="only signs"),
        pytest.param("Cambió el área", True, id="accents"),
    ],
)
def test_a_reason_is_long_enough_and_not_one_sign_over_and_over(text: str, says_something: bool) -> None:
    assert is_reason(text) is says_something
