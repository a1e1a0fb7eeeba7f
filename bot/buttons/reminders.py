"""What the buttons of reminders carry: put off, not mine, have others reminded."""

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
    """«No me corresponde»; with 0 instead of an indicator the dialogue asks which."""

    indicator_id: int
    period: Period


@dataclass(frozen=True)
class DecideReassignment(Callback, key="rd", needs=Action.DECIDE_REASSIGNMENT):
    reassignment_id: int
    belongs: bool


@dataclass(frozen=True)
class Nudge(Callback, key="rr", needs=Action.NUDGE):
    """Have the enlace of a UR reminded; `count` says for which time on that day it was confirmed."""

    unit_code: UnitCode
    period: Period
    count: int = 1


@dataclass(frozen=True)
class NudgeAll(Callback, key="ra", needs=Action.NUDGE_ALL):
    """Have the enlaces of all URs that owe something reminded."""

    period: Period


@dataclass(frozen=True)
class EscalateAll(Callback, key="re", needs=Action.NUDGE_ALL):
    """Write to the titulares of all URs that owe something."""

    period: Period
