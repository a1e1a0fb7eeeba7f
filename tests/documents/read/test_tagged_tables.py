"""The tables of a tagged PDF: a changed file is read as it is, or refused, never guessed."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from documents.filed.ficha_pdf import ficha_pdf
from documents.filed.informe.pdf import informe_pdf
from documents.read.reader import read_document
from documents.read.tagged_tables import MOST_PAGES, NotReadable, read_tagged
from domain.kit.reports import DocumentRefused
from tests.documents.filed.test_ficha import a_ficha
from tests.documents.filed_informes import a_sheet, an_indicator

ONE = informe_pdf(a_sheet(an_indicator()))
NOT_WHOLE = "El PDF del informe no está completo o se modificó. Envíe el original, o su Excel (.xlsx)."


def changed(change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(ONE)))
    change(writer)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def elements(writer: PdfWriter, kind: str) -> list[Any]:
    found = [each.get_object() for each in writer._objects if each is not None]
    return [each for each in found if isinstance(each, DictionaryObject) and each.get("/S") == kind]


def without_a_cell(writer: PdfWriter) -> None:
    elements(writer, "/TR")[-1]["/K"].get_object().pop()


def without_its_title(writer: PdfWriter) -> None:
    elements(writer, "/H1")[0][NameObject("/K")] = ArrayObject()


def nested(writer: PdfWriter) -> None:
    inner = elements(writer, "/Document")[0]
    for _ in range(80):
        outer = DictionaryObject({NameObject("/S"): NameObject("/Div"), NameObject("/K"): inner})
        inner = writer._add_object(outer)
    tree: Any = writer.root_object["/StructTreeRoot"].get_object()
    tree[NameObject("/K")] = inner


def with_many_pages(writer: PdfWriter) -> None:
    for _ in range(MOST_PAGES):
        writer.add_blank_page(792, 612)


def with_its_page_beside_each_piece(writer: PdfWriter) -> None:
    """Say the page of a cell's text where PDF 1.7 lets a writer say it: beside the number, not above it."""
    for cell in elements(writer, "/TD"):
        kids = cell.get("/K")
        if kids is not None:
            page = cell.raw_get("/Pg") if "/Pg" in cell else writer.pages[0].indirect_reference
            numbers = kids.get_object()
            cell[NameObject("/K")] = ArrayObject(
                DictionaryObject({NameObject("/MCID"): each, NameObject("/Pg"): page})
                if isinstance(each, NumberObject)
                else each
                for each in (numbers if isinstance(numbers, list) else [numbers])
            )


def saying_what_it_means(writer: PdfWriter) -> None:
    """Let the file itself say what a stretch of it means, as it may where signs are drawn otherwise."""
    page = writer.pages[0]
    said = rb"\1 /Span <</ActualText (Otro texto)>> BDC \2 EMC EMC"
    pattern = rb"(/Span\s*<<\s*/MCID 3\s*>>\s*BDC)(.*?)EMC"
    stream = StreamObject()
    stream.set_data(re.sub(pattern, said, page.get_contents().get_data(), count=1, flags=re.DOTALL))  # type: ignore[union-attr]
    page[NameObject("/Contents")] = writer._add_object(stream)


@pytest.mark.parametrize("change", [without_a_cell, without_its_title])
def test_an_informe_that_lost_a_part_is_refused(change: Callable[[PdfWriter], None]) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document("informe.pdf", changed(change))

    assert [error.text for error in refused.value.errors] == [NOT_WHOLE]


def test_another_document_of_ours_is_no_informe() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document("ficha.pdf", ficha_pdf(a_ficha()))

    assert refused.value.errors[0].text.startswith("Es un PDF que no es un Informe Trimestral")


@pytest.mark.parametrize("change", [nested, with_many_pages])
def test_a_structure_beyond_all_measure_is_not_followed(change: Callable[[PdfWriter], None]) -> None:
    with pytest.raises(NotReadable):
        read_tagged(changed(change))


def test_the_page_of_a_piece_may_stand_beside_it() -> None:
    assert read_tagged(changed(with_its_page_beside_each_piece)) == read_tagged(ONE)


def test_what_the_file_says_that_it_means_is_taken_once() -> None:
    read, plain = read_tagged(changed(saying_what_it_means)), read_tagged(ONE)

    differing = [(was, now) for was, now in zip(plain.before, read.before, strict=True) if was != now]
    assert [now for _, now in differing] == ["Otro texto"]
    assert read.rows == plain.rows
