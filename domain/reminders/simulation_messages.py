"""Messages about a rehearsal: planned, computed when it is sent, or not understood."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.kit.access import Action
from domain.kit.said import ADDRESSEE, Nature, Said, holders
from domain.reminders.rehearsals import RehearsedDay


@dataclass(frozen=True)
class Simulation(
    Said, kind="simulation", nature=Nature.NOTICE, read_by=holders(Action.SIMULATE), is_looked_up=True
):
    """A rehearsal that was asked for; it is computed when it is sent, outside any write transaction."""

    first: date
    last: date


@dataclass(frozen=True)
class SimulationText(Said, kind="simulation_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The result of a rehearsal, at a local instant."""

    days: tuple[RehearsedDay, ...]
    made_at: datetime


@dataclass(frozen=True)
class SimulationNotTaken(Said, kind="simulation_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The text is no day or span of days; `problem` is the key of its sentence in the texts."""

    problem: str
    text: str
