"""PDFs as they are sent: read by their text, and refused only when they cannot be kept."""

from contextlib import suppress
from zlib import compress

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.read.evidence.pdf import LONGEST_TEXT, PdfText, read_pdf
from documents.read.evidence.refusals import FileRefused
from domain.evidence.letters import read_letter
from tests.documents.letters import LETTER, a_bomb, a_pdf, a_scan, locked, pdf_with_content

LETTER_PDF = a_pdf(*LETTER)
TWICE_PACKED = pdf_with_content(compress(compress(bytes(64_000_000))), filters="[/FlateDecode /FlateDecode]")


def test_the_text_of_a_letter_is_read_line_by_line() -> None:
    read = read_pdf(LETTER_PDF)

    assert read.text.splitlines() == list(LETTER)


def test_only_the_beginning_of_a_long_text_is_kept() -> None:
    assert len(read_pdf(a_pdf(*["palabras " * 10] * 900)).text) == LONGEST_TEXT


def test_a_file_protected_only_against_changes_is_read() -> None:
    assert "SP/DSAV/112/2025" in read_pdf(locked(LETTER_PDF, "")).text


def test_a_file_that_asks_for_a_password_is_refused() -> None:
    with pytest.raises(FileRefused) as refusal:
        read_pdf(locked(LETTER_PDF, "secreto"))

    assert refusal.value.problem == "locked"


@pytest.mark.parametrize("content", [a_bomb(64), TWICE_PACKED], ids=["one layer", "two layers"])
def test_a_file_that_unpacks_beyond_measure_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_pdf(content)

    assert refusal.value.problem == "too_heavy"


def test_a_drawing_of_many_lines_is_kept_unread() -> None:
    assert read_pdf(pdf_with_content(b"0 0 m\n" * 110_000)) == PdfText()


def test_the_picture_of_a_scan_is_taken_where_it_can_be_read() -> None:
    scan = a_scan(*LETTER)

    assert read_pdf(scan) == PdfText()
    assert (read_pdf(scan, with_scan=True).scan or b"").startswith(b"\xff\xd8\xff")


def test_a_page_without_anything_is_no_scan() -> None:
    assert read_pdf(pdf_with_content(b""), with_scan=True) == PdfText()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n", id="no pages"),
        pytest.param(b"%PDF-", id="only its sign"),
        pytest.param(LETTER_PDF[:600], id="cut"),
        pytest.param(b"%PDF-1.4\n" + b"\x00\xff obj stream <<" * 5_000, id="rubbish"),
        pytest.param(LETTER_PDF.replace(b"/Count 1", b"/Count 0").replace(b"[3 0 R]", b"[]"), id="empty"),
    ],
)
def test_what_is_damaged_is_said_to_be(content: bytes) -> None:
    assert read_pdf(content) == PdfText(is_damaged=True)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(LETTER_PDF) - 1), length=st.integers(1, 40), noise=st.binary(max_size=40))
def test_no_damage_stops_the_reader(place: int, length: int, noise: bytes) -> None:
    broken = LETTER_PDF[:place] + noise + LETTER_PDF[place + length :]

    with suppress(FileRefused):
        assert isinstance(read_pdf(broken, with_scan=True), PdfText)


HEAD = "OFICIO NÚM. SP/DSAV/112/2025"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            a_pdf("O F I C I O  N Ú M .  S P / D S A V / 1 1 2 / 2 0 2 5", *LETTER[5:]), id="blanks"
        ),
        pytest.param(
            pdf_with_content(
                ("BT /F1 11 Tf 60 780 Td [" + " ".join(f"({each})-300" for each in HEAD) + "] TJ ET").encode(
                    "latin-1"
                )
            ),
            id="gaps between the letters",
        ),
        pytest.param(typst.compile(f"#text(tracking: 3pt)[{HEAD}]\n\n{LETTER[6]}".encode()), id="tracking"),
    ],
)
def test_a_heading_with_its_letters_apart_is_found(content: bytes) -> None:
    letter = read_letter(read_pdf(content).text, year=2025)

    assert letter is not None
    assert letter.numbers == ("SP/DSAV/112/2025",)
