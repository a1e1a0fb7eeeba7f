"""What is said of the calendar, by its kind."""

from collections.abc import Callable
from typing import Any

from bot.rendering import Message
from bot.texts import calendar, inhabiles, ladders
from domain.messages import calendar as said

WORDINGS: dict[type, Callable[[Any], Message]] = {
    said.CalendarText: calendar.calendar,
    said.CalendarNotTaken: calendar.not_taken,
    said.DueMoved: calendar.due_moved,
    said.DatesChanged: calendar.dates_changed,
    said.InhabilList: inhabiles.listed,
    said.InhabilNotTaken: inhabiles.not_taken,
    said.InhabilesPreview: inhabiles.preview,
    said.InhabilesChanged: inhabiles.changed,
    said.LadderList: ladders.listed,
    said.LadderChanged: ladders.changed,
    said.HoursSet: ladders.hours_set,
}
