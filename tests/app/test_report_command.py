"""`puntual report informe`: one file for each programme, written atomically."""

import io
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.offline import CommandFailed
from app.report_command import write_whole
from domain.papers.kinds import PAPERS
from tests.app.conftest import Types
from tests.facts import Office, a_document, a_mir
from usecases.papers.make_papers import GATHERERS

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
    assert (told.code, told.out, told.err) == (0, f"Escrito: {file.name}\n", "")
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
    assert told.out.count("Escrito: carpeta/") == 2


async def test_one_file_does_not_take_two_programmes(office: Office, types: Types, place: Path) -> None:
    await two(office)

    told = await types("report", "informe", "402", "3T2025", "--out", "todo.pdf")

    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "Son 2 archivos, de informe-402-PP08-3T2025 a informe-402-PP10-B-3T2025: "
        "diga un programa con --programme, o una carpeta con --out.\n"
    )
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


def test_every_kind_of_document_has_what_gathers_its_facts() -> None:
    assert set(GATHERERS) == set(PAPERS)


async def test_all_the_reports_of_a_quarter_go_into_a_folder(
    office: Office, types: Types, place: Path
) -> None:
    await two(office)
    await office.register(a_mir(unit="504", unit_name="IMPLAN"))

    told = await types("report", "informe", "todas", "3T2025", "--format", "xlsx", "--out", "carpeta")

    names = sorted(path.name for path in (place / "carpeta").iterdir())
    assert names[:2] == ["informe-402-PP08-3T2025.xlsx", "informe-402-PP10-B-3T2025.xlsx"]
    assert [name.startswith("informe-504-") for name in names[2:]] == [True]
    assert (told.code, told.out.count("Escrito: carpeta/"), told.err) == (0, 3, "")


async def test_one_programme_of_all_leaves_the_others_out(office: Office, types: Types) -> None:
    await two(office)
    await office.register(a_mir(unit="504", unit_name="IMPLAN"))

    told = await types("report", "informe", "TODAS", "3T2025", "--programme", "10/B")

    assert told.out == "Escrito: informe-402-PP10-B-3T2025.pdf\n"


async def test_a_year_without_programmes_has_nothing_to_write(office: Office, types: Types) -> None:
    told = await types("report", "informe", "todas", "3T2021")

    assert (told.code, told.err) == (1, "No hay programas de 2021: impórtelos primero.\n")


async def test_a_file_does_not_take_the_reports_of_all(office: Office, types: Types) -> None:
    await two(office)

    told = await types("report", "informe", "todas", "3T2025", "--out", "todo.pdf")

    assert told.err.endswith(": diga una carpeta con --out.\n")


@pytest.mark.parametrize(
    ("blocked", "said"),
    [
        ("informe-402-PP10-B-3T2025.xlsx", "De 2 archivos hay 1, hasta informe-402-PP08-3T2025.xlsx;"),
        ("informe-402-PP08-3T2025.xlsx", "No se escribió ningún archivo."),
    ],
    ids=["second", "first"],
)
async def test_when_one_fails_those_before_it_are_whole_and_named(
    office: Office, types: Types, place: Path, blocked: str, said: str
) -> None:
    await two(office)
    (place / "carpeta" / blocked / "lleno").mkdir(parents=True)

    told = await types("report", "informe", "402", "3T2025", "--format", "xlsx", "--out", "carpeta")

    assert told.code == 1
    assert told.err.startswith(f"carpeta/{blocked}: no se puede escribir (")
    assert said in told.err
    assert not [path for path in (place / "carpeta").iterdir() if path.name.startswith(".")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("programme", "shows"), [("10/B", False), (None, True)], ids=["one", "two"])
async def test_a_terminal_shows_how_far_several_files_are(
    office: Office,
    types: Types,
    monkeypatch: pytest.MonkeyPatch,
    programme: str | None,
    shows: bool,
) -> None:
    await two(office)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    await types("report", "informe", "402", "3T2025", *(("--programme", programme) if programme else ()))

    assert ("archivo" in terminal.getvalue()) is shows


async def test_lights_are_listed_only_when_asked_for(office: Office, types: Types, place: Path) -> None:
    await types("report", "informe", "402", "3T2025", "--format", "xlsx", "--lights", "--out", "con.xlsx")
    await types("report", "informe", "402", "3T2025", "--format", "xlsx", "--out", "sin.xlsx")

    names = ("con.xlsx", "sin.xlsx")
    headings = {name: load_workbook(place / name)["Informe Trimestral"]["AB10"].value for name in names}
    assert headings == {"con.xlsx": "Semáforo", "sin.xlsx": None}


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
async def test_what_was_written_is_imported_without_a_change(
    office: Office, types: Types, place: Path, kind: str
) -> None:
    await types("report", "informe", "402", "3T2025", "--format", kind, "--out", f"mio.{kind}")
    await types("import", f"mio.{kind}")

    told = await types("import", f"mio.{kind}")

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"mio.{kind}: 402 ")
    assert told.out.splitlines()[0].endswith("· sin cambios")
