"""The ladder of reminders: who gets which rung on which day, and who is left in peace."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.avances import Indicator, UnitReport
from domain.deadlines import Deadlines
from domain.periods import Period
from domain.reminders import LADDER, PlannedReminder, plan_reminders, rung_on
from domain.workdays import Workdays
from tests.builders import (
    NO_GOALS,
    T3,
    T4,
    a_report,
    an_avance,
    an_indicator,
    an_unconfirmed_import,
    deadlines,
)

ANA, BETO = 1, 2
BY_LAW = deadlines()
THURSDAY = date(2025, 9, 25)
FRIDAY, SATURDAY, SUNDAY, MONDAY = (THURSDAY + timedelta(days=days) for days in (1, 2, 3, 4))
DUE = date(2025, 9, 30)

OWING = an_indicator()
DONE = an_indicator(avances={3: an_avance()})


def plan(
    *reports: UnitReport,
    today: date = THURSDAY,
    by: Deadlines = BY_LAW,
    enlaces: Mapping[str, Sequence[int]] | None = None,
) -> list[PlannedReminder]:
    return plan_reminders(today, by, reports, {"402": [ANA]} if enlaces is None else enlaces)


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(date(2025, 9, 12), None, id="the day before the first"),
        pytest.param(date(2025, 9, 15), -10, id="ten before"),
        pytest.param(date(2025, 9, 16), None, id="holiday"),
        pytest.param(date(2025, 9, 17), -10, id="nine before"),
        pytest.param(date(2025, 9, 22), -10, id="six before"),
        pytest.param(date(2025, 9, 23), -5, id="five before"),
        pytest.param(date(2025, 9, 24), -5, id="four before"),
        pytest.param(THURSDAY, -3, id="three before"),
        pytest.param(FRIDAY, -3, id="two before"),
        pytest.param(SATURDAY, None, id="saturday"),
        pytest.param(SUNDAY, None, id="sunday"),
        pytest.param(MONDAY, -1, id="the eve"),
        pytest.param(DUE, 0, id="due day"),
        pytest.param(date(2025, 10, 1), 1, id="one after"),
        pytest.param(date(2025, 10, 3), 3, id="three after"),
        pytest.param(date(2025, 10, 4), None, id="saturday after"),
        pytest.param(date(2025, 10, 6), 4, id="four after"),
        pytest.param(date(2025, 11, 14), 33, id="weeks after"),
    ],
)
def test_each_day_has_the_latest_rung_reached(today: date, rung: int | None) -> None:
    assert rung_on(today, T3, BY_LAW) == rung


def test_a_day_the_cabildo_declared_has_no_rung() -> None:
    assert rung_on(THURSDAY, T3, deadlines(THURSDAY)) is None


def test_inhabiles_bring_the_rungs_forward() -> None:
    assert rung_on(date(2025, 9, 24), T3, deadlines(THURSDAY)) == -3


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(THURSDAY, -1, id="thursday"),
        pytest.param(FRIDAY, 0, id="the last business day before it"),
        pytest.param(SUNDAY, None, id="due day"),
        pytest.param(MONDAY, 1, id="the business day after"),
    ],
)
def test_a_due_day_on_a_sunday_is_asked_for_on_friday(today: date, rung: int | None) -> None:
    assert rung_on(today, T3, deadlines(T3_2025=SUNDAY)) == rung


@pytest.mark.parametrize(
    ("ran", "today", "rung"),
    [
        pytest.param(date(2025, 9, 15), date(2025, 9, 24), -5, id="off over five"),
        pytest.param(date(2025, 9, 15), MONDAY, -1, id="off over five and three"),
        pytest.param(date(2025, 9, 23), DUE, 0, id="off over three and one"),
        pytest.param(FRIDAY, date(2025, 10, 3), 3, id="off over the due day"),
    ],
)
def test_rungs_missed_are_replaced_by_the_latest_one_only(ran: date, today: date, rung: int) -> None:
    before = plan(a_report(OWING), today=ran)

    after = plan(a_report(OWING), today=today)

    assert [each.rung for each in after] == [rung]
    assert after[0].key != before[0].key


def test_the_same_rung_two_days_later_is_the_same_occurrence() -> None:
    assert [each.key for each in plan(a_report(OWING), today=THURSDAY)] == ["reminder:3T2025:2025-09-30:-3:1"]
    assert plan(a_report(OWING), today=THURSDAY) == plan(a_report(OWING), today=FRIDAY)


@pytest.mark.parametrize(
    ("today", "key"),
    [
        pytest.param(DUE, "reminder:3T2025:2025-09-30:+0:1", id="due day"),
        pytest.param(date(2025, 10, 1), "reminder:3T2025:2025-09-30:+1:1", id="late"),
    ],
)
def test_the_key_names_quarter_rung_and_person(today: date, key: str) -> None:
    assert [each.key for each in plan(a_report(OWING), today=today)] == [key]


@pytest.mark.parametrize("today", [SATURDAY, SUNDAY, date(2025, 9, 16)])
def test_nobody_is_reminded_when_nobody_works(today: date) -> None:
    assert plan(a_report(OWING), today=today) == []


@pytest.mark.parametrize(
    ("indicators", "is_reminded"),
    [
        pytest.param([OWING], True, id="value owed"),
        pytest.param([DONE, OWING], True, id="one of two owed"),
        pytest.param([an_indicator(avances={3: an_avance(evidence=())})], True, id="proof owed"),
        pytest.param([an_indicator(avances={3: an_avance(10)})], True, id="reason owed"),
        pytest.param([an_indicator(avances={3: an_unconfirmed_import()})], True, id="to confirm"),
        pytest.param([DONE], False, id="all reported"),
        pytest.param([], False, id="no indicators"),
        pytest.param([an_indicator("Fin", frequency="Anual")], False, id="nothing due in T3"),
        pytest.param([an_indicator(goals=NO_GOALS, avances={3: an_avance()})], False, id="IMPLAN's goal"),
    ],
)
def test_only_a_unit_that_owes_is_reminded(indicators: list[Indicator], is_reminded: bool) -> None:
    assert bool(plan(a_report(*indicators))) is is_reminded


def test_one_person_with_several_units_gets_one_message() -> None:
    enlaces = {"402": [ANA], "504": [ANA], "304": [ANA]}

    planned = plan(
        a_report(OWING, unit="402"),
        a_report(DONE, unit="504"),
        a_report(OWING, unit="304"),
        enlaces=enlaces,
    )

    assert planned == [PlannedReminder(ANA, T3, DUE, -3, ("402", "304"))]


def with_prorroga(**until_on: date) -> Deadlines:
    return Deadlines(prorrogas={(code.removeprefix("ur"), T3): day for code, day in until_on.items()})


@pytest.mark.parametrize(
    ("today", "rungs"),
    [
        pytest.param(DUE, {"402": -3, "504": 0}, id="the ordinary due day"),
        pytest.param(date(2025, 10, 1), {"402": -3, "504": 1}, id="the day after"),
        pytest.param(date(2025, 10, 3), {"402": 0, "504": 3}, id="the day given"),
        pytest.param(date(2025, 10, 6), {"402": 1, "504": 4}, id="it is over by itself"),
    ],
)
def test_a_unit_with_a_prorroga_has_a_ladder_of_its_own(today: date, rungs: dict[str, int]) -> None:
    by = with_prorroga(ur402=date(2025, 10, 3))

    planned = plan(
        a_report(OWING),
        a_report(OWING, unit="504"),
        today=today,
        by=by,
        enlaces={"402": [ANA], "504": [ANA]},
    )

    assert {each.unit_codes[0]: each.rung for each in planned} == rungs
    assert len({each.key for each in planned}) == 2


def test_a_prorroga_does_not_close_what_has_opened() -> None:
    by = with_prorroga(ur402=date(2025, 10, 20))

    assert [each.rung for each in plan(a_report(OWING), today=date(2025, 10, 6), by=by)] == [-10]
    assert plan(a_report(OWING), today=DUE, by=by) == []


def test_the_sending_is_owed_even_if_nothing_is_missing() -> None:
    planned = plan_reminders(THURSDAY, BY_LAW, [a_report(DONE)], {"402": [ANA]}, to_send={"402"})

    assert [each.unit_codes for each in planned] == [("402",)]


def test_what_is_missing_here_and_to_be_sent_there_is_one_message() -> None:
    reports = [a_report(OWING), a_report(DONE, unit="504"), a_report(DONE, unit="304")]

    planned = plan_reminders(THURSDAY, BY_LAW, reports, {code: [ANA] for code in CODES}, to_send={"504"})

    assert [each.unit_codes for each in planned] == [("402", "504")]


def test_every_enlace_of_a_unit_is_reminded() -> None:
    planned = plan(a_report(OWING), enlaces={"402": [ANA, BETO]})

    assert [(each.person_id, each.unit_codes) for each in planned] == [(ANA, ("402",)), (BETO, ("402",))]


def test_a_unit_without_reachable_enlace_is_passed_over() -> None:
    planned = plan(a_report(OWING, unit="207"), a_report(OWING, unit="402"))

    assert [each.unit_codes for each in planned] == [("402",)]


def test_the_quarter_before_is_asked_for_until_the_next_one_opens() -> None:
    planned = plan(a_report(OWING, period=T3), today=date(2025, 12, 15))

    assert [(each.period, each.rung) for each in planned] == [(T3, 53)]


def test_only_the_quarter_in_play_is_asked_for() -> None:
    planned = plan(a_report(OWING, period=T4), today=date(2025, 12, 16))

    assert [(each.period, each.rung) for each in planned] == [(T4, -10)]


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(Deadlines, st.builds(Workdays, st.frozensets(DAYS, max_size=20)))
UNHURRIED = settings(deadline=None)  # the first look at a year builds its holidays
CODES = ("304", "402", "504")
ENLACES = st.dictionaries(st.sampled_from(CODES), st.lists(st.integers(1, 5), unique=True))
OWED = st.frozensets(st.sampled_from(CODES))


@UNHURRIED
@given(CALENDARS, DAYS, ENLACES, OWED, OWED)
def test_on_any_day_a_person_gets_at_most_one_reminder(
    by: Deadlines, today: date, enlaces: dict[str, list[int]], owed: frozenset[str], to_send: frozenset[str]
) -> None:
    period = by.in_play(today)
    reports = [a_report(OWING if code in owed else DONE, unit=code, period=T3) for code in CODES]

    planned = plan_reminders(today, by, reports, enlaces, to_send)

    people = [each.person_id for each in planned]
    assert len(people) == len(set(people))
    assert len({each.key for each in planned}) == len(planned)
    assert all(each.unit_codes and set(each.unit_codes) <= owed | to_send for each in planned)
    assert all(each.period == period for each in planned)
    assert not planned or by.workdays.is_workday(today)


@UNHURRIED
@given(CALENDARS, DAYS)
def test_rungs_climb_day_by_day_and_stay_on_the_ladder(by: Deadlines, start: date) -> None:
    climbed: dict[Period, list[int]] = {}

    for offset in range(120):
        today = start + timedelta(days=offset)
        period = by.in_play(today)
        rung = rung_on(today, period, by)
        climbed.setdefault(period, []).extend([] if rung is None else [rung])

    assert list(climbed) == sorted(climbed)
    for rungs in climbed.values():
        assert rungs == sorted(rungs)
        assert all(rung in LADDER or rung > 0 for rung in rungs)
        late = [rung for rung in rungs if rung > 0]
        assert len(late) == len(set(late))
