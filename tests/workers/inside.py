"""Carries out calls in threads of the test's own process, for tests without harmful files."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from app.clock import wall
from bot.capture.attachments import Attachments
from storage.engine import Database
from storage.files import FileStore
from tests.facts import OAXACA
from texts.kit.rendering import Attachment
from usecases.evidence.read_file import READING, FileReader
from workers.calls import Call, Limits
from workers.runner import WrittenFile

T = TypeVar("T")


class Inside:
    async def close(self) -> None:
        """Nothing of it outlives its call."""

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        return await asyncio.to_thread(call)

    @asynccontextmanager
    async def file(self, call: Call[bytes], limits: Limits | None = None) -> AsyncIterator[WrittenFile]:
        content = await asyncio.to_thread(call)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made"
            path.write_bytes(content)
            yield WrittenFile(path, hashlib.sha256(content).hexdigest(), len(content))


INSIDE = Inside()


@dataclass(frozen=True)
class _Local(Call[bytes]):
    does: Callable[[], bytes] = bytes

    def __call__(self) -> bytes:
        return self.does()


def local(does: Callable[[], bytes]) -> Call[bytes]:
    """Return a call of a function of the test itself, which only `Inside` can do."""
    return _Local("tests:local", does=does)


def content_of(attachment: Attachment | None) -> bytes:
    """Return the content of an attachment, made here where a worker would make it."""
    assert attachment is not None
    return attachment.content if isinstance(attachment.content, bytes) else attachment.content()


def taking(bot: Any, database: Database, files: FileStore, limits: Limits = READING) -> Attachments:
    """Return what takes files from a bot, or from a substitute of one."""
    return Attachments(bot, database, files, OAXACA, FileReader(INSIDE, database, wall, limits))
