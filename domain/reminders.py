"""Who is reminded of what today: the ladder of rungs and the decision, with the day passed in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.avances import UnitReport
from domain.deadlines import Deadlines
from domain.periods import Period

LADDER = (-10, -5, -3, -1, 0)
"""Business days relative to the due date; after it every business day is a rung."""


@dataclass(frozen=True)
class PlannedReminder:
    """One message to one person, about every UR due on one day for which this person owes something."""

    person_id: int
    period: Period
    due_on: date
    rung: int
    unit_codes: tuple[str, ...]

    @property
    def key(self) -> str:
        """The identity of the occurrence: the database refuses the second row with it.

        A due date that moves begins a new ladder, so it is part of the identity.
        """
        return f"reminder:{self.period}:{self.due_on.isoformat()}:{self.rung:+d}:{self.person_id}"


def rung_on(today: date, period: Period, deadlines: Deadlines) -> int | None:
    """Return the latest rung reached; None before the first one and on days that are not business days.

    A tick that comes late (machine off over a rung) gets that rung, and only the latest.
    """
    if not deadlines.workdays.is_workday(today):
        return None
    offset = -deadlines.workdays_left(period, today)
    if today > deadlines.due_on(period):
        return offset
    return max((rung for rung in LADDER if rung <= offset), default=None)


def plan_reminders(
    today: date,
    deadlines: Deadlines,
    reports: Iterable[UnitReport],
    enlaces_by_unit: Mapping[str, Sequence[int]],
    to_send: Collection[str] = (),
) -> list[PlannedReminder]:
    """Decide who gets which rung: only who owes, one message for each person and due day.

    `reports` are those of the period in play; `enlaces_by_unit` holds the reachable enlaces of each UR;
    `to_send` are the URs that owe the sending even where nothing is missing.
    """
    period = deadlines.in_play(today)
    units_by_message: dict[tuple[int, date, int], list[str]] = {}
    for report in reports:
        code = report.unit.code
        own = deadlines.for_unit(code)
        rung = rung_on(today, period, own)
        if rung is None or not (report.owed or code in to_send):
            continue
        for person_id in enlaces_by_unit.get(code, ()):
            units_by_message.setdefault((person_id, own.due_on(period), rung), []).append(code)
    return [
        PlannedReminder(person, period, due_on, rung, tuple(units))
        for (person, due_on, rung), units in units_by_message.items()
    ]
