"""The rungs of a ladder as IMPLAN types them: `-10 -5 -3 -1 0`."""

import re
from datetime import date

from domain.kit.dialogues.forms import FieldRefused
from domain.kit.workdays import Workdays
from domain.reminders.ladders import Ladder

FIRST, LAST = -40, 20
"""Business days around the due day: a ladder stays within its own quarter and the next one."""
MOST = 15
AFTER = 3
"""Business days after the due day that a preview shows of a ladder that goes on."""

_RUNGS = re.compile(r"[+-]?[0-9]{1,3}(?:[\s,;y]+[+-]?[0-9]{1,3})*")


def read_rungs(text: str) -> tuple[int, ...]:
    """Read rungs in any order; raise FieldRefused for any other text. `−` is a minus as well.

    `10 5 3 1 0` counts down to the due day: without any sign, these are days before it.
    """
    plain = re.sub(r"[−–]", "-", " ".join(text.split())).strip(" ,;.")
    if not _RUNGS.fullmatch(plain):
        raise FieldRefused("rungs_not_understood")
    typed = [int(each) for each in re.findall(r"[+-]?[0-9]+", plain)]
    counts_down = len(typed) > 1 and plain[0].isdigit() and typed == sorted(typed, key=lambda each: -each)
    rungs = sorted({-each if counts_down and min(typed) >= 0 else each for each in typed})
    if rungs[0] < FIRST or rungs[-1] > LAST:
        raise FieldRefused("rungs_too_far")
    if len(rungs) > MOST:
        raise FieldRefused("rungs_too_many")
    return tuple(rungs)


def days_of(ladder: Ladder, due_on: date, workdays: Workdays, *, after: int = AFTER) -> tuple[date, ...]:
    """Return the days on which a ladder reminds, including the first few after the due day."""
    rungs = {*ladder.rungs, *(range(1, after + 1) if ladder.goes_on else ())}
    return tuple(_day(rung, due_on, workdays) for rung in sorted(rungs))


def _day(rung: int, due_on: date, workdays: Workdays) -> date:
    """A rung on a due day that is not a business day is given on the business day before."""
    if rung == 0 and not workdays.is_workday(due_on):
        return workdays.shift(due_on, -1)
    return workdays.shift(due_on, rung)
