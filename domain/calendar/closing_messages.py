"""Messages about the closing of a quarter, and about a UR whose quarter IMPLAN reopens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from domain.kit.dialogues.abouts import About
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.kit.unsaved import UnsavedOf, unsaved_from


@dataclass(frozen=True)
class MissingCount:
    """How many indicators of a UR lack something, of how many; `is_unsent` that its report was not sent."""

    unit_code: UnitCode
    gaps: int
    asked: int
    is_unsent: bool = False


@dataclass(frozen=True)
class AboutClosing(About, kinds=("closing",)):
    """What the question before a closing shows.

    `missing` and `unsent` are as in `PeriodClosed`. `unsaved` are answers of open captures that nobody has
    saved. `extended` are the URs whose prórroga still runs, each with its last day. `due_on` is the due day,
    if it is still ahead.
    """

    period: Period
    units: int
    missing: tuple[MissingCount, ...] = ()
    unsent: tuple[UnitCode, ...] = ()
    unsaved: tuple[UnsavedOf, ...] = ()
    extended: tuple[tuple[UnitCode, date], ...] = ()
    due_on: date | None = None

    PACKED = frozenset({"period", "units", "missing", "unsent", "unsaved", "given", "due_on"})

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        """Read `402:3:7,504:1:2` of what is missing, and `402:2025-10-10` of those with more time."""
        if "missing" not in texts:
            return None
        due_on = texts.get("due_on", "")
        return cls(
            Period.parse(texts["period"]),
            int(texts["units"]),
            tuple(MissingCount(code, int(gaps), int(of)) for code, gaps, of in _parts(texts["missing"])),
            tuple(filter(None, texts.get("unsent", "").split(","))),
            unsaved_from(texts.get("unsaved", "")),
            tuple((code, date.fromisoformat(day)) for code, day in _parts(texts.get("given", ""))),
            date.fromisoformat(due_on) if due_on else None,
        )


@dataclass(frozen=True)
class PeriodClosed(Said, kind="period_closed", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Sent to every user of IMPLAN when a quarter is closed.

    `missing` holds the incomplete URs, the worst first. `unsent` are complete URs whose report was not sent,
    or not sent again. `by` is empty if the closing day that IMPLAN had set ended the quarter.
    """

    period: Period
    day: date
    by: str
    units: int
    missing: tuple[MissingCount, ...]
    unsent: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnsavedValue:
    """An answer of the reader's open capture that is not saved."""

    unit_code: UnitCode
    level: str
    value: Decimal


@dataclass(frozen=True)
class PeriodShut(Said, kind="period_shut", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Sent once to the enlaces and titulares of the URs that report in the quarter.

    The URs in `open` have more time. `unsaved` are the reader's answers that were not saved at that moment:
    they are not in the report.
    """

    period: Period
    day: date
    units: tuple[MissingCount, ...]
    open: tuple[tuple[str, date], ...] = ()
    unsaved: tuple[UnsavedValue, ...] = ()


@dataclass(frozen=True)
class UnitReopened(Said, kind="unit_reopened", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Sent once to the people of the UR and to the person who reopened it.

    `may_capture` is about the reader. `step` is what the UR may do now; a UR whose report is under review
    still asks IMPLAN for every change.
    """

    unit_code: UnitCode
    unit_name: str
    period: Period
    until_on: date
    reason: str
    by: str
    may_capture: bool = False
    step: NextStep = NextStep.CAPTURE

    @classmethod
    def renewed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Older rows have `is_sent` instead of a step: the report was under review."""
        kept = {name: value for name, value in data.items() if name != "is_sent"}
        return {"step": NextStep.APPROVE.value, **kept} if data.get("is_sent") else kept


@dataclass(frozen=True)
class ClosingNotTaken(
    Said, kind="closing_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """Why a quarter is not closed or not reopened; `day` is the day of the fact.

    `problem` is a key of `texts.calendar.closings.PROBLEMS`.
    """

    problem: str
    period: Period | None = None
    unit_code: UnitCode = ""
    day: date | None = None


def _parts(listed: str) -> list[list[str]]:
    return [each.split(":") for each in listed.split(",") if each]
