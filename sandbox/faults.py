"""The ways in which the sandbox misbehaves on request; asked before and after every Bot API call."""

from dataclasses import dataclass
from enum import StrEnum

from sandbox.errors import ApiError, ConnectionDropped

_REASONS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class FaultKind(StrEnum):
    TOO_MANY_REQUESTS = "too_many_requests"
    SERVER_ERROR = "server_error"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"


@dataclass
class Fault:
    """The next `times` calls of a method fail so; `*` is any method, a chat_id narrows it to one chat."""

    kind: FaultKind
    method: str = "*"
    times: int = 1
    retry_after: int = 1
    status: int = 500
    chat_id: int | None = None

    def is_for(self, method: str, chat_id: int | None) -> bool:
        named = self.method == "*" or self.method.lower() == method.lower()
        return named and self.times > 0 and self.chat_id in (None, chat_id)


class Faults:
    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        self._planned.append(fault)

    def clear(self) -> None:
        self._planned.clear()

    def before(self, method: str, chat_id: int | None) -> None:
        """Raise what keeps a call from being accepted."""
        fault = self._take(method, chat_id, is_after=False)
        if fault is None:
            return
        if fault.kind is FaultKind.TOO_MANY_REQUESTS:
            wait = fault.retry_after
            raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        if fault.kind is FaultKind.SERVER_ERROR:
            raise ApiError(fault.status, _REASONS.get(fault.status, "Internal Server Error"))
        raise ConnectionDropped

    def after(self, method: str, chat_id: int | None) -> None:
        """Raise what keeps the answer of an accepted call from arriving."""
        if self._take(method, chat_id, is_after=True):
            raise ConnectionDropped

    def _take(self, method: str, chat_id: int | None, *, is_after: bool) -> Fault | None:
        for fault in self._planned:
            if fault.is_for(method, chat_id) and (fault.kind is FaultKind.DROP_AFTER) == is_after:
                fault.times -= 1
                return fault
        return None
