"""What buttons carry: a verb and its operands in 1 to 64 bytes, checked when they come back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from bot.callbacks_admin import ADMIN_READERS, AdminCallback, pack_admin
from bot.callbacks_attention import ATTENTION_READERS, AnswerHelp, pack_attention
from bot.callbacks_calendar import (
    CALENDAR_READERS,
    CalendarCallback,
    pack_calendar,
)
from bot.callbacks_late import LATE_READERS, JudgeLate, pack_late
from bot.callbacks_papers import PAPER_READERS, PaperCallback, pack_paper
from bot.callbacks_periods import PERIOD_READERS, DecideProrroga, pack_period
from bot.callbacks_reminders import REMINDER_READERS, ReminderCallback, pack_reminder
from bot.callbacks_review import REVIEW_READERS, ReviewCallback, pack_review
from bot.callbacks_status import (
    STATUS_READERS,
    StatusCallback,
    pack_status,
)
from bot.callbacks_summary import (
    SUMMARY_READERS,
    SummaryCallback,
    pack_summary,
)
from bot.operands import code, number
from domain.drafts import Choice, Chosen
from domain.forms import Left, Picked, Skipped, TurnedTo
from domain.periods import Period


@dataclass(frozen=True)
class OpenIndicator:
    """Begin to capture an indicator; `met` answers at once that the goal was reached."""

    indicator_id: int
    period: Period
    met: bool = False


@dataclass(frozen=True)
class WriteNarrative:
    """Ask for the narrative of an indicator."""

    indicator_id: int
    period: Period


@dataclass(frozen=True)
class AnswerQuestion:
    """Answer the open question that carries this token."""

    token: str
    chosen: Chosen


@dataclass(frozen=True)
class AnswerForm:
    """Answer the open question of a dialogue that carries this token."""

    token: str
    given: Picked | Skipped | TurnedTo | Left


@dataclass(frozen=True)
class ShowPending:
    period: Period
    page: int = 0


@dataclass(frozen=True)
class ShowStatus:
    unit_code: str
    period: Period


@dataclass(frozen=True)
class ShowAllGaps:
    day_period: Period


Callback = (
    OpenIndicator
    | WriteNarrative
    | AnswerQuestion
    | AnswerForm
    | ShowPending
    | ShowStatus
    | ShowAllGaps
    | ReviewCallback
    | AdminCallback
    | DecideProrroga
    | StatusCallback
    | ReminderCallback
    | SummaryCallback
    | CalendarCallback
    | PaperCallback
    | AnswerHelp
    | JudgeLate
)


def pack(callback: Callback) -> str:
    return PACKERS[type(callback)](callback)


def unpack(data: str) -> Callback | None:
    """Read what came back with a tap; None for anything this version did not write."""
    verb, *operands = data.split(":")
    try:
        callback = READERS[verb](operands)
    except (KeyError, ValueError):
        return None
    return callback if pack(callback) == data else None


def _read_open(operands: list[str]) -> Callback:
    indicator_id, period = operands
    return OpenIndicator(number(indicator_id), Period.parse(period))


def _read_met(operands: list[str]) -> Callback:
    indicator_id, period = operands
    return OpenIndicator(number(indicator_id), Period.parse(period), met=True)


def _read_narrative(operands: list[str]) -> Callback:
    indicator_id, period = operands
    return WriteNarrative(number(indicator_id), Period.parse(period))


def _read_answer(operands: list[str]) -> Callback:
    token, choice, position = operands
    return AnswerQuestion(token, Chosen(Choice(choice), number(position)))


def _pack_indicator(callback: OpenIndicator | WriteNarrative) -> str:
    verb = "n" if isinstance(callback, WriteNarrative) else "m" if callback.met else "o"
    return f"{verb}:{callback.indicator_id}:{callback.period}"


def _pack_shown(callback: ShowPending | ShowStatus | ShowAllGaps) -> str:
    match callback:
        case ShowPending(period, page):
            return f"p:{period}:{page}"
        case ShowStatus(unit_code, period):
            return f"s:{unit_code}:{period}"
        case ShowAllGaps(period):
            return f"g:{period}"


def _pack_answer(callback: AnswerQuestion | AnswerForm) -> str:
    match callback:
        case AnswerQuestion(token, Chosen(choice, position)):
            return f"a:{token}:{choice.value}:{position}"
        case AnswerForm(token, given):
            return f"f:{token}:{_pack_given(given)}"


def _pack_given(given: Picked | Skipped | TurnedTo | Left) -> str:
    match given:
        case Picked(position):
            return f"o{position}"
        case TurnedTo(page):
            return f"p{page}"
        case Skipped():
            return "s"
        case Left():
            return "c"


def _read_form(operands: list[str]) -> Callback:
    token, given = operands
    match given[:1]:
        case "o":
            return AnswerForm(token, Picked(number(given[1:])))
        case "p":
            return AnswerForm(token, TurnedTo(number(given[1:])))
        case "s":
            return AnswerForm(token, Skipped())
        case "c":
            return AnswerForm(token, Left())
        case _:
            raise ValueError(given)


def _read_pending(operands: list[str]) -> Callback:
    period, page = operands
    return ShowPending(Period.parse(period), number(page))


def _read_status(operands: list[str]) -> Callback:
    unit_code, period = operands
    return ShowStatus(code(unit_code), Period.parse(period))


def _read_gaps(operands: list[str]) -> Callback:
    (period,) = operands
    return ShowAllGaps(Period.parse(period))


READERS: dict[str, Callable[[list[str]], Callback]] = {
    "o": _read_open,
    "m": _read_met,
    "n": _read_narrative,
    "a": _read_answer,
    "f": _read_form,
    "p": _read_pending,
    "s": _read_status,
    "g": _read_gaps,
    **STATUS_READERS,
    **REVIEW_READERS,
    **PERIOD_READERS,
    **REMINDER_READERS,
    **SUMMARY_READERS,
    **CALENDAR_READERS,
    **PAPER_READERS,
    **ADMIN_READERS,
    **ATTENTION_READERS,
    **LATE_READERS,
}

PACKERS: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys((OpenIndicator, WriteNarrative), _pack_indicator),
    **dict.fromkeys((AnswerQuestion, AnswerForm), _pack_answer),
    **dict.fromkeys((ShowPending, ShowStatus, ShowAllGaps), _pack_shown),
    **dict.fromkeys(get_args(ReviewCallback), pack_review),
    **dict.fromkeys(get_args(AdminCallback), pack_admin),
    **dict.fromkeys(get_args(StatusCallback), pack_status),
    **dict.fromkeys(get_args(ReminderCallback), pack_reminder),
    **dict.fromkeys(get_args(SummaryCallback), pack_summary),
    **dict.fromkeys(get_args(CalendarCallback), pack_calendar),
    **dict.fromkeys(get_args(PaperCallback), pack_paper),
    DecideProrroga: pack_period,
    AnswerHelp: pack_attention,
    JudgeLate: pack_late,
}
