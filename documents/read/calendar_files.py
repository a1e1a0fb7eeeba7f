"""Files that list inhábiles: CSV as spreadsheets write it, and iCalendar."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from icalendar import Calendar, Component

from domain.calendar.inhabiles import MOST_IN_FILE, Inhabil, InhabilesFile, UnreadLine
from domain.kit.dialogues.forms import FieldRefused
from domain.kit.dialogues.typed_days import read_days

LARGEST = 256 * 1024
"""The most bytes; the inhábiles of a year take a few thousand."""
LONGEST_NAME, LONGEST_SOURCE, LONGEST_SHOWN = 80, 200, 60
HEADINGS = {
    "day": ("fecha", "fechas", "dia", "día", "días", "dias"),
    "name": ("nombre", "descripcion", "descripción", "motivo", "concepto", "festividad"),
    "source": ("fuente", "acuerdo", "fundamento", "publicacion", "publicación"),
}
POSITIONS = {"day": 0, "name": 1, "source": 2}
_WITH_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BEGIN_EVENT = "BEGIN:VEVENT"


def read_inhabiles(name: str, content: bytes, zone: tzinfo) -> InhabilesFile:
    """Read a file by its content, not by its name; unreadable lines are listed.

    An instant counts for its day in the zone; an hour without a zone, for the day it is written with.
    """
    if len(content) > LARGEST:
        return InhabilesFile(name, problem="too_large")
    text = _text_of(content)
    if text is None:
        return InhabilesFile(name, problem="not_text")
    is_calendar = text.lstrip().upper().startswith("BEGIN:VCALENDAR")
    try:
        rows = list(_events(text, name, zone) if is_calendar else _rows(text, name))
    except (ValueError, OverflowError, csv.Error):
        return InhabilesFile(name, problem="not_read")
    days = tuple(each for each in rows if isinstance(each, Inhabil))
    unread = tuple(each for each in rows if isinstance(each, UnreadLine))
    problem = "too_many" if len(days) > MOST_IN_FILE else "" if rows else "empty"
    return InhabilesFile(name, () if problem else days, unread, problem)


def _text_of(content: bytes) -> str | None:
    if b"\0" in content or content.startswith((b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8")):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str, name: str) -> Iterator[Inhabil | UnreadLine]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns = POSITIONS
    for row in lines:
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells):
            continue
        headed = _columns(cells)
        if headed:
            columns = headed
            continue
        yield from _row(cells, columns, lines.line_num, name)


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return the position of each column, if this row names them; one must be a day."""
    plain = [cell.casefold() for cell in cells]
    found = {
        column: place
        for column, words in HEADINGS.items()
        for place in [next((each for each, cell in enumerate(plain) if cell in words), None)]
        if place is not None
    }
    return found if "day" in found and not any(map(_WITH_YEAR.search, cells)) else {}


def _row(
    cells: Sequence[str], columns: dict[str, int], line: int, file: str
) -> Iterator[Inhabil | UnreadLine]:
    def cell(column: str) -> str:
        place = columns.get(column, len(cells))
        return cells[place] if place < len(cells) else ""

    shown = " · ".join(each for each in cells if each)[:LONGEST_SHOWN]
    if not _WITH_YEAR.search(cell("day")):
        yield UnreadLine(line, shown, "no_year" if cell("day") else "no_day")
        return
    if not cell("name"):
        yield UnreadLine(line, shown, "no_name")
        return
    try:
        days = read_days(cell("day"), date(int(_WITH_YEAR.findall(cell("day"))[-1]), 7, 1))
    except FieldRefused:
        yield UnreadLine(line, shown, "day_not_read")
        return
    for day in days:
        yield _inhabil(day, cell("name"), cell("source"), file)


def _events(text: str, file: str, zone: tzinfo) -> Iterator[Inhabil | UnreadLine]:
    lines = [
        number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == _BEGIN_EVENT
    ]
    for line, event in zip(lines, Calendar.from_ical(text).walk("VEVENT"), strict=True):
        yield from _event(event, line, file, zone)


def _event(event: Component, line: int, file: str, zone: tzinfo) -> Iterator[Inhabil | UnreadLine]:
    name = " ".join(str(event.get("summary", "")).split())
    shown = name[:LONGEST_SHOWN]
    days = _days(event, zone)
    if days is None:
        yield UnreadLine(line, shown, "no_day")
    elif not name:
        yield UnreadLine(line, days[0].isoformat(), "no_name")
    elif str(event.get("status", "")).upper() == "CANCELLED":
        yield UnreadLine(line, shown, "cancelled")
    elif "rrule" in event or "rdate" in event:
        yield UnreadLine(line, shown, "repeats")
    elif days[1] < days[0]:
        yield UnreadLine(line, shown, "ends_before")
    else:
        source = " ".join(str(event.get("description", "")).split())
        first, last = days
        for offset in range(min((last - first).days, MOST_IN_FILE) + 1):
            yield _inhabil(first + timedelta(days=offset), name, source, file)


def _days(event: Component, zone: tzinfo) -> tuple[date, date] | None:
    """Return the first and the last day of an event; its end is exclusive."""
    start, end = _held(event, "dtstart", zone), _held(event, "dtend", zone)
    if start is None:
        return None
    length = getattr(event.get("duration"), "dt", None)
    if end is None and isinstance(length, timedelta):
        end = start + length
    first, last = _day(start), _day(start if end is None else end)
    if end is not None and last > first and _is_beginning(end):
        last -= timedelta(days=1)
    return first, last


def _held(event: Component, which: str, zone: tzinfo) -> date | None:
    """Return a day, or a local hour in the zone."""
    held = getattr(event.get(which), "dt", None)
    if isinstance(held, datetime) and held.utcoffset() is not None:
        return held.astimezone(zone).replace(tzinfo=None)
    return held if isinstance(held, date) else None


def _day(held: date) -> date:
    return held.date() if isinstance(held, datetime) else held


def _is_beginning(held: date) -> bool:
    """Tell whether an event that ends here has no part of this day."""
    return not isinstance(held, datetime) or held.time() == time.min


def _inhabil(day: date, name: str, source: str, file: str) -> Inhabil:
    return Inhabil(day, name[:LONGEST_NAME], source[:LONGEST_SOURCE] or f"Archivo {file}"[:LONGEST_SOURCE])
