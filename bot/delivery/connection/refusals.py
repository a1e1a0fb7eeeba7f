"""What an error of the Bot API means for the message: nothing sent, perhaps sent, or never to be sent."""

import re
from collections.abc import Awaitable
from datetime import timedelta
from typing import TypeVar

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from domain.delivery.outcomes import (
    Ambiguous,
    Delivered,
    Migrated,
    NothingToDo,
    NotSent,
    Outcome,
    PermanentlyRefused,
    RefusedForNow,
)

T = TypeVar("T")


class NotLeft(aiohttp.ClientError):
    """A call that ended before any byte of it was written."""


class NotTelegrams(Exception):
    """Something on the way answered instead of Telegram; `wait`: for so long it is useless to try again."""

    def __init__(self, what: str, *, may_have_arrived: bool, wait: timedelta | None = None) -> None:
        super().__init__(what)
        self.may_have_arrived = may_have_arrived
        self.wait = wait


# The request certainly did not reach Telegram. A connection that breaks later is ambiguous, also one that was
# used before: Telegram may have read the request and closed it then.
NEVER_LEFT = (
    NotLeft,
    # No connection opened in time.
    aiohttp.ConnectionTimeoutError,
    # DNS, a refused connection, TLS, an unreachable proxy: all while the connection is opened.
    aiohttp.ClientConnectorError,
    # The proxy did not pass the call on.
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
# No answer from Telegram: a call that only reads may be repeated.
NOBODY_ANSWERED = (NotTelegrams, *NEVER_LEFT, aiohttp.ClientConnectionError, OSError)
UNREACHABLE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation with a user",
    "bot was kicked",
    "bot is not a member",
    "chat not found",
)
UNCHANGED = "message is not modified"
FILE_UNKNOWN = (
    "wrong file identifier",
    "wrong remote file identifier",
    "file_id",
    "file_reference",
    "file reference",
)
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
# Flood control that does not say how long.
UNTOLD_WAIT = timedelta(seconds=30)

TOKEN = re.compile(r"\d{5,}:[\w-]{6,}")
# In the address of a proxy, whatever signs it has: up to the last @ before a blank.
PASSWORD = re.compile(r"(?<=//)\S+@")


class TokenRefused(Exception):
    """Telegram refused a call because of the token; whether it means so, getMe tells."""


def outcome_of(error: TelegramError, *, edited: int | None = None) -> Outcome:
    """Return what became of a message whose call raised; `edited` is the message an edit was for."""
    match error:
        case InvalidToken() | EndPointNotFound() if is_method_unknown(error):
            return NotSent(described(error))
        case InvalidToken() | EndPointNotFound():
            raise TokenRefused from error
        case RetryAfter():
            return RefusedForNow(flood_wait(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return PermanentlyRefused(described(error), unreachable=_says(error, *UNREACHABLE))
        case BadRequest():
            return _after_bad_request(error, edited)
        case _:
            return _after_network_error(error)


def is_file_unknown(error: BadRequest) -> bool:
    """Tell whether a file was refused by its id, so that it may be uploaded instead."""
    return _says(error, *FILE_UNKNOWN)


def is_method_unknown(error: TelegramError) -> bool:
    """Tell a 404 from a 401, which the library calls by one name; it may mean the token all the same.

    A 400 that says that a chat or a message is not found is an answer to the call, and no 404.
    """
    told = error.__cause__ if isinstance(error, EndPointNotFound) else error
    return isinstance(told, InvalidToken) and _says(told, "not found")


async def where_known(call: Awaitable[T]) -> T | None:
    """Make a call; None where the server lacks the method."""
    try:
        return await call
    except (InvalidToken, EndPointNotFound) as error:
        if not is_method_unknown(error):
            raise
        return None


def flood_wait(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def described(error: BaseException) -> str:
    """Return the error in one line, without the token and the passwords that addresses carry."""
    told = f"{error.host}: {error.os_error}" if isinstance(error, aiohttp.ClientConnectorError) else error
    return _masked(f"{type(error).__name__}: {told}")[:300]


def without_address(error: Exception) -> Exception:
    """Return an error of a call as it may be shown: one that tells the address, and so the token, anew."""
    if str(error) == _masked(str(error)):
        return error
    never_left = next((kind for kind in NEVER_LEFT if isinstance(error, kind)), None)
    return aiohttp.ClientError(described(error)) if never_left is None else NotLeft(described(error))


def _masked(text: str) -> str:
    return PASSWORD.sub("", TOKEN.sub("<token>", text))


def _after_bad_request(error: BadRequest, edited: int | None) -> Outcome:
    if edited is not None and _says(error, UNCHANGED):
        return Delivered(edited)
    if edited is not None and _says(error, *GONE):
        return NothingToDo(described(error))
    return PermanentlyRefused(described(error), unreachable=_says(error, *UNREACHABLE))


def _after_network_error(error: TelegramError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, NotTelegrams):
        told = described(error)
        return Ambiguous(told) if cause.may_have_arrived else NotSent(told, cause.wait)
    if isinstance(cause, NEVER_LEFT):
        return NotSent(described(error))
    if _says(error, "too many requests"):
        return RefusedForNow(UNTOLD_WAIT)
    if _says(error, "request entity too large"):
        return PermanentlyRefused(described(error))
    return Ambiguous(described(error))


def _says(error: TelegramError, *texts: str) -> bool:
    message = error.message.lower()
    return any(text in message for text in texts)
