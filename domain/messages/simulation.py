"""What is said of a rehearsal: planned, worked out when it is sent, or not understood."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.rehearsals import RehearsedDay
from domain.said import Said


@dataclass(frozen=True)
class Simulation(Said):
    """A rehearsal that was asked for; it is worked out when it is sent, outside any writing."""

    first: date
    last: date


@dataclass(frozen=True)
class SimulationText(Said):
    """A rehearsal with its facts, at a local instant."""

    days: tuple[RehearsedDay, ...]
    made_at: datetime


@dataclass(frozen=True)
class SimulationNotTaken(Said):
    """What was typed is no day or row of days; `problem` is the key of its sentence in the texts."""

    problem: str
    text: str
