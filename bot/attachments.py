"""Files that people send: fetched before the transaction, checked by content, stored by hash."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import tzinfo

from telegram import Bot
from telegram.error import TelegramError

from bot.faults import where
from bot.file_kinds import OTHER, XLSX, kind_of, problem_by_name, problem_of
from bot.incoming import File
from documents.calendar_files import is_calendar_file, read_inhabiles
from documents.evidence_reading import FileReading
from documents.evidence_refusals import FileRefused
from documents.reader import read_document
from documents.report_template_reader import read_template
from domain.access import Action
from domain.evidence import Evidence
from domain.inhabiles import InhabilesFile
from domain.mir_loads import MirFile
from domain.reports import DocumentRefused
from domain.templates import FilledTemplate, TemplateFault, TemplateRefused
from storage.engine import Database
from storage.files import FileStore
from usecases.conversations import load_thread
from usecases.hold_back import has_too_many_waiting
from usecases.read_evidence_file import EvidenceReader

log = logging.getLogger(__name__)

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that the Bot API lets a bot download."""

TOO_BIG = "file is too big"

CALENDAR = "text/calendar"


@dataclass(frozen=True)
class StoredFile:
    """`template` is what was read of a workbook; a workbook is no evidence.

    `letter` is what the head of a document says, to be confirmed; `flags` what is odd about its file.
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
class RefusedFile:
    """`problem` is the key of its sentence in the texts."""

    problem: str


Taken = StoredFile | RefusedFile
HELD_BACK = RefusedFile("held_back")
"""A file of somebody who writes faster than answers can leave; it was not even fetched."""
_Reading = FileReading | FilledTemplate | TemplateFault | MirFile


@dataclass(frozen=True)
class _Rights:
    """What somebody may send: evidence of a fiscal year, a workbook of their UR, a MIR workbook."""

    may_capture: bool = False
    may_administer: bool = False
    year: int | None = None


class Attachments:
    """Fetches a file only for somebody who may capture and has a question open; a workbook at any time."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        files: FileStore,
        zone: tzinfo,
        reader: EvidenceReader | None = None,
    ) -> None:
        self._bot = bot
        self._database = database
        self._files = files
        self._zone = zone
        self._reader = reader or EvidenceReader()

    async def take(self, file: File) -> Taken | None:
        """Return the stored file or why it was refused; None when nobody may send one here."""
        rights = await self._rights(file.user_id)
        return HELD_BACK if rights is None else await self._take(file, rights)

    async def _take(self, file: File, rights: _Rights) -> Taken | None:
        is_workbook = file.name.lower().endswith(".xlsx")
        is_calendar = rights.may_administer and is_calendar_file(file.name)
        named = problem_by_name(file.name)
        if not rights.may_capture and not (rights.may_administer and is_workbook) and not is_calendar:
            return RefusedFile(named) if rights.may_administer and named else None
        if rights.year is None and not is_workbook and not is_calendar:
            return RefusedFile(named or "not_awaited")
        if (file.size or 0) > LARGEST_FILE:
            return RefusedFile("too_large")
        try:
            content = await self._fetch(file.file_id)
        except TelegramError as error:
            # Telegram does not always tell the size beforehand.
            return RefusedFile("too_large" if TOO_BIG in error.message.lower() else "not_fetched")
        if is_calendar:
            return await _read_calendar(file.name[:200], content, self._zone)
        return await self._kept(file.name, content, rights)

    async def _kept(self, name: str, content: bytes, rights: _Rights) -> Taken:
        """Read a file, then store it: what must not be opened is not kept."""
        mime = kind_of(content)
        problem = problem_of(content, name) if mime is None else None
        if rights.year is None and mime != XLSX and problem in (None, OTHER):
            return RefusedFile("not_awaited")
        if mime is None:
            return RefusedFile(problem or OTHER)
        if len(content) > LARGEST_FILE:
            return RefusedFile("too_large")
        try:
            reading = await self._read(name, content, mime, rights)
        except FileRefused as refused:
            return RefusedFile(refused.problem)
        return self._store(StoredFile("", len(content), mime, name[:200]), reading, content)

    async def _read(self, name: str, content: bytes, mime: str, rights: _Rights) -> _Reading:
        """Read a file, outside the transaction and beside the loop: a large one holds up nobody."""
        if mime == XLSX or rights.year is None:
            return await asyncio.to_thread(_read_workbook, name, content, rights)
        return await self._reader.read(content, mime, year=rights.year)

    async def _rights(self, user_id: int) -> _Rights | None:
        """Return what somebody may send; None for nothing now, as too many answers wait for them."""
        async with self._database.read() as uow:
            if await has_too_many_waiting(uow, user_id):
                return None
            person = await uow.people.by_telegram_id(user_id)
            if person is None:
                return _Rights()
            may_capture, may_administer = map(person.actor.may, (Action.CAPTURE, Action.ADMINISTER))
            if not may_capture:
                return _Rights(may_administer=may_administer)
            thread = await load_thread(uow, person.actor.person_id)
            return _Rights(may_capture, may_administer, thread.draft.period.year if thread.draft else None)

    async def _fetch(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    def _store(self, known: StoredFile, reading: _Reading, content: bytes) -> Taken:
        try:
            sha256 = self._files.put(content)
        except OSError as error:
            # The update goes on without its file: the person can send it again, a disk cannot be asked to.
            log.error("file not stored error=%s reason=%s", where(error), error.strerror)  # noqa: TRY400
            return RefusedFile("not_stored")
        if isinstance(reading, FileReading):
            return replace(known, sha256=sha256, letter=reading.letter, flags=reading.flags)
        if isinstance(reading, MirFile):
            return replace(known, sha256=sha256, mir=reading)
        return replace(known, sha256=sha256, template=reading)


async def _read_calendar(name: str, content: bytes, zone: tzinfo) -> StoredFile:
    """Read a list of inhábiles; it is no evidence, so nothing of it is stored but the days."""
    reading = await asyncio.to_thread(read_inhabiles, name, content, zone)
    return StoredFile("", len(content), CALENDAR, name, inhabiles=reading)


def _read_workbook(name: str, content: bytes, rights: _Rights) -> FilledTemplate | TemplateFault | MirFile:
    """Read the workbook of a UR, or for whoever administers a MIR."""
    template = _read_template(content)
    if not rights.may_administer or isinstance(template, FilledTemplate):
        return template
    try:
        return MirFile(name, read_document(name, content))
    except DocumentRefused as refused:
        return MirFile(name, errors=refused.errors)


def _read_template(content: bytes) -> FilledTemplate | TemplateFault:
    try:
        return read_template(content)
    except TemplateRefused as refused:
        return refused.fault
