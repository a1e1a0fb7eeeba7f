"""Photos: measured before they are unpacked."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.read.evidence.photo import LONGEST_SIDE_READ, SHORTEST_SIDE, Picture, measure, upright
from documents.read.evidence.refusals import FileRefused
from tests.documents.letters import a_photo, pixels

PHOTO = a_photo("Oficio SP/112/2025", size=(900, 1200))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_has_its_size(form: str) -> None:
    assert measure(a_photo(size=(700, 900), form=form)) == Picture(700, 900)


@pytest.mark.parametrize(
    ("width", "is_small"),
    [(SHORTEST_SIDE - 1, True), (SHORTEST_SIDE, False)],
    ids=["too small", "just enough"],
)
def test_a_picture_is_small_by_its_shorter_side(width: int, is_small: bool) -> None:
    assert Picture(width, 3000).is_small is is_small


@pytest.mark.parametrize(
    ("width", "height", "is_small"),
    [
        pytest.param(1200, 120, False, id="a line"),
        pytest.param(1200, 480, False, id="some lines"),
        pytest.param(1200, 500, True, id="a low page"),
        pytest.param(262, 14, False, id="the smallest line that is read"),
        pytest.param(262, 13, True, id="too low"),
        pytest.param(149, 20, True, id="too short"),
    ],
)
def test_a_line_cut_out_of_a_page_need_not_be_as_high_as_one(width: int, height: int, is_small: bool) -> None:
    assert Picture(width, height).is_small is is_small


@pytest.mark.parametrize(
    "content", [pixels(50_000, 50_000), pixels(11_000, 11_000)], ids=["a bomb", "more than any camera"]
)
def test_more_pixels_than_any_camera_takes_are_refused(content: bytes) -> None:
    for opened in (measure, upright):
        with pytest.raises(FileRefused) as refusal:
            opened(content)
        assert refusal.value.problem == "too_many_pixels"


@pytest.mark.parametrize(
    "content",
    [b"\xff\xd8\xff\xe0" + bytes(range(256)), b"\x89PNG\r\n\x1a\n", b""],
    ids=["jpg", "png", "nothing"],
)
def test_what_only_begins_like_a_picture_cannot_be_opened(content: bytes) -> None:
    assert measure(content) is None
    assert upright(content) is None


def test_a_picture_is_made_as_small_as_reading_allows() -> None:
    image = upright(a_photo(size=(4000, 3000)))

    assert image is not None
    assert max(image.size) == LONGEST_SIDE_READ


def test_a_very_large_picture_is_not_unpacked() -> None:
    assert upright(pixels(9_000, 9_000)) is None


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(PHOTO) - 1), noise=st.binary(max_size=60))
def test_no_damage_stops_the_reader(place: int, noise: bytes) -> None:
    broken = PHOTO[:place] + noise + PHOTO[place + len(noise) :]

    for opened in (measure, upright):
        with suppress(FileRefused):
            opened(broken)
