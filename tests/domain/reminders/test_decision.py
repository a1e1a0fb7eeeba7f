"""The decision about reminders: who is reminded of what, as whom and why, and who is not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from domain.reminders.decision import Debt, Facts, LadderPost, PlannedReminder, plan_reminders, standing
from domain.reminders.hours import WorkingHours
from domain.reminders.ladders import Ladder, Ladders, Recipient, Rhythm
from domain.reminders.rungs import SENDING, GivenRungs, RungItem, Why
from domain.reminders.snoozing import Snooze
from tests.builders import T3, T4
from tests.facts import local

ANA, EVA, BETO, TITA = 1, 2, 3, 4
"""Two enlaces, the suplente and the titular."""

DUE = date(2025, 9, 30)
TEN_BEFORE, FIVE_BEFORE, FOUR_BEFORE = (date(2025, 9, day) for day in (15, 23, 24))
THURSDAY = date(2025, 9, 25)
FRIDAY, SATURDAY, SUNDAY, MONDAY = (THURSDAY + timedelta(days=days) for days in (1, 2, 3, 4))
AFTER = date(2025, 10, 1)

ENLACE, SUPLENTE, TITULAR = (
    LadderPost(person, recipient) for person, recipient in zip((ANA, BETO, TITA), Recipient, strict=True)
)
EVERYBODY = (ENLACE, SUPLENTE, TITULAR)


def away(post: LadderPost) -> LadderPost:
    return replace(post, is_reachable=False)


def a_debt(unit_code: str = "402", **fields: Any) -> Debt:
    usual: dict[str, Any] = {"programme": "8", "period": T3, "due_on": DUE, "indicators": frozenset({1})}
    return Debt(unit_code, **{**usual, **fields})


def the_facts(
    *debts: Debt,
    today: date = THURSDAY,
    hour: int = 12,
    posts: Sequence[LadderPost] = (ENLACE,),
    inhabiles: Iterable[date] = (),
    **fields: Any,
) -> Facts:
    asked = debts or (a_debt(),)
    by_unit = {debt.unit_code: posts for debt in asked}
    workdays = Workdays(frozenset(inhabiles))
    return Facts(local(today, hour), workdays, asked, **{"posts": by_unit, **fields})


def an_item(rung: int = -3, recipient: Recipient = Recipient.ENLACE, **fields: Any) -> RungItem:
    usual = {"unit_code": "402", "programme": "8", "period": T3, "due_on": DUE}
    return RungItem(**{**usual, "recipient": recipient, "rung": rung, **fields})


def rungs(facts: Facts) -> dict[int, list[tuple[int, Why]]]:
    return {person: [(item.rung, item.why) for item in items] for person, items in standing(facts).items()}


def planned(facts: Facts) -> dict[int, tuple[RungItem, ...]]:
    return {each.person_id: each.items for each in plan_reminders(facts)}


def a_sign(person_id: int, day: date) -> dict[int, datetime]:
    return {person_id: local(day).now}


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(date(2025, 9, 12), None, id="the day before the first"),
        pytest.param(TEN_BEFORE, -10, id="ten before"),
        pytest.param(date(2025, 9, 16), None, id="holiday"),
        pytest.param(date(2025, 9, 17), -10, id="nine before"),
        pytest.param(date(2025, 9, 22), -10, id="six before"),
        pytest.param(FIVE_BEFORE, -5, id="five before"),
        pytest.param(FOUR_BEFORE, -5, id="four before"),
        pytest.param(THURSDAY, -3, id="three before"),
        pytest.param(FRIDAY, -3, id="two before"),
        pytest.param(SATURDAY, None, id="saturday"),
        pytest.param(SUNDAY, None, id="sunday"),
        pytest.param(MONDAY, -1, id="the eve"),
        pytest.param(DUE, 0, id="due day"),
        pytest.param(AFTER, 1, id="one after"),
        pytest.param(date(2025, 10, 3), 3, id="three after"),
        pytest.param(date(2025, 10, 4), None, id="saturday after"),
        pytest.param(date(2025, 10, 6), 4, id="four after"),
        pytest.param(date(2025, 11, 14), 33, id="weeks after"),
    ],
)
def test_each_day_has_the_latest_rung_reached(today: date, rung: int | None) -> None:
    expected = {} if rung is None else {ANA: [(rung, Why.OWES)]}

    assert rungs(the_facts(today=today)) == expected


def test_a_day_the_cabildo_declared_has_no_rung() -> None:
    assert standing(the_facts(inhabiles=[THURSDAY])) == {}


def test_inhabiles_bring_the_rungs_forward() -> None:
    assert rungs(the_facts(today=FOUR_BEFORE, inhabiles=[THURSDAY])) == {ANA: [(-3, Why.OWES)]}


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        pytest.param(THURSDAY, -1, id="thursday"),
        pytest.param(FRIDAY, 0, id="the last business day before it"),
        pytest.param(MONDAY, 1, id="the business day after"),
    ],
)
def test_a_due_day_on_a_sunday_is_asked_for_on_friday(today: date, rung: int) -> None:
    assert rungs(the_facts(a_debt(due_on=SUNDAY), today=today)) == {ANA: [(rung, Why.OWES)]}


def test_a_reminder_says_to_whom_it_goes_and_why() -> None:
    (reminder,) = plan_reminders(the_facts())

    assert reminder == PlannedReminder(ANA, THURSDAY, (an_item(),))
    assert (reminder.key, reminder.period, reminder.rung) == ("reminder:2025-09-25:1", T3, -3)
    assert [item.why for item in reminder.items] == [Why.OWES]


def test_one_message_for_all_urs_and_programmes_of_a_person() -> None:
    debts = (a_debt(), a_debt(programme="9"), a_debt("504", due_on=FRIDAY), a_debt("304"))

    (reminder,) = plan_reminders(the_facts(*debts))

    assert reminder.unit_codes == ("402", "504", "304")
    assert reminder.rung == -1
    assert [(item.unit_code, item.programme, item.rung) for item in reminder.items] == [
        ("402", "8", -3),
        ("402", "9", -3),
        ("504", "8", -1),
        ("304", "8", -3),
    ]


def test_every_reachable_enlace_is_reminded() -> None:
    posts = (ENLACE, LadderPost(EVA, Recipient.ENLACE))

    assert planned(the_facts(posts=posts)).keys() == {ANA, EVA}
    assert planned(the_facts(posts=(away(ENLACE), posts[1]))).keys() == {EVA}


def test_a_ur_without_people_is_passed_over() -> None:
    assert planned(the_facts(posts=())) == {}


# Rungs that were given


def given(person_id: int, *items: RungItem) -> GivenRungs:
    return GivenRungs().after({person_id: items}).next_day()


def test_a_rung_is_given_once() -> None:
    assert planned(the_facts(today=FRIDAY, given_rungs=given(ANA, an_item()))) == {}


@pytest.mark.parametrize("before", [-10, -5])
def test_the_next_rung_is_another_one(before: int) -> None:
    assert planned(the_facts(given_rungs=given(ANA, an_item(before)))) == {ANA: (an_item(),)}


def test_a_ladder_is_never_climbed_down() -> None:
    later = given(ANA, an_item(-1))

    assert planned(the_facts(given_rungs=later)) == {}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"due_on": AFTER}, id="another due day"),
        pytest.param({"unit_code": "504"}, id="another UR"),
        pytest.param({"programme": "9"}, id="another programme"),
        pytest.param({"period": T4}, id="another quarter"),
        pytest.param({"month": 7}, id="a month"),
        pytest.param({"recipient": Recipient.SUPLENTE}, id="as somebody else"),
    ],
)
def test_each_ladder_is_climbed_by_itself(other: dict[str, Any]) -> None:
    assert planned(the_facts(given_rungs=given(ANA, an_item(**other)))) == {ANA: (an_item(),)}


def test_what_others_got_does_not_count() -> None:
    assert planned(the_facts(given_rungs=given(EVA, an_item()))) == {ANA: (an_item(),)}


def test_who_captured_all_after_a_reminder_is_not_told_of_the_sending_before_the_next_rung() -> None:
    only_to_send = a_debt(programme=SENDING, indicators=frozenset())
    given_rungs = given(ANA, an_item())

    assert planned(the_facts(only_to_send, today=FRIDAY, given_rungs=given_rungs)) == {}
    assert planned(the_facts(only_to_send, today=MONDAY, given_rungs=given_rungs)).keys() == {ANA}


def test_what_was_given_for_the_sending_counts_for_what_was_given_back() -> None:
    given_rungs = given(ANA, an_item(programme=SENDING))

    assert planned(the_facts(today=FRIDAY, given_rungs=given_rungs)) == {}


def test_a_message_carries_only_what_is_new() -> None:
    facts = the_facts(a_debt(), a_debt("504", due_on=date(2025, 10, 2)), today=FRIDAY)
    given_rungs = given(ANA, an_item())

    assert planned(replace(facts, given_rungs=given_rungs)) == {
        ANA: (an_item(-5, unit_code="504", due_on=date(2025, 10, 2)),)
    }


def test_nobody_gets_a_second_message_on_one_day() -> None:
    served = GivenRungs(served=frozenset({ANA}))

    assert planned(the_facts(given_rungs=served)) == {}


def test_what_has_not_left_goes_with_what_is_new() -> None:
    second = a_debt("504", due_on=date(2025, 10, 2))
    late = replace(given(ANA, an_item()), waiting={ANA: {77: frozenset({an_item()})}})

    (reminder,) = plan_reminders(the_facts(a_debt(), second, today=FRIDAY, given_rungs=late))

    assert [item.unit_code for item in reminder.items] == ["402", "504"]
    assert reminder.replaces == (77,)


def test_what_has_not_left_leaves_alone_where_nothing_is_new() -> None:
    late = replace(given(ANA, an_item()), waiting={ANA: {77: frozenset({an_item()})}})

    assert planned(the_facts(today=FRIDAY, given_rungs=late)) == {}


# Escalation


def test_a_suplente_is_asked_when_the_enlace_gave_no_sign() -> None:
    assert rungs(the_facts(posts=EVERYBODY)) == {ANA: [(-3, Why.OWES)], BETO: [(-3, Why.NO_SIGN)]}


def test_a_titular_is_told_on_the_eve_when_nobody_gave_a_sign() -> None:
    assert rungs(the_facts(posts=EVERYBODY, today=MONDAY)) == {
        ANA: [(-1, Why.OWES)],
        BETO: [(-1, Why.NO_SIGN)],
        TITA: [(-1, Why.NO_SIGN)],
    }


def test_before_it_is_time_only_the_enlace_is_asked() -> None:
    assert rungs(the_facts(posts=EVERYBODY, today=FIVE_BEFORE)).keys() == {ANA}


@pytest.mark.parametrize(
    ("day", "is_asked"),
    [
        pytest.param(TEN_BEFORE, False, id="on the first day of the ladder"),
        pytest.param(FRIDAY, False, id="lately"),
        pytest.param(date(2025, 9, 14), True, id="before the ladder began"),
    ],
)
def test_a_sign_counts_from_the_first_day_of_the_ladder(day: date, is_asked: bool) -> None:
    asked = rungs(the_facts(posts=EVERYBODY, today=MONDAY, signs=a_sign(ANA, day)))

    assert asked.keys() == ({ANA, BETO, TITA} if is_asked else {ANA})


def test_the_sign_of_a_suplente_spares_the_titular_only() -> None:
    asked = rungs(the_facts(posts=EVERYBODY, today=MONDAY, signs=a_sign(BETO, FRIDAY)))

    assert asked.keys() == {ANA, BETO}


def test_the_sign_of_a_titular_is_none() -> None:
    asked = rungs(the_facts(posts=EVERYBODY, today=MONDAY, signs=a_sign(TITA, FRIDAY)))

    assert asked.keys() == {ANA, BETO, TITA}


def test_a_sign_is_dated_by_the_day_there() -> None:
    midnight_in_utc = datetime.combine(TEN_BEFORE, time(3), tzinfo=local(TEN_BEFORE).now.tzinfo)

    asked = rungs(the_facts(posts=EVERYBODY, today=MONDAY, signs={ANA: midnight_in_utc}))

    assert asked.keys() == {ANA, BETO, TITA}


@pytest.mark.parametrize("signs", [{}, a_sign(ANA, MONDAY)], ids=["silence", "a sign"])
def test_a_titular_has_a_line_on_every_day_past_due(signs: Mapping[int, datetime]) -> None:
    for after in range(1, 8):
        day = Workdays().shift(DUE, after)
        item = standing(the_facts(posts=EVERYBODY, today=day, signs=signs))[TITA][0]

        assert item.rung == after
        assert item.why is (Why.PAST_DUE if signs else Why.NO_SIGN)


@pytest.mark.parametrize("today", [TEN_BEFORE, FIVE_BEFORE, THURSDAY, DUE, AFTER])
def test_a_suplente_stands_in_from_the_first_rung_where_no_enlace_can_be_reached(today: date) -> None:
    alone, enlace = (
        standing(the_facts(posts=posts, today=today))
        for posts in ((away(ENLACE), SUPLENTE), (ENLACE, SUPLENTE))
    )

    assert alone[BETO][0].rung == enlace[ANA][0].rung
    assert alone[BETO][0].why is Why.UNREACHABLE


@pytest.mark.parametrize(
    "posts",
    [
        pytest.param((TITULAR,), id="nobody else"),
        pytest.param((away(ENLACE), away(SUPLENTE), TITULAR), id="nobody else can be reached"),
    ],
)
@pytest.mark.parametrize("today", [TEN_BEFORE, FIVE_BEFORE, THURSDAY, DUE, AFTER])
def test_a_titular_is_asked_from_the_first_rung_where_nobody_else_can_be_reached(
    today: date, posts: Sequence[LadderPost]
) -> None:
    rung = standing(the_facts(today=today))[ANA][0].rung

    assert rungs(the_facts(posts=posts, today=today)) == {TITA: [(rung, Why.UNREACHABLE)]}


def test_who_cannot_be_reached_gets_nothing() -> None:
    assert planned(the_facts(posts=[away(post) for post in EVERYBODY], today=AFTER)) == {}


def test_a_sign_of_an_enlace_who_is_gone_since_does_not_leave_the_ur_alone() -> None:
    posts = (away(ENLACE), SUPLENTE, TITULAR)

    asked = rungs(the_facts(posts=posts, signs=a_sign(ANA, FOUR_BEFORE)))

    assert asked == {BETO: [(-3, Why.UNREACHABLE)]}


# Ladders of IMPLAN


def ladders(*rows: tuple[str, Recipient, Ladder], rhythm: Rhythm = Rhythm.QUARTERLY) -> Ladders:
    return Ladders({(programme, recipient, rhythm): ladder for programme, recipient, ladder in rows})


def test_a_programme_may_have_a_ladder_of_its_own() -> None:
    own = ladders(("9", Recipient.ENLACE, Ladder((-7, -4))))
    facts = the_facts(a_debt(), a_debt(programme="9"), ladders=own, today=FOUR_BEFORE)

    assert [(item.programme, item.rung) for item in standing(facts)[ANA]] == [("8", -5), ("9", -4)]


def test_a_ladder_that_does_not_go_on_ends() -> None:
    short = ladders(("", Recipient.ENLACE, Ladder((-3, 0))))

    assert rungs(the_facts(today=AFTER, ladders=short)) == {ANA: [(0, Why.OWES)]}
    assert planned(the_facts(today=AFTER, ladders=short, given_rungs=given(ANA, an_item(0)))) == {}


def test_an_empty_ladder_reminds_nobody() -> None:
    silent = ladders(*(("", each, Ladder()) for each in Recipient))

    assert planned(the_facts(today=AFTER, posts=EVERYBODY, ladders=silent)) == {}


def test_a_titular_whose_ladder_ends_has_no_daily_line() -> None:
    short = ladders(("", Recipient.TITULAR, Ladder((-1,))))

    asked = standing(the_facts(today=AFTER, posts=EVERYBODY, ladders=short, signs=a_sign(ANA, MONDAY)))

    assert asked.keys() == {ANA}


def test_a_titular_may_be_told_on_some_days_past_due() -> None:
    some = ladders(("", Recipient.TITULAR, Ladder((2, 5))))
    facts = the_facts(posts=EVERYBODY, ladders=some, signs=a_sign(ANA, MONDAY), today=date(2025, 10, 3))

    assert rungs(facts)[TITA] == [(2, Why.PAST_DUE)]


def test_months_have_no_ladder_until_implan_sets_one() -> None:
    august = a_debt(month=8, due_on=date(2025, 8, 29))
    monthly = ladders(("", Recipient.ENLACE, Ladder((-2, 0))), rhythm=Rhythm.MONTHLY)
    facts = the_facts(august, today=date(2025, 8, 27), posts=EVERYBODY)

    assert planned(facts) == {}
    assert planned(replace(facts, ladders=monthly)) == {
        ANA: (an_item(-2, month=8, due_on=date(2025, 8, 29)),)
    }


# Hours, snoozes, what is not theirs


@pytest.mark.parametrize(("hour", "is_reminded"), [(8, False), (9, True), (17, True), (18, False)])
def test_nobody_is_reminded_outside_the_hours(hour: int, is_reminded: bool) -> None:
    assert bool(planned(the_facts(hour=hour))) is is_reminded


@pytest.mark.parametrize(("hour", "people"), [(8, {EVA}), (9, {ANA, EVA}), (11, {ANA})])
def test_a_person_may_have_hours_of_their_own(hour: int, people: set[int]) -> None:
    early = WorkingHours.between(time(8), time(10))
    facts = the_facts(posts=(ENLACE, LadderPost(EVA, Recipient.ENLACE)), hour=hour, own_hours={EVA: early})

    assert planned(facts).keys() == people


def put_off(until: datetime, person_id: int = ANA, period: Period = T3) -> dict[tuple[int, Period], Snooze]:
    return {(person_id, period): Snooze(5, person_id, period, local(THURSDAY, 9).now, until)}


FRIDAY_AT_NINE = local(FRIDAY, 9).now


def test_what_was_put_off_is_not_said_before_its_hour() -> None:
    assert planned(the_facts(snoozes=put_off(FRIDAY_AT_NINE))) == {}


def test_what_was_put_off_comes_again_with_all_that_is_missing_then() -> None:
    facts = the_facts(a_debt(), a_debt("504"), today=FRIDAY, hour=9, snoozes=put_off(FRIDAY_AT_NINE))

    (reminder,) = plan_reminders(replace(facts, given_rungs=given(ANA, an_item())))

    assert reminder.key == "reminder:snoozed:5"
    assert reminder.unit_codes == ("402", "504")


def test_what_was_put_off_to_the_afternoon_comes_although_the_day_had_its_message() -> None:
    afternoon = put_off(local(THURSDAY, 16).now)
    given_rungs = GivenRungs().after({ANA: [an_item()]})

    assert planned(the_facts(hour=15, snoozes=afternoon, given_rungs=given_rungs)) == {}
    assert planned(the_facts(hour=16, snoozes=afternoon, given_rungs=given_rungs)) == {ANA: (an_item(),)}


def test_it_contains_what_has_not_left() -> None:
    late = GivenRungs(waiting={ANA: {77: frozenset({an_item()})}})

    (reminder,) = plan_reminders(the_facts(today=FRIDAY, snoozes=put_off(FRIDAY_AT_NINE), given_rungs=late))

    assert reminder.replaces == (77,)


def test_a_due_day_that_moved_before_its_end_ends_it() -> None:
    sooner = a_debt(due_on=THURSDAY)

    assert planned(the_facts(sooner, snoozes=put_off(FRIDAY_AT_NINE))).keys() == {ANA}


def test_what_was_put_off_does_not_concern_another_quarter() -> None:
    assert planned(the_facts(snoozes=put_off(FRIDAY_AT_NINE, period=T4))).keys() == {ANA}


def test_who_owes_nothing_any_more_hears_nothing_of_what_was_put_off() -> None:
    settled = replace(the_facts(today=FRIDAY, snoozes=put_off(FRIDAY_AT_NINE)), debts=())

    assert plan_reminders(settled) == []


def test_nobody_is_reminded_of_what_is_not_theirs() -> None:
    facts = the_facts(posts=(ENLACE, LadderPost(EVA, Recipient.ENLACE)), muted=frozenset({(ANA, 1)}))

    assert planned(facts).keys() == {EVA}


def test_the_rest_is_still_theirs() -> None:
    two = a_debt(indicators=frozenset({1, 2}))

    assert planned(the_facts(two, muted=frozenset({(ANA, 1)}))).keys() == {ANA}


def test_the_sending_is_always_theirs() -> None:
    only_to_send = a_debt(programme=SENDING, indicators=frozenset())

    assert planned(the_facts(only_to_send, muted=frozenset({(ANA, 1)}))).keys() == {ANA}


# Years, leap days, dates that move


def lived(days: Iterable[date], at: Facts) -> list[tuple[date, int]]:
    """Look once a day; return when each rung was given to the enlace."""
    given_rungs, heard = at.given_rungs, []
    for day in days:
        facts = replace(at, moment=local(day, 9), given_rungs=given_rungs.next_day())
        found = planned(facts)
        given_rungs = facts.given_rungs.after(found)
        heard += [(day, item.rung) for item in found.get(ANA, ())]
    return heard


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def test_the_fourth_quarter_is_asked_for_across_the_holidays_and_the_year() -> None:
    holidays = days(date(2025, 12, 22), date(2026, 1, 6))
    workdays = Workdays(frozenset(holidays))
    due_on = workdays.last_of(T4)
    facts = replace(the_facts(a_debt(period=T4, due_on=due_on)), workdays=workdays)

    heard = lived(days(date(2025, 12, 1), date(2026, 1, 9)), facts)

    assert due_on == date(2025, 12, 19)
    assert heard == [
        (date(2025, 12, 5), -10),
        (date(2025, 12, 12), -5),
        (date(2025, 12, 16), -3),
        (date(2025, 12, 18), -1),
        (date(2025, 12, 19), 0),
        (date(2026, 1, 7), 1),
        (date(2026, 1, 8), 2),
        (date(2026, 1, 9), 3),
    ]


def test_a_leap_day_is_a_business_day_like_any_other() -> None:
    leap_day = date(2024, 2, 29)
    facts = the_facts(a_debt(period=Period(2024, 1), due_on=date(2024, 3, 1)))

    assert lived([leap_day], facts) == [(leap_day, -1)]


def test_a_presidents_first_of_october_is_a_holiday() -> None:
    """The federal government changes every six years on that day: no rung, and the next day is late."""
    inauguration = date(2024, 10, 1)
    facts = the_facts(a_debt(period=Period(2024, 3), due_on=date(2024, 9, 30)))

    assert lived(days(date(2024, 9, 30), date(2024, 10, 2)), facts) == [
        (date(2024, 9, 30), 0),
        (inauguration + timedelta(days=1), 1),
    ]


def test_a_due_day_that_moves_back_past_rungs_begins_with_the_latest_rung_only() -> None:
    before = lived(days(TEN_BEFORE, FIVE_BEFORE), the_facts())
    given_rungs = given(ANA, an_item(-10), an_item(-5))
    sooner = the_facts(a_debt(due_on=FRIDAY), given_rungs=given_rungs)

    assert before == [(TEN_BEFORE, -10), (FIVE_BEFORE, -5)]
    assert lived(days(FOUR_BEFORE, MONDAY), sooner) == [
        (FOUR_BEFORE, -3),
        (THURSDAY, -1),
        (FRIDAY, 0),
        (MONDAY, 1),
    ]


def test_a_due_day_that_moves_away_and_back_gives_no_rung_again() -> None:
    later = a_debt(due_on=date(2025, 10, 14))
    given_rungs = given(ANA, an_item(-3))
    away_and_back = given(ANA, an_item(-3), an_item(-10, due_on=later.due_on))

    assert lived([MONDAY], the_facts(later, given_rungs=given_rungs)) == []
    assert lived([FRIDAY, MONDAY], the_facts(given_rungs=away_and_back)) == [(MONDAY, -1)]


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2022, 4, 1), 15), (date(2022, 4, 4), 14)])
def test_the_hours_are_those_of_the_wall_when_the_clocks_were_moved(day: date, utc_hour: int) -> None:
    facts = the_facts(a_debt(period=Period(2022, 1), due_on=day))
    opening = datetime.combine(day, time(utc_hour), tzinfo=facts.moment.now.tzinfo)

    early, open_now = (
        planned(replace(facts, moment=replace(facts.moment, now=at)))
        for at in (opening - timedelta(minutes=1), opening)
    )

    assert not early
    assert open_now.keys() == {ANA}
