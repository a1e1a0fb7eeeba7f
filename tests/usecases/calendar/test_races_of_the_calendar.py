"""What IMPLAN sets in two chats at the same moment ends as if one had come second: calendar, catalogues."""

from collections.abc import Awaitable
from datetime import date, time

import pytest

from domain.calendar.closing_messages import ClosingNotTaken, PeriodClosed, UnitReopened
from domain.calendar.deadlines import PeriodDates
from domain.calendar.messages import DatesChanged, InhabilesChanged, InhabilNotTaken, LadderChanged
from domain.calendar.prorroga_messages import ProrrogaDecided
from domain.calendar.prorrogas import Verdict
from domain.kit.causes import Side
from domain.kit.dialogues.forms import Picked, Skipped
from domain.kit.dialogues.messages import FormRefused
from domain.kit.drafts import Choice
from domain.kit.entregas import Move
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.attention_messages import HelpWanted
from domain.people.messages import CausesChanged, RulesSaved
from domain.review.messages import Locked
from storage.causes import Cause
from storage.engine import Database
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import ANA, CARLA, T3, local
from tests.usecases.races import ELENA, Deed, Prepare, Race, Town, comes_second
from tests.usecases.speakers import Speaker
from usecases.calendar.ask_prorroga import begin_prorroga
from usecases.calendar.change_dates import begin_dates
from usecases.calendar.change_inhabiles import begin_adding, begin_removing
from usecases.calendar.close_period import begin_closing, write_closings
from usecases.calendar.decide_prorroga import decide_prorroga
from usecases.calendar.reopen_unit import begin_reopening
from usecases.kit.form_spec import DialogueStart, open_form
from usecases.kit.say import answer
from usecases.people.attend import ask_for_help
from usecases.people.edit_causes import ADD, place_cause
from usecases.people.set_thresholds import begin_rules
from usecases.reminders.edit_ladders import begin_ladder
from usecases.review.review_entrega import Pressed, press
from usecases.summary.note_tick import forget_outage, note_tick

SOURCE = "Circular 4/2025, por el relevo"
YES = Picked(0)


async def two_dates_of_a_quarter(town: Town) -> Race:
    await _changes(town.carla, "due", "26/9")
    await _changes(town.elena, "closes", "15/10")
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def a_due_day_moved_twice(town: Town) -> Race:
    await _changes(town.carla, "due", "26/9")
    await _changes(town.elena, "due", "29/9")
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def a_closing_day_before_the_new_due_day(town: Town) -> Race:
    """Each of the two is allowed by the dates when it was asked for; both together are not."""
    await _changes(town.carla, "due", "10/10")
    await _changes(town.elena, "closes", "3/10")
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def an_inhabil_declared_twice(town: Town) -> Race:
    for who in (town.carla, town.elena):
        await _adds(who, "29 y 30 de septiembre")
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def an_inhabil_and_a_due_day(town: Town) -> Race:
    await _adds(town.carla, "29 de septiembre")
    await _changes(town.elena, "due", "1/10")
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def an_inhabil_removed_twice(town: Town) -> Race:
    await _adds(town.carla, "29 de septiembre")
    await town.carla.picks(0)
    for who in (town.carla, town.elena):
        await who.asks(begin_removing)
        await who.says("29/9", SOURCE)
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def a_prorroga_while_the_due_day_moves(town: Town) -> Race:
    await town.ana.asks(begin_prorroga, "402", T3)
    await town.ana.says("3", SOURCE, Skipped())
    await _changes(town.elena, "due", "29/9")
    granted = town.does(town.carla, decide_prorroga, 1, Verdict.GRANT)
    return Race(granted, town.says(town.elena, YES), ELENA)


async def a_due_day_moved_while_a_prorroga_is_granted(town: Town) -> Race:
    race = await a_prorroga_while_the_due_day_moves(town)
    return Race(race.second, race.first, CARLA)


async def a_quarter_closed_twice(town: Town) -> Race:
    for who in (town.carla, town.elena):
        await who.asks(begin_closing, T3)
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def a_quarter_closed_while_an_indicator_is_saved(town: Town) -> Race:
    await town.captures(town.ana, town.componente)
    await town.carla.asks(begin_closing, T3)
    return Race(town.taps(town.ana, Choice.SAVE), town.says(town.carla, YES), CARLA)


async def an_indicator_saved_while_the_quarter_is_closed(town: Town) -> Race:
    race = await a_quarter_closed_while_an_indicator_is_saved(town)
    return Race(race.second, race.first, ANA)


async def a_report_sent_while_the_quarter_is_closed(town: Town) -> Race:
    await town.reports_everything()
    await town.carla.asks(begin_closing, T3)
    send = town.does(town.ana, press, Pressed("402", T3, Move.SEND))
    return Race(town.says(town.carla, YES), send, ANA)


async def a_unit_reopened_twice(town: Town) -> Race:
    await town.carla.asks(begin_closing, T3)
    await town.carla.picks(0)
    for who in (town.carla, town.elena):
        await who.asks(begin_reopening, "402", T3)
        await who.says("Llegó el dictamen que faltaba")
    return Race(town.says(town.carla, "2"), town.says(town.elena, "3"), ELENA)


async def a_ladder_set_twice(town: Town) -> Race:
    for who, rungs in ((town.carla, "-15 -1 0"), (town.elena, "-8 0")):
        await who.asks(begin_ladder)
        await who.says("enlace", "quarterly", "all", rungs, "yes")
    return Race(town.says(town.carla, YES), town.says(town.elena, YES), ELENA)


async def rules_set_twice(town: Town) -> Race:
    for who, limits in ((town.carla, "70 80 120"), (town.elena, "75 85 115")):
        await who.asks(begin_rules, "402")
        await who.says(limits, "no")
    return Race(town.says(town.carla, "no"), town.says(town.elena, "no"), ELENA)


async def a_cause_added_twice(town: Town) -> Race:
    for who in (town.carla, town.elena):
        await who.asks(_begins_a_cause)
        await who.says("below")
    first, second = "Falta de personal", "falta de PERSONAL"
    return Race(town.says(town.carla, first), town.says(town.elena, second), ELENA)


async def two_causes_put_in_order(town: Town) -> Race:
    texts = ("Falta de recursos", "Cambio de calendario", "Depende de otra área")

    async def known(uow: UnitOfWork) -> list[Cause]:
        for each in texts:
            await uow.causes.add(Side.BELOW, each)
        return await uow.causes.all()

    causes = await town.office.do(known)

    def places(who: Speaker, cause: Cause) -> Deed:
        by = f"person:{who.id}"
        return lambda uow: _told(uow, who, place_cause(uow, cause, 1, town.moment, by=by), town)

    return Race(places(town.carla, causes[1]), places(town.elena, causes[2]), ELENA)


async def a_quarter_closed_by_the_clock_in_two_processes(town: Town) -> Race:
    closes = PeriodDates(closes_on=date(2025, 9, 24))
    await town.office.do(lambda uow: uow.calendar.set_dates(T3, "", closes, SOURCE))

    def deed(uow: UnitOfWork) -> Awaitable[object]:
        return write_closings(uow, town.moment, time(9))

    return Race(deed, deed, CARLA)


async def an_outage_told_while_another_process_ticks(town: Town) -> Race:
    hours, before = (time(9), time(8, 30)), local(date(2025, 9, 24), 17)
    await town.office.do(lambda uow: note_tick(uow, before, hours))
    await town.ana.asks(ask_for_help, "¿Cómo corrijo un valor?")

    async def tick_and_tell(uow: UnitOfWork) -> None:
        await note_tick(uow, town.moment, hours)
        await forget_outage(uow)

    return Race(tick_and_tell, lambda uow: note_tick(uow, town.moment, hours), CARLA)


RACES: dict[Prepare, type[Said]] = {
    two_dates_of_a_quarter: DatesChanged,
    a_due_day_moved_twice: DatesChanged,
    a_closing_day_before_the_new_due_day: FormRefused,
    an_inhabil_declared_twice: InhabilesChanged,
    an_inhabil_and_a_due_day: DatesChanged,
    an_inhabil_removed_twice: InhabilNotTaken,
    a_prorroga_while_the_due_day_moves: DatesChanged,
    a_due_day_moved_while_a_prorroga_is_granted: ProrrogaDecided,
    a_quarter_closed_twice: ClosingNotTaken,
    a_quarter_closed_while_an_indicator_is_saved: PeriodClosed,
    an_indicator_saved_while_the_quarter_is_closed: Locked,
    a_report_sent_while_the_quarter_is_closed: ClosingNotTaken,
    a_unit_reopened_twice: UnitReopened,
    a_ladder_set_twice: LadderChanged,
    rules_set_twice: RulesSaved,
    a_cause_added_twice: FormRefused,
    two_causes_put_in_order: CausesChanged,
    a_quarter_closed_by_the_clock_in_two_processes: PeriodClosed,
    an_outage_told_while_another_process_ticks: HelpWanted,
}


@pytest.mark.parametrize("prepare", RACES, ids=lambda each: each.__name__)
async def test_of_two_at_one_moment_one_comes_second(
    processes: tuple[Database, Database], memory_database: Database, prepare: Prepare
) -> None:
    await comes_second(prepare, RACES[prepare], processes, memory_database)


async def _changes(who: Speaker, which: str, day: str) -> None:
    await who.asks(begin_dates, None, T3)
    await who.says("Todas", which, day, SOURCE)


async def _adds(who: Speaker, days: str) -> None:
    await who.asks(begin_adding)
    await who.says(days, "Fiesta patronal", SOURCE)


async def _begins_a_cause(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    await open_form(uow, person, ADD, DialogueStart(), moment)


async def _told(uow: UnitOfWork, who: Speaker, done: Awaitable[Said], town: Town) -> None:
    await answer(uow, who.person.chat_id, await done, town.moment)
