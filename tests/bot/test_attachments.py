"""Files are told by their first bytes and fetched only for who may send them."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, TelegramError, TimedOut

from bot.attachments import HELD_BACK, LARGEST_FILE, Attachments, RefusedFile, StoredFile
from bot.file_kinds import SIGNATURES, kind_of
from bot.incoming import File
from domain.access import Role
from domain.evidence import EvidenceFlag
from domain.messages import NothingToCancel
from storage.engine import Database
from storage.files import FileStore
from tests.documents.letters import LETTER, a_bomb, a_pdf, a_photo, locked, pixels
from tests.facts import ANA, OAXACA, T3, Office, a_document
from usecases.capture_indicator import Wanted, open_indicator
from usecases.hold_back import MOST_WAITING
from usecases.read_evidence_file import EvidenceReader
from usecases.say import answer

PDF = a_pdf("Lista de asistencia")
SENT = File(ANA, "d", "oficio.pdf", len(PDF), "")


class Shelf:
    """Stands for the bot: holds one file, or an error in its place."""

    def __init__(self, held: bytes | TelegramError) -> None:
        self._held = held
        self.asked_for: list[str] = []

    async def get_file(self, file_id: str) -> "Shelf":
        self.asked_for.append(file_id)
        if isinstance(self._held, TelegramError):
            raise self._held
        return self

    async def download_as_bytearray(self) -> bytearray:
        assert isinstance(self._held, bytes)
        return bytearray(self._held)


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)


@pytest.mark.parametrize(("start", "mime"), SIGNATURES.items())
def test_a_kind_is_told_by_its_first_bytes(start: bytes, mime: str) -> None:
    assert kind_of(start + b"anything") == mime
    assert kind_of(b" " + start) is None
    assert kind_of(start[:-1]) is None


@given(content=st.binary(max_size=40))
def test_any_content_has_a_kind_or_none(content: bytes) -> None:
    assert (kind_of(content) is None) != content.startswith(tuple(SIGNATURES))


async def test_a_file_that_is_awaited_is_stored_by_its_hash(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    shelf, store = Shelf(PDF), FileStore(tmp_path)

    taken = await _attachments(shelf, office, store).take(SENT)

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

    taken = await _attachments(Shelf(held), office, FileStore(tmp_path)).take(SENT)

    assert taken == RefusedFile(problem)
    assert _names(tmp_path) == []


@pytest.mark.parametrize("role", [None, Role.TITULAR, Role.IMPLAN, Role.CONSULTA])
async def test_nothing_is_fetched_for_who_may_not_capture(
    office: Office, tmp_path: Path, role: Role | None
) -> None:
    if role is not None:
        await office.lets_in(ANA, role, "402" if role is Role.TITULAR else None)
    shelf = Shelf(PDF)

    assert await _attachments(shelf, office, FileStore(tmp_path)).take(SENT) is None
    assert shelf.asked_for == []


async def test_nothing_is_fetched_while_too_many_answers_wait(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    for _ in range(MOST_WAITING):
        await office.do(lambda uow: answer(uow, ANA, NothingToCancel(), office.moment))
    shelf = Shelf(PDF)

    assert await _attachments(shelf, office, FileStore(tmp_path)).take(SENT) == HELD_BACK
    assert shelf.asked_for == []


async def test_nothing_is_fetched_while_no_question_is_open(office: Office, tmp_path: Path) -> None:
    await office.lets_in()
    shelf = Shelf(PDF)

    assert await _attachments(shelf, office, FileStore(tmp_path)).take(SENT) == RefusedFile("not_awaited")
    assert shelf.asked_for == []


async def test_what_the_head_of_a_letter_says_comes_with_the_file(office: Office, tmp_path: Path) -> None:
    await _capturing(office)

    taken = await _attachments(Shelf(a_pdf(*LETTER)), office, FileStore(tmp_path)).take(SENT)

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

    taken = await _attachments(Shelf(content), office, FileStore(tmp_path)).take(SENT)

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

    taken = await _attachments(Shelf(content), office, FileStore(tmp_path)).take(SENT)

    assert taken == RefusedFile(problem)
    assert _names(tmp_path) == []


async def test_a_file_that_takes_too_long_is_kept_unread(office: Office, tmp_path: Path) -> None:
    await _capturing(office)
    store, reader = FileStore(tmp_path), EvidenceReader(seconds=0)

    taken = await Attachments(Shelf(a_pdf(*LETTER)), office.database, store, OAXACA, reader).take(SENT)  # type: ignore[arg-type]

    assert isinstance(taken, StoredFile)
    assert taken.letter is None


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def _capturing(office: Office) -> None:
    ids = await office.register(a_document())
    person = await office.lets_in()
    wanted = Wanted(ids["Componente 7"], T3, met=True)
    await office.do(lambda uow: open_indicator(uow, person, wanted, office.moment))


def _attachments(shelf: Shelf, office: Office, store: FileStore) -> Attachments:
    return Attachments(shelf, office.database, store, OAXACA)  # type: ignore[arg-type]


LIST = b"fecha,nombre,fuente\n26/12/2025,Vacaciones,Gaceta 40\n"


def a_list(content: bytes, size: int | None = None) -> File:
    return File(ANA, "d", "Inhabiles.CSV", len(content) if size is None else size, "")


async def test_whoever_keeps_the_calendar_may_send_a_list_at_any_time(office: Office, tmp_path: Path) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    attachments = Attachments(Shelf(LIST), office.database, FileStore(tmp_path), OAXACA)  # type: ignore[arg-type]

    taken = await attachments.take(a_list(LIST))

    assert isinstance(taken, StoredFile)
    assert taken.inhabiles is not None
    assert [each.name for each in taken.inhabiles.days] == ["Vacaciones"]
    assert taken.sha256 == "", "a list is no evidence and is not stored"


async def test_a_list_of_anybody_else_is_not_even_fetched(office: Office, tmp_path: Path) -> None:
    shelf = Shelf(LIST)
    attachments = Attachments(shelf, office.database, FileStore(tmp_path), OAXACA)  # type: ignore[arg-type]
    assert await attachments.take(a_list(LIST)) is None

    await office.lets_in(ANA)
    assert await attachments.take(a_list(LIST)) == RefusedFile("not_awaited")
    assert shelf.asked_for == []


async def test_a_list_that_is_none_is_told_by_its_content(office: Office, tmp_path: Path) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    for content, problem in ((PDF, "not_text"), (b"x" * 300_000, "too_large")):
        attachments = Attachments(Shelf(content), office.database, FileStore(tmp_path), OAXACA)  # type: ignore[arg-type]
        taken = await attachments.take(a_list(content))
        assert isinstance(taken, StoredFile)
        assert taken.inhabiles is not None
        assert taken.inhabiles.problem == problem


async def test_a_list_too_large_to_be_fetched_is_refused(office: Office, tmp_path: Path) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    attachments = Attachments(Shelf(LIST), office.database, FileStore(tmp_path), OAXACA)  # type: ignore[arg-type]

    assert await attachments.take(a_list(LIST, LARGEST_FILE + 1)) == RefusedFile("too_large")
