"""For any calendar, people and outages: every rung is given once, none is lost, no message is needless."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kit.moments import Moment
from domain.kit.workdays import Workdays
from domain.reminders.decision import Debt, Facts, LadderPost, PlannedReminder, plan_reminders, standing
from domain.reminders.ladders import Recipient
from domain.reminders.rungs import GivenRungs
from tests.builders import T3
from tests.facts import local

UNHURRIED = settings(deadline=None)  # the first look at a year builds its holidays
CODES = ("304", "402", "504")
FIRST, DAYS = date(2025, 9, 1), 50
STORY = [FIRST + timedelta(days=ahead) for ahead in range(DAYS)]
A_DAY = st.sampled_from(STORY)
PEOPLE = st.integers(1, 5)
POSTS = st.lists(
    st.builds(LadderPost, PEOPLE, st.sampled_from(Recipient), st.booleans()),
    max_size=4,
    unique_by=lambda post: post.person_id,
)


@dataclass(frozen=True)
class Town:
    """How long each UR has gaps and when it is due; on which days and hours the machine ticks."""

    inhabiles: frozenset[date]
    due: Mapping[str, date]
    settled: Mapping[str, date]
    posts: Mapping[str, list[LadderPost]]
    signs: Mapping[int, date]
    looks: Mapping[date, frozenset[int]]


TOWNS = st.builds(
    Town,
    st.frozensets(A_DAY, max_size=8),
    st.fixed_dictionaries(dict.fromkeys(CODES, st.dates(date(2025, 9, 10), date(2025, 10, 10)))),
    st.dictionaries(st.sampled_from(CODES), A_DAY),
    st.fixed_dictionaries(dict.fromkeys(CODES, POSTS)),
    st.dictionaries(PEOPLE, A_DAY),
    st.dictionaries(A_DAY, st.frozensets(st.integers(0, 23), max_size=4), min_size=5),
)


@dataclass
class Story:
    """Every tick of the machine: its facts, and what it planned."""

    town: Town
    looks: list[tuple[Facts, list[PlannedReminder]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        given_rungs = GivenRungs()
        for today in STORY:
            given_rungs = given_rungs.next_day()
            for hour in sorted(self.town.looks.get(today, ())):
                facts = replace(self._facts(local(today, hour)), given_rungs=given_rungs)
                planned = plan_reminders(facts)
                given_rungs = given_rungs.after({each.person_id: each.items for each in planned})
                self.looks.append((facts, planned))

    @property
    def messages(self) -> Iterator[tuple[Facts, PlannedReminder]]:
        return ((facts, each) for facts, planned in self.looks for each in planned)

    def _facts(self, moment: Moment) -> Facts:
        town, today = self.town, moment.today
        debts = [
            Debt(code, "8", T3, due_on, frozenset({1}))
            for code, due_on in town.due.items()
            if code not in town.settled or today < town.settled[code]
        ]
        signs: dict[int, datetime] = {
            person: local(day).now for person, day in town.signs.items() if day <= today
        }
        return Facts(moment, Workdays(town.inhabiles), debts, town.posts, signs=signs)


@UNHURRIED
@given(TOWNS)
def test_no_rung_is_given_twice(town: Town) -> None:
    given_rungs = Counter((each.person_id, item) for _, each in Story(town).messages for item in each.items)

    assert set(given_rungs.values()) <= {1}


@UNHURRIED
@given(TOWNS)
def test_nobody_gets_two_messages_on_one_day(town: Town) -> None:
    keys = Counter(each.key for _, each in Story(town).messages)

    assert set(keys.values()) <= {1}


@UNHURRIED
@given(TOWNS)
def test_nobody_is_disturbed_on_an_inhabil_or_outside_the_hours(town: Town) -> None:
    for facts, _ in Story(town).messages:
        assert facts.workdays.is_workday(facts.moment.today)
        assert facts.hours.covers(facts.moment.time)


@UNHURRIED
@given(TOWNS)
def test_a_reminder_is_of_what_is_owed_then_by_a_ur_of_that_person(town: Town) -> None:
    for facts, each in Story(town).messages:
        owing = {debt.unit_code for debt in facts.debts}
        posts = {
            (code, post.recipient)
            for code in owing
            for post in town.posts[code]
            if post.person_id == each.person_id and post.is_reachable
        }
        assert {(item.unit_code, item.recipient) for item in each.items} <= posts


@UNHURRIED
@given(TOWNS)
def test_no_rung_is_lost(town: Town) -> None:
    """Once the machine has ticked in working hours, everybody has the latest rung or today's message."""
    for facts, planned in Story(town).looks:
        if not facts.hours.covers(facts.moment.time):
            continue
        after = facts.given_rungs.after({each.person_id: each.items for each in planned})
        for person_id, items in standing(facts).items():
            is_served = person_id in facts.given_rungs.served
            assert is_served or all(after.has(person_id, item) for item in items)


@UNHURRIED
@given(TOWNS)
def test_somebody_is_asked_for_every_ur_that_owes_and_can_be_reached(town: Town) -> None:
    for facts, _ in Story(town).looks:
        today = facts.moment.today
        asked = {item.unit_code for items in standing(facts).values() for item in items}
        for debt in facts.debts:
            has_begun = facts.workdays.until(today, debt.due_on) <= 10
            can_be_reached = any(post.is_reachable for post in town.posts[debt.unit_code])
            if facts.workdays.is_workday(today) and has_begun:
                assert (debt.unit_code in asked) is can_be_reached


@UNHURRIED
@given(TOWNS, st.data())
def test_after_an_outage_only_the_latest_rung_is_given(town: Town, data: st.DataObject) -> None:
    """After an outage a machine gives the rungs of that day, and no older ones."""
    day = data.draw(A_DAY)
    late = Story(replace(town, looks={day: frozenset({10})}))

    for facts, each in late.messages:
        assert each.items == standing(facts)[each.person_id]
