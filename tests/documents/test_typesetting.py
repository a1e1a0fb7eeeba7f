"""Compiling a template: characters without a font are replaced, and a wrong template is reported."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from documents.filed.informe.pdf import informe_pdf
from documents.template_files import TemplateWrong
from documents.typesetting import PIXELS_EACH, draw, set_in_type
from tests.documents.filed_informes import NOON, a_sheet, an_indicator
from tests.documents.tagged_pdf import letters, page_texts


def test_a_template_that_cannot_be_set_says_why() -> None:
    with pytest.raises(TemplateWrong) as wrong:
        set_in_type("informe.typ", {"title": "Informe Trimestral 2025"}, NOON)

    assert (wrong.value.template, "subject" in wrong.value.why or "fields" in wrong.value.why) == (
        "informe.typ",
        True,
    )


def test_a_sign_that_no_font_has_is_replaced() -> None:
    (text,) = page_texts(informe_pdf(a_sheet(an_indicator(name="Áreas verdes \U0001f333 — «Ñandú»"))))

    assert letters("Áreas verdes ? — «Ñandú»") in letters(text)


BARS = """
#let facts = json(bytes(sys.inputs.facts))
#set page(width: facts.width * 1pt, height: auto, margin: 0pt)
#stack(..range(facts.bars).map(_ => rect(width: 100%, height: 10pt)))
"""


@pytest.fixture
def bars(tmp_path: Path) -> str:
    template = tmp_path / "bars.typ"
    template.write_text(BARS, encoding="utf-8")
    return str(template)


def test_a_picture_is_as_wide_as_a_phone_and_as_tall_as_it_needs(bars: str) -> None:
    drawn = {count: Image.open(BytesIO(draw(bars, {"bars": count}))) for count in (1, 5)}

    assert {picture.width for picture in drawn.values()} == {360 * PIXELS_EACH}
    assert drawn[5].height - drawn[1].height == 4 * 10 * PIXELS_EACH


def test_a_template_that_cannot_be_drawn_says_why(bars: str) -> None:
    with pytest.raises(TemplateWrong) as wrong:
        draw(bars, {})

    assert "bars" in wrong.value.why


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateWrong) as wrong:
        draw(str(tmp_path / "perdida.typ"), {})

    assert wrong.value.template.endswith("perdida.typ")
    assert wrong.value.why
