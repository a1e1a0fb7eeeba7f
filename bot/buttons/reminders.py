"""The buttons of reminders: put off, not mine, remind others."""

from dataclasses import dataclass
from datetime import date, time

from bot.kit.callbacks import Callback
from domain.kit.access import Action
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class PutOff(Callback, key="rz", needs=Action.PUT_OFF_REMINDER):
    """Put the reminder of a quarter off until an hour of a day, local time."""

    period: Period
    day: date
    hour: time


@dataclass(frozen=True)
class NoProgress(Callback, key="rs", needs=Action.CAPTURE):
    """Begin to capture an indicator with the answer that there was no progress."""

    indicator_id: int
    period: Period


@dataclass(frozen=True)
class NotMine(Callback, key="rn", needs=Action.ASK_REASSIGNMENT):
    """«No me corresponde»; with indicator 0 the dialogue asks which one."""

    indicator_id: int
    period: Period


@dataclass(frozen=True)
class DecideReassignment(Callback, key="rd", needs=Action.DECIDE_REASSIGNMENT):
    reassignment_id: int
    belongs: bool


@dataclass(frozen=True)
class Nudge(Callback, key="rr", needs=Action.NUDGE):
    """Remind the enlace of a UR; `count` is the number of the nudge on that day that was confirmed."""

    unit_code: UnitCode
    period: Period
    count: int = 1


@dataclass(frozen=True)
class NudgeAll(Callback, key="ra", needs=Action.NUDGE_ALL):
    """Remind the enlaces of all URs that owe something."""

    period: Period


@dataclass(frozen=True)
class EscalateAll(Callback, key="re", needs=Action.NUDGE_ALL):
    """Write to the titulares of all URs that owe something."""

    period: Period
