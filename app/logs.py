"""Logs: past-tense events with ids, without tokens and without text that people wrote."""

import logging
import re
import sys
from traceback import format_tb
from types import TracebackType

from app.sparing import SparingHandler
from domain.kit.error_places import OURS

TOKEN = re.compile(r"\d{5,}:[\w-]{6,}")
CONTENTS = re.compile(r"[<({\n]")
"""Where asyncio begins to show reprs of objects with their content."""
UNHEARD = frozenset({"PIL", "pypdf", "telegram"})
"""Libraries that quote texts, names and files at any level; their failures reach us as exceptions."""

ErrorInHand = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Removes bot tokens, messages of errors and reprs of asyncio objects from every record."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("<token>", super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging calls it so
        if record.name == "asyncio":
            record.message = CONTENTS.split(record.message, maxsplit=1)[0].rstrip()
        return super().formatMessage(record)

    def formatException(self, ei: ErrorInHand) -> str:  # noqa: N802 - logging calls it so
        """Return the traceback of an error and its causes, each with its class only."""
        told: dict[int, str] = {}
        error = ei[1]
        while error is not None and id(error) not in told:
            told[id(error)] = "".join([*format_tb(error.__traceback__), type(error).__name__])
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(told.values())


def configure_logs(level: str) -> None:
    handler = SparingHandler(sys.stderr)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(is_heard)
    logging.basicConfig(level=level, handlers=[handler], force=True)


def is_heard(record: logging.LogRecord) -> bool:
    """Pass only warnings and errors of libraries: lower levels show addresses, rows and texts."""
    package = record.name.partition(".")[0]
    return package in OURS or (record.levelno >= logging.WARNING and package not in UNHEARD)
