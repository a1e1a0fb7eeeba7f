"""Files that people send: downloaded before the transaction, checked by content, stored by hash."""

import hashlib
import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import tzinfo

from telegram import Bot
from telegram.error import InvalidToken, TelegramError, TimedOut

from bot.delivery.connection.refusals import NOBODY_ANSWERED, described
from bot.delivery.connection.whose_answer import promised
from bot.delivery.receiving.incoming import File
from bot.delivery.receiving.pace import CameTooFast, comes_too_fast
from bot.kit.faults import where
from bot.kit.waiting import WaitForOthers
from documents.read.evidence.reading import FileReading
from documents.read.evidence.refusals import FileRefused
from documents.read.file_kinds import OTHER, XLSX, ZIP_START, kind_and_problem, problem_by_name
from domain.calendar.inhabiles import InhabilesFile, is_calendar_file
from domain.imports.mir_loads import MirFile
from domain.kit.access import Action
from domain.kit.evidence import Evidence, EvidenceFlag
from domain.papers.templates import FilledTemplate, TemplateFault
from storage.engine import Database
from storage.faults import is_shortage
from storage.files import FileStore
from usecases.evidence.read_file import FileReader, FileUnread
from usecases.kit.conversations import load_thread
from usecases.kit.makers import INHABILES_READ, KIND_READ, PROOF_READ, WORKBOOK_READ
from workers.calls import call

log = logging.getLogger(__name__)

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that the Bot API lets a bot download."""

MOST_TRIES = 120
"""Tries to download a file while Telegram does not answer: about two minutes."""

A_TIMEOUT = 10
"""Tries that one timeout counts for."""

TOO_BIG = "file is too big"

CALENDAR = "text/calendar"


@dataclass(frozen=True)
class StoredFile:
    """`template` is the content of a workbook, which is not evidence.

    `letter` is what the heading of a document says, still to be confirmed; `flags` are oddities of its file.
    """

    sha256: str
    size: int
    mime: str
    name: str
    template: FilledTemplate | TemplateFault | None = None
    mir: MirFile | None = None
    inhabiles: InhabilesFile | None = None
    letter: Evidence | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class RepairedFile:
    """A file that repaired a stored file which was altered or missing; no question asked for it."""

    sha256: str


@dataclass(frozen=True)
class RefusedFile:
    """`problem` is the key of the refusal's sentence."""

    problem: str


Taken = StoredFile | RefusedFile | RepairedFile
_Reading = FileReading | FilledTemplate | TemplateFault | MirFile


@dataclass(frozen=True)
class _Rights:
    """What a person may send: evidence of a fiscal year, a workbook of their UR, a MIR workbook."""

    may_capture: bool = False
    may_administer: bool = False
    year: int | None = None


class Attachments:
    """Downloads a file only for a person who may capture and has an open question; a workbook at any time."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        files: FileStore,
        zone: tzinfo,
        reader: FileReader,
        *,
        most: int = 2,
    ) -> None:
        self._bot = bot
        self._database = database
        self._files = files
        self._zone = zone
        self._reader = reader
        self._most = most
        self._being_read = 0
        self._tries: Counter[str] = Counter()

    async def take(self, file: File, update_id: int) -> Taken | None:
        """Return the stored file or the refusal; None when this person may send no file now.

        Raise WaitForOthers, before the download, for a file that has to wait for its turn.
        """
        rights = await self._rights(file.user_id, update_id)
        is_calendar = rights.may_administer and is_calendar_file(file.name)
        is_awaited, otherwise = _is_awaited(file, rights, is_calendar=is_calendar)
        if not is_awaited and not await self._may_repair(rights):
            return otherwise
        if (file.size or 0) > LARGEST_FILE:
            return RefusedFile("too_large")
        if self._being_read >= self._most:
            raise WaitForOthers  # it is downloaded when its turn comes; others are answered meanwhile
        self._being_read += 1
        try:
            if not is_awaited:
                return await self._repaired(file) or otherwise
            return await self._fetched(file, rights, is_calendar=is_calendar)
        finally:
            self._being_read -= 1

    async def _fetched(self, file: File, rights: _Rights, *, is_calendar: bool) -> Taken:
        try:
            content = await self._fetch(file)
        except TelegramError as error:
            # Telegram does not always tell the size beforehand.
            return RefusedFile("too_large" if TOO_BIG in error.message.lower() else "not_fetched")
        if is_calendar:
            return await self._read_calendar(file.name[:200], content)
        return await self._kept(file.name, content, rights)

    async def _may_repair(self, rights: _Rights) -> bool:
        """Tell whether a file that no question asks for may repair a faulty one."""
        if not rights.may_capture and not rights.may_administer:
            return False
        async with self._database.read() as uow:
            return bool(await uow.file_checks.faults())

    async def _repaired(self, file: File) -> RepairedFile | None:
        """Download a file that no question asks for; store it only if it repairs a faulty one."""
        try:
            content = await self._fetch(file)
        except TelegramError:
            return None
        sha256 = hashlib.sha256(content).hexdigest()
        async with self._database.read() as uow:
            is_faulty = bool(await uow.file_checks.are_faulty([sha256]))
        return RepairedFile(sha256) if is_faulty and self._put(content) else None

    async def _kept(self, name: str, content: bytes, rights: _Rights) -> Taken:
        """Read a file, then store it: a dangerous file is not stored."""
        try:
            mime, problem = await self._told(content, name)
            if rights.year is None and mime != XLSX and problem in ("", OTHER):
                return RefusedFile("not_awaited")
            if mime is None:
                return RefusedFile(problem or OTHER)
            if len(content) > LARGEST_FILE:
                return RefusedFile("too_large")
            reading = await self._read(name, content, mime, rights)
        except FileRefused as refused:
            return RefusedFile(refused.problem)
        except FileUnread:
            if content.startswith(ZIP_START):
                return RefusedFile("list_unread" if rights.may_administer else "workbook_unread")
            assert mime is not None  # a file that was read has a kind
            reading = FileReading(flags=(EvidenceFlag.UNREAD_FILE,))
        return self._store(StoredFile("", len(content), mime, name[:200]), reading, content)

    async def _told(self, content: bytes, name: str) -> tuple[str | None, str]:
        """Return the kind of a file: by its first bytes, or an archive's parts, which a worker reads."""
        if not content.startswith(ZIP_START):
            return kind_and_problem(content, name)
        found: tuple[str | None, str] = await self._reader.read(content, call(KIND_READ, content, name))
        return found

    async def _read(self, name: str, content: bytes, mime: str, rights: _Rights) -> _Reading:
        """Read a file outside the transaction in a worker, so that a harmful file affects nobody else."""
        if mime == XLSX or rights.year is None:
            asked = call(WORKBOOK_READ, name, content, may_administer=rights.may_administer)
            workbook: _Reading = await self._reader.read(content, asked)
            return workbook
        letter = call(PROOF_READ, content, mime, year=rights.year)
        proof: FileReading = await self._reader.read(content, letter)
        return proof

    async def _read_calendar(self, name: str, content: bytes) -> Taken:
        """Read a list of inhábiles; it is not evidence, so only its days are stored."""
        try:
            reading: InhabilesFile = await self._reader.read(
                content, call(INHABILES_READ, name, content, self._zone)
            )
        except FileUnread:
            return RefusedFile("calendar_unread")
        return StoredFile("", len(content), CALENDAR, name, inhabiles=reading)

    async def _rights(self, user_id: int, update_id: int) -> _Rights:
        """Return what a person may send; raise CameTooFast for a person who has to wait."""
        async with self._database.read() as uow:
            if await comes_too_fast(uow, user_id, update_id):
                raise CameTooFast
            person = await uow.people.by_telegram_id(user_id)
            if person is None:
                return _Rights()
            may_capture, may_administer = map(person.actor.may, (Action.CAPTURE, Action.ADMINISTER))
            if not may_capture:
                return _Rights(may_administer=may_administer)
            thread = await load_thread(uow, person.actor.person_id)
            return _Rights(may_capture, may_administer, thread.draft.period.year if thread.draft else None)

    async def _fetch(self, file: File) -> bytes:
        try:
            content = await self._asked(file)
        except TelegramError as error:
            if _may_yet_come(error):
                self._put_off(file, error)
            raise
        self._tries.pop(file.file_id, None)
        return content

    async def _asked(self, file: File) -> bytes:
        held = await self._bot.get_file(file.file_id)
        content = bytes(await held.download_as_bytearray())
        if len(content) <= LARGEST_FILE:
            promised(content, file.size if held.file_size is None else held.file_size)
        return content

    def _put_off(self, file: File, error: TelegramError) -> None:
        """Retry the download in a second, while the network may be the cause of the failure."""
        if not self._tries[file.file_id]:
            log.warning("file not fetched yet error=%s", described(error))
        self._tries[file.file_id] += A_TIMEOUT if isinstance(error, TimedOut) else 1
        if self._tries[file.file_id] < MOST_TRIES:
            raise WaitForOthers from error
        del self._tries[file.file_id]

    def _store(self, known: StoredFile, reading: _Reading, content: bytes) -> Taken:
        sha256 = self._put(content)
        if sha256 is None:
            return RefusedFile("not_stored")
        if isinstance(reading, FileReading):
            return replace(known, sha256=sha256, letter=reading.letter, flags=reading.flags)
        if isinstance(reading, MirFile):
            return replace(known, sha256=sha256, mir=reading)
        return replace(known, sha256=sha256, template=reading)

    def _put(self, content: bytes) -> str | None:
        try:
            return self._files.put(content)
        except OSError as error:
            if is_shortage(error):
                raise  # the update is put back: other descriptors will soon be closed
            # The update is handled without its file: the person can send it again.
            log.error("file not stored error=%s reason=%s", where(error), error.strerror)  # noqa: TRY400
            return None


def _may_yet_come(error: TelegramError) -> bool:
    """Tell whether the network failed, and not Telegram refused the file."""
    return isinstance(error, InvalidToken) or isinstance(error.__cause__, NOBODY_ANSWERED)


def _is_awaited(file: File, rights: _Rights, *, is_calendar: bool) -> tuple[bool, RefusedFile | None]:
    """Tell whether a person may send a file now; otherwise return the refusal."""
    is_workbook = file.name.lower().endswith(".xlsx")
    named = problem_by_name(file.name)
    if not rights.may_capture and not (rights.may_administer and is_workbook) and not is_calendar:
        return False, RefusedFile(named) if rights.may_administer and named else None
    if rights.year is None and not is_workbook and not is_calendar:
        return False, RefusedFile(named or "not_awaited")
    return True, None
