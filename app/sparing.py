"""Limits log lines that others can cause: a maximum of each kind per minute, then their number."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from app.clock import steady as machine_steady

MINUTE = 60.0
MOST_TROUBLES = 30
"""Warnings and errors of one kind in a minute."""
MOST_DEEDS = 3000
"""Info lines of one kind in a minute: more than can be sent in it."""
MOST_KINDS = 1000
"""Kinds counted in a minute: some libraries format figures into the message, which makes many kinds."""
LINE = "lines left out count=%s like=%r"

FaultSign = tuple[str, int, str, type[BaseException] | None]
"""Logger, level, unformatted message, and class of the exception."""


@dataclass
class _Spell:
    """One minute of one kind of line, from its first line on."""

    began: float
    written: int = 0
    left_out: int = 0


def _later(seconds: float, deed: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, deed)
    timer.daemon = True
    with suppress(RuntimeError):  # no thread can be started now: the next log line triggers it
        timer.start()


class SparingHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes a limited number of lines of each kind per minute; `later` schedules a call."""

    def __init__(
        self,
        stream: object,
        *,
        troubles: int = MOST_TROUBLES,
        deeds: int = MOST_DEEDS,
        steady: Callable[[], float] = machine_steady,
        later: Callable[[float, Callable[[], None]], None] = _later,
    ) -> None:
        super().__init__(stream)
        self._troubles = troubles
        self._deeds = deeds
        self._steady = steady
        self._later = later
        self._spells: dict[FaultSign, _Spell] = {}
        self._is_to_be_told = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, or count it; logging holds the handler's lock."""
        now = self._steady()
        self._end_spells(now - MINUTE)
        spell = self._spell_of(record, now)
        if spell.written < (self._troubles if record.levelno >= logging.WARNING else self._deeds):
            spell.written += 1
            super().emit(record)
            return
        spell.left_out += 1
        if not self._is_to_be_told:
            self._is_to_be_told = True
            self._later(spell.began + MINUTE - now, self._tell)

    def close(self) -> None:
        """Write the numbers of suppressed lines: the process ends."""
        with self.lock or threading.RLock():
            self._end_spells(self._steady())
        super().close()

    def _spell_of(self, record: logging.LogRecord, now: float) -> _Spell:
        error = record.exc_info[0] if record.exc_info else None
        kind = (record.name, record.levelno, str(record.msg), error)
        if kind not in self._spells and len(self._spells) >= MOST_KINDS:
            kind = (record.name, record.levelno, "", None)
        return self._spells.setdefault(kind, _Spell(now))

    def _tell(self) -> None:
        """End the minutes that are over, and schedule the next call for the others."""
        with self.lock or threading.RLock():
            now = self._steady()
            self._end_spells(now - MINUTE)
            waiting = [spell.began for spell in self._spells.values() if spell.left_out]
            self._is_to_be_told = bool(waiting)
            if waiting:
                self._later(min(waiting) + MINUTE - now, self._tell)

    def _end_spells(self, before: float) -> None:
        """Write the number of suppressed lines of minutes that began before then, in order."""
        while self._spells:
            kind, spell = next(iter(self._spells.items()))
            if spell.began > before:
                return
            del self._spells[kind]
            if spell.left_out:
                name, level, words, _ = kind
                super().emit(logging.LogRecord(name, level, "", 0, LINE, (spell.left_out, words), None))
