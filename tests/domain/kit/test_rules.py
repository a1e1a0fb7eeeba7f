"""The three limits of a light, as IMPLAN types them."""

from decimal import Decimal

import pytest

from domain.kit.lights import Thresholds
from domain.kit.rules import Rules, ThresholdsRefused, read_thresholds


def limits(yellow: str, green: str, until: str) -> Thresholds:
    return Thresholds(green_from=Decimal(green), green_to=Decimal(until), yellow_from=Decimal(yellow))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("80 90 110", limits("80", "90", "110")),
        (" 75 %, 92.5 % y 130% ", limits("75", "92.5", "130")),
        ("60;80;500", limits("60", "80", "500")),
    ],
)
def test_three_limits_are_read(text: str, read: Thresholds) -> None:
    assert read_thresholds(text) == read


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "three_limits"),
        ("80 90", "three_limits"),
        ("80 90 110 120", "three_limits"),
        ("80 noventa 110", "three_limits"),
        ("-80 90 110", "three_limits"),
        ("90 80 110", "limits_not_ascending"),
        ("80 80 110", "limits_not_ascending"),
        ("0 90 110", "limits_not_ascending"),
        ("80 90 501", "limits_not_ascending"),
    ],
)
def test_other_texts_are_refused(text: str, problem: str) -> None:
    with pytest.raises(ThresholdsRefused) as refused:
        read_thresholds(text)

    assert refused.value.problem == problem


def test_nothing_more_is_asked_as_long_as_nothing_was_decided() -> None:
    assert Rules() == Rules(Thresholds(), asks_months=False, asks_narrative=False)
