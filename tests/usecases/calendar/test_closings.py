"""A closed quarter: gaps are stored, nothing is asked for or saved any more, one UR may be reopened."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from domain.calendar.closing_messages import (
    AboutClosing,
    ClosingNotTaken,
    MissingCount,
    PeriodClosed,
    PeriodShut,
    UnitReopened,
)
from domain.calendar.deadlines import PeriodDates
from domain.kit.access import Role
from domain.kit.dialogues.forms import FormAnswer, Picked
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.drafts import Choice
from domain.kit.entregas import Entrega, EntregaState, Move
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import Pending, UnknownUnit
from domain.reminders.messages import Reminder
from domain.review.locks import LockReason
from domain.review.messages import Locked
from storage.closings import Closing
from storage.engine import Database
from storage.prorrogas import Decision
from storage.statements import table_of
from storage.tables.review import ClosingTable
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, T2, T3, Office, a_mir, a_row, an_avance, local
from tests.read_back import audit_entries
from tests.usecases.calendar.test_prorrogas import ASKED
from tests.usecases.enlaces import Enlace
from tests.usecases.speakers import Speaker, a_speaker
from usecases.calendar.close_period import begin_closing, is_closed, write_closings
from usecases.calendar.reopen_unit import begin_reopening
from usecases.reminders.plan_reminders import write_reminders
from usecases.review.review_entrega import Pressed, press
from usecases.status.show_pending import show_pending
from usecases.summary.plan_summary import due_summaries
from usecases.switchboard.compose import compose

EVA, IVO = 1005, 1006
CLOSING_DAY = date(2025, 10, 8)
REASON = "Llegó el dictamen que faltaba"


@pytest.fixture
async def office(memory_database: Database) -> Office:
    """402 lacks one of two indicators, 504 lacks nothing."""
    office = Office(memory_database, local(CLOSING_DAY))
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)))
    done = await office.register(a_mir(a_row("Componente 1"), unit="504", programme="4"))
    await office.save(done["Componente 1"], an_avance(evidence=(AN_OFICIO,)))
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


@pytest.fixture
async def eva(office: Office) -> Speaker:
    return await a_speaker(office, EVA, Role.IMPLAN)


LACKING = (MissingCount("402", 1, 2),)


async def closes(who: Speaker, period: Period | None = None) -> None:
    await who.asks(begin_closing, period)
    await who.picks(0)


async def reopens(who: Speaker, days: FormAnswer = "2") -> None:
    await who.asks(begin_reopening, "402", T3)
    await who.says(REASON, days)


async def closed(office: Office, unit: str = "402") -> bool:
    return await office.do(lambda uow: is_closed(uow, unit, T3, office.moment))


async def test_what_is_missing_is_shown_and_confirmed(eva: Speaker) -> None:
    await eva.asks(begin_closing, None)

    question = await eva.asked()
    assert question.about == AboutClosing(T3, 2, (MissingCount("402", 1, 2),), unsent=("504",))
    assert not await closed(eva.office)


async def test_a_closing_before_the_due_day_says_so(office: Office, eva: Speaker) -> None:
    office.moment = local(date(2025, 9, 30))

    await eva.asks(begin_closing, None)

    assert AboutClosing.of(await eva.asked()).due_on == date(2025, 9, 30)


async def test_leaving_closes_nothing(office: Office, eva: Speaker) -> None:
    await eva.asks(begin_closing, None)

    await eva.leaves()

    assert not await closed(office)


async def test_what_is_missing_is_kept_and_the_closing_audited(office: Office, eva: Speaker) -> None:
    await closes(eva)

    kept = await office.do(lambda uow: uow.closings.get(T3))
    missing = {"402": {"Actividad 7.1": ["value"]}}
    assert kept == Closing(T3, office.moment.now, f"person:{eva.id}", missing)
    entry, *_ = await office.do(audit_entries)
    assert (entry.action, entry.subject) == ("period_closed", "period:3T2025")
    assert entry.after == {"missing": {"402": 1}, "units": 2}
    assert [await closed(office, unit) for unit in ("402", "504")] == [True, True]


async def test_the_programme_is_named_where_a_unit_has_several(office: Office, eva: Speaker) -> None:
    await office.register(a_mir(a_row("Componente 1"), programme="9", programme_name="Otro"))

    await closes(eva)

    kept = await office.do(lambda uow: uow.closings.get(T3))
    assert kept is not None
    assert set(kept.missing["402"]) == {"Actividad 7.1 · PP 08", "Componente 1 · PP 9"}


async def test_those_of_each_unit_and_of_implan_are_told_once(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    titular = await a_speaker(office, BETO, Role.TITULAR)
    other = await a_speaker(office, CARLA, unit_code="504")
    ivo = await a_speaker(office, IVO, Role.IMPLAN)
    reader = await a_speaker(office, 1007, Role.CONSULTA)

    await closes(eva)

    told = PeriodClosed(T3, CLOSING_DAY, f"Persona {EVA}", 2, LACKING, ("504",))
    assert (await eva.heard())[-1] == told
    assert await ivo.hears() == told
    assert [await who.hears() for who in (ana, titular)] == [PeriodShut(T3, CLOSING_DAY, LACKING)] * 2
    assert await other.hears() == PeriodShut(T3, CLOSING_DAY, (MissingCount("504", 0, 1, is_unsent=True),))
    assert await reader.heard() == []


async def test_a_second_closing_says_since_when_it_is_closed(office: Office, eva: Speaker) -> None:
    await closes(eva)
    office.moment = local(date(2025, 10, 9))
    await eva.heard()

    await eva.asks(begin_closing, None)

    assert await eva.hears() == ClosingNotTaken("closed", T3, day=CLOSING_DAY)


async def test_of_two_who_confirm_at_once_one_closes(office: Office, eva: Speaker) -> None:
    ivo = await a_speaker(office, IVO, Role.IMPLAN)
    await ivo.asks(begin_closing, None)
    await closes(eva)

    await ivo.picks(0)

    assert (await ivo.heard())[-1] == ClosingNotTaken("closed", T3, day=CLOSING_DAY)


async def test_a_quarter_without_programmes_is_not_closed(eva: Speaker) -> None:
    await eva.asks(begin_closing, Period(2024, 3))

    assert await eva.hears() == ClosingNotTaken("nothing", Period(2024, 3))


async def test_nobody_is_reminded_of_a_closed_quarter(office: Office, ana: Speaker, eva: Speaker) -> None:
    office.moment = local(CLOSING_DAY, 9)

    async def tick() -> int:
        return await office.do(lambda uow: write_reminders(uow, office.moment))

    assert await tick() == 1
    (planned,) = [each for each in await ana.heard() if isinstance(each, Reminder)]
    await closes(eva)
    office.moment = local(date(2025, 10, 9), 9)

    assert await tick() == 0
    assert await office.do(lambda uow: compose(uow, planned, office.moment)) is None
    assert await office.do(lambda uow: due_summaries(uow, office.moment)) == []


async def test_nothing_is_captured_any_more_and_the_answer_says_since_when(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await closes(eva)
    enlace = Enlace(office, ana.person)
    owed = (await office.report()).indicators[1].id
    await ana.heard()

    assert not await enlace.opens(owed)

    said = await ana.hears()
    assert isinstance(said, Locked)
    assert (said.reason, said.since_on, said.level) == (LockReason.CLOSED, CLOSING_DAY, "Actividad 7.1")
    pending = await ana.asks(lambda uow, who, at: show_pending(uow, who, None, at))
    assert isinstance(pending, Pending)
    assert (pending.due.shut_on, pending.may_capture) == (CLOSING_DAY, False)


async def test_a_capture_that_was_open_is_not_saved(office: Office, ana: Speaker, eva: Speaker) -> None:
    enlace = Enlace(office, ana.person)
    owed = (await office.report()).indicators[1].id
    await enlace.opens(owed, met=True)
    await enlace.types("Oficio SP/112/2025 del 26 de septiembre")
    await closes(eva)

    await enlace.taps(Choice.SAVE)

    assert await office.avance(owed) is None


async def test_nothing_is_sent_any_more(office: Office, ana: Speaker, eva: Speaker) -> None:
    pressed = Pressed("402", T3, Move.SEND)
    await ana.asks(press, pressed)
    await closes(eva)
    await ana.heard()

    await ana.says("No hubo reunión en septiembre")
    await ana.asks(press, pressed)

    refused = ClosingNotTaken("shut", T3, "402", CLOSING_DAY)
    assert [each for each in await ana.heard() if isinstance(each, ClosingNotTaken)] == [refused] * 2
    assert (await office.do(lambda uow: uow.entregas.get("402", T3))).id is None


async def test_a_prorroga_that_runs_outlasts_the_closing(office: Office, ana: Speaker, eva: Speaker) -> None:
    last = date(2025, 10, 10)
    granted = Decision(by=eva.id, at=office.moment.now, until_on=last)
    await office.do(lambda uow: uow.prorrogas.ask(ASKED))
    await office.do(lambda uow: uow.prorrogas.decide(1, granted))

    await eva.asks(begin_closing, None)
    assert AboutClosing.of(await eva.asked()).extended == (("402", last),)
    await eva.picks(0)

    assert await ana.hears() == PeriodShut(T3, CLOSING_DAY, LACKING, (("402", last),))
    assert not await closed(office)
    assert [each.chat_id for each in await office.do(lambda uow: due_summaries(uow, office.moment))] == [EVA]
    office.moment = local(date(2025, 10, 11))
    assert await closed(office)


async def test_one_unit_is_let_in_again_until_a_day(office: Office, ana: Speaker, eva: Speaker) -> None:
    titular = await a_speaker(office, BETO, Role.TITULAR)
    other = await a_speaker(office, CARLA, unit_code="504")
    await closes(eva)
    for who in (ana, titular, other, eva):
        await who.heard()

    await reopens(eva)

    until = date(2025, 10, 10)
    told = UnitReopened("402", "Secretaría Particular", T3, until, REASON, f"Persona {EVA}")
    assert (await eva.heard())[-1] == told
    assert await titular.hears() == told
    assert await ana.hears() == UnitReopened(
        "402", "Secretaría Particular", T3, until, REASON, f"Persona {EVA}", may_capture=True
    )
    assert await other.heard() == []
    entry, *_ = await office.do(audit_entries)
    assert (entry.action, entry.subject, entry.reason) == ("unit_reopened", "entrega:402:3T2025", REASON)
    assert [await closed(office, unit) for unit in ("402", "504")] == [False, True]


async def test_who_is_let_in_after_sending_is_told_to_ask_for_corrections(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    sent = Entrega("402", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(sent, read=0, at=office.moment.now))
    await closes(eva)
    await ana.heard()

    await reopens(eva)

    told = await ana.hears()
    assert isinstance(told, UnitReopened)
    assert (told.may_capture, told.step) == (True, NextStep.REVIEW)


async def test_it_is_captured_and_reminded_again_meanwhile(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await closes(eva)
    await reopens(eva)
    office.moment = local(date(2025, 10, 9), 9)

    pending = await ana.asks(lambda uow, who, at: show_pending(uow, who, None, at))

    assert isinstance(pending, Pending)
    assert (pending.due.open_until, pending.due.shut_on) == (date(2025, 10, 10), None)
    assert pending.may_capture
    assert await Enlace(office, ana.person).opens((await office.report()).indicators[1].id)
    assert await office.do(lambda uow: write_reminders(uow, office.moment)) == 1


@pytest.mark.parametrize(
    ("at", "is_shut"),
    [
        pytest.param(local(date(2025, 10, 10), 23, 59), False, id="the last minute of the day"),
        pytest.param(local(date(2025, 10, 11), 0), True, id="midnight"),
    ],
)
async def test_a_reopening_ends_by_itself(office: Office, eva: Speaker, at: Any, is_shut: bool) -> None:
    await closes(eva)
    await reopens(eva)

    office.moment = at

    assert await closed(office) is is_shut


async def test_the_buttons_offer_days_with_their_last_day(office: Office, eva: Speaker) -> None:
    await closes(eva)
    await eva.asks(begin_reopening, "402", T3)
    await eva.says(REASON)

    options = [(each.value, each.label) for each in (await eva.asked()).options]
    assert options == [("1", "2025-10-09"), ("3", "2025-10-13"), ("5", "2025-10-15")]
    await eva.says("9 de octubre de 2024")
    assert (await eva.heard())[-1] == FormRefused("day_not_later", "9 de octubre de 2024")
    await eva.says(Picked(0))
    office.moment = local(date(2025, 10, 9), 23)
    assert not await closed(office)


async def test_reopened_again_the_last_day_given_counts(office: Office, ana: Speaker, eva: Speaker) -> None:
    await closes(eva)
    await reopens(eva, "5")
    office.moment = office.moment.__class__(office.moment.now + timedelta(minutes=1), office.moment.zone)

    await reopens(eva, "1")

    assert len([each for each in await ana.heard() if isinstance(each, UnitReopened)]) == 2
    office.moment = local(date(2025, 10, 10))
    assert await closed(office)


@pytest.mark.parametrize(
    ("unit", "period", "said"),
    [
        pytest.param(None, T3, ClosingNotTaken("which", T3), id="which unit"),
        pytest.param("402", None, ClosingNotTaken("which", None, "402"), id="which quarter"),
        pytest.param("999", T3, UnknownUnit("999", "reabrir"), id="no such unit"),
        pytest.param("402", T2, ClosingNotTaken("not_closed", T2, "402"), id="not closed"),
    ],
)
async def test_what_cannot_be_reopened_is_told(
    eva: Speaker, unit: str | None, period: Period | None, said: object
) -> None:
    await closes(eva)
    await eva.heard()

    await eva.asks(begin_reopening, unit, period)

    assert await eva.hears() == said


async def test_a_unit_without_programme_has_nothing_to_reopen(office: Office, eva: Speaker) -> None:
    await office.register(a_mir(unit="304", programme="1", period=Period(2024, 1)))
    await closes(eva)
    await eva.heard()

    await eva.asks(begin_reopening, "304", T3)

    assert await eva.hears() == ClosingNotTaken("no_programme", T3, "304")


async def test_the_question_is_one_of_the_form(eva: Speaker) -> None:
    await eva.asks(begin_closing, T3)

    assert isinstance(await eva.hears(), FormQuestion)


LATER = date(2025, 10, 10)
NINE = time(9)


async def sets_closing(office: Office, day: date = LATER) -> None:
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", PeriodDates(closes_on=day), "Circular 4"))


async def ticked(office: Office, day: date, hour: int = 9) -> int:
    office.moment = local(day, hour)
    return await office.do(lambda uow: write_closings(uow, office.moment, NINE))


async def test_a_quarter_closes_by_itself_once_after_its_day(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await sets_closing(office)
    monday = date(2025, 10, 13)

    counts = [
        await ticked(office, day, hour)
        for day, hour in ((LATER, 23), (date(2025, 10, 11), 12), (monday, 8), (monday, 9), (monday, 10))
    ]

    assert counts == [0, 0, 0, 1, 0]
    assert await eva.hears() == PeriodClosed(T3, monday, "", 2, LACKING, ("504",))
    assert await ana.hears() == PeriodShut(T3, monday, LACKING)
    kept = await office.do(lambda uow: uow.closings.get(T3))
    assert kept is not None
    assert kept.closed_by == "system"
    assert ("system", "period_closed", "period:3T2025") in await office.audited()


async def test_nothing_is_taken_between_the_day_and_the_closing(office: Office) -> None:
    await sets_closing(office)

    for moment, is_shut in ((local(LATER, 23, 59), False), (local(date(2025, 10, 11), 0), True)):
        assert await office.do(lambda uow, at=moment: is_closed(uow, "402", T3, at)) is is_shut  # type: ignore[misc]


async def test_a_closing_day_spares_a_prorroga_and_who_was_let_in_again(office: Office, eva: Speaker) -> None:
    await sets_closing(office)
    given = await office.do(lambda uow: uow.prorrogas.ask(ASKED))
    until = Decision(1, office.moment.now, date(2025, 10, 15), 3)
    await office.do(lambda uow: uow.prorrogas.decide(given, until))
    assert await ticked(office, date(2025, 10, 13)) == 1

    assert not await office.do(lambda uow: is_closed(uow, "402", T3, local(date(2025, 10, 15))))
    assert await office.do(lambda uow: is_closed(uow, "402", T3, local(date(2025, 10, 16))))
    office.moment = local(date(2025, 10, 20))
    await reopens(eva)
    assert not await office.do(lambda uow: is_closed(uow, "402", T3, local(date(2025, 10, 21))))


async def test_what_implan_closed_before_its_day_is_not_closed_again(office: Office, eva: Speaker) -> None:
    await sets_closing(office)
    await closes(eva)

    assert await ticked(office, date(2025, 10, 13)) == 0


async def test_a_quarter_without_programmes_has_nothing_to_close(office: Office) -> None:
    past = Period(2024, 4)
    await office.do(
        lambda uow: uow.calendar.set_dates(past, "", PeriodDates(closes_on=date(2025, 1, 20)), "Circular 1")
    )

    assert await ticked(office, CLOSING_DAY) == 0


async def test_a_closing_that_another_process_wrote_meanwhile_is_left_alone(
    office: Office, eva: Speaker
) -> None:
    await sets_closing(office)
    office.moment = local(date(2025, 10, 13), 9)

    async def late(uow: UnitOfWork) -> int:
        await uow.calendar.deadlines()
        row = {
            "year": 2025,
            "quarter": 3,
            "closed_at": office.moment.now,
            "closed_by": "system",
            "missing": {},
        }
        await uow.session.execute(table_of(ClosingTable).insert().values(row))
        return await write_closings(uow, office.moment, NINE)

    assert await office.do(late) == 0
    assert await eva.heard() == []
