"""Files are told by their first bytes and fetched only for who may send them."""

import asyncio
import hashlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from app.clock import wall
from bot.capture.attachments import A_TIMEOUT, LARGEST_FILE, MOST_TRIES, Attachments, RefusedFile, StoredFile
from bot.delivery.connection.refusals import NotLeft
from bot.delivery.receiving.incoming import File
from bot.delivery.receiving.pace import CameTooFast
from bot.kit.waiting import WaitForOthers
from documents.mir_template import mir_template
from documents.read.file_kinds import SIGNATURES, kind_of
from domain.capture.messages import NothingToCancel
from domain.kit.access import Role
from domain.kit.evidence import EvidenceFlag
from storage.engine import Database
from storage.files import FileStore
from storage.uow import UnitOfWork
from tests.documents.letters import LETTER, a_bomb, a_pdf, a_photo, locked, pixels
from tests.facts import ANA, OAXACA, T3, Office, a_document
from tests.workers.inside import INSIDE, Inside, taking
from usecases.capture.capture_indicator import IndicatorWanted, open_indicator
from usecases.delivery.hold_back import MOST_WAITING
from usecases.evidence.read_file import FileReader
from usecases.kit.say import answer
from workers.calls import LIMITS_MET, Call, Limits, TaskEnd, TaskEnded, TaskFailed, WorkersClosed
from workers.pool import Workers
from workers.runner import TaskRunner

T = TypeVar("T")
PDF = a_pdf("Lista de asistencia")
SENT = File(ANA, "d", "oficio.pdf", len(PDF), "")
UPDATE = 1
CAME = datetime(2025, 9, 25, 15, tzinfo=UTC)


class Shelf:
    """Stands for the bot: holds one file, or an error in its place."""

    def __init__(self, held: bytes | TelegramError, *, file_size: int | None = None) -> None:
        self.held = held
        self.asked_for: list[str] = []
        self.file_size = len(held) if file_size is None and isinstance(held, bytes) else file_size

    async def get_file(self, file_id: str) -> "Shelf":
        self.asked_for.append(file_id)
        if isinstance(self.held, TelegramError):
            raise self.held
        return self

    async def download_as_bytearray(self) -> bytearray:
        assert isinstance(self.held, bytes)
        return bytearray(self.held)


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)


@pytest.mark.parametrize(("start", "mime"), SIGNATURES.items())
def test_a_kind_is_told_by_its_first_bytes(start: bytes, mime: str) -> None:
    assert kind_of(start + b"anything") == mime
    is_scanned = mime == "application/pdf"  # scanners write blanks before it
    assert kind_of(b" " + start) == (mime if is_scanned else None)
    assert kind_of(start[:-1]) is None


@given(content=st.binary(max_size=40))
def test_any_content_has_a_kind_or_none(content: bytes) -> None:
    assert (kind_of(content) is None) != content.startswith(tuple(SIGNATURES))


async def test_a_file_that_is_awaited_is_stored_by_its_hash(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    shelf, store = Shelf(PDF), FileStore(tmp_path)

    taken = await _attachments(shelf, office, store).take(SENT, UPDATE)

    sha256 = hashlib.sha256(PDF).hexdigest()
    assert taken == StoredFile(sha256, len(PDF), "application/pdf", "oficio.pdf")
    assert store.get(sha256) == PDF


@pytest.mark.parametrize(
    ("held", "problem"),
    [
        pytest.param(b"", "not_allowed", id="empty"),
        pytest.param(b"plain text", "not_allowed", id="text"),
        pytest.param(PDF + bytes(LARGEST_FILE), "too_large", id="larger than it said"),
        pytest.param(BadRequest("File is too big"), "too_large", id="too large for a bot"),
        pytest.param(BadRequest("Invalid file_id"), "not_fetched", id="gone"),
        pytest.param(TimedOut(), "not_fetched", id="slow"),
    ],
)
async def test_a_file_that_cannot_be_taken_leaves_nothing(
    office: Office, tmp_path: Path, held: bytes | TelegramError, problem: str
) -> None:
    await _capturing(office)

    taken = await _attachments(Shelf(held), office, FileStore(tmp_path)).take(SENT, UPDATE)

    assert taken == RefusedFile(problem)
    assert _names(tmp_path) == []


async def test_a_page_in_place_of_a_file_is_not_taken_for_it(office: Office, tmp_path: Path) -> None:
    """It is asked for again, and others are answered meanwhile; after two minutes it is told."""
    await _capturing(office)
    store = FileStore(tmp_path)
    page = Shelf(b"<html>Acceso restringido</html>", file_size=len(PDF))
    attachments = _attachments(page, office, store)

    for _ in range(MOST_TRIES - 1):
        with pytest.raises(WaitForOthers):
            await attachments.take(SENT, UPDATE)

    assert await attachments.take(SENT, UPDATE) == RefusedFile("not_fetched")
    assert _names(tmp_path) == []
    with pytest.raises(WaitForOthers):  # whoever sends it again is heard again
        await attachments.take(SENT, UPDATE)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        pytest.param(caused(NetworkError("x"), NotLeft("x")), MOST_TRIES, id="no line"),
        pytest.param(caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), MOST_TRIES, id="cut"),
        pytest.param(caused(TimedOut(), aiohttp.SocketTimeoutError()), MOST_TRIES // A_TIMEOUT, id="slow"),
        pytest.param(caused(TimedOut(), NotLeft("x")), MOST_TRIES // A_TIMEOUT, id="no line is free"),
        pytest.param(caused(NetworkError("x"), OSError(24, "x")), MOST_TRIES, id="no descriptor"),
        pytest.param(InvalidToken("Unauthorized"), MOST_TRIES, id="refused token"),
    ],
)
async def test_a_file_that_an_outage_keeps_back_waits_before_it_is_asked_for_anew(
    office: Office, tmp_path: Path, error: TelegramError, tries: int
) -> None:
    await _capturing(office)
    shelf = Shelf(error)
    attachments = _attachments(shelf, office, FileStore(tmp_path))

    for _ in range(tries - 1):
        with pytest.raises(WaitForOthers):
            await attachments.take(SENT, UPDATE)

    assert await attachments.take(SENT, UPDATE) == RefusedFile("not_fetched")


async def test_a_file_that_comes_after_an_outage_is_taken(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    shelf = Shelf(caused(NetworkError("x"), NotLeft("x")))
    attachments = _attachments(shelf, office, FileStore(tmp_path))
    with pytest.raises(WaitForOthers):
        await attachments.take(SENT, UPDATE)

    shelf.held = PDF

    assert isinstance(await attachments.take(SENT, UPDATE), StoredFile)


@pytest.mark.parametrize("role", [None, Role.TITULAR, Role.IMPLAN, Role.CONSULTA])
async def test_nothing_is_fetched_for_who_may_not_capture(
    office: Office, tmp_path: Path, role: Role | None
) -> None:
    if role is not None:
        await office.lets_in(ANA, role, "402" if role is Role.TITULAR else None)
    shelf = Shelf(PDF)

    assert await _attachments(shelf, office, FileStore(tmp_path)).take(SENT, UPDATE) is None
    assert shelf.asked_for == []


async def test_no_file_is_downloaded_for_a_flooding_person_until_answers_were_sent(
    office: Office, tmp_path: Path
) -> None:
    await _capturing(office)
    for place in range(MOST_WAITING):
        await office.do(lambda uow: answer(uow, ANA, NothingToCancel(), office.moment))
        await office.do(partial(_receives, place))
    shelf = Shelf(PDF)

    with pytest.raises(CameTooFast):
        await _attachments(shelf, office, FileStore(tmp_path)).take(SENT, MOST_WAITING - 1)

    assert shelf.asked_for == []


async def test_nothing_is_fetched_while_no_question_is_open(office: Office, tmp_path: Path) -> None:
    await office.lets_in()
    shelf = Shelf(PDF)

    assert await _attachments(shelf, office, FileStore(tmp_path)).take(SENT, UPDATE) == RefusedFile(
        "not_awaited"
    )
    assert shelf.asked_for == []


async def test_what_the_head_of_a_letter_says_comes_with_the_file(office: Office, tmp_path: Path) -> None:
    await _capturing(office)

    taken = await _attachments(Shelf(a_pdf(*LETTER)), office, FileStore(tmp_path)).take(SENT, UPDATE)

    assert isinstance(taken, StoredFile)
    assert taken.letter is not None
    assert taken.letter.numbers == ("SP/DSAV/112/2025",)


@pytest.mark.parametrize(
    ("content", "flag"),
    [
        pytest.param(a_photo(size=(320, 240)), EvidenceFlag.SMALL_PHOTO, id="small photo"),
        pytest.param(b"%PDF-1.4 cut", EvidenceFlag.DAMAGED_FILE, id="damaged"),
    ],
)
async def test_what_is_odd_about_a_file_comes_with_it(
    office: Office, tmp_path: Path, content: bytes, flag: EvidenceFlag
) -> None:
    await _capturing(office)

    taken = await _attachments(Shelf(content), office, FileStore(tmp_path)).take(SENT, UPDATE)

    assert isinstance(taken, StoredFile)
    assert taken.flags == (flag,)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(locked(PDF, "secreto"), "locked", id="password"),
        pytest.param(a_bomb(), "too_heavy", id="bomb"),
        pytest.param(pixels(50_000, 50_000), "too_many_pixels", id="pixel bomb"),
    ],
)
async def test_a_file_that_must_not_be_opened_is_not_kept(
    office: Office, tmp_path: Path, content: bytes, problem: str
) -> None:
    await _capturing(office)

    taken = await _attachments(Shelf(content), office, FileStore(tmp_path)).take(SENT, UPDATE)

    assert taken == RefusedFile(problem)
    assert _names(tmp_path) == []


@pytest.mark.parametrize("end", TaskEnd)
async def test_a_proof_that_cannot_be_read_is_kept_unread(
    office: Office, tmp_path: Path, end: TaskEnd
) -> None:
    await _capturing(office)
    store, works = FileStore(tmp_path), Ending(end)

    taken = await _taking(office, store, works, a_pdf(*LETTER)).take(SENT, UPDATE)

    assert isinstance(taken, StoredFile)
    assert (taken.letter, taken.flags) == (None, (EvidenceFlag.UNREAD_FILE,))
    assert store.get(taken.sha256) == a_pdf(*LETTER)
    assert works.asked == (1 if end in LIMITS_MET else 2)


async def test_a_proof_over_which_the_reader_stumbles_is_kept_unread(office: Office, tmp_path: Path) -> None:
    await _capturing(office)

    taken = await _taking(office, FileStore(tmp_path), Stumbling(), PDF).take(SENT, UPDATE)

    assert isinstance(taken, StoredFile)
    assert taken.flags == (EvidenceFlag.UNREAD_FILE,)


async def test_a_proof_that_ended_its_readers_is_not_tried_again(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    store, works = FileStore(tmp_path), Ending(TaskEnd.DIED)
    attachments = _taking(office, store, works, PDF)
    await attachments.take(SENT, UPDATE)

    again = await attachments.take(SENT, UPDATE)

    assert isinstance(again, StoredFile)
    assert again.flags == (EvidenceFlag.UNREAD_FILE,)
    assert works.asked == 2


@pytest.mark.parametrize(
    ("role", "problem"), [(Role.ENLACE, "workbook_unread"), (Role.IMPLAN, "list_unread")]
)
async def test_a_workbook_that_cannot_be_read_changes_nothing(
    office: Office, tmp_path: Path, role: Role, problem: str
) -> None:
    await office.register(a_document())
    await office.lets_in(ANA, role, "402" if role is Role.ENLACE else None)
    attachments = _taking(office, FileStore(tmp_path), Ending(TaskEnd.MEMORY), mir_template())

    assert await attachments.take(File(ANA, "d", "libro.xlsx", 9, ""), UPDATE) == RefusedFile(problem)
    assert _names(tmp_path) == []


async def test_a_list_of_days_that_cannot_be_read_changes_nothing(office: Office, tmp_path: Path) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    attachments = _taking(office, FileStore(tmp_path), Ending(TaskEnd.WALL), LIST)

    assert await attachments.take(a_list(LIST), UPDATE) == RefusedFile("calendar_unread")


async def test_one_file_too_many_is_put_off_until_another_was_read(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    shelf, works = Shelf(PDF), Holding()
    reader = FileReader(works, office.database, wall)
    attachments = Attachments(shelf, office.database, FileStore(tmp_path), OAXACA, reader, most=1)  # type: ignore[arg-type]
    first = asyncio.create_task(attachments.take(SENT, UPDATE))
    await works.begun.wait()

    with pytest.raises(WaitForOthers):
        await attachments.take(SENT, UPDATE)
    works.goes_on.set()

    assert isinstance(await first, StoredFile)
    assert isinstance(await attachments.take(SENT, UPDATE), StoredFile)
    assert len(shelf.asked_for) == 2, "what is put off is not fetched"


async def test_the_end_of_the_process_is_no_fault_of_the_file(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    store, closed = FileStore(tmp_path), Workers()
    await closed.close()

    for _ in range(3):
        with pytest.raises(WorkersClosed):
            await _taking(office, store, closed, PDF).take(SENT, UPDATE)

    assert isinstance(await _taking(office, store, INSIDE, PDF).take(SENT, UPDATE), StoredFile)


class Ending(Inside):
    """Workers that meet their end over every file."""

    def __init__(self, end: TaskEnd) -> None:
        self.end = end
        self.asked = 0

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        self.asked += 1
        raise TaskEnded(self.end, call.function)


class Stumbling(Inside):
    """A worker whose function raises what nobody expects."""

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        raise TaskFailed("KeyError", "evidence_pdf.py:7")


class Holding(Inside):
    """A worker that reads when it is told to go on."""

    def __init__(self) -> None:
        self.begun, self.goes_on = asyncio.Event(), asyncio.Event()

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        self.begun.set()
        await self.goes_on.wait()
        return await super().value(call, limits)


def _taking(office: Office, store: FileStore, works: TaskRunner, content: bytes) -> Attachments:
    reader = FileReader(works, office.database, wall)
    return Attachments(Shelf(content), office.database, store, OAXACA, reader)  # type: ignore[arg-type]


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def _capturing(office: Office) -> None:
    ids = await office.register(a_document())
    person = await office.lets_in()
    wanted = IndicatorWanted(ids["Componente 7"], T3, met=True)
    await office.do(lambda uow: open_indicator(uow, person, wanted, office.moment))


def _attachments(shelf: Shelf, office: Office, store: FileStore) -> Attachments:
    return taking(shelf, office.database, store)


LIST = b"fecha,nombre,fuente\n26/12/2025,Vacaciones,Gaceta 40\n"


def a_list(content: bytes, size: int | None = None) -> File:
    return File(ANA, "d", "Inhabiles.CSV", len(content) if size is None else size, "")


async def test_a_person_who_keeps_the_calendar_may_send_a_list_at_any_time(
    office: Office, tmp_path: Path
) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    attachments = taking(Shelf(LIST), office.database, FileStore(tmp_path))

    taken = await attachments.take(a_list(LIST), UPDATE)

    assert isinstance(taken, StoredFile)
    assert taken.inhabiles is not None
    assert [each.name for each in taken.inhabiles.days] == ["Vacaciones"]
    assert taken.sha256 == "", "a list is no evidence and is not stored"


async def test_a_list_of_anybody_else_is_not_even_fetched(office: Office, tmp_path: Path) -> None:
    shelf = Shelf(LIST)
    attachments = taking(shelf, office.database, FileStore(tmp_path))
    assert await attachments.take(a_list(LIST), UPDATE) is None

    await office.lets_in(ANA)
    assert await attachments.take(a_list(LIST), UPDATE) == RefusedFile("not_awaited")
    assert shelf.asked_for == []


async def test_a_list_that_is_none_is_told_by_its_content(office: Office, tmp_path: Path) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    for content, problem in ((PDF, "not_text"), (b"x" * 300_000, "too_large")):
        attachments = taking(Shelf(content), office.database, FileStore(tmp_path))
        taken = await attachments.take(a_list(content), UPDATE)
        assert isinstance(taken, StoredFile)
        assert taken.inhabiles is not None
        assert taken.inhabiles.problem == problem


async def test_a_list_too_large_to_be_fetched_is_refused(office: Office, tmp_path: Path) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    attachments = taking(Shelf(LIST), office.database, FileStore(tmp_path))

    assert await attachments.take(a_list(LIST, LARGEST_FILE + 1), UPDATE) == RefusedFile("too_large")


async def _receives(update_id: int, uow: UnitOfWork) -> None:
    await uow.inbox.add(update_id, ANA, "{}", CAME)
