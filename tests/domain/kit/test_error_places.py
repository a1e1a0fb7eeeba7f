"""Where an error came from is told by its class and two places of ours, never in its words."""

import json
import re
from pathlib import Path

import pytest

from domain.kit.error_places import OURS, is_library, place_of
from tests.architecture.project import PACKAGES


def caught(words: str) -> Exception:
    try:
        json.loads(words)
    except ValueError as error:
        return error
    raise AssertionError(words)


def test_an_error_is_told_by_its_class_and_place() -> None:
    assert re.fullmatch(r"JSONDecodeError \w+\.py:\d+ \w+\.py:\d+", place_of(caught("oficio 12 de Ana")))


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert place_of(ValueError("oficio 12 de Ana")) == "ValueError"


def test_at_most_two_places_are_told_the_innermost_first() -> None:
    def outer() -> None:
        inner()

    def inner() -> None:
        raise KeyError("Ana")

    try:
        outer()
    except KeyError as error:
        told = place_of(error)

    lines = re.findall(rf"{Path(__file__).name}:(\d+)", told)
    assert [int(line) for line in lines] == [
        inner.__code__.co_firstlineno + 1,
        outer.__code__.co_firstlineno + 1,
    ]


@pytest.mark.parametrize(
    ("path", "is_theirs"),
    [
        ("/opt/puntual/lib/python3.13/site-packages/bot/sender.py", False),
        ("/opt/puntual/lib/python3.13/site-packages/botocore/session.py", True),
        ("/opt/puntual/lib/python3.13/site-packages/telegram/_bot.py", True),
        ("/work/puntual/bot/sender.py", False),
    ],
)
def test_installed_among_the_libraries_ours_is_still_ours(path: str, is_theirs: bool) -> None:
    homes = ("/opt/puntual/lib/python3.13/site-packages/bot/",)

    assert is_library(path, homes) is is_theirs


def test_every_package_of_ours_is_known() -> None:
    assert sorted(OURS) == sorted(PACKAGES)
