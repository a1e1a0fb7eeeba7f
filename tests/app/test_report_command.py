"""`puntual report informe`: one file for each programme, whole or not at all."""

from pathlib import Path

import pytest
from docx import Document

from app.offline import CommandFailed
from app.report_command import write_whole
from tests.app.conftest import Types
from tests.facts import Office, a_document, a_mir

KINDS = {"pdf": b"%PDF", "xlsx": b"PK", "docx": b"PK"}


@pytest.fixture
async def office(office: Office) -> Office:
    await office.register(a_document(programme="08"))
    return office


async def two(office: Office) -> None:
    await office.register(a_document(programme="10/B"))


@pytest.mark.parametrize("kind", KINDS)
async def test_the_report_is_written_here_in_the_format_asked_for(
    office: Office, types: Types, place: Path, kind: str
) -> None:
    told = await types("report", "informe", "402", "3t 2025", "--format", kind)

    file = place / f"informe-402-PP08-3T2025.{kind}"
    assert (told.code, told.out, told.err) == (0, f"Informe escrito en {file.name}\n", "")
    assert file.read_bytes().startswith(KINDS[kind])


async def test_without_a_format_it_is_a_pdf_or_what_the_name_says(
    office: Office, types: Types, place: Path
) -> None:
    await types("report", "informe", "402", "3T2025")
    await types("report", "informe", "402", "3T2025", "--out", "entrega/mio.XLSX")

    assert (place / "informe-402-PP08-3T2025.pdf").read_bytes().startswith(b"%PDF")
    assert (place / "entrega" / "mio.XLSX").read_bytes().startswith(b"PK")


async def test_a_folder_takes_the_reports_of_all_programmes(
    office: Office, types: Types, place: Path
) -> None:
    await two(office)

    told = await types("report", "informe", "402", "3T2025", "--out", "carpeta")

    names = sorted(path.name for path in (place / "carpeta").iterdir())
    assert names == ["informe-402-PP08-3T2025.pdf", "informe-402-PP10-B-3T2025.pdf"]
    assert told.out.count("Informe escrito en carpeta/") == 2


async def test_one_file_does_not_take_two_programmes(office: Office, types: Types, place: Path) -> None:
    await two(office)

    told = await types("report", "informe", "402", "3T2025", "--out", "todo.pdf")

    assert (told.code, told.out) == (1, "")
    assert told.err == ("La UR 402 tiene los programas 08 y 10/B: diga uno con --programme, o una carpeta.\n")
    assert not (place / "todo.pdf").exists()


async def test_who_signs_can_be_named(office: Office, types: Types, place: Path) -> None:
    words = ("--elaboro", "Ana Ruiz; Jefa", "--vobo", "Gema Sánchez")

    await types("report", "informe", "402", "3T2025", "--format", "docx", "--out", "x.docx", *words)

    signed = Document(str(place / "x.docx")).tables[-1].rows[0].cells
    assert "Ana Ruiz\nJefa" in signed[0].text
    assert "Gema Sánchez\n" in signed[1].text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("999", "3T2025"), "No hay una UR 999: importe primero su programa con «puntual import».\n"),
        (("402", "3T2021"), "La UR 402 no tiene programas de 2021: impórtelos primero.\n"),
        (("402", "3T2025", "--programme", "9"), "La UR 402 no tiene el programa 9; tiene 08.\n"),
        (("402", "ayer"), "«ayer» no es un trimestre; escríbalo así: 3T2025\n"),
        (
            ("402", "3T2025", "--out", "a.txt"),
            "a.txt: el nombre debe terminar en .pdf, como el formato.\n",
        ),
    ],
    ids=["no unit", "no year", "no programme", "no quarter", "another ending"],
)
async def test_what_cannot_be_made_is_said(
    office: Office, types: Types, words: tuple[str, ...], said: str
) -> None:
    told = await types("report", "informe", *words)

    assert (told.code, told.out, told.err) == (1, "", said)


async def test_a_place_that_cannot_be_written_is_said(office: Office, types: Types, place: Path) -> None:
    (place / "entrega").write_text("un archivo")

    told = await types("report", "informe", "402", "3T2025", "--out", "entrega/mio.pdf")

    assert told.code == 1
    assert told.err.startswith("entrega/mio.pdf: no se puede escribir (")


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing(place: Path) -> None:
    (place / "mio.pdf" / "lleno").mkdir(parents=True)

    with pytest.raises(CommandFailed):
        write_whole(place / "mio.pdf", b"%PDF")

    assert [path.name for path in place.iterdir()] == ["mio.pdf"]


def test_what_was_there_is_replaced_at_once(place: Path) -> None:
    (place / "mio.pdf").write_bytes(b"antes")

    write_whole(place / "mio.pdf", b"%PDF")

    assert (place / "mio.pdf").read_bytes() == b"%PDF"
    assert [path.name for path in place.iterdir()] == ["mio.pdf"]


async def test_a_unit_of_another_year_is_told_apart(office: Office, types: Types) -> None:
    await office.register(a_mir(unit="504", unit_name="IMPLAN"))

    told = await types("report", "informe", "504", "1T2020")

    assert told.err == "La UR 504 no tiene programas de 2020: impórtelos primero.\n"
