"""Workbooks that people send: taken at any time from who may capture, told by content, read aside."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.capture.attachments import RefusedFile, StoredFile, Taken
from bot.delivery.receiving.incoming import File
from documents.read.file_kinds import XLSX, kind_of
from domain.kit.access import Role
from domain.papers.templates import FilledTemplate, TemplateFault
from storage.engine import Database
from storage.files import FileStore
from tests.bot.capture.test_attachments import PDF, Shelf
from tests.documents.report_templates import written
from tests.facts import ANA, BETO, Office, a_document
from tests.workers.inside import taking

WORKBOOK = written()
SENT = File(ANA, "d", "informe-402-3T2025.xlsx", len(WORKBOOK), "")


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)


async def test_a_workbook_is_taken_without_an_open_question(office: Office, tmp_path: Path) -> None:
    await _registered(office)

    taken = await _taken(office, tmp_path, WORKBOOK)

    assert isinstance(taken, StoredFile)
    assert taken.mime == XLSX
    assert isinstance(taken.template, FilledTemplate)
    assert FileStore(tmp_path).get(taken.sha256) == WORKBOOK


async def test_a_workbook_that_cannot_be_taken_says_why(office: Office, tmp_path: Path) -> None:
    await _registered(office)
    other = BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")

    taken = await _taken(office, tmp_path, other.getvalue())

    assert isinstance(taken, StoredFile)
    assert taken.template is TemplateFault.UNREADABLE


async def test_the_name_of_a_workbook_lets_nothing_else_in(office: Office, tmp_path: Path) -> None:
    await _registered(office)

    assert await _taken(office, tmp_path, PDF) == RefusedFile("not_awaited")
    assert _kept(tmp_path) == []


async def test_nobody_but_an_enlace_sends_a_workbook(office: Office, tmp_path: Path) -> None:
    await office.register(a_document())
    await office.lets_in(BETO, Role.TITULAR)
    shelf = Shelf(WORKBOOK)

    for sender in (ANA, BETO):
        file = File(sender, "d", SENT.name, SENT.size, "")
        attachments = taking(shelf, office.database, FileStore(tmp_path))
        assert await attachments.take(file, 1) is None
    assert shelf.asked_for == []


def test_a_zip_without_the_parts_of_a_workbook_is_none() -> None:
    assert kind_of(WORKBOOK) == XLSX
    assert kind_of(b"PK\x03\x04 rubbish") is None
    assert kind_of(b"[Content_Types].xml") is None


async def _registered(office: Office) -> None:
    await office.register(a_document())
    await office.lets_in(ANA)


async def _taken(office: Office, folder: Path, content: bytes) -> Taken | None:
    attachments = taking(Shelf(content), office.database, FileStore(folder))
    return await attachments.take(SENT, 1)


def _kept(folder: Path) -> list[Path]:
    return list(folder.iterdir())
