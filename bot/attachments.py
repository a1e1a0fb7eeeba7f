"""Files that people send: fetched before the transaction, checked by content, stored by hash."""

import logging
from dataclasses import dataclass

from telegram import Bot
from telegram.error import TelegramError

from bot.faults import where
from bot.incoming import File
from domain.access import Action
from storage.engine import Database
from storage.files import FileStore
from usecases.conversations import load_thread

log = logging.getLogger(__name__)

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that the Bot API lets a bot download."""

TOO_BIG = "file is too big"

SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
"""First bytes of each kind that is accepted; neither name nor declared type is believed."""


@dataclass(frozen=True)
class StoredFile:
    sha256: str
    size: int
    mime: str
    name: str


@dataclass(frozen=True)
class RefusedFile:
    """`problem` is the key of its sentence in the texts."""

    problem: str


Taken = StoredFile | RefusedFile


class Attachments:
    """Fetches a file only for somebody who may capture and has a question open."""

    def __init__(self, bot: Bot, database: Database, files: FileStore) -> None:
        self._bot = bot
        self._database = database
        self._files = files

    async def take(self, file: File) -> Taken | None:
        """Return the stored file or why it was refused; None when nobody may send one here."""
        may_send, is_awaited = await self._is_expected(file.user_id)
        if not may_send:
            return None
        if not is_awaited:
            return RefusedFile("not_awaited")
        if (file.size or 0) > LARGEST_FILE:
            return RefusedFile("too_large")
        try:
            content = await self._fetch(file.file_id)
        except TelegramError as error:
            # Telegram does not always tell the size beforehand.
            return RefusedFile("too_large" if TOO_BIG in error.message.lower() else "not_fetched")
        return self._store(file.name, content)

    async def _is_expected(self, user_id: int) -> tuple[bool, bool]:
        async with self._database.read() as uow:
            person = await uow.people.by_telegram_id(user_id)
            if person is None or not person.actor.may(Action.CAPTURE):
                return False, False
            thread = await load_thread(uow, person.actor.person_id)
            return True, thread.draft is not None

    async def _fetch(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    def _store(self, name: str, content: bytes) -> Taken:
        mime = kind_of(content)
        if mime is None:
            return RefusedFile("not_allowed")
        if len(content) > LARGEST_FILE:
            return RefusedFile("too_large")
        try:
            sha256 = self._files.put(content)
        except OSError as error:
            # The update goes on without its file: the person can send it again, a disk cannot be asked to.
            log.error("file not stored error=%s reason=%s", where(error), error.strerror)  # noqa: TRY400
            return RefusedFile("not_stored")
        return StoredFile(sha256, len(content), mime, name[:200])


def kind_of(content: bytes) -> str | None:
    """Return the MIME type by the first bytes; None for what is not accepted."""
    return next((mime for start, mime in SIGNATURES.items() if content.startswith(start)), None)
