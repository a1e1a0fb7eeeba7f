"""The script of people who capture one indicator after another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

FIRST_ID = 10_001
"""The person with the lowest id; the others follow it."""
STEPS_EACH = 5
"""Steps that capture one indicator."""
REASON = "La agencia pidió dos jornadas más"
"""Free text instead of a cause: a value above the goal needs only an explanation."""


def people_of(size: int) -> range:
    return range(FIRST_ID, FIRST_ID + size)


def words_of(step: int, user_id: int) -> str:
    """Return the text typed at a step."""
    number, part = divmod(step, STEPS_EACH)
    oficio = f"Oficio SP/{number + 1}{user_id % 1000:03}/2025 del 24 de septiembre de 2025"
    return (f"Componente {number + 1}", "30", REASON, oficio, "Guardar")[part]


class Line(NamedTuple):
    """The `number`th typed line of all, counted from 1."""

    number: int
    user_id: int
    text: str


@dataclass
class Crowd:
    """Everybody types the next line after an answer; `ready` are those who may."""

    people: range
    steps: int
    done: dict[int, int] = field(default_factory=dict)
    ready: list[int] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)
    typed: int = 0
    answered: int = 0
    on_ready: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.done = dict.fromkeys(self.people, 0)
        self.ready = list(self.people)

    @property
    def total(self) -> int:
        return self.steps * len(self.people)

    @property
    def captures(self) -> int:
        """Return how many indicators are saved once it is over."""
        return len(self.people) * (self.steps // STEPS_EACH)

    @property
    def is_over(self) -> bool:
        return self.answered == self.total

    def hears(self, user_id: int) -> None:
        """Take the first message after a line as its answer."""
        if user_id not in self.waiting:
            return
        self.waiting.discard(user_id)
        self.done[user_id] += 1
        self.answered += 1
        if self.done[user_id] < self.steps:
            self.ready.append(user_id)
        self.on_ready()

    def lines(self, limit: int = 100) -> list[Line]:
        """Return the next lines, at most one getUpdates batch; their writers wait now."""
        speaking, self.ready = self.ready[:limit], self.ready[limit:]
        self.waiting.update(speaking)
        return [self._line(user_id) for user_id in speaking]

    def _line(self, user_id: int) -> Line:
        self.typed += 1
        return Line(self.typed, user_id, words_of(self.done[user_id], user_id))
