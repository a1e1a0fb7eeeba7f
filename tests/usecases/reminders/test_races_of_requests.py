"""Requests, decisions and moves of two people at the same moment end as if one had come second."""

from datetime import date

import pytest

from domain.calendar.prorroga_messages import ProrrogaDecided, ProrrogaNotTaken
from domain.calendar.prorrogas import Verdict
from domain.capture.messages import ChangedMeanwhile
from domain.kit.dialogues.forms import Skipped
from domain.kit.drafts import Choice
from domain.kit.entregas import Move
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.attention_messages import HelpAnswered
from domain.reminders.messages import ReassignmentDecided, SnoozeTaken
from domain.reminders.snoozing import SnoozeTime as Until
from domain.review.messages import CorrectionDecided, CorrectionTaken, EntregaMade, EntregaMoved, Locked
from storage.engine import Database
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import ANA, BETO, CARLA, T3, local
from tests.usecases.races import ELENA, TITA, Deed, Prepare, Race, Town, comes_second
from tests.usecases.speakers import Speaker
from usecases.calendar.ask_prorroga import begin_prorroga
from usecases.calendar.decide_prorroga import decide_prorroga
from usecases.people.attend import ask_for_help, begin_answer
from usecases.reminders.decide_reassignment import decide_reassignment
from usecases.reminders.plan_reminders import write_reminders
from usecases.reminders.reassign import begin_reassignment
from usecases.reminders.snooze import put_off
from usecases.review.decide_correction import decide_correction
from usecases.review.request_correction import CorrectionWish, request_correction
from usecases.review.review_entrega import Pressed, press

WHY = "El oficio definitivo llegó después"


async def two_prorrogas(town: Town) -> Race:
    for who in (town.ana, town.tita):
        await who.asks(begin_prorroga, "402", T3)
        await who.says("3", WHY)
    return Race(town.says(town.ana, Skipped()), town.says(town.tita, Skipped()), TITA)


async def a_prorroga_decided_twice(town: Town) -> Race:
    await town.ana.asks(begin_prorroga, "402", T3)
    await town.ana.says("3", WHY, Skipped())
    await town.elena.asks(decide_prorroga, 1, Verdict.REFUSE)
    granted = town.does(town.carla, decide_prorroga, 1, Verdict.GRANT)
    return Race(granted, town.says(town.elena, WHY), ELENA)


async def two_corrections(town: Town) -> Race:
    await _sent(town)
    for who, value in ((town.ana, "26"), (town.beto, "27")):
        await who.asks(request_correction, CorrectionWish(town.componente, T3, value))
    return Race(town.says(town.ana, WHY), town.says(town.beto, WHY), BETO)


async def a_correction_granted_and_refused(town: Town) -> Race:
    await _correction(town)
    await town.elena.asks(_begins_to_refuse)
    return Race(_grants(town), town.says(town.elena, WHY), ELENA)


async def a_correction_refused_and_granted(town: Town) -> Race:
    race = await a_correction_granted_and_refused(town)
    return Race(race.second, race.first, CARLA)


async def a_correction_granted_twice(town: Town) -> Race:
    await _correction(town)
    return Race(_grants(town), town.does(town.elena, decide_correction, 1, is_granted=True), ELENA)


async def a_report_approved_and_corrected(town: Town) -> Race:
    await _correction(town)
    return Race(_presses(town.tita, town, Move.APPROVE), _grants(town), ANA)


async def a_report_corrected_and_approved(town: Town) -> Race:
    await _correction(town)
    return Race(_grants(town), _presses(town.tita, town, Move.APPROVE, 1), TITA)


async def a_report_approved_and_accepted(town: Town) -> Race:
    await _sent(town)
    await town.carla.asks(press, Pressed("402", T3, Move.ACCEPT_UNAPPROVED))
    return Race(_presses(town.tita, town, Move.APPROVE, 1), town.says(town.carla, WHY), CARLA)


async def a_report_approved_and_its_titular_reminded(town: Town) -> Race:
    await _sent(town)
    return Race(_presses(town.tita, town, Move.APPROVE), _presses(town.carla, town, Move.NUDGE), CARLA)


async def a_report_sent_twice(town: Town) -> Race:
    await town.reports_everything()
    return Race(_presses(town.ana, town, Move.SEND), _presses(town.beto, town, Move.SEND), BETO)


async def a_report_sent_while_it_is_saved(town: Town) -> Race:
    await town.captures(town.beto, town.componente)
    await town.ana.asks(press, Pressed("402", T3, Move.SEND))
    await town.ana.says("sí")
    return Race(town.taps(town.beto, Choice.SAVE), town.says(town.ana, WHY), ANA)


async def a_report_saved_while_it_is_sent(town: Town) -> Race:
    race = await a_report_sent_while_it_is_saved(town)
    return Race(race.second, race.first, BETO)


async def an_indicator_saved_twice(town: Town) -> Race:
    await town.captures(town.ana, town.componente)
    await town.captures(town.beto, town.componente)
    return Race(town.taps(town.ana, Choice.SAVE), town.taps(town.beto, Choice.SAVE), BETO)


async def a_reassignment_decided_twice(town: Town) -> Race:
    await town.ana.asks(begin_reassignment, town.componente, T3)
    await town.ana.says(WHY)
    return Race(
        town.does(town.carla, decide_reassignment, 1, belongs=True),
        town.does(town.elena, decide_reassignment, 1, belongs=False),
        ELENA,
    )


async def a_reminder_put_off_anew_when_it_is_due(town: Town) -> Race:
    await town.ana.asks(put_off, Until(today=True))
    town.office.moment = local(date(2025, 9, 25), 16)
    due = town.does(town.ana, put_off, Until())
    return Race(due, lambda uow: write_reminders(uow, town.moment), ANA)


async def a_reminder_put_off_while_it_is_given(town: Town) -> Race:
    race = await a_reminder_put_off_anew_when_it_is_due(town)
    return Race(race.second, race.first, ANA)


async def a_question_answered_twice(town: Town) -> Race:
    await town.office.do(lambda uow: ask_for_help(uow, town.ana.person, "¿Cómo corrijo?", town.moment))
    for who in (town.carla, town.elena):
        await who.asks(begin_answer, 1)
    first, second = "Con el botón Corregir", "Escriba corregir y el indicador"
    return Race(town.says(town.carla, first), town.says(town.elena, second), ELENA)


RACES: dict[Prepare, type[Said]] = {
    two_prorrogas: ProrrogaNotTaken,
    a_prorroga_decided_twice: ProrrogaDecided,
    two_corrections: CorrectionTaken,
    a_correction_granted_and_refused: CorrectionDecided,
    a_correction_refused_and_granted: CorrectionDecided,
    a_correction_granted_twice: CorrectionDecided,
    a_report_approved_and_corrected: CorrectionDecided,
    a_report_corrected_and_approved: EntregaMoved,
    a_report_approved_and_accepted: EntregaMoved,
    a_report_approved_and_its_titular_reminded: EntregaMoved,
    a_report_sent_twice: EntregaMoved,
    a_report_sent_while_it_is_saved: EntregaMade,
    a_report_saved_while_it_is_sent: Locked,
    an_indicator_saved_twice: ChangedMeanwhile,
    a_reassignment_decided_twice: ReassignmentDecided,
    a_reminder_put_off_anew_when_it_is_due: SnoozeTaken,
    a_reminder_put_off_while_it_is_given: SnoozeTaken,
    a_question_answered_twice: HelpAnswered,
}


@pytest.mark.parametrize("prepare", RACES, ids=lambda each: each.__name__)
async def test_of_two_at_one_moment_one_comes_second(
    processes: tuple[Database, Database], memory_database: Database, prepare: Prepare
) -> None:
    await comes_second(prepare, RACES[prepare], processes, memory_database)


async def _sent(town: Town) -> None:
    await town.reports_everything()
    await town.ana.asks(press, Pressed("402", T3, Move.SEND))


async def _correction(town: Town) -> None:
    """Have the report sent and a correction of it asked for."""
    await _sent(town)
    await town.ana.asks(request_correction, CorrectionWish(town.componente, T3, "26"))
    await town.ana.says(WHY)


def _grants(town: Town) -> Deed:
    return town.does(town.carla, decide_correction, 1, is_granted=True)


async def _begins_to_refuse(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    await decide_correction(uow, person, 1, moment, is_granted=False)


def _presses(who: Speaker, town: Town, move: Move, version: int | None = None) -> Deed:
    return town.does(who, press, Pressed("402", T3, move, version))
