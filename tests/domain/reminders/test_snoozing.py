"""A reminder is snoozed to a working hour of a business day before its due day ends, or not at all."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.workdays import Workdays
from domain.reminders.hours import WorkingHours
from domain.reminders.snoozing import Snooze, SnoozeBounds, SnoozeTime, choices, first_due, wished
from tests.facts import OAXACA, T3, local

WORKING = WorkingHours.between()
DUE = date(2025, 9, 30)
THURSDAY, FRIDAY, MONDAY = date(2025, 9, 25), date(2025, 9, 26), date(2025, 9, 29)


def bounds(hours: WorkingHours = WORKING, due_on: date = DUE, *inhabiles: date) -> SnoozeBounds:
    return SnoozeBounds(hours, due_on, Workdays(frozenset(inhabiles)))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), OAXACA)


@pytest.mark.parametrize(
    ("now", "within", "offered"),
    [
        pytest.param((THURSDAY, 9), bounds(), [at(THURSDAY, 16), at(FRIDAY, 9)], id="in the morning"),
        pytest.param((THURSDAY, 16), bounds(), [at(FRIDAY, 9)], id="at four it is no longer put off to four"),
        pytest.param(
            (FRIDAY, 17), bounds(), [at(MONDAY, 9)], id="the next morning is that of a business day"
        ),
        pytest.param((FRIDAY, 17), bounds(WORKING, DUE, MONDAY), [at(DUE, 9)], id="not of an inhábil"),
        pytest.param((DUE, 9), bounds(), [at(DUE, 16)], id="on the due day only that day"),
        pytest.param((DUE, 17), bounds(), [], id="late on the due day nothing"),
        pytest.param((date(2025, 10, 1), 9), bounds(), [], id="nothing once it is past due"),
        pytest.param(
            (THURSDAY, 9),
            bounds(WorkingHours(600, 840)),
            [at(FRIDAY, 10)],
            id="within the person's own hours",
        ),
        pytest.param(
            (THURSDAY, 9),
            bounds(WorkingHours(960, 1080)),
            [at(THURSDAY, 16), at(FRIDAY, 16)],
            id="from four on",
        ),
        pytest.param(
            (THURSDAY, 7), bounds(WorkingHours(420, 540)), [], id="who ends at nine is not disturbed at nine"
        ),
        pytest.param((date(2025, 9, 27), 12), bounds(), [at(MONDAY, 9)], id="a Saturday has no afternoon"),
    ],
)
def test_what_is_offered(now: tuple[date, int], within: SnoozeBounds, offered: list[datetime]) -> None:
    assert list(choices(local(*now), within)) == offered


@given(
    today=st.dates(date(2022, 1, 1), date(2026, 12, 31)),
    minute=st.integers(0, 1439),
    start=st.integers(0, 1438),
    length=st.integers(1, 1440),
    days=st.integers(-3, 20),
    inhabiles=st.frozensets(st.dates(date(2022, 1, 1), date(2026, 12, 31)), max_size=9),
)
def test_nothing_is_offered_that_is_not_admitted(
    today: date, minute: int, start: int, length: int, days: int, inhabiles: frozenset[date]
) -> None:
    moment = local(today, *divmod(minute, 60))
    due_on = moment.today + timedelta(days=days)
    hours = WorkingHours(start, min(start + length, 1440))

    offered = choices(moment, SnoozeBounds(hours, due_on, Workdays(inhabiles)))

    assert len(offered) == len(set(offered)) <= 2
    for each in offered:
        assert moment.local < each
        assert moment.today <= each.date() <= due_on
        assert Workdays(inhabiles).is_workday(each.date())
        assert hours.covers(each.time())


@pytest.mark.parametrize(
    ("wish", "until"),
    [
        pytest.param(SnoozeTime(today=True), at(THURSDAY, 16), id="today"),
        pytest.param(SnoozeTime(today=True, at=time(14, 30)), at(THURSDAY, 14, 30), id="today at an hour"),
        pytest.param(SnoozeTime(), at(FRIDAY, 9), id="tomorrow"),
        pytest.param(SnoozeTime(at=time(11)), at(FRIDAY, 11), id="tomorrow at an hour"),
        pytest.param(SnoozeTime(weekday=0), at(MONDAY, 9), id="on a Monday"),
        pytest.param(SnoozeTime(weekday=3), at(date(2025, 10, 2), 9), id="the same day next week"),
    ],
)
def test_what_is_asked_for_in_words(wish: SnoozeTime, until: datetime) -> None:
    assert wished(local(THURSDAY, 9), bounds(), wish) == until


@pytest.mark.parametrize(
    ("until", "due_on", "now", "holds"),
    [
        pytest.param(at(FRIDAY, 9), DUE, (THURSDAY, 12), True, id="until its hour"),
        pytest.param(at(FRIDAY, 9), DUE, (FRIDAY, 9), False, id="not from its hour on"),
        pytest.param(
            at(FRIDAY, 9), THURSDAY, (THURSDAY, 12), False, id="a due day that moved before it ends it"
        ),
        pytest.param(at(FRIDAY, 9), FRIDAY, (THURSDAY, 12), True, id="on the due day itself it holds"),
    ],
)
def test_how_long_it_holds(until: datetime, due_on: date, now: tuple[date, int], *, holds: bool) -> None:
    snooze = Snooze(1, 7, T3, local(THURSDAY, 9).now, until)

    assert snooze.holds(due_on, local(*now)) is holds


def test_its_time_has_come_from_its_hour_on_unless_the_due_day_has_moved_before_it() -> None:
    snooze = Snooze(1, 7, T3, local(THURSDAY, 9).now, at(FRIDAY, 9))

    assert snooze.is_over(DUE, local(FRIDAY, 9))
    assert snooze.is_over(DUE, local(MONDAY, 9))
    assert not snooze.is_over(DUE, local(THURSDAY, 17))
    assert not snooze.is_over(THURSDAY, local(FRIDAY, 9))


def test_one_that_was_given_again_holds_no_longer() -> None:
    given = Snooze(1, 7, T3, local(THURSDAY, 9).now, at(FRIDAY, 9), local(THURSDAY, 10).now)

    assert not given.holds(DUE, local(THURSDAY, 12))


def test_the_first_due_day_of_all_that_is_owed_counts() -> None:
    assert first_due([DUE, FRIDAY]) == FRIDAY
    assert first_due([]) is None


@pytest.mark.parametrize("ahead", [timedelta(minutes=1), timedelta(minutes=2), timedelta(days=2)])
def test_what_a_clock_that_was_ahead_put_off_is_over(ahead: timedelta) -> None:
    now = local(THURSDAY, 9)
    snooze = Snooze(1, 17, T3, asked_at=now.now + ahead, until_at=at(MONDAY, 9))

    assert snooze.holds(DUE, now) == (ahead <= timedelta(minutes=1))
    assert snooze.is_over(DUE, now) != snooze.holds(DUE, now)
