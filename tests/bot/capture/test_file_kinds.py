"""What a file is, by its content and not by its name, and which sentence it gets where it came."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.capture.attachments import RefusedFile
from bot.delivery.receiving.incoming import File
from documents.read.evidence.pdf import read_pdf
from documents.read.file_kinds import PDF, XLSX, kind_of, problem_by_name, problem_of
from domain.capture.messages import FilePlace, FileProblem, Question
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.said import Said
from domain.papers.template_messages import TemplateNotTaken
from domain.papers.templates import TemplateFault
from domain.people.welcome_messages import NotAllowed
from storage.engine import Database
from storage.files import FileStore
from tests.bot.capture.test_attachments import Shelf
from tests.documents.letters import a_pdf
from tests.documents.odd_files import (
    DOC,
    DOCX,
    HEIC,
    PPT,
    PPTX,
    SECRET,
    WEBP,
    WORKBOOK_IN_ZIP,
    XLS,
    XLSB,
    ZIP,
    an_office,
    an_open_document,
)
from tests.documents.report_templates import written
from tests.e2e.reception import Reception, a_file, a_text
from tests.facts import ANA, Office
from tests.workers.inside import taking

KINDS = {
    "oficio.docx": (DOCX, "word"),
    "oficio.doc": (DOC, "word"),
    "oficio.odt": (an_open_document("text"), "word"),
    "oficio.rtf": (b"{\\rtf1 oficio}", "word"),
    "sesion.pptx": (PPTX, "slides"),
    "sesion.ppt": (PPT, "slides"),
    "sesion.odp": (an_open_document("presentation"), "slides"),
    "lista.xls": (XLS, "old_workbook"),
    "lista.xlsb": (XLSB, "old_workbook"),
    "lista.ods": (an_open_document("spreadsheet"), "old_workbook"),
    "evidencias.zip": (ZIP, "archive"),
    "todo.zip": (WORKBOOK_IN_ZIP, "archive"),
    "evidencias.rar": (b"Rar!\x1a\x07\x00", "archive"),
    "evidencias.7z": (b"7z\xbc\xaf\x27\x1c", "archive"),
    "evidencias.tar": (bytes(257) + b"ustar\x0000", "archive"),
    "evidencias.tar.bz2": (b"BZh91AY", "archive"),
    "evidencias.tar.xz": (b"\xfd7zXZ\x00", "archive"),
    "cartel.psd": (b"8BPS\x00\x01", "other_picture"),
    "foto.jp2": (b"\x00\x00\x00\x0cjP  \r\n", "other_picture"),
    "foto.heic": (HEIC, "other_picture"),
    "foto.webp": (WEBP, "other_picture"),
    "escaneo.tif": (b"II*\x00" + bytes(9), "other_picture"),
    "secreto.docx": (SECRET, "locked_document"),
}
EVERY = [(name, content, problem) for name, (content, problem) in KINDS.items()]
every = pytest.mark.parametrize(("name", "content", "problem"), EVERY, ids=KINDS)


@every
def test_a_kind_is_told_by_its_content(name: str, content: bytes, problem: str) -> None:
    for called in (name, "archivo", "oficio.pdf", "informe.xlsx"):
        assert kind_of(content) is None
        assert problem_of(content, called) == problem


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        pytest.param(ZIP[:-30], "fotos.zip", "archive", id="a cut archive by its name"),
        pytest.param(ZIP[:-30], "fotos", "not_allowed", id="a cut archive without a name"),
        pytest.param(DOCX[:-30], "oficio", "word", id="a cut document by its parts"),
        pytest.param(DOC[:300], "oficio.doc", "word", id="a cut document by its name"),
        pytest.param(an_office("visio/document.xml"), "plano.vsdx", "archive", id="another Office document"),
        pytest.param(an_open_document("formula"), "formula", "archive", id="another open document"),
        pytest.param(b"\x00\x00\x00\x18ftypmp42", "video.mp4", "not_allowed", id="video"),
        pytest.param(b"RIFF\x00\x00\x00\x00WAVE", "voz.wav", "not_allowed", id="sound"),
        pytest.param(b"<html><p>Oficio", "oficio.doc", "word", id="a web page called a document"),
        pytest.param(b"\xffWPC", "oficio.wpd", "word", id="a document of another program"),
        pytest.param(b"GIF89a", "anim.gif", "not_allowed", id="gif"),
        pytest.param(b"", "vacio.pdf", "not_allowed", id="empty"),
        pytest.param(b"PK\x03\x04", "hoja.xlsx", "not_allowed", id="nothing of a workbook"),
    ],
)
def test_a_truncated_or_unusual_file_is_described_as_far_as_it_can_be_read(
    content: bytes, name: str, problem: str
) -> None:
    assert kind_of(content) is None
    assert problem_of(content, name) == problem


@pytest.mark.parametrize("before", [b"", b"\n", b"\r\n \r\n", b"\xef\xbb\xbf", bytes(3)], ids=repr)
def test_a_pdf_may_begin_with_blanks(before: bytes) -> None:
    content = before + a_pdf("OFICIO NÚM. SP/112/2025")

    assert kind_of(content) == PDF
    assert "SP/112/2025" in read_pdf(content).text
    assert kind_of(b"<html>" + content) is None


def test_a_workbook_is_one_even_if_it_is_cut() -> None:
    whole = written()

    assert kind_of(whole) == kind_of(whole[:-40]) == kind_of(an_office("xl/workbook.xml")) == XLSX


@given(content=st.binary(max_size=60), name=st.text(max_size=12))
def test_any_content_has_a_sentence(content: bytes, name: str) -> None:
    assert problem_of(content, name)
    assert problem_by_name(name) is None or "." in name


@pytest.fixture
async def reception(memory_database: Database, tmp_path: Path) -> Reception:
    reception = Reception(Office(memory_database), FileStore(tmp_path))
    await reception.opens()
    return reception


async def sent(reception: Reception, folder: Path, name: str, content: bytes) -> list[Said]:
    """Send a file that is fetched and read as always, and return what is said."""
    attachments = taking(Shelf(content), reception.office.database, FileStore(folder))
    taken = await attachments.take(File(ANA, "d", name, len(content), ""), 1)
    update = a_file(ANA)
    update["message"]["document"]["file_name"] = name
    if taken is None:
        return await reception.hears(update)
    return await reception.hears(update, taken=taken)


@every
async def test_an_evidence_of_the_wrong_kind_leaves_its_question_open(
    reception: Reception, tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    await reception.admits(ANA, Role.ENLACE)
    await reception.hears(a_text(ANA, "7 cumplimos"))

    assert await sent(reception, tmp_path, name, content) == [FileProblem(problem)]
    review, _ = await reception.hears(a_text(ANA, "SP/112/2025 del 24 de septiembre"))
    assert isinstance(review, Question)


@every
async def test_without_a_question_the_refusal_says_how_to_begin_one(
    reception: Reception, tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    """Only its name is known: nothing is fetched that nobody waits for."""
    await reception.admits(ANA, Role.ENLACE)

    (said,) = await sent(reception, tmp_path, name, content)

    assert said == FileProblem(problem_by_name(name) or problem, FilePlace.NOWHERE)


@pytest.mark.parametrize("question", ["no me corresponde", "/prorroga"])
@pytest.mark.parametrize(("name", "problem"), [("oficio.docx", "word"), ("oficio.pdf", "not_awaited")])
async def test_in_a_dialogue_the_question_comes_back(
    reception: Reception, tmp_path: Path, name: str, problem: str, question: str
) -> None:
    await reception.admits(ANA, Role.ENLACE)
    await reception.hears(a_text(ANA, question))

    said, again, _ = await sent(reception, tmp_path, name, KINDS.get(name, (a_pdf("x"), ""))[0])

    assert said == FileProblem(problem, FilePlace.DIALOGUE)
    assert isinstance(again, FormQuestion)


@every
async def test_implan_is_told_what_can_be_sent(
    reception: Reception, tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    await reception.admits(ANA, Role.IMPLAN)

    told = await sent(reception, tmp_path, name, content)
    named_as_workbook = await sent(reception, tmp_path, "MIR.xlsx", content)

    assert told == [FileProblem(problem_by_name(name) or problem, FilePlace.IMPLAN)]
    assert named_as_workbook == [FileProblem(problem, FilePlace.IMPLAN)]


@pytest.mark.parametrize("role", [Role.TITULAR, Role.CONSULTA])
async def test_who_sends_no_files_is_told_so(reception: Reception, tmp_path: Path, role: Role) -> None:
    await reception.admits(ANA, role)

    for name, content, _ in EVERY:
        assert await sent(reception, tmp_path, name, content) == [NotAllowed(())]


async def test_a_workbook_that_is_no_template_may_be_meant_as_evidence(
    reception: Reception, tmp_path: Path
) -> None:
    await reception.admits(ANA, Role.ENLACE)
    alone = await sent(reception, tmp_path, "lista.xlsx", an_office("xl/workbook.xml"))
    await reception.hears(a_text(ANA, "7 cumplimos"))

    told, again, _ = await sent(reception, tmp_path, "lista.xlsx", an_office("xl/workbook.xml"))

    assert alone == [TemplateNotTaken(TemplateFault.UNREADABLE)]
    assert told == TemplateNotTaken(TemplateFault.UNREADABLE, is_capturing=True)
    assert isinstance(again, Question)


async def test_a_document_under_the_name_of_a_workbook_is_told_for_what_it_is(
    reception: Reception, tmp_path: Path
) -> None:
    await reception.admits(ANA, Role.ENLACE)

    attachments = taking(Shelf(DOCX), reception.office.database, FileStore(tmp_path))

    assert await attachments.take(File(ANA, "d", "informe.xlsx", 9, ""), 1) == RefusedFile("word")
