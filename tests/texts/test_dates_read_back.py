"""Every format of a day in messages can be copied into an answer and is read as the same day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.calendar.inhabil_words import _run as days_off
from bot.calendar.inhabil_words import removable
from bot.reminders.snooze_words import label, when
from bot.reminders.typed import read_put_off
from domain.calendar.spans import read_span
from domain.capture.justification import read_recovery
from domain.evidence.oficios import read_evidence
from domain.imports.goals import read_day as read_goal_day
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.typed_days import read_day, read_days
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import Due
from domain.kit.words.spanish_dates import find_dates
from domain.reminders.hours import WorkingHours
from domain.reminders.snoozing import SnoozeBounds, SnoozeTime, wished
from tests.builders import deadlines
from tests.facts import OAXACA
from texts.kit.formats import clock_time, day, due, long_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
WITH_YEAR: dict[str, Callable[[date], str]] = {
    "long": long_day,
    "with its hour": lambda on: clock_time(datetime(on.year, on.month, on.day, 14, 5, tzinfo=OAXACA)),
    "of papers": lambda on: f"{on:%d/%m/%Y}",
    "of papers with its hour": lambda on: f"{on:%d/%m/%Y %H:%M}",
    "of files": date.isoformat,
    "of a list": lambda on: f"{day(on)} {on.year}",
    "of an option": lambda on: removable(Option(on.isoformat(), "Vacaciones")),
    "of days off": lambda on: days_off([on]),
}
WITHOUT_YEAR: dict[str, Callable[[date], str]] = {
    "short": day,
    "of a history": lambda on: f"{day(on)} 14:05",
    "overdue": lambda on: due(Due(on, -3, on)),
    "due": lambda on: due(Due(on, 3, on)),
    "due today": lambda on: due(Due(on, 0, on)),
    "extended": lambda on: due(Due(on, 3, on, is_extended=True)),
}


@given(DAYS)
def test_a_day_with_its_year_is_read_wherever_days_are_read(on: date) -> None:
    for write in WITH_YEAR.values():
        written = write(on)

        assert [each.day for each in find_dates(written, year=1999)] == [on], written
        assert read_day(written, date(2025, 6, 1)) == on, written
        assert read_goal_day(written, 1999) == on.isoformat(), written
        (cited,) = read_evidence(f"Oficio SP/112/2025 de fecha {written}", year=1999)
        assert cited.dated_on == on, written


@given(DAYS)
def test_a_day_without_its_year_is_read_in_its_year(on: date) -> None:
    for write in WITHOUT_YEAR.values():
        written = write(on)

        assert [each.day for each in find_dates(written, year=on.year)] == [on], written


@given(DAYS)
def test_a_day_off_is_read_back_as_a_row_of_days(on: date) -> None:
    last = on + timedelta(days=5)

    assert read_days(days_off([on, last]), on) == tuple(on + timedelta(days=ahead) for ahead in range(6))


@given(DAYS, st.integers(0, 80))
def test_a_rehearsal_can_be_asked_for_in_the_words_of_any_message(on: date, ahead: int) -> None:
    last = on + timedelta(days=ahead)

    assert read_span(day(on), on, deadlines()).first == on
    assert read_span(long_day(on), on, deadlines()).first == on
    span = read_span(f"{long_day(on)} al {long_day(last)}", on, deadlines())
    assert (span.first, span.last) == (on, last)


@given(st.dates(date(2025, 10, 1), date(2026, 3, 31)))
def test_a_day_of_recovery_is_read_back_as_it_is_shown(on: date) -> None:
    today = date(2025, 9, 30)

    assert read_recovery(long_day(on), Period(2025, 3), today) == on
    assert read_recovery(day(on), Period(2025, 3), today) == on


@given(DAYS, st.integers(1, 60))
def test_a_reminder_that_was_put_off_names_its_day(today: date, ahead: int) -> None:
    on = today + timedelta(days=ahead)
    until = datetime(on.year, on.month, on.day, 9, tzinfo=OAXACA)
    bounds = SnoozeBounds(WorkingHours(480, 1020), on, deadlines().workdays)
    assume(all(map(bounds.workdays.is_workday, (today, on))))

    for written in (label(until, today), f"recordarme {when(until, today)}"):
        wish = read_put_off(written)

        assert isinstance(wish, SnoozeTime), written
        assert wished(Moment(datetime.combine(today, time(8), OAXACA), OAXACA), bounds, wish) == until, (
            written
        )
