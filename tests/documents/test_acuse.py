"""The acuse as a PDF: one page with what was handed in, without executable content."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.acuse import acuse_pdf
from documents.acuse_sheet import (
    ROWS_OF_ONE_PAGE,
    AcuseRow,
    AcuseSheet,
    PrintedProgramme,
    PrintedProof,
    proofs_shown,
)

NAME = (
    "Porcentaje de trámites y servicios municipales que se ofrecen por medios electrónicos a la ciudadanía."
)
"""As long as a name is printed: 105 characters."""
OFICIO = PrintedProof("Oficio SP/DSAV/112/2025 · 26 sep 2025", "3f2a91bc04de")


def a_row(number: int = 1, proofs: int = 1, **fields: Any) -> AcuseRow:
    usual: dict[str, Any] = {"name": NAME, "goal": "25 %", "value": "26.5 %", "variation": "−1.5"}
    return AcuseRow(f"Actividad 7.{number}", **{**usual, "evidence": (OFICIO,) * proofs, **fields})


def a_sheet(*rows: AcuseRow, **fields: Any) -> AcuseSheet:
    usual: dict[str, Any] = {
        "title": "Acuse de envío A-402-3T2025-0001",
        "issuer": "Instituto Municipal de Planeación",
        "heading": "Acuse de envío",
        "subject": "Informe Trimestral de Indicadores, 3T2025",
        "folio": "A-402-3T2025-0001",
        "code": "K7Q2M-9X34T",
        "check": "/verificar K7Q2M-9X34T",
        "address": "https://t.me/puntual_bot?start=v_K7Q2M9X34T",
        "sha256": "ab" * 32,
        "facts": (("Folio", "A-402-3T2025-0001"), ("Envió", "María Ñáñez Güendulain, 26 sep 2025, 14:05 h")),
        "programmes": (PrintedProgramme("PP 08 · Gobierno innovador", rows or (a_row(),)),),
        "note": "Variación = meta − alcanzado.",
        "issued_at": datetime(2025, 9, 26, 20, 5, tzinfo=UTC),
    }
    return AcuseSheet(**{**usual, **fields})


@contextmanager
def opened(sheet: AcuseSheet) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(acuse_pdf(sheet))
    try:
        yield document
    finally:
        document.close()


def pages(sheet: AcuseSheet) -> list[str]:
    """Return the text of each page."""
    with opened(sheet) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_the_page_says_who_what_and_when() -> None:
    (text,) = pages(a_sheet())

    for words in ("Acuse de envío", "A-402-3T2025-0001", "María Ñáñez Güendulain", "26 sep 2025, 14:05 h"):
        assert words in text
    for words in ("Actividad 7.1", "25 %", "26.5 %", "−1.5", "SP/DSAV/112/2025", "3f2a91bc04de"):
        assert words in text
    for words in ("K7Q2M-9X34T", "/verificar K7Q2M-9X34T", "ab" * 32, "Página 1 de 1"):
        assert words in text


def test_it_is_letter_paper_upright_with_its_title() -> None:
    with opened(a_sheet()) as document:
        assert document.get_page_size(0) == (612, 792)
        assert document.get_metadata_value("Title") == "Acuse de envío A-402-3T2025-0001"


def test_it_says_its_language_and_its_standards() -> None:
    content = acuse_pdf(a_sheet())

    assert b"/Lang (es-MX)" in content or b"/Lang(es-MX)" in content
    assert b"pdfaid:part" in content
    assert b"pdfuaid:part" in content


def test_every_font_is_inside() -> None:
    content = acuse_pdf(a_sheet())

    assert content.count(b"/FontFile") == content.count(b"/Type/FontDescriptor") > 0


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert acuse_pdf(a_sheet()) == acuse_pdf(a_sheet())
    assert acuse_pdf(a_sheet()) != acuse_pdf(a_sheet(issued_at=a_sheet().issued_at + timedelta(days=1)))


def test_several_may_be_made_at_once() -> None:
    sheets = [a_sheet(folio=f"A-402-3T2025-{number:04}") for number in range(8)]

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(acuse_pdf, sheets))

    assert made == [acuse_pdf(sheet) for sheet in sheets]


@pytest.mark.parametrize(
    "typed",
    [
        '#panic("x")',
        "*negrita* _cursiva_ $x^2$",
        "@cita <etiqueta> \\ `code`",
        '#read("acuse.typ")',
        "= Título",
    ],
)
def test_what_people_typed_is_only_text(typed: str) -> None:
    row = a_row(name=typed, evidence=(PrintedProof(typed),))

    (text,) = pages(a_sheet(row, facts=(("Envió", typed),)))

    assert text.count(typed) == 3


def test_fifteen_indicators_with_much_evidence_stay_on_one_page() -> None:
    shown = proofs_shown([20] * ROWS_OF_ONE_PAGE)
    rows = tuple(a_row(number, proofs=shown) for number in range(1, ROWS_OF_ONE_PAGE + 1))
    programmes = tuple(PrintedProgramme(f"PP {n} · {NAME}", rows[n - 1 :: 3]) for n in (1, 2, 3))
    facts = tuple((f"Dato {number}", NAME[:80]) for number in range(6))

    (text,) = pages(a_sheet(programmes=programmes, facts=facts, note=NAME * 3))

    assert "Actividad 7.15" in text


def test_more_indicators_flow_on_with_the_headings_again() -> None:
    texts = pages(a_sheet(*(a_row(number, proofs=4) for number in range(1, 61))))

    assert len(texts) > 1
    assert all("Medio de verificación" in text for text in texts)
    assert f"Página {len(texts)} de {len(texts)}" in texts[-1]
    assert "Actividad 7.60" in texts[-1]


def test_a_report_without_indicators_is_a_page_all_the_same() -> None:
    (text,) = pages(a_sheet(programmes=()))

    assert "Acuse de envío" in text


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        pytest.param([], 12, id="none"),
        pytest.param([20], 12, id="one"),
        pytest.param([12, 12, 12], 12, id="few"),
        pytest.param([20] * 15, 3, id="fifteen with much"),
        pytest.param([1] * 14 + [20], 12, id="one with much"),
        pytest.param([20] * 16, 12, id="more than a page"),
    ],
)
def test_as_many_documents_are_listed_as_the_page_holds(amounts: list[int], shown: int) -> None:
    assert proofs_shown(amounts) == shown


# What any phone can send: no text may stop the receipt.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=60)
@given(anything, anything)
def test_no_text_stops_the_receipt(name: str, proof: str) -> None:
    row = a_row(name=name, evidence=(PrintedProof(proof, proof),))

    assert acuse_pdf(replace(a_sheet(row), facts=((name, proof),))).startswith(b"%PDF")
