"""The chart of goals and results: as wide as a phone, no taller than Telegram shows sharply."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from bot.status.chart_words import chart, sheet_of
from documents.achieved import achieved_png
from domain.kit.lights import Light
from domain.status.charts import FULL, PAGE, last_page
from domain.status.messages import ChartLine, ChartText
from tests.golden.status import a_chart, a_chart_line
from tests.workers.inside import content_of

SHARPEST = 2560
"""Pixels of the longer side beyond which Telegram makes a photo smaller."""


def lines(amount: int, **fields: object) -> tuple[ChartLine, ...]:
    made = (a_chart_line(f"Actividad {each // 9 + 1}.{each % 9 + 1} · PP 08") for each in range(amount))
    return tuple(replace(line, **fields) for line in made)  # type: ignore[arg-type]


def drawn(said: ChartText) -> Image.Image:
    return Image.open(BytesIO(achieved_png(sheet_of(said))))


@pytest.mark.parametrize("amount", [1, 3, FULL, FULL + 1, PAGE])
def test_a_picture_is_a_phone_wide_and_stays_sharp(amount: int) -> None:
    picture = drawn(a_chart(*lines(amount), last_page=1))

    assert picture.width == 1080
    assert 400 < picture.height <= SHARPEST


def test_four_quarters_and_long_names_of_a_few_indicators_stay_sharp() -> None:
    long = replace(a_chart_line("Componente 7", 25, 20, 30, 10), name="Porcentaje de trámites " * 12)

    assert drawn(a_chart(*(long,) * FULL)).height <= SHARPEST


@pytest.mark.parametrize(("amount", "last"), [(0, 0), (1, 0), (PAGE, 0), (PAGE + 1, 1), (60, 3), (61, 4)])
def test_sixty_indicators_take_four_pictures(amount: int, last: int) -> None:
    assert last_page(amount) == last


def test_the_same_figures_give_the_same_picture_and_others_another() -> None:
    first = achieved_png(sheet_of(a_chart()))

    assert achieved_png(sheet_of(a_chart())) == first
    assert achieved_png(sheet_of(a_chart(a_chart_line("Componente 7", 20, 26, 31)))) != first


def test_what_people_typed_is_shown_and_never_run() -> None:
    hostile = replace(a_chart_line('#panic("x") $x$ *a* \\ @b <c>'), name='#read("/etc/passwd") \U0001f333')

    assert drawn(replace(a_chart(hostile), name="#let x = 1 [")).width == 1080


@pytest.mark.parametrize("amount", [1, FULL])
def test_few_indicators_show_every_quarter_and_their_names(amount: int) -> None:
    for bars in sheet_of(a_chart(*lines(amount))).indicators:
        assert [bar.label for bar in bars.bars] == ["1T", "2T", "3T", "acum."]
        assert bars.name


def test_many_indicators_show_the_quarter_and_what_is_accumulated() -> None:
    for bars in sheet_of(a_chart(*lines(FULL + 1))).indicators:
        assert [bar.label for bar in bars.bars] == ["3T", "acum."]
        assert bars.name == ""


def test_each_bar_has_its_words_and_the_goal_its_place() -> None:
    (bars,) = sheet_of(a_chart(a_chart_line("Componente 7", 10, None, 100))).indicators
    red, silent, over, total = bars.bars

    assert [(bar.text, bar.light) for bar in bars.bars] == [
        ("10 de 25 %", "red"),
        ("sin reporte", "none"),
        ("100 de 25 %", "over"),
        ("110 de 75 %", "over"),
    ]
    assert {bar.goal for bar in (red, silent, over)} == {0.8}
    assert (red.achieved, silent.achieved, over.achieved) == (0.32, 0.0, 1.0)
    assert (total.goal, total.achieved, total.is_total) == (0.75, 1.0, True)


def test_without_a_goal_there_is_no_mark() -> None:
    line = replace(a_chart_line("Fin", 40), goals=(None,), lights=(Light.NOT_APPLICABLE,), goal_total=None)
    more = replace(line, values=(Decimal(150),), value_total=Decimal(150))

    for each, achieved in ((line, 0.32), (more, 0.8)):
        bar = sheet_of(a_chart(each)).indicators[0].bars[0]
        assert (bar.goal, bar.achieved) == (0.0, achieved)


def test_the_message_carries_the_picture_and_says_it_in_words() -> None:
    message = chart(a_chart(*lines(2)))

    assert message.attachment is not None
    assert message.attachment.is_photo
    assert content_of(message.attachment).startswith(b"\x89PNG")
    assert "🟣 por encima — 2" in message.html
