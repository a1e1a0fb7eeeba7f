"""Counts of Bot API calls and answers."""

from collections import defaultdict, deque
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.limits import SENDS


@dataclass
class Count:
    """`refused` are the errors other than 429; the instants are of accepted calls, on the loop's clock."""

    accepted: int = 0
    too_many_requests: int = 0
    refused: int = 0
    first_at: float | None = None
    last_at: float | None = None

    def accept(self, now: float) -> None:
        self.accepted += 1
        self.first_at = now if self.first_at is None else self.first_at
        self.last_at = now

    def refuse(self, status: int) -> None:
        if status == 429:
            self.too_many_requests += 1
        else:
            self.refused += 1


class Counts:
    """`sends` adds up the methods that write; `busiest_second` is the most sends in any second.

    An accepted call counts as accepted even if its answer was lost.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.by_method: defaultdict[str, Count] = defaultdict(Count)
        self.sends = Count()
        self.busiest_second = 0
        self._second: deque[float] = deque()

    def accept(self, method: str, now: float) -> None:
        for count in self._of(method):
            count.accept(now)
        if _is_send(method):
            self._rank(now)

    def refuse(self, method: str, status: int) -> None:
        for count in self._of(method):
            count.refuse(status)

    def as_json(self) -> dict[str, Any]:
        return {
            "sends": asdict(self.sends),
            "busiest_second": self.busiest_second,
            "methods": {name: asdict(count) for name, count in self.by_method.items()},
        }

    def _of(self, method: str) -> list[Count]:
        return [self.by_method[method], *([self.sends] if _is_send(method) else [])]

    def _rank(self, now: float) -> None:
        self._second.append(now)
        while self._second[0] + 1 <= now:
            self._second.popleft()
        self.busiest_second = max(self.busiest_second, len(self._second))


def _is_send(method: str) -> bool:
    return method.lower() in SENDS
