"""Rehearsing a whole day at once gives the same as ticks through that day."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from domain.reminders.decision import Debt, Facts, LadderPost, PlannedReminder, plan_reminders
from domain.reminders.hours import WorkingHours
from domain.reminders.ladders import Recipient
from domain.reminders.rehearsals import rehearse_day
from domain.reminders.rungs import GivenRungs, RungItem
from domain.reminders.snoozing import Snooze
from tests.facts import NOW, OAXACA, T3, local

QUARTERS = [Period(2022, 1), Period(2022, 3), Period(2022, 4), Period(2023, 4), Period(2024, 1), T3]
"""Among them both changes of the hour of 2022, a leap day, and two closes in the holidays."""
ENLACE, SECOND, SUPLENTE, TITULAR = 1, 2, 3, 4
EARLY_RISER, LATE_RISER = WorkingHours(7 * 60, 15 * 60), WorkingHours(11 * 60 + 30, 20 * 60)
THURSDAY, FRIDAY, DUE = date(2025, 9, 25), date(2025, 9, 26), date(2025, 9, 30)

NOTHING_GIVEN = GivenRungs()

Sent = list[tuple[Moment, PlannedReminder]]


@dataclass(frozen=True)
class Case:
    """The weeks around a close: inhábiles, and a due day that moves on one day."""

    period: Period = T3
    workdays: Workdays = field(default_factory=Workdays)
    due_days: tuple[date, date] = (DUE, DUE)
    moves_on: date = DUE
    own_hours: dict[int, WorkingHours] = field(default_factory=dict)
    put_off: dict[int, datetime] = field(default_factory=dict)

    def days(self) -> Iterable[date]:
        return (self.period.last_day + timedelta(days=ahead) for ahead in range(-20, 12))

    def facts(self, at: datetime, given_rungs: GivenRungs = NOTHING_GIVEN) -> Facts:
        moment = Moment(at.astimezone(UTC), OAXACA)
        due = self.due_days[moment.today >= self.moves_on]
        debts = [Debt(code, "8", self.period, due, frozenset({int(code)})) for code in ("402", "504")]
        first = LadderPost(ENLACE, Recipient.ENLACE)
        posts = {
            "402": [first, LadderPost(SUPLENTE, Recipient.SUPLENTE)],
            "504": [first, LadderPost(SECOND, Recipient.ENLACE), LadderPost(TITULAR, Recipient.TITULAR)],
        }
        snoozes = {
            (who, self.period): Snooze(who, who, self.period, NOW.now, until)
            for who, until in self.put_off.items()
        }
        return Facts(
            moment,
            self.workdays,
            debts,
            posts,
            own_hours=self.own_hours,
            given_rungs=given_rungs,
            snoozes=snoozes,
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    period = draw(st.sampled_from(QUARTERS))
    around = st.integers(-20, 12).map(lambda days: period.last_day + timedelta(days=days))
    workdays = Workdays(draw(st.frozensets(around, max_size=8)))
    last = workdays.last_of(period)
    moved = workdays.shift(last, draw(st.integers(-12, 8)))
    hours = st.dictionaries(st.sampled_from([SECOND, TITULAR]), st.sampled_from([EARLY_RISER, LATE_RISER]))
    until = draw(around)
    put_off = (
        {ENLACE: datetime.combine(until, time(16), OAXACA).astimezone(UTC)} if draw(st.booleans()) else {}
    )
    return Case(period, workdays, (last, moved), draw(around), draw(hours), put_off)


@given(cases())
@settings(max_examples=12)
def test_a_rehearsal_is_a_life_in_which_the_clock_never_stops(case: Case) -> None:
    assert [(at.now, each) for at, each in gone_through(case)] == [
        (at.now, each) for at, each in ticked_through(case)
    ]


def gone_through(case: Case) -> Sent:
    """Rehearse day by day."""
    over: set[Snooze] = set()
    given_rungs, sent = GivenRungs(), Sent()
    for day in case.days():
        facts = without(case.facts(datetime.combine(day, time(12), OAXACA)), over)
        today, given_rungs = rehearse_day(facts, given_rungs)
        over |= {each.snooze for _, each in today if each.snooze}
        given_rungs, sent = given_rungs.next_day(), [*sent, *today]
    return in_order(sent)


def ticked_through(case: Case) -> Sent:
    """Tick every half hour, day by day."""
    over: set[Snooze] = set()
    given_rungs, sent = GivenRungs(), Sent()
    for day in case.days():
        for minute in range(7 * 60, 18 * 60, 30):
            at = datetime.combine(day, time(*divmod(minute, 60)), OAXACA)
            facts = without(case.facts(at, given_rungs), over)
            planned = plan_reminders(facts)
            over |= {each.snooze for each in planned if each.snooze}
            given_rungs = given_rungs.after({each.person_id: each.items for each in planned})
            sent += [(facts.moment, each) for each in planned]
        given_rungs = given_rungs.next_day()
    return in_order(sent)


def without(facts: Facts, over: set[Snooze]) -> Facts:
    return replace(facts, snoozes={key: each for key, each in facts.snoozes.items() if each not in over})


def in_order(sent: Sent) -> Sent:
    return sorted(sent, key=lambda each: (each[0].now, each[1].person_id))


def test_of_a_day_that_has_begun_only_what_is_left_is_gone_through() -> None:
    facts = Case(own_hours={SECOND: LATE_RISER}).facts(local(THURSDAY, 8).now)

    sent, _ = rehearse_day(facts, GivenRungs(), since=local(THURSDAY, 10).now)

    assert [(at.local.hour, each.person_id) for at, each in sent] == [
        (10, ENLACE),
        (10, SUPLENTE),
        (11, SECOND),
    ]


def test_in_the_evening_nothing_is_left() -> None:
    facts = Case().facts(local(THURSDAY, 8).now)

    assert rehearse_day(facts, GivenRungs(), since=local(THURSDAY, 19).now) == ([], GivenRungs())


def test_another_day_is_gone_through_from_its_beginning() -> None:
    facts = Case().facts(local(FRIDAY, 8).now)

    sent, _ = rehearse_day(facts, GivenRungs(), since=local(THURSDAY, 19).now)

    assert {at.local.hour for at, _ in sent} == {9}


def test_what_has_not_left_leaves_when_the_hours_begin() -> None:
    late, settled = an_item("402"), an_item("999")
    held_up = GivenRungs(
        {(SUPLENTE, late.ladder): {"8": -3}},
        {SUPLENTE: {7: frozenset({late, settled})}, 99: {8: frozenset({settled})}},
    )

    sent, after = rehearse_day(Case().facts(local(FRIDAY, 8).now), held_up)

    (mine,) = [each for _, each in sent if each.person_id == SUPLENTE]
    assert mine.items == (late,)
    assert SUPLENTE not in after.waiting


def an_item(code: str) -> RungItem:
    return RungItem(code, "8", T3, Recipient.SUPLENTE, DUE, -3)
