"""Strict parsers of the values of settings.

Each function raises ValueError for other values; `app.settings` has the sentence for the person.
"""

import re
import unicodedata
from datetime import datetime, time
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import URL, make_url

from storage.engine import DatabaseFailed, has_known_options, is_in_memory, sync_url

LAST_PORT = 65535
YEARS = range(2000, 2100)
"""Allowed for a clock that is set: outside is a slip, or too near the limits of dates."""
LONGEST = 1000
YES, NO = ("sí", "si", "yes", "true", "1"), ("no", "false", "0")

_CLOCK_TIME = re.compile(r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_ADDRESS = re.compile(
    rf"(?:\[(?P<six>[^\]]+)\]|(?P<host>{_LABEL}(?:\.{_LABEL}){{0,20}})):(?P<port>[0-9]{{1,5}})"
)
_SECONDS = re.compile(r"[0-9]{1,5}(?:\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_LOCAL = ("localhost", "127.0.0.1", "::1")
_DRIVERS = ("sqlite:", "sqlite+aiosqlite:", "postgresql:", "postgresql+psycopg:")


def clean(text: str) -> str:
    """Strip a value and turn inner blanks into spaces; refuse invisible characters."""
    words = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text).strip()
    if not words.isprintable() or len(words) > LONGEST:
        raise ValueError("signs that cannot be seen, or far too many")
    return words


def clock_time(value: object) -> object:
    """Accept only HH:MM: pydantic alone would read 900 as a number of seconds."""
    if not isinstance(value, str):
        return value
    match = _CLOCK_TIME.fullmatch(value)
    if match is None:
        raise ValueError("HH:MM")
    return time(int(match["hours"]), int(match["minutes"]))


def whole(value: object) -> object:
    """Accept only digits: pydantic alone would read 28.0, 1_0 and true as numbers."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise ValueError("a whole number")
    return value


def yes_or_no(value: object) -> object:
    """Accept sí and no, and the usual spellings of programs."""
    if not isinstance(value, str):
        return value
    if (word := value.casefold()) in YES or word in NO:
        return word in YES
    raise ValueError("sí o no")


def instant(value: object) -> object:
    """Accept only ISO 8601: pydantic alone would read 20260105 as seconds since 1970."""
    return read_instant(value) if isinstance(value, str) else value


def read_instant(text: str) -> datetime:
    """Read ISO 8601 with dashes: 2025-09-25T09:00:00-06:00; seconds, zone and time may be missing."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("2025-09-25T09:00:00-06:00")
    read = datetime.fromisoformat(text.upper())
    if read.year not in YEARS:
        raise ValueError("a year of this century")
    return read


def listening_address(text: str) -> tuple[str, int]:
    """Read `127.0.0.1:8080`, `localhost:8080` or `[::1]:8080`; port 0 means any free port."""
    match = _ADDRESS.fullmatch(text)
    if match is None or int(match["port"]) > LAST_PORT:
        raise ValueError("127.0.0.1:8080")
    if match["six"]:
        IPv6Address(match["six"])
    elif re.fullmatch(r"[0-9.]+", match["host"]):
        IPv4Address(match["host"])
    return match["six"] or match["host"], int(match["port"])


def web_address(text: str) -> SplitResult:
    """Read a web URL with a host and, if given, a valid port."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0 or " " in text:
        raise ValueError("https://…")
    return parts


def is_safe(parts: SplitResult) -> bool:
    """Tell whether a URL is encrypted or stays on this machine."""
    return parts.scheme == "https" or parts.hostname in _LOCAL


def database_address(text: str) -> URL:
    """Read the URL of a stored database; unescaped characters in a password are refused."""
    if not text.startswith(_DRIVERS):
        raise ValueError("sqlite+aiosqlite:///… o postgresql+psycopg://…")
    try:
        address = sync_url(text)
    except DatabaseFailed as unreadable:
        raise ValueError("an address that SQLAlchemy cannot read") from unreadable
    if is_in_memory(address):
        raise ValueError("a database in memory ends with its connection")
    if not has_known_options(address) or not all(map(_SECONDS.fullmatch, _waits(address))):
        raise ValueError("an option that there is not, or no number of seconds to wait")
    if address.get_backend_name() == "sqlite":
        if address.host or address.username:
            raise ValueError("a file has no host")
    elif "@" in (address.host or "") or not 1 <= (1 if address.port is None else address.port) <= LAST_PORT:
        raise ValueError("a sign of the password where none may stand, or a port that there is not")
    return address


def with_password(text: str, password: str) -> str:
    """Put a password with any characters into a PostgreSQL URL; a file needs none."""
    address = make_url(text)
    if address.get_backend_name() == "sqlite":
        return text
    return address.set(password=password).render_as_string(hide_password=False)


def _waits(address: URL) -> list[str]:
    return [str(address.query[name]) for name in ("timeout", "connect_timeout") if name in address.query]
