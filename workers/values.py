"""Values as they go between the bot and its workers: our own plain data, and nothing else."""

import io
import pickle
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

OURS = frozenset(("domain", "documents", "workers", "storage"))
"""Packages whose classes may stand in a value."""
PLAIN = {
    "builtins": frozenset(("bytearray", "frozenset", "set")),
    "collections": frozenset(("OrderedDict",)),
    "datetime": frozenset(("date", "datetime", "time", "timedelta", "timezone")),
    "decimal": frozenset(("Decimal",)),
    "pathlib": frozenset(("Path", "PosixPath", "PurePosixPath")),
}


class Unreadable(Exception):
    """The bytes are no value of ours."""


class _Writer(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        # By its name: pickle's own form asks the reader for getattr, with which a reader can be led anywhere.
        return value.key if isinstance(value, ZoneInfo) else None

    def reducer_override(self, value: Any) -> Any:
        # By its value, for the same reason: before 3.11.4 an enumeration's own form asks for getattr, too.
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    """Builds our own data classes and plain values: a worker that was taken over can ask for nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] in OURS:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        elif name in PLAIN.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")

    def persistent_load(self, key: Any) -> ZoneInfo:
        return ZoneInfo(key)


def packed(value: Any) -> bytes:
    """Return the value as bytes; raise what pickle raises for what it does not know."""
    buffer = io.BytesIO()
    _Writer(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def unpacked(content: bytes) -> Any:
    """Return the value; raise Unreadable for whatever is none."""
    try:
        return _Reader(io.BytesIO(content)).load()
    except Exception as error:  # pickle raises nearly anything over bytes that are none of its own
        raise Unreadable from error
