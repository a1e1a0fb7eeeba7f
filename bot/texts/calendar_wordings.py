"""What is said of the calendar, by its kind."""

from collections.abc import Callable
from typing import Any

from bot.rendering import Message
from bot.texts import calendar, dates, inhabiles, ladders
from domain.messages import calendar as said

WORDINGS: dict[type, Callable[[Any], Message]] = {
    said.CalendarText: calendar.calendar,
    said.CalendarNotTaken: dates.not_taken,
    said.DueMoved: dates.due_moved,
    said.DatesChanged: dates.dates_changed,
    said.InhabilList: inhabiles.listed,
    said.InhabilNotTaken: inhabiles.not_taken,
    said.InhabilesPreview: inhabiles.preview,
    said.InhabilesChanged: inhabiles.changed,
    said.LadderList: ladders.listed,
    said.LadderChanged: ladders.changed,
    said.HoursSet: ladders.hours_set,
}
