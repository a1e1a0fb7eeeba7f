"""Read a file that somebody sent, outside any transaction, in a thread and within a time."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from documents.evidence_files import read_evidence_file
from documents.evidence_ocr import Ocr
from documents.evidence_reading import FileReading

log = logging.getLogger(__name__)

LONGEST_READING = 20.0
"""Seconds; a page takes a tenth of one as text and some two as a picture."""


class EvidenceReader:
    """Reads one file at a time: two cores have more to do than pictures.

    A thread cannot be stopped: what takes too long goes on behind the answer, and the next file waits for it.
    """

    def __init__(self, ocr: Ocr | None = None, *, seconds: float = LONGEST_READING) -> None:
        self._ocr = ocr
        self._seconds = seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="evidence")

    async def read(self, content: bytes, mime: str, *, year: int) -> FileReading:
        """Return what was read in time; raise FileRefused for a file that must not be kept."""
        work = partial(read_evidence_file, content, mime, year=year, ocr=self._ocr)
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except TimeoutError:
            log.warning("file not read in time size=%s mime=%s", len(content), mime)
            return FileReading()
