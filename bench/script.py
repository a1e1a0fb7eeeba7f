"""What people type who capture one indicator after another, and what an answer leads to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.wire import a_message

REASON = "La agencia pidió dos jornadas más"
"""Own words instead of a cause: more than the goal needs an explanation and nothing else."""


def words_of(step: int, user_id: int) -> str:
    """Return what is typed at a step; five steps capture an indicator."""
    number, part = divmod(step, 5)
    oficio = f"Oficio SP/{number + 1}{user_id % 1000:03}/2025 del 24 de septiembre de 2025"
    return (f"Componente {number + 1}", "30", REASON, oficio, "Guardar")[part]


@dataclass
class Crowd:
    """Everybody types the next line once they were answered; `ready` are those who may."""

    people: range
    steps: int
    done: dict[int, int] = field(default_factory=dict)
    ready: list[int] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)
    next_id: int = 1
    on_ready: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.done = dict.fromkeys(self.people, 0)
        self.ready = list(self.people)

    @property
    def total(self) -> int:
        return self.steps * len(self.people)

    @property
    def is_over(self) -> bool:
        return sum(self.done.values()) == self.total

    def hears(self, user_id: int) -> None:
        """Take the first message after a line as its answer."""
        if user_id not in self.waiting:
            return
        self.waiting.discard(user_id)
        self.done[user_id] += 1
        if self.done[user_id] < self.steps:
            self.ready.append(user_id)
        self.on_ready()

    def says(self, limit: int = 100) -> list[dict[str, Any]]:
        """Return the next updates, at most as many as one getUpdates brings."""
        speaking, self.ready = self.ready[:limit], self.ready[limit:]
        return [self._says(user_id) for user_id in speaking]

    def _says(self, user_id: int) -> dict[str, Any]:
        self.waiting.add(user_id)
        self.next_id += 1
        return a_message(self.next_id, user_id, words_of(self.done[user_id], user_id))
