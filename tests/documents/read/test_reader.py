"""Choosing the reader by content, and refusing everything else with a sentence."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.filed.informe.word import informe_docx
from documents.filed.informe.workbook import informe_xlsx
from documents.read import workbook_guard
from documents.read.reader import read_document
from domain.kit.reports import DocumentError, DocumentRefused
from tests.documents.filed_informes import a_sheet as a_filed_sheet
from tests.documents.filed_informes import an_indicator
from tests.documents.informes import a_row, a_sheet, a_table
from tests.documents.workbooks import filled

INFORME = a_table(a_row(), a_row("Actividad 1.1"))
WORKBOOK = filled()


def refusal(content: bytes) -> str:
    """Return the only reason to refuse a file; fail when it is taken."""
    with pytest.raises(DocumentRefused) as refused:
        read_document("archivo.xlsx", content)
    (error,) = refused.value.errors
    assert refused.value.source == "archivo.xlsx"
    return error.text


def repacked(
    added: dict[str, str] | None = None, *, without: str = "", compression: int = ZIP_DEFLATED
) -> bytes:
    """Copy the parts of a good workbook, leaving one out or adding others by name."""
    content = BytesIO()
    with ZipFile(BytesIO(WORKBOOK)) as old, ZipFile(content, "w", compression) as new:
        for name in old.namelist():
            if name != without and name not in (added or {}):
                new.writestr(name, old.read(name))
        for name, text in (added or {}).items():
            new.writestr(name, text)
    return content.getvalue()


def part(name: str) -> str:
    with ZipFile(BytesIO(WORKBOOK)) as book:
        return book.read(name).decode()


def test_the_informe_in_word_is_not_taken_for_a_broken_workbook() -> None:
    said = refusal(informe_docx(a_filed_sheet(an_indicator())))

    assert read_document("mir.xlsx", repacked({"word/document.xml": "<a/>"}))
    assert (
        said == "Es un documento de Word. Envíe el Excel (.xlsx); un informe, también en su PDF o como texto."
    )


@pytest.mark.parametrize(
    "content",
    [INFORME.encode(), INFORME.encode("cp1252"), INFORME.encode("utf-16"), INFORME.encode("utf-8-sig")],
    ids=["utf-8", "windows-1252", "utf-16", "utf-8 with mark"],
)
def test_text_is_read_as_a_report_in_any_usual_encoding(content: bytes) -> None:
    (programme,) = read_document("informe.txt", content)

    assert programme.source == "informe.txt"
    assert programme.indicators[0].facts.name == "Porcentaje de árboles"


def test_the_workbook_that_puntual_files_is_read_as_the_report_it_is() -> None:
    (back,) = read_document("informe.xlsx", informe_xlsx(a_filed_sheet(an_indicator("Componente 7"))))

    assert (back.unit.code, str(back.period)) == ("402", "3T2025")
    assert [str(each.facts.level) for each in back.indicators] == ["Componente 7"]


def test_zip_is_read_as_a_workbook_whatever_its_name() -> None:
    (programme,) = read_document("mir.txt", WORKBOOK)

    assert (programme.period, programme.unit.code) == (None, "402")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"  \n", "El archivo está vacío."),
        (b"%PDF-1.7 ...", "Es un PDF que no es un Informe Trimestral"),
        (b"\xd0\xcf\x11\xe0 ...", "Es un Excel antiguo (.xls)"),
        (b"\x89PNG ...", "Es una imagen."),
        (b"\x00\x01\x81 ...", "No es un texto ni un libro de Excel."),
        (b"a" * (20 * 1024 * 1024 + 1), "El archivo pesa más de 20 MB."),
        (b"PK\x03\x04 ...", "El archivo no es un libro de Excel o está dañado."),
        (WORKBOOK[: len(WORKBOOK) // 2], "El archivo no es un libro de Excel o está dañado."),
        (b"UR;PP;Meta\n402;08;25\n", "Esto no parece un Informe Trimestral"),
    ],
    ids=["empty", "pdf", "xls", "image", "binary", "heavy", "broken zip", "cut zip", "csv"],
)
def test_other_files_are_refused_with_what_to_do(content: bytes, text: str) -> None:
    assert refusal(content).startswith(text)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (repacked(without="xl/workbook.xml"), "El archivo no es un libro de Excel."),
        (repacked({"xl/vbaProject.bin": "x"}), "El libro trae macros"),
        (repacked({"xl/extra.xml": "<!DOCTYPE a>"}), "El libro trae instrucciones que Excel no escribe."),
        (repacked(compression=ZIP_BZIP2), "El libro está comprimido o cifrado"),
        (repacked(without="xl/worksheets/sheet2.xml"), "El archivo no es un libro de Excel o está dañado."),
        (repacked(without="xl/styles.xml"), "El libro está dañado y no se pudo leer."),
        (repacked({f"xl/{n}.bin": "" for n in range(1_001)}), "El libro es demasiado grande."),
    ],
    ids=["no workbook", "macros", "entities", "compression", "lost sheet", "lost styles", "many parts"],
)
def test_workbooks_that_must_not_be_opened_are_refused(content: bytes, text: str) -> None:
    assert refusal(content).startswith(text)


def test_zip_bomb_is_refused_before_it_is_opened() -> None:
    bomb = repacked({"xl/worksheets/sheet9.xml": "0" * (workbook_guard.MAX_BYTES + 1)})

    assert len(bomb) < 200_000
    assert refusal(bomb).startswith("El libro es demasiado grande.")


def test_workbook_with_too_many_cells_is_refused() -> None:
    cells = "<c/>" * (workbook_guard.MAX_CELLS + 1)

    assert refusal(repacked({"xl/worksheets/sheet9.xml": cells})).startswith(
        "El libro tiene demasiadas celdas."
    )


def test_row_numbers_beyond_excel_do_not_hang_the_reader() -> None:
    sheet = part("xl/worksheets/sheet3.xml").replace('<row r="3"', '<row r="99999999999"')

    with pytest.raises(DocumentRefused):
        read_document("mir.xlsx", repacked({"xl/worksheets/sheet3.xml": sheet}))


pieces = st.sampled_from(
    [*INFORME.split("\n"), *a_sheet().split("\n"), "\t", "", "Fin\t1", "Eje", "\r", "9" * 50]
)


@settings(max_examples=150)
@given(st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=20))).map("\n".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text.encode("utf-8", "ignore"))


@settings(max_examples=150)
@given(st.integers(0, len(INFORME) - 1), st.integers(0, 40), st.text(max_size=3))
def test_any_damaged_report_is_read_or_refused(place: int, size: int, inserted: str) -> None:
    damaged = INFORME[:place] + inserted + INFORME[place + size :]

    read_or_refuse(damaged.encode("utf-8", "ignore"))


@settings(max_examples=100)
@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=4))
def test_any_damaged_workbook_is_read_or_refused(place: int, inserted: bytes) -> None:
    read_or_refuse(WORKBOOK[:place] + inserted + WORKBOOK[place + len(inserted) :])


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]),
    st.integers(0, 3_000),
    st.sampled_from(["", "x", "<", '"', "9", "<c r='ZZZ9'/>"]),
    st.integers(0, 30),
)
def test_any_workbook_with_damaged_xml_is_read_or_refused(
    name: str, place: int, inserted: str, size: int
) -> None:
    text = part(name)

    read_or_refuse(repacked({name: text[:place] + inserted + text[place + size :]}))


def read_or_refuse(content: bytes) -> None:
    errors = reasons(content)

    assert errors is None or (errors and all(error.place and error.text for error in errors))


def reasons(content: bytes) -> tuple[DocumentError, ...] | None:
    try:
        read_document("archivo", content)
    except DocumentRefused as refused:
        return refused.errors
    return None
