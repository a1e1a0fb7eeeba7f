"""IMPLAN moves a date of a quarter: a preview first, then the people concerned are told, once."""

from datetime import date
from typing import Any

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.calendar.dialogues import AboutDates
from domain.calendar.messages import CalendarNotTaken, CalendarText, DatesChanged, DueMoved
from domain.calendar.moved_dates import DateMove, QuarterDate
from domain.kit.access import Role
from domain.kit.dialogues.forms import FormAnswer, Picked
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.periods import Period
from domain.kit.report_messages import UnknownUnit
from domain.people.welcome_messages import NotAllowed
from storage.closings import Closing
from storage.engine import Database
from tests.facts import ANA, BETO, T3, T4, Office, a_mir, local
from tests.read_back import audit_entries
from tests.usecases.speakers import Speaker, a_speaker
from usecases.calendar.change_dates import begin_dates
from usecases.calendar.show_calendar import show_calendar

EVA = 1005
TODAY = date(2025, 9, 24)
DUE, FRIDAY, MONDAY = date(2025, 9, 30), date(2025, 9, 26), date(2025, 9, 29)
SOURCE = "Circular 4/2025, por el relevo de enlaces"


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database, local(TODAY))
    await office.register(a_mir())
    await office.register(a_mir(unit="504", unit_name="Instituto", programme="4"))
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


@pytest.fixture
async def beto(office: Office) -> Speaker:
    return await a_speaker(office, BETO, Role.TITULAR, "504")


@pytest.fixture
async def eva(office: Office) -> Speaker:
    return await a_speaker(office, EVA, Role.IMPLAN)


async def changes(
    who: Speaker, which: str, day: FormAnswer, *, unit: str = "Todas", period: Period | None = None
) -> None:
    await who.asks(begin_dates, None, period)
    await who.says(unit)
    await who.says(which, day, SOURCE)


async def test_an_earlier_due_day_is_shown_then_told_once(office: Office, ana: Speaker, eva: Speaker) -> None:
    await changes(eva, "due", "26/9")

    asked = await eva.asked()
    assert asked.kind == "dates_sure"
    about = AboutDates.of(asked)
    assert (about.before, about.after) == (date(2025, 9, 30), date(2025, 9, 26))
    assert (about.units, about.ahead) == (2, (date(2025, 9, 25), date(2025, 9, 26)))
    assert about.gone == (date(2025, 9, 11), date(2025, 9, 19), date(2025, 9, 23))
    assert await ana.heard() == []
    await eva.picks(0)

    assert await ana.hears() == DueMoved(
        (
            DateMove("402", T3, QuarterDate.DUE, DUE, FRIDAY),
            DateMove("402", T3, QuarterDate.RECEIVED, date(2025, 10, 7), date(2025, 10, 3)),
        ),
        {"2025-09-30": 4, "2025-09-26": 2, "2025-10-07": 9, "2025-10-03": 7},
        SOURCE,
    )
    assert (await eva.heard())[-1] == DatesChanged(T3, "", QuarterDate.DUE, FRIDAY, 2, 1)
    assert (await office.do(lambda uow: uow.calendar.deadlines())).due_on(T3) == FRIDAY


async def test_a_date_of_one_ur_concerns_only_its_people(
    office: Office, ana: Speaker, beto: Speaker, eva: Speaker
) -> None:
    await eva.asks(begin_dates, "504", None)
    await eva.says("received", "8 de octubre", SOURCE, Picked(0))

    (told,) = await beto.heard()
    assert isinstance(told, DueMoved)
    assert [each.kind for each in told.moves] == [QuarterDate.RECEIVED]
    assert await ana.heard() == []
    deadlines = await office.do(lambda uow: uow.calendar.deadlines())
    assert deadlines.for_unit("504").received_until(T3) == date(2025, 10, 8)
    assert deadlines.for_unit("402").received_until(T3) == date(2025, 10, 7)


async def test_the_change_is_in_the_audit_with_its_source(office: Office, eva: Speaker) -> None:
    await changes(eva, "closes", "10/10")
    await eva.picks(0)

    (entry,) = await office.do(audit_entries)
    assert (entry.subject, entry.reason) == ("period:3T2025", SOURCE)
    assert (entry.before, entry.after) == ({"closes_on": ""}, {"closes_on": "2025-10-10"})


async def test_a_date_goes_back_to_the_rule(office: Office, eva: Speaker) -> None:
    await office.do(lambda uow: uow.calendar.set_dates(T3, "402", PeriodDates(due_on=FRIDAY), "Oficio 1"))
    await eva.asks(begin_dates, "402", T3)
    await eva.says("due", Picked(0), SOURCE, Picked(0))

    deadlines = await office.do(lambda uow: uow.calendar.deadlines())
    assert deadlines.set_by_implan == {}
    assert deadlines.for_unit("402").due_on(T3) == DUE


async def test_a_ur_with_its_own_day_is_not_moved_by_that_of_all(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    own = PeriodDates(due_on=MONDAY, received_until=date(2025, 10, 6))
    await office.do(lambda uow: uow.calendar.set_dates(T3, "402", own, "Oficio 1"))

    await changes(eva, "due", "26/9")
    await eva.picks(0)

    assert await ana.heard() == []


async def test_an_opening_moves_nobody_and_is_told_to_nobody(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await changes(eva, "opens", "8 de septiembre")
    await eva.picks(0)

    assert await ana.heard() == []
    assert (await eva.heard())[-1] == DatesChanged(T3, "", QuarterDate.OPENS, date(2025, 9, 8), 0, 0)
    assert (await office.do(lambda uow: uow.calendar.deadlines())).opens_on(T3) == date(2025, 9, 8)


@pytest.mark.parametrize(
    ("which", "day", "problem"),
    [
        ("due", "mañana", "day_not_understood"),
        ("due", "23/9", "date_past"),
        ("due", "27/9", "date_not_worked"),
        ("opens", "30/6", "date_not_before_due"),
        ("opens", "1/10", "date_not_before_due"),
        ("received", "29/9", "date_before_due"),
        ("closes", "29/9", "date_before_due"),
        ("closes", "1/6/2026", "date_too_late"),
    ],
)
async def test_a_day_that_cannot_be_is_refused(eva: Speaker, which: str, day: str, problem: str) -> None:
    await changes(eva, which, day)

    assert FormRefused(problem, day) in await eva.heard()
    assert (await eva.asked()).asked == "day"


async def test_a_due_day_stays_between_the_opening_and_the_closing(office: Office, eva: Speaker) -> None:
    set_ = PeriodDates(opens_on=date(2025, 9, 26), closes_on=date(2025, 10, 10))
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", set_, "Circular 1"))

    for day, problem in (("25/9", "date_before_opening"), ("13/10", "date_after_closing")):
        await changes(eva, "due", day, period=T3)
        assert FormRefused(problem, day) in await eva.heard()


@pytest.mark.parametrize("unit", ["999", "todo"])
async def test_an_unknown_ur_is_refused(eva: Speaker, unit: str) -> None:
    await eva.asks(begin_dates, None, None)
    await eva.says(unit)

    assert (await eva.heard())[-1] == FormRefused("unit_unknown", unit)


async def test_nothing_of_a_closed_quarter_or_unknown_ur_is_asked(office: Office, eva: Speaker) -> None:
    await office.do(lambda uow: uow.closings.close(Closing(T3, office.moment.now, "person:1", {})))

    await eva.asks(begin_dates, None, T3)
    assert await eva.hears() == CalendarNotTaken("shut", T3)
    await eva.asks(begin_dates, "999", T4)
    assert await eva.hears() == UnknownUnit("999", "cambiar fecha")


async def test_the_closing_of_one_ur_is_not_offered(eva: Speaker) -> None:
    await eva.asks(begin_dates, "402", T3)

    assert [each.value for each in (await eva.asked()).options] == ["opens", "due", "received"]


async def test_whoever_lost_the_right_changes_nothing(office: Office, eva: Speaker) -> None:
    await changes(eva, "due", "26/9")
    person = eva.person.actor
    await office.do(lambda uow: uow.people.take(person.person_id, person.grants[0]))
    await eva.picks(0)

    assert (await office.do(lambda uow: uow.calendar.deadlines())).due_on(T3) == DUE


async def test_a_day_that_another_change_forbids_by_now_is_asked_again(office: Office, eva: Speaker) -> None:
    await changes(eva, "closes", "10/10")
    set_ = PeriodDates(due_on=date(2025, 10, 15))
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", set_, "Circular 5"))
    await eva.heard()

    await eva.picks(0)

    refused, question = await eva.heard()
    assert refused == FormRefused("date_before_due", "10/10/2025")
    assert isinstance(question, FormQuestion)
    assert (question.asked, question.answers) == ("day", {"unit": "all", "which": "closes"})
    assert (await office.do(lambda uow: uow.calendar.deadlines())).closes_on(T3) is None


@pytest.mark.parametrize("day", [Picked(0), "26/9"], ids=["rule", "day"])
async def test_the_dates_of_a_quarter_that_was_closed_meanwhile_stay(
    office: Office, eva: Speaker, day: Any
) -> None:
    set_ = PeriodDates(due_on=MONDAY)
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", set_, "Circular 5"))
    await changes(eva, "due", day)
    await office.do(lambda uow: uow.closings.close(Closing(T3, office.moment.now, "person:1", {})))

    await eva.picks(0)

    assert (await eva.heard())[-1] == CalendarNotTaken("shut", T3)
    assert (await office.do(lambda uow: uow.calendar.deadlines())).due_on(T3) == MONDAY


async def shown(who: Speaker, *given: Any) -> Any:
    return await who.asks(show_calendar, *given)


async def test_everybody_sees_the_dates_that_count_for_them(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await office.do(lambda uow: uow.calendar.set_dates(T3, "402", PeriodDates(due_on=FRIDAY), "Oficio 1"))

    own, all_of_them = await shown(ana, None, None), await shown(eva, None, None)

    assert isinstance(own, CalendarText)
    assert [(each.unit_code, each.unit_name) for each in own.units] == [("402", "Secretaría Particular")]
    first = own.units[0].quarters[0]
    assert (first.period, first.due_on, first.workdays_left, first.source) == (T3, FRIDAY, 2, "Oficio 1")
    assert first.due_at.isoformat() == "2025-09-27T05:59:59+00:00"
    assert [each.period for each in own.units[0].quarters] == [T3, T4, Period(2026, 1), Period(2026, 2)]
    assert own.units[0].quarters[1].source == ""
    assert not own.may_change
    assert [(each.unit_code, each.quarters[0].due_on) for each in all_of_them.units] == [("", DUE)]
    assert all_of_them.may_change


async def test_a_calendar_may_be_of_one_ur_or_begin_with_another_quarter(eva: Speaker, ana: Speaker) -> None:
    named = await shown(eva, "402", T4)

    assert (named.units[0].unit_code, named.units[0].quarters[0].period) == ("402", T4)
    assert await shown(eva, "999", None) == UnknownUnit("999", "calendario")
    assert await shown(ana, "504", None) == NotAllowed(("402",), "calendario")


async def test_the_open_question_of_the_form_survives_a_refusal(eva: Speaker) -> None:
    await changes(eva, "due", "nunca")
    await eva.says("26/9", SOURCE)

    question = await eva.asked()
    assert isinstance(question, FormQuestion)
    assert question.kind == "dates_sure"
