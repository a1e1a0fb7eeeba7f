"""Prórrogas: asked for by a UR, decided once by IMPLAN; the due day and all that depends on it follow."""

from datetime import date
from typing import Any

import pytest

from domain.calendar.prorroga_messages import (
    NoProrrogas,
    ProrrogaAsked,
    ProrrogaDecided,
    ProrrogaFacts,
    ProrrogaNotTaken,
    ProrrogaRequest,
)
from domain.calendar.prorrogas import Prorroga, ProrrogaState, Verdict
from domain.delivery.outcomes import OutboxState
from domain.kit.access import Grant, Role
from domain.kit.dialogues.forms import Picked, Skipped
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.entregas import Move
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, Pending, UnitStatus
from domain.people.welcome_messages import NotAllowed
from domain.reminders.messages import Reminder, ReminderText
from storage.closings import Closing
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.facts import (
    AN_OFICIO,
    ANA,
    BETO,
    CARLA,
    T3,
    Office,
    a_document,
    a_mir,
    a_row,
    an_avance,
    local,
)
from tests.read_back import audit_entries
from tests.usecases.speakers import Speaker, a_speaker
from usecases.calendar.ask_prorroga import begin_prorroga, facts_of
from usecases.calendar.decide_prorroga import decide_prorroga, find_awaited, grant_days, show_prorrogas
from usecases.reminders.plan_reminders import write_reminders
from usecases.review.review_entrega import Pressed, press
from usecases.status.show_pending import show_pending
from usecases.status.show_status import show_status
from usecases.summary.show_summary import show_summary
from usecases.switchboard.compose import compose

EVA, IVO = 1005, 1006
DUE = date(2025, 9, 30)
FRIDAY, TUESDAY = date(2025, 10, 3), date(2025, 10, 7)
REASON = "Cambió el enlace de la UR"
ASKED = Prorroga(0, "402", T3, 3, REASON, "", ProrrogaState.ASKED, local(DUE).now, 1)
OFICIO = "SP/15/2025 del 26 de septiembre"


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database, local(DUE))
    await office.register(a_mir())
    await office.register(a_mir(unit="504", unit_name="Instituto", programme="4"))
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


@pytest.fixture
async def titular(office: Office) -> Speaker:
    return await a_speaker(office, BETO, Role.TITULAR)


@pytest.fixture
async def eva(office: Office) -> Speaker:
    return await a_speaker(office, EVA, Role.IMPLAN)


@pytest.fixture
async def ivo(office: Office) -> Speaker:
    return await a_speaker(office, IVO, Role.IMPLAN)


async def asks(who: Speaker, days: Any = "3", oficio: Any = OFICIO) -> None:
    await who.asks(begin_prorroga, None, None)
    await who.says(days, REASON, oficio)


async def hands_in(office: Office, who: Speaker) -> None:
    """Capture the one indicator of 402 and send it."""
    (indicator,) = (await office.report()).indicators
    await office.save(indicator.id, an_avance("25", evidence=(AN_OFICIO,)))
    await who.asks(press, Pressed("402", T3, Move.SEND))


async def due_on(office: Office, unit: str = "402") -> date:
    deadlines = await office.do(lambda uow: uow.calendar.deadlines())
    return deadlines.for_unit(unit).due_on(T3)


def facts(**fields: Any) -> ProrrogaFacts:
    usual: dict[str, Any] = {
        "id": 1,
        "unit_code": "402",
        "unit_name": "Secretaría Particular",
        "period": T3,
        "days": 3,
        "due_on": DUE,
        "until_on": FRIDAY,
        "reason": REASON,
        "oficio": OFICIO,
        "by": f"Persona {ANA}",
    }
    return ProrrogaFacts(**{**usual, **fields})


async def test_an_enlace_asks_and_every_person_of_implan_gets_it(
    ana: Speaker, eva: Speaker, ivo: Speaker
) -> None:
    await ana.asks(begin_prorroga, None, None)

    await ana.says("3", REASON, OFICIO)

    days, reason, oficio, asked = await ana.heard()
    assert [each.asked for each in (days, reason, oficio) if isinstance(each, FormQuestion)] == [
        "days",
        "reason",
        "oficio",
    ]
    assert asked == ProrrogaAsked(facts())
    assert [await who.hears() for who in (eva, ivo)] == [ProrrogaRequest(facts())] * 2


async def test_the_titular_may_ask_too(titular: Speaker, office: Office) -> None:
    await asks(titular, oficio=Skipped())

    *_, asked = await titular.heard()
    assert asked == ProrrogaAsked(facts(oficio="", by=f"Persona {BETO}"))
    assert (await office.audited())[-1] == ("person:1", "prorroga_asked", "entrega:402:3T2025")


async def test_the_buttons_offer_days_with_their_last_day(ana: Speaker) -> None:
    await ana.asks(begin_prorroga, "402", T3)

    options = (await ana.asked()).options
    assert [(each.value, each.label) for each in options] == [
        ("2", "2025-10-02"),
        ("3", "2025-10-03"),
        ("5", "2025-10-07"),
    ]
    await ana.says(Picked(2), REASON, Skipped())
    *_, asked = await ana.heard()
    assert asked == ProrrogaAsked(facts(days=5, until_on=TUESDAY, oficio=""))


async def test_a_day_may_be_typed_instead_of_a_number(ana: Speaker) -> None:
    await asks(ana, "hasta el 6 de octubre")

    *_, asked = await ana.heard()
    assert asked == ProrrogaAsked(facts(days=4, until_on=date(2025, 10, 6)))


@pytest.mark.parametrize(
    ("before", "said", "problem"),
    [
        pytest.param((), "pronto", "days_not_understood", id="days"),
        pytest.param((), "4 de octubre", "day_not_worked", id="saturday"),
        pytest.param(("3",), "sí", "text_too_short", id="reason"),
        pytest.param(("3", REASON), "el oficio de siempre", "oficio_not_read", id="oficio"),
    ],
)
async def test_a_refusal_keeps_the_question_open(
    ana: Speaker, before: tuple[str, ...], said: str, problem: str
) -> None:
    await ana.asks(begin_prorroga, None, None)
    await ana.says(*before)
    open_before = await ana.question()

    await ana.says(said)

    assert (await ana.heard())[-1] == FormRefused(problem, said)
    assert await ana.question() == open_before


@pytest.mark.parametrize(
    ("today", "until_on"),
    [
        pytest.param(date(2025, 9, 25), FRIDAY, id="before the due day"),
        pytest.param(DUE, FRIDAY, id="on the last day"),
        pytest.param(date(2025, 10, 2), TUESDAY, id="after it"),
        pytest.param(TUESDAY, date(2025, 10, 10), id="on the last day of reception"),
    ],
)
async def test_days_count_from_the_due_day_or_from_the_day_it_is_asked(
    office: Office, ana: Speaker, eva: Speaker, today: date, until_on: date
) -> None:
    office.moment = local(today)

    await asks(ana)

    assert await eva.hears() == ProrrogaRequest(facts(until_on=until_on))


async def test_after_reception_it_cannot_be_asked_for(office: Office, ana: Speaker) -> None:
    office.moment = local(date(2025, 10, 8))

    await ana.asks(begin_prorroga, None, None)

    assert await ana.hears() == ProrrogaNotTaken("reception_closed", "402", T3, TUESDAY)
    assert await ana.question() is None


async def test_once_the_quarter_is_closed_it_cannot_be_asked_for(office: Office, ana: Speaker) -> None:
    office.moment = local(date(2025, 10, 6))
    await office.do(lambda uow: uow.closings.close(Closing(T3, office.moment.now, "person:9", {})))

    await ana.asks(begin_prorroga, None, None)

    assert await ana.hears() == ProrrogaNotTaken("shut", "402", T3, date(2025, 10, 6))


ACCEPTED = (Move.APPROVE, Move.ACCEPT)


@pytest.mark.parametrize(
    ("moves", "problem"),
    [
        pytest.param((), "sent", id="sent"),
        pytest.param((Move.APPROVE,), "sent", id="approved"),
        pytest.param(ACCEPTED, "accepted", id="accepted"),
    ],
)
async def test_of_what_was_handed_in_there_is_nothing_to_postpone(
    office: Office, ana: Speaker, titular: Speaker, eva: Speaker, moves: tuple[Move, ...], problem: str
) -> None:
    await hands_in(office, ana)
    for move in moves:
        await (titular if move is Move.APPROVE else eva).asks(press, Pressed("402", T3, move))
    await ana.heard()

    await ana.asks(begin_prorroga, "402", T3)

    assert await ana.hears() == ProrrogaNotTaken(problem, "402", T3, DUE)
    assert await ana.question() is None


async def test_what_is_given_back_may_be_postponed(
    office: Office, ana: Speaker, titular: Speaker, eva: Speaker
) -> None:
    await hands_in(office, ana)
    await titular.asks(press, Pressed("402", T3, Move.RETURN))
    await titular.says(Picked(0), "El oficio es de junio", Picked(0))

    await ana.asks(begin_prorroga, "402", T3)

    assert (await ana.asked()).kind == "prorroga"


async def test_a_report_that_old_documents_complete_has_nothing_to_postpone(
    office: Office, ana: Speaker
) -> None:
    await office.imports(a_document(a_row(achieved="25 25 25 _", evidence="Oficio SP/112/2025")))

    await ana.asks(begin_prorroga, "402", T3)

    assert await ana.hears() == ProrrogaNotTaken("complete", "402", T3)


async def test_what_was_sent_while_it_was_asked_for_is_not_postponed(office: Office, ana: Speaker) -> None:
    await ana.asks(begin_prorroga, "402", T3)
    await hands_in(office, await a_speaker(office, CARLA))

    await ana.says("3", REASON, Skipped())

    assert (await ana.heard())[-1] == ProrrogaNotTaken("sent", "402", T3, DUE)


async def test_implan_reads_that_what_is_to_be_postponed_was_sent_meanwhile(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await asks(ana)
    await eva.asks(show_prorrogas)
    before = (await eva.heard())[-1]
    await hands_in(office, ana)

    await eva.asks(show_prorrogas)

    after = (await eva.heard())[-1]
    assert isinstance(before, ProrrogaRequest)
    assert isinstance(after, ProrrogaRequest)
    assert (before.facts.delivered_on, after.facts.delivered_on) == (None, DUE)


async def test_a_unit_that_was_sent_is_not_chosen_among_several(office: Office, ana: Speaker) -> None:
    await office.do(lambda uow: uow.people.join(ANA, "Ana", Grant(Role.ENLACE, "504"), office.moment.now))
    await hands_in(office, ana)
    await ana.asks(begin_prorroga, None, T3)

    await ana.picks(0)

    assert (await ana.heard())[-1] == FormRefused("prorroga_sent", "Picked(position=0)")


async def test_one_at_a_time_waits_for_a_decision(ana: Speaker, titular: Speaker) -> None:
    await asks(ana)

    await titular.asks(begin_prorroga, "402", T3)

    assert await titular.hears() == ProrrogaNotTaken("awaited", "402", T3, DUE, f"Persona {ANA}")


async def test_of_two_who_ask_at_once_one_is_told_that_it_waits(ana: Speaker, titular: Speaker) -> None:
    await titular.asks(begin_prorroga, "402", T3)
    await asks(ana)

    await titular.says("2", REASON, Skipped())

    assert (await titular.heard())[-1] == ProrrogaNotTaken("awaited", "402", T3, DUE, f"Persona {ANA}")


async def test_whoever_asked_and_left_is_not_named(office: Office, ana: Speaker, titular: Speaker) -> None:
    await asks(ana)
    await office.do(lambda uow: uow.people.revoke(ana.id, office.moment.now))

    await titular.asks(begin_prorroga, "402", T3)

    assert await titular.hears() == ProrrogaNotTaken("awaited", "402", T3, DUE)


async def test_a_foreign_unit_is_not_asked_for(ana: Speaker) -> None:
    await ana.asks(begin_prorroga, "504", None)

    assert await ana.hears() == NotAllowed(("402",), "prorroga")


async def test_a_year_without_programme_has_nothing_to_extend(ana: Speaker) -> None:
    await ana.asks(begin_prorroga, "402", Period(2024, 3))

    assert await ana.hears() == NoProgramme("402", 2024, (2025,), "prorroga")


async def test_who_has_several_units_says_which(office: Office, ana: Speaker) -> None:
    await office.lets_in(ANA, Role.ENLACE, "504")
    await ana.asks(begin_prorroga, None, None)
    assert [each.label for each in (await ana.asked()).options] == [
        "402 · Secretaría Particular",
        "504 · Instituto",
    ]

    await ana.says(Picked(1))

    assert ((await ana.asked()).asked, (await ana.asked()).unit_code) == ("days", "504")


@pytest.mark.parametrize(
    ("period", "problem"),
    [
        pytest.param(T3, "prorroga_awaited", id="one waits"),
        pytest.param(Period(2025, 2), "prorroga_reception_closed", id="too late"),
        pytest.param(Period(2024, 3), "prorroga_no_programme", id="no programme"),
    ],
)
async def test_a_unit_that_cannot_ask_is_not_taken(
    office: Office, ana: Speaker, period: Period, problem: str
) -> None:
    await asks(ana)
    await office.lets_in(ANA, Role.ENLACE, "504")
    await ana.asks(begin_prorroga, None, period)

    await ana.says(Picked(0))

    assert (await ana.heard())[-1] == FormRefused(problem, str(Picked(0)))


async def test_what_is_granted_is_told_once_to_those_of_the_unit(
    office: Office, ana: Speaker, titular: Speaker, eva: Speaker
) -> None:
    await a_speaker(office, CARLA, unit_code="504")
    await asks(ana)
    await ana.heard()

    assert await eva.asks(decide_prorroga, 1, Verdict.GRANT)

    told = ProrrogaDecided("402", T3, FRIDAY, 3, f"Persona {EVA}")
    assert [await who.hears() for who in (ana, titular)] == [told] * 2
    assert (await eva.heard())[-1] == told
    assert await office.said(CARLA) == []
    assert (await due_on(office), await due_on(office, "504")) == (FRIDAY, DUE)
    assert (await office.audited())[-1] == ("person:3", "prorroga_granted", "entrega:402:3T2025")


async def test_everything_that_tells_a_date_tells_the_new_one(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await asks(ana)
    await eva.asks(decide_prorroga, 1, Verdict.GRANT)

    pending = await ana.asks(lambda uow, who, at: show_pending(uow, who, None, at))
    (status,) = await ana.asks(lambda uow, who, at: show_status(uow, who, "402", None, at))

    assert isinstance(pending, Pending)
    assert isinstance(status, UnitStatus)
    for due in (pending.due, status.due):
        assert (due.on, due.workdays_left, due.is_extended) == (FRIDAY, 3, True)
    summary = await office.do(lambda uow: show_summary(uow, office.moment))
    assert (summary.due.on, summary.due.is_extended) == (DUE, False)


async def test_units_with_different_dates_are_each_told_theirs(
    office: Office, ana: Speaker, eva: Speaker
) -> None:
    await asks(ana)
    await eva.asks(decide_prorroga, 1, Verdict.GRANT)
    await office.lets_in(ANA, Role.ENLACE, "504")

    pending = await ana.asks(lambda uow, who, at: show_pending(uow, who, None, at))

    assert isinstance(pending, Pending)
    assert pending.due.on == DUE
    assert [(unit.code, unit.due.on if unit.due else None) for unit in pending.units] == [
        ("402", FRIDAY),
        ("504", None),
    ]


async def _reminders(office: Office) -> list[tuple[Reminder, bool]]:
    """Return each planned reminder with whether it is still wanted."""

    said = [each for each in await office.said(ANA) if isinstance(each, Reminder)]

    async def look(uow: UnitOfWork) -> list[tuple[Reminder, bool]]:
        return [(each, await compose(uow, each, office.moment) is not None) for each in said]

    return await office.do(look)


async def test_reminders_follow_the_new_date(office: Office, ana: Speaker, eva: Speaker) -> None:
    async def tick(day: date) -> int:
        office.moment = local(day, 9)
        return await office.do(lambda uow: write_reminders(uow, office.moment))

    await tick(DUE)
    await asks(ana)
    await eva.asks(decide_prorroga, 1, Verdict.GRANT)
    assert [(each.items[0].rung, wanted) for each, wanted in await _reminders(office)] == [(0, False)]

    await tick(date(2025, 10, 1))
    await tick(date(2025, 10, 2))
    await tick(FRIDAY)
    rungs = [(item.rung, item.due_on) for each, _ in await _reminders(office) for item in each.items]
    assert rungs == [(0, DUE), (-3, FRIDAY), (-1, FRIDAY), (0, FRIDAY)]
    last, _ = (await _reminders(office))[-1]
    text = await office.do(lambda uow: compose(uow, last, office.moment))
    assert isinstance(text, ReminderText)
    assert (text.due.on, text.due.workdays_left) == (FRIDAY, 0)

    await tick(date(2025, 10, 6))
    assert (await _reminders(office))[-1][0].items[0].rung == 1


async def test_it_is_over_by_itself(office: Office, ana: Speaker, eva: Speaker) -> None:
    await asks(ana, "5")
    await eva.asks(decide_prorroga, 1, Verdict.GRANT)
    office.moment = local(date(2025, 10, 8))

    pending = await ana.asks(lambda uow, who, at: show_pending(uow, who, None, at))

    assert isinstance(pending, Pending)
    assert (pending.due.workdays_left, pending.due.is_late) == (-1, True)


async def test_it_is_refused_with_a_reason(office: Office, ana: Speaker, eva: Speaker) -> None:
    await asks(ana)
    await ana.heard()
    await eva.asks(decide_prorroga, 1, Verdict.REFUSE)

    await eva.says("El plazo es el mismo para todas")

    told = ProrrogaDecided("402", T3, None, 3, f"Persona {EVA}", "El plazo es el mismo para todas")
    assert await ana.hears() == told
    assert await due_on(office) == DUE
    stored = await office.do(lambda uow: uow.prorrogas.get(1))
    assert stored is not None
    assert stored.state is ProrrogaState.REFUSED
    entry, *_ = await office.do(audit_entries)
    assert (entry.action, entry.reason) == ("prorroga_refused", "El plazo es el mismo para todas")


async def test_other_days_may_be_granted(office: Office, ana: Speaker, eva: Speaker) -> None:
    await asks(ana)
    await ana.heard()
    await eva.asks(decide_prorroga, 1, Verdict.OTHER_DAYS)
    assert [each.value for each in (await eva.asked()).options] == ["2", "3", "5"]

    await eva.says("1")

    told = ProrrogaDecided("402", T3, date(2025, 10, 1), 1, f"Persona {EVA}")
    assert await ana.hears() == told
    assert await due_on(office) == date(2025, 10, 1)


async def test_a_day_that_has_passed_is_not_granted(office: Office, ana: Speaker, eva: Speaker) -> None:
    await asks(ana, "1")
    await eva.heard()
    office.moment = local(date(2025, 10, 2))

    await eva.asks(decide_prorroga, 1, Verdict.GRANT)

    past, asked = await eva.heard()
    assert past == ProrrogaNotTaken("past", "402", T3, date(2025, 10, 1))
    assert isinstance(asked, FormQuestion)
    await eva.picks(0)
    assert await due_on(office) == date(2025, 10, 6)


@pytest.mark.parametrize("verdict", Verdict)
async def test_it_is_decided_once(ana: Speaker, eva: Speaker, ivo: Speaker, verdict: Verdict) -> None:
    await asks(ana)
    await eva.asks(decide_prorroga, 1, Verdict.GRANT)
    await ivo.heard()

    await ivo.asks(decide_prorroga, 1, verdict)

    assert await ivo.hears() == ProrrogaDecided("402", T3, FRIDAY, 3, f"Persona {EVA}", is_late=True)
    assert await ivo.question() is None


async def test_who_is_late_with_a_reason_is_told_what_was_decided(
    ana: Speaker, eva: Speaker, ivo: Speaker
) -> None:
    await asks(ana)
    await ivo.asks(decide_prorroga, 1, Verdict.REFUSE)
    await eva.asks(decide_prorroga, 1, Verdict.GRANT)
    await ana.heard()

    await ivo.says("El plazo es el mismo para todas")

    assert (await ivo.heard())[-1] == ProrrogaDecided("402", T3, FRIDAY, 3, f"Persona {EVA}", is_late=True)
    assert await ana.heard() == []


async def test_the_decider_may_be_gone(office: Office, ana: Speaker, eva: Speaker, ivo: Speaker) -> None:
    await asks(ana)
    await eva.asks(decide_prorroga, 1, Verdict.GRANT)
    await office.do(lambda uow: uow.people.revoke(eva.id, office.moment.now))

    await ivo.asks(decide_prorroga, 1, Verdict.GRANT)

    assert (await ivo.heard())[-1] == ProrrogaDecided("402", T3, FRIDAY, 3, "", is_late=True)


async def test_requests_that_wait_are_withdrawn_and_sent_ones_lose_their_buttons(
    office: Office, ana: Speaker, eva: Speaker, ivo: Speaker
) -> None:
    await asks(ana)
    await office.do(lambda uow: uow.outbox.cancel(f"prorroga:1:request:{eva.id}", "taken for sent"))

    await eva.asks(decide_prorroga, 1, Verdict.GRANT)

    rows = {row.key: row for row in await office.rows()}
    assert rows[f"prorroga:1:request:{ivo.id}"].state is OutboxState.CANCELLED
    request = rows[f"prorroga:1:request:{eva.id}"]
    assert rows[f"answered:{request.id}"].data["said"] == f"Concedida por Persona {EVA}"


async def test_there_may_be_no_such_prorroga(eva: Speaker) -> None:
    assert not await eva.asks(decide_prorroga, 9, Verdict.GRANT)


async def test_what_waits_can_be_listed_and_found(office: Office, ana: Speaker, ivo: Speaker) -> None:
    await ivo.asks(show_prorrogas)
    assert await ivo.hears() == NoProrrogas()
    await asks(ana)
    await ivo.heard()

    await ivo.asks(show_prorrogas)

    assert await ivo.hears() == ProrrogaRequest(facts())
    found = await office.do(lambda uow: find_awaited(uow, "402"))
    assert found is not None
    assert await office.do(lambda uow: find_awaited(uow, "504")) is None
    summary = await office.do(lambda uow: show_summary(uow, office.moment))
    assert summary.prorrogas_awaited == ("402",)
    await ivo.asks(grant_days, found, 2)
    assert await due_on(office) == date(2025, 10, 2)


async def test_who_asked_may_be_gone(office: Office, ana: Speaker, ivo: Speaker) -> None:
    await asks(ana)
    await ivo.heard()
    await office.do(lambda uow: uow.people.revoke(ana.id, office.moment.now))

    await ivo.asks(show_prorrogas)

    assert await ivo.hears() == ProrrogaRequest(facts(by=""))


async def test_a_request_of_a_year_without_a_programme_has_no_report_that_was_sent(
    office: Office, ana: Speaker
) -> None:
    asked = Prorroga(1, "402", Period(2031, 3), 3, "", "", ProrrogaState.ASKED, office.moment.now, ana.id)

    facts = await office.do(lambda uow: facts_of(uow, asked, office.moment))

    assert facts.delivered_on is None
