"""The hours of a day in which a person may be reminded."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Self

from domain.kit.moments import Moment
from domain.kit.workdays import Workdays

BEGIN, END = time(9), time(18)


@dataclass(frozen=True)
class WorkingHours:
    """Minutes of the local day; the end is excluded."""

    start: int
    end: int

    @classmethod
    def between(cls, start: time = BEGIN, end: time = END) -> Self:
        return cls(_minute(start), _minute(end))

    def covers(self, hour: time) -> bool:
        return self.start <= _minute(hour) < self.end

    def next_opening(self, moment: Moment, workdays: Workdays) -> datetime | None:
        """Return when a person may be reminded again; None if that is now."""
        is_workday = workdays.is_workday(moment.today)
        if is_workday and self.covers(moment.time):
            return None
        is_ahead = is_workday and _minute(moment.time) < self.start
        day = moment.today if is_ahead else workdays.shift(moment.today, 1)
        opening = datetime.combine(day, time(0)) + timedelta(minutes=self.start)
        return opening.replace(tzinfo=moment.zone).astimezone(UTC)


def _minute(hour: time) -> int:
    return hour.hour * 60 + hour.minute


OFFICE_HOURS = WorkingHours.between()
