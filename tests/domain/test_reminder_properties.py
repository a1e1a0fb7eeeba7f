"""Whatever calendar, outages and due days: each rung once, in working hours, the last one never lost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.hours import WorkingHours
from domain.ladders import Recipient
from domain.moments import Moment
from domain.periods import Period
from domain.rehearsals import climb, overnight
from domain.rehearsals import given as noted
from domain.reminders import Debt, Facts, PlannedReminder, Post, plan_reminders, standing
from domain.rungs import Ledger
from domain.workdays import Workdays
from tests.facts import OAXACA

QUARTERS = [
    Period(2022, 1),
    Period(2022, 3),
    Period(2022, 4),
    Period(2023, 4),
    Period(2024, 1),
    Period(2025, 3),
]
"""With both changes of the hour of 2022, a leap day, and two closes in the holidays."""
ENLACE, SECOND, SUPLENTE, TITULAR = 1, 2, 3, 4
EARLY_RISER, LATE_RISER = WorkingHours(7 * 60, 15 * 60), WorkingHours(11 * 60 + 30, 20 * 60)


@dataclass(frozen=True)
class Life:
    """One quarter: what is not worked, when the machine ticks (UTC), and the due day from each day on."""

    period: Period
    workdays: Workdays
    ticks: tuple[datetime, ...]
    due_days: tuple[date, ...]
    moves_on: date
    own_hours: dict[int, WorkingHours] = field(default_factory=dict)

    def due_on(self, day: date) -> date:
        return self.due_days[0] if day < self.moves_on else self.due_days[-1]

    def facts(self, at: datetime, ledger: Ledger) -> Facts:
        moment = Moment(at, OAXACA)
        due = self.due_on(moment.today)
        debts = [Debt(code, "8", self.period, due, frozenset({int(code)})) for code in ("402", "504")]
        posts = {
            "402": [Post(ENLACE, Recipient.ENLACE), Post(SUPLENTE, Recipient.SUPLENTE)],
            "504": [
                Post(ENLACE, Recipient.ENLACE),
                Post(SECOND, Recipient.ENLACE),
                Post(TITULAR, Recipient.TITULAR),
            ],
        }
        return Facts(moment, self.workdays, debts, posts, own_hours=self.own_hours, ledger=ledger)


@dataclass(frozen=True)
class Lived:
    """`after` is the ledger once each tick is over."""

    sent: list[tuple[Moment, PlannedReminder]]
    after: list[tuple[Facts, Ledger]]


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Draw the weeks around a close: inhábiles, hours and days without a tick, a due day that moves."""
    period = draw(st.sampled_from(QUARTERS))
    around = st.integers(-25, 25).map(lambda days: period.last_day + timedelta(days=days))
    workdays = Workdays(draw(st.frozensets(around, max_size=10)))
    last = workdays.last_of(period)
    moved = workdays.shift(last, draw(st.integers(-12, 8)))
    first_day = period.last_day - timedelta(days=21)
    off = draw(st.frozensets(st.integers(0, 35), max_size=25))
    hours = draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=1, max_size=4, unique=True).map(sorted))
    ticks = [
        datetime.combine(first_day + timedelta(days=day), time(*divmod(minute, 60)), OAXACA).astimezone(UTC)
        for day in range(36)
        if day not in off
        for minute in hours
    ]
    whose = st.dictionaries(st.sampled_from([SECOND, TITULAR]), st.sampled_from([EARLY_RISER, LATE_RISER]))
    return Life(period, workdays, tuple(ticks), (last, moved), draw(around), draw(whose))


def lived(life: Life) -> Lived:
    """Tick by tick, as one machine would."""
    ledger, today = Ledger(), date.min
    found = Lived([], [])
    for at in life.ticks:
        facts = life.facts(at, ledger)
        if facts.moment.today != today:
            today, ledger = facts.moment.today, overnight(ledger)
            facts = life.facts(at, ledger)
        planned = plan_reminders(facts)
        ledger = noted(ledger, planned)
        found.sent.extend((facts.moment, each) for each in planned)
        found.after.append((facts, ledger))
    return found


def given_items(sent: list[tuple[Moment, PlannedReminder]]) -> Iterator[tuple[int, object]]:
    for _, planned in sent:
        for item in planned.items:
            yield planned.person_id, item


@given(lives())
@settings(max_examples=60)
def test_each_rung_is_given_at_most_once(life: Life) -> None:
    counts = Counter(given_items(lived(life).sent))

    assert [each for each, count in counts.items() if count > 1] == []


@given(lives())
@settings(max_examples=60)
def test_nobody_gets_two_messages_a_day(life: Life) -> None:
    counts = Counter((planned.person_id, moment.today) for moment, planned in lived(life).sent)

    assert all(count == 1 for count in counts.values())


@given(lives())
@settings(max_examples=60)
def test_nothing_is_sent_on_an_inhabil_or_in_quiet_hours(life: Life) -> None:
    for moment, planned in lived(life).sent:
        hours = life.own_hours.get(planned.person_id, WorkingHours.between())
        assert life.workdays.is_workday(moment.today)
        assert hours.covers(moment.time)


@given(lives())
@settings(max_examples=60)
def test_the_last_rung_that_is_due_is_not_lost(life: Life) -> None:
    """After a tick in somebody's hours they have what they stand on, unless they had a message that day."""
    at_last = lived(life)
    served = {(planned.person_id, moment.today) for moment, planned in at_last.sent}
    for facts, ledger in at_last.after:
        for person, items in standing(facts).items():
            if facts.hours_of(person).covers(facts.moment.time) and not all(
                ledger.has(person, item) for item in items
            ):
                assert (person, facts.moment.today) in served


@given(lives())
@settings(max_examples=60)
def test_a_ladder_is_never_climbed_down(life: Life) -> None:
    reached: dict[tuple[int, object], int] = {}
    for _, planned in lived(life).sent:
        for item in planned.items:
            assert item.rung > reached.get((planned.person_id, item.ladder), -99)
            reached[planned.person_id, item.ladder] = item.rung


@given(lives())
@settings(max_examples=60)
def test_after_an_outage_only_the_latest_rung_is_given(life: Life) -> None:
    """What is given is where somebody stands at that moment: nothing of what was missed comes after it."""
    for moment, planned in lived(life).sent:
        stands = standing(life.facts(moment.now, Ledger()))[planned.person_id]
        assert set(planned.items) <= set(stands)


@given(lives())
@settings(max_examples=15)
def test_a_rehearsal_of_each_day_is_a_life_without_outages(life: Life) -> None:
    """Going through a day at once gives what ticking every quarter of an hour gives."""
    days = sorted({Moment(at, OAXACA).today for at in life.ticks})
    ledger, rehearsed = Ledger(), []
    for day in days:
        noon = datetime.combine(day, time(12), OAXACA).astimezone(UTC)
        sent, ledger = climb(life.facts(noon, ledger), ledger)
        rehearsed += [(moment.today, each) for moment, each in sent]
        ledger = overnight(ledger)
    quarters = [
        datetime.combine(day, time(hour, minute), OAXACA).astimezone(UTC)
        for day in days
        for hour in range(6, 21)
        for minute in (0, 30)
    ]
    ticking = Life(life.period, life.workdays, tuple(quarters), life.due_days, life.moves_on, life.own_hours)

    by_tick = [(moment.today, each) for moment, each in lived(ticking).sent]
    assert sorted(rehearsed, key=repr) == sorted(by_tick, key=repr)
