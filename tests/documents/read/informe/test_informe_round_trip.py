"""A filed document is read back: any programme, as a workbook and as a PDF, gives the same facts."""

from io import BytesIO

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from documents.filed.informe.pdf import informe_pdf
from documents.filed.informe.workbook import informe_xlsx
from documents.filed.printed import InformeSheet
from documents.read.reader import read_document
from domain.kit.reports import DocumentRefused, ImportedProgramme
from tests.documents.filed_informes import a_sheet, an_indicator, many
from tests.documents.filed_programmes import LATIN, OFICIO, filed, sheets, taken

SHEET = a_sheet(
    an_indicator(), an_indicator("Actividad 7.2", goals=(0, 50, 0, 50), achieved=(0, None, "51.5"))
)
ONE = informe_pdf(SHEET)
QUICK = tuple(phase for phase in Phase if phase not in {Phase.shrink, Phase.explain})
"""A whole programme takes minutes to shrink, and its difference is told cell by cell."""


def header(back: ImportedProgramme) -> dict[str, str]:
    return {
        "Unidad Responsable:": back.unit.raw,
        "Programa Presupuestario:": back.programme.raw,
        "Trimestre que se reporta:": f"{back.period}",
        "Eje:": " ".join(each.raw for each in back.ejes),
        "Objetivo:": " ".join(each.raw for each in back.objetivos),
    }


def assert_same(sheet: InformeSheet, content: bytes) -> None:
    (back,) = read_document("informe", content)

    ordinal, _, year = dict(sheet.header)["Trimestre que se reporta:"].split()
    assert header(back) == {**dict(sheet.header), "Trimestre que se reporta:": f"{ordinal[0]}T{year}"}
    assert taken(back) == filed(sheet)
    assert not [flag for row in back.indicators for flag in row.flags if flag.needs_confirmation]


@settings(max_examples=60, phases=QUICK)
@given(sheets())
def test_any_programme_comes_back_from_its_workbook(sheet: InformeSheet) -> None:
    assert_same(sheet, informe_xlsx(sheet))


@settings(max_examples=25, phases=QUICK)
@given(sheets(LATIN))
def test_any_programme_comes_back_from_its_pdf(sheet: InformeSheet) -> None:
    assert_same(sheet, informe_pdf(sheet))


def test_a_report_of_sixty_indicators_comes_back_from_its_pdf() -> None:
    sheet = a_sheet(*many(60, evidence="; ".join(map(OFICIO.format, range(8)))))

    assert_same(sheet, informe_pdf(sheet))


def test_a_row_that_goes_on_on_the_next_page_comes_back_whole() -> None:
    sheet = a_sheet(*many(3, evidence="; ".join(map(OFICIO.format, range(150)))))

    assert_same(sheet, informe_pdf(sheet))


def test_a_hyphen_that_is_printed_again_on_the_next_line_is_read_once() -> None:
    sheet = a_sheet(an_indicator(sense="-a000000000", dimension="socio-económica", name="x " * 20 + "y-z"))

    assert_same(sheet, informe_pdf(sheet))


def refused(content: bytes) -> str:
    with pytest.raises(DocumentRefused) as found:
        read_document("informe.pdf", content)
    (error,) = found.value.errors
    return error.text


def signed() -> bytes:
    """An Informe of ours that a person printed and digitised: a page without any structure."""
    writer = PdfWriter()
    writer.add_blank_page(792, 612)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(ONE)))
    writer.encrypt("secreto", algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize("content", [signed(), locked(), b"%PDF-1.7 ..."], ids=["scan", "locked", "nothing"])
def test_any_other_pdf_is_refused_with_what_to_send(content: bytes) -> None:
    assert refused(content) == (
        "Es un PDF que no es un Informe Trimestral hecho por Puntual, o que se imprimió y digitalizó. "
        "Envíe el informe en su Excel o PDF original, o como texto (.txt), y la MIR en Excel (.xlsx)."
    )


@settings(max_examples=60)
@given(st.integers(5, len(ONE) - 8))
def test_a_pdf_that_was_cut_is_refused(at: int) -> None:
    assert refused(ONE[:at]).startswith("Es un PDF que no es un Informe Trimestral")


@settings(max_examples=100)
@given(st.integers(5, len(ONE) - 1), st.integers(1, 255))
def test_a_damaged_pdf_is_refused_or_read_as_a_report(at: int, change: int) -> None:
    """A byte of a font's table of letters can take one letter away, and nothing in the file tells."""
    damaged = ONE[:at] + bytes([ONE[at] ^ change]) + ONE[at + 1 :]

    try:
        (back,) = read_document("informe.pdf", damaged)
    except DocumentRefused:
        return
    assert back.indicators
