"""Values between the bot and its workers: only our own plain data."""

import io
import pickle
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

OURS = frozenset(("domain", "documents", "workers", "storage"))
"""Packages whose classes a value may contain."""
PLAIN = {
    "builtins": frozenset(("bytearray", "frozenset", "set")),
    "collections": frozenset(("OrderedDict",)),
    "datetime": frozenset(("date", "datetime", "time", "timedelta", "timezone")),
    "decimal": frozenset(("Decimal",)),
    "pathlib": frozenset(("Path", "PosixPath", "PurePosixPath")),
}


class Unreadable(Exception):
    """The bytes are not a value of ours."""


class _Writer(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        # By its name: pickle's own form calls getattr in the reader, which could be led to any object.
        return value.key if isinstance(value, ZoneInfo) else None

    def reducer_override(self, value: Any) -> Any:
        # By its value, for the same reason: before 3.11.4 an enumeration's own form calls getattr, too.
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    """Builds only our own data classes and plain values, so that a compromised worker can do no more."""

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
    """Return the value as bytes; raise an exception of pickle for an unknown type."""
    buffer = io.BytesIO()
    _Writer(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def unpacked(content: bytes) -> Any:
    """Return the value; raise Unreadable for any other bytes."""
    try:
        return _Reader(io.BytesIO(content)).load()
    except Exception as error:  # pickle raises nearly any exception for bytes that are not its own
        raise Unreadable from error
