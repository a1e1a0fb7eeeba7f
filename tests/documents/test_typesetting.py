"""Setting a template in type: signs without a font are replaced, and a wrong template is told."""

import pytest

from documents.filed.informe_pdf import informe_pdf
from documents.typesetting import TemplateWrong, set_in_type
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
