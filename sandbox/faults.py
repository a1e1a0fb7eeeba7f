"""Injected faults, checked before and after every Bot API call."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sandbox.bell import Bell
from sandbox.errors import (
    ApiError,
    ConnectionDropped,
    OddResult,
    WebPage,
    forbidden,
    not_found,
    polled_elsewhere,
    too_many_requests,
    unauthorized,
)

DOWNLOAD = "download"
_REASONS = {
    400: "Bad Request",
    403: "Forbidden",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class FaultKind(StrEnum):
    TOO_MANY_REQUESTS = "too_many_requests"
    """429 with `retry_after`."""
    SERVER_ERROR = "server_error"
    """The `status`, in JSON."""
    BAD_GATEWAY = "bad_gateway"
    """502 with the HTML page of the web server in front."""
    WEB_PAGE = "web_page"
    """The `status` with a proxy's HTML page; the call was not passed on."""
    WEB_PAGE_AFTER = "web_page_after"
    """The `status` with a proxy's HTML page; the call was passed on and its answer lost."""
    IMPOSSIBLE = "impossible"
    """`ok` with `null` for a result; nothing was accepted."""
    UNKNOWN_METHOD = "unknown_method"
    """404 in JSON: this server has no such method."""
    DROP_BEFORE = "drop_before"
    """The connection is closed and nothing was accepted."""
    DROP_AFTER = "drop_after"
    """The connection is closed though the call was accepted."""
    SLOW = "slow"
    """The call is accepted at once and answered after `seconds`."""
    CHAT_MIGRATED = "chat_migrated"
    """400: the group is now `migrate_to_chat_id`."""
    CONFLICT = "conflict"
    """409, only for getUpdates: somebody else polls."""
    UNAUTHORIZED = "unauthorized"
    """401: the token was revoked."""
    FORBIDDEN = "forbidden"
    """403 with `reason`."""


_AFTER = (FaultKind.DROP_AFTER, FaultKind.WEB_PAGE_AFTER, FaultKind.SLOW)


@dataclass
class Fault:
    """The next `times` calls of a method fail this way, or all if None.

    `*` is any method, `download` the fetching of a file, a chat_id limits it to one chat, and with a
    probability below 1 some calls pass, chosen by the seed.
    """

    kind: FaultKind
    method: str = "*"
    times: int | None = 1
    retry_after: int = 1
    status: int = 500
    chat_id: int | None = None
    seconds: float = 1.0
    migrate_to_chat_id: int = 0
    reason: str = "bot was blocked by the user"
    probability: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - chance here must be repeatable

    def is_for(self, method: str, chat_id: int | None) -> bool:
        if self.kind is FaultKind.CONFLICT and method.lower() != "getupdates":
            return False
        named = (self.method == "*" and method != DOWNLOAD) or self.method.lower() == method.lower()
        return named and self.times != 0 and self.chat_id in (None, chat_id)

    def strikes(self) -> bool:
        if self._dice.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Faults:
    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._bell = Bell()
        self._clearings = 0

    def plan(self, fault: Fault) -> None:
        self._planned.append(fault)

    def clear(self) -> None:
        """Remove every fault, and answer at once the calls that a slow one holds."""
        self._planned.clear()
        self._clearings += 1
        self._bell.ring()

    def close(self) -> None:
        self._bell.close()

    def before(self, method: str, chat_id: int | None) -> None:
        """Raise a fault that prevents a call."""
        fault = self._take(method, chat_id, is_after=False)
        if fault:
            raise _FAILURES[fault.kind](fault)

    async def after(self, method: str, chat_id: int | None) -> None:
        """Delay the answer of an accepted call, or raise a fault that loses it."""
        fault = self._take(method, chat_id, is_after=True)
        if fault is None:
            return
        if fault.kind is FaultKind.DROP_AFTER:
            raise ConnectionDropped
        if fault.kind is FaultKind.WEB_PAGE_AFTER:
            raise _page(fault)
        clearings = self._clearings
        await self._bell.wait_until(lambda: self._clearings != clearings, fault.seconds)

    def _take(self, method: str, chat_id: int | None, *, is_after: bool) -> Fault | None:
        for fault in self._planned:
            is_due = (fault.kind in _AFTER) == is_after and fault.is_for(method, chat_id)
            if is_due and fault.strikes():
                return fault
        return None


def _server_error(fault: Fault) -> ApiError:
    return ApiError(fault.status, _REASONS.get(fault.status, "Internal Server Error"))


def _page(fault: Fault) -> WebPage:
    return WebPage(fault.status, _REASONS.get(fault.status, "Page"))


def _migrated(fault: Fault) -> ApiError:
    return ApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=fault.migrate_to_chat_id,
    )


_FAILURES: dict[FaultKind, Callable[[Fault], Exception]] = {
    FaultKind.TOO_MANY_REQUESTS: lambda fault: too_many_requests(fault.retry_after),
    FaultKind.SERVER_ERROR: _server_error,
    FaultKind.BAD_GATEWAY: lambda _: WebPage(502, "Bad Gateway"),
    FaultKind.WEB_PAGE: _page,
    FaultKind.IMPOSSIBLE: lambda _: OddResult(),
    FaultKind.UNKNOWN_METHOD: lambda _: not_found(),
    FaultKind.DROP_BEFORE: lambda _: ConnectionDropped(),
    FaultKind.CHAT_MIGRATED: _migrated,
    FaultKind.CONFLICT: lambda _: polled_elsewhere(),
    FaultKind.UNAUTHORIZED: lambda _: unauthorized(),
    FaultKind.FORBIDDEN: lambda fault: forbidden(fault.reason),
}
