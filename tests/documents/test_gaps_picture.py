"""The picture of a quarter: what it shows, and that it is drawn for a phone."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from domain.summary.messages import GapsPictureText, UnitBar, UnitState
from tests.golden.summaries import PICTURE
from tests.workers.inside import content_of
from texts.summary.files import picture, picture_facts

GOLDEN = Path(__file__).parent / "golden" / "gaps_picture.json"


def opened(said: GapsPictureText) -> Image.Image:
    message = picture(said)
    assert message.attachment is not None
    assert message.attachment.is_photo
    return Image.open(BytesIO(content_of(message.attachment))).convert("RGB")


def some_bars(amount: int, name: str = "Dirección de Agencias, Barrios y Colonias") -> GapsPictureText:
    states = list(UnitState)
    bars = (UnitBar(str(101 + n), name, n % 8, 8, states[n % 4]) for n in range(amount))
    return replace(PICTURE, units=tuple(bars))


def test_its_facts_are_the_golden_ones() -> None:
    facts = json.dumps(picture_facts(PICTURE), ensure_ascii=False, indent=1) + "\n"

    assert facts == GOLDEN.read_text(encoding="utf-8"), "read it aloud; if it is better now, write it again"


def test_it_says_how_many_more_there_are() -> None:
    more = picture_facts(replace(PICTURE, more=140))["more"]

    assert more == "y 140 UR más, con menos por reportar; todas en el Excel"


@pytest.mark.parametrize("amount", [1, 3, 40, 60])
def test_it_is_as_wide_as_a_phone_and_telegram_does_not_shrink_it(amount: int) -> None:
    drawn = opened(some_bars(amount))

    assert drawn.width == 1080
    # Telegram keeps 2,560 pixels of the longer side, so this loses next to nothing.
    assert drawn.height <= 2700


def test_every_row_keeps_its_height_however_long_its_name() -> None:
    short, long = (opened(some_bars(40, name)).height for name in ("Cultura", "Coordinación " * 9))

    assert short == long


def test_each_light_is_a_colour_of_its_own() -> None:
    colours = {colour for _, colour in opened(PICTURE).getcolors(1_000_000) or ()}

    assert {(31, 111, 67), (76, 175, 109), (227, 160, 8), (192, 57, 43)} <= colours


def test_a_name_is_never_run_as_typst() -> None:
    wicked = some_bars(1, '#panic("x") *b* $x$ <y> \\ `z`')

    assert opened(wicked).width == 1080
