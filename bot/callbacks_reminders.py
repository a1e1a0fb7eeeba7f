"""What the buttons of reminders carry: put off, not mine, have others reminded."""

from dataclasses import dataclass
from datetime import date, time

from bot.operands import code, number
from domain.periods import Period


@dataclass(frozen=True)
class PutOff:
    """Put the reminder of a quarter off until an hour of a day, local time."""

    period: Period
    day: date
    hour: time


@dataclass(frozen=True)
class NoProgress:
    """Begin to capture an indicator with the answer that there was no progress."""

    indicator_id: int
    period: Period


@dataclass(frozen=True)
class NotMine:
    """«No me corresponde»; without an indicator the dialogue asks which."""

    period: Period
    indicator_id: int = 0


@dataclass(frozen=True)
class DecideReassignment:
    reassignment_id: int
    belongs: bool


@dataclass(frozen=True)
class Nudge:
    """Have the enlace of a UR reminded; `count` says for which time on that day it was confirmed."""

    unit_code: str
    period: Period
    count: int = 1


@dataclass(frozen=True)
class NudgeAll:
    """Have the enlaces of all URs that owe something reminded."""

    period: Period


@dataclass(frozen=True)
class EscalateAll:
    """Write to the titulares of all URs that owe something."""

    period: Period


ReminderCallback = PutOff | NoProgress | NotMine | DecideReassignment | Nudge | NudgeAll | EscalateAll


def pack_reminder(callback: ReminderCallback) -> str:
    match callback:
        case PutOff(period, day, hour):
            return f"rz:{period}:{day.isoformat()}:{hour:%H%M}"
        case NoProgress(indicator_id, period):
            return f"rs:{indicator_id}:{period}"
        case NotMine(period, indicator_id):
            return f"rn:{indicator_id}:{period}"
        case DecideReassignment(reassignment_id, belongs):
            return f"rd:{reassignment_id}:{'y' if belongs else 'n'}"
        case _:
            return _pack_nudge(callback)


def _pack_nudge(callback: Nudge | NudgeAll | EscalateAll) -> str:
    match callback:
        case Nudge(unit_code, period, count):
            return f"rr:{unit_code}:{period}:{count}"
        case NudgeAll(period):
            return f"ra:{period}"
        case EscalateAll(period):
            return f"re:{period}"


def _read_put_off(operands: list[str]) -> ReminderCallback:
    period, day, hour = operands
    return PutOff(Period.parse(period), date.fromisoformat(day), time.fromisoformat(hour))


def _read_no_progress(operands: list[str]) -> ReminderCallback:
    indicator_id, period = operands
    return NoProgress(number(indicator_id), Period.parse(period))


def _read_not_mine(operands: list[str]) -> ReminderCallback:
    indicator_id, period = operands
    return NotMine(Period.parse(period), number(indicator_id))


def _read_decide(operands: list[str]) -> ReminderCallback:
    reassignment_id, decision = operands
    return DecideReassignment(number(reassignment_id), decision == "y")


def _read_nudge(operands: list[str]) -> ReminderCallback:
    unit_code, period, count = operands
    return Nudge(code(unit_code), Period.parse(period), number(count))


def _read_nudge_all(operands: list[str]) -> ReminderCallback:
    (period,) = operands
    return NudgeAll(Period.parse(period))


def _read_escalate_all(operands: list[str]) -> ReminderCallback:
    (period,) = operands
    return EscalateAll(Period.parse(period))


REMINDER_READERS = {
    "rz": _read_put_off,
    "rs": _read_no_progress,
    "rn": _read_not_mine,
    "rd": _read_decide,
    "rr": _read_nudge,
    "ra": _read_nudge_all,
    "re": _read_escalate_all,
}
