"""The calendar file: every deadline is read back as it was written, and a new file replaces the old."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from documents.filed.deadlines import Deadline
from documents.filed.deadlines_ics import calendar_file, edition

MADE = datetime(2025, 9, 25, 15, 0, tzinfo=UTC)
DUE = date(2025, 9, 30)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=120).map(
    lambda text: " ".join(text.split()) or "…"
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 1))


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


@given(st.lists(st.tuples(DAYS, TEXTS, TEXTS, st.lists(st.integers(0, 60), max_size=6)), max_size=6))
def test_what_goes_in_comes_back_out(given_: list[tuple[date, str, str, list[int]]]) -> None:
    deadlines = [
        Deadline(f"limite-{place}", day, text, more, [day - timedelta(days=each) for each in before])
        for place, (day, text, more, before) in enumerate(given_)
    ]

    found = events(calendar_file(deadlines, MADE))

    assert [
        (str(each["uid"]), each["dtstart"].dt, str(each["summary"]), str(each["description"]))
        for each in found
    ] == [(f"{each.key}@puntual", each.day, each.summary, each.description) for each in deadlines]
    for event, deadline in zip(found, deadlines, strict=True):
        triggers = [alarm["trigger"].dt for alarm in event.walk("VALARM")]
        rings = [datetime.combine(deadline.day, time(0)) + each for each in triggers]
        assert rings == [datetime.combine(day, time(9)) for day in deadline.alarms]


def test_text_that_looks_like_markup_of_the_format_stays_text() -> None:
    name = "Agencias, Barrios; y Colonias\\n BEGIN:VEVENT"

    (event,) = events(calendar_file([Deadline("a", DUE, name)], MADE))

    assert str(event["summary"]) == name
    assert "description" not in event


def test_a_file_that_is_made_again_replaces_the_one_before() -> None:
    first, second = (
        events(calendar_file([Deadline("3T2025-402-due", day, "Límite")], at))[0]
        for day, at in ((DUE, MADE), (DUE + timedelta(days=2), MADE + timedelta(minutes=1)))
    )

    assert first["uid"] == second["uid"]
    assert first["sequence"] < second["sequence"]
    assert first["last-modified"].dt < second["last-modified"].dt


def test_lines_are_folded_and_end_as_the_format_asks() -> None:
    content = calendar_file([Deadline("a", DUE, "Secretaría " * 30)], MADE)

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n")


def test_an_edition_never_leaves_its_31_bits() -> None:
    assert edition(datetime(2019, 5, 1, tzinfo=UTC)) == 0
    assert edition(datetime(2100, 12, 31, 23, 59, tzinfo=UTC)) < 2**31
