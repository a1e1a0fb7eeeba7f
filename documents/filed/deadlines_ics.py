"""The deadlines of some URs as a calendar file (iCalendar, RFC 5545) for a phone or a desk calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from documents.filed.deadlines import Deadline

PRODUCT = "-//IMPLAN Oaxaca de Juárez//Puntual//ES"
NAME = "Informes trimestrales"
FIRST_EDITION = date(2020, 1, 1)
"""Editions are numbered in minutes since then: a later file always replaces an earlier one."""
ALARM_AT = time(9, 0)


def calendar_file(deadlines: Iterable[Deadline], made_at: datetime) -> bytes:
    """Write a calendar of all-day events; the library escapes and folds the text."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    for each in deadlines:
        calendar.add_component(_event(each, made_at))
    return bytes(calendar.to_ical())


def edition(made_at: datetime) -> int:
    """Return a number that only grows, within the 31 bits of a SEQUENCE."""
    since = made_at.date() - FIRST_EDITION
    return max(0, since.days * 24 * 60 + made_at.hour * 60 + made_at.minute)


def _event(deadline: Deadline, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key}@puntual")
    event.add("dtstamp", made_at)
    event.add("last-modified", made_at)
    event.add("sequence", edition(made_at))
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))
    event.add("summary", deadline.summary)
    if deadline.description:
        event.add("description", deadline.description)
    event.add("transp", "TRANSPARENT")
    for alarm in _alarms(deadline):
        event.add_component(alarm)
    return event


def _alarms(deadline: Deadline) -> Iterator[Alarm]:
    for day in deadline.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", deadline.summary)
        alarm.add("trigger", datetime.combine(day, ALARM_AT) - datetime.combine(deadline.day, time(0)))
        yield alarm
