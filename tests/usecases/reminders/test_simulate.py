"""A rehearsal says who would get what, when and why, and who would get nothing; nothing is written."""

from datetime import UTC, date, datetime, time

import pytest

from domain.calendar.closings import Reopening
from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.calendar.spans import Span
from domain.kit.access import Grant, Role
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.reports import CodedName
from domain.kit.rules import Rules
from domain.reminders.hours import OFFICE_HOURS
from domain.reminders.ladders import Ladder, Recipient, Rhythm
from domain.reminders.reassignments import Reassignment, ReassignmentState
from domain.reminders.rehearsals import (
    REMINDERS,
    LeftAlone,
    Notice,
    NoticeKind,
    RehearsedDay,
    Spared,
    counted,
)
from domain.reminders.rungs import Why
from domain.reminders.simulation_messages import Simulation
from storage.closings import Closing
from storage.prorrogas import Decision
from storage.uow import UnitOfWork
from tests.facts import (
    AN_OFICIO,
    ANA,
    BETO,
    CARLA,
    NOW,
    OAXACA,
    T3,
    Office,
    a_mir,
    a_row,
    an_avance,
    dump,
    local,
)
from usecases.reminders.plan_reminders import write_reminders
from usecases.reminders.simulate import SUMMARY_AT, Timetable, compose_simulation, is_too_much, simulate

TIMETABLE = Timetable(SUMMARY_AT, OFFICE_HOURS)
THURSDAY, FRIDAY, MONDAY, DUE = (date(2025, 9, day) for day in (25, 26, 29, 30))
DANI = 1004


@pytest.fixture
async def owing(office: Office) -> Office:
    """402 owes two indicators, Ana captures them, and Carla of IMPLAN watches."""
    await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    await office.lets_in(ANA)
    await office.lets_in(CARLA, Role.IMPLAN, None)
    return office


async def rehearsed(office: Office, first: date, last: date | None = None) -> tuple[RehearsedDay, ...]:
    async with office.database.read() as uow:
        return await simulate(uow, Span(first, last or first), TIMETABLE, office.moment)


async def left_alone(office: Office, day: date = THURSDAY) -> LeftAlone:
    ((only,),) = [each.left_alone for each in await rehearsed(office, day)]
    return only


def reminders(days: tuple[RehearsedDay, ...]) -> list[Notice]:
    return [notice for day in days for notice in day.notices if notice.kind in REMINDERS]


async def test_it_says_who_when_and_why(owing: Office) -> None:
    (day,) = await rehearsed(owing, THURSDAY)

    (notice,) = day.of(NoticeKind.ENLACE)
    (line,) = notice.lines
    assert (notice.at, notice.person_id, notice.name) == (local(THURSDAY, 9).local, 1, f"Persona {ANA}")
    assert (line.unit_code, line.rung, line.why, line.due_on, line.missing) == ("402", -3, Why.OWES, DUE, 2)
    (summary,) = day.of(NoticeKind.SUMMARY)
    assert (summary.at, summary.name) == (local(THURSDAY, 8, 30).local, f"Persona {CARLA}")
    assert day.left_alone == ()


async def test_nothing_is_written(owing: Office) -> None:
    before = await dump(owing.database)

    await rehearsed(owing, THURSDAY, DUE)

    assert await dump(owing.database) == before


async def test_messages_are_counted_by_kind(owing: Office) -> None:
    assert counted(await rehearsed(owing, THURSDAY, MONDAY)) == {NoticeKind.ENLACE: 2, NoticeKind.SUMMARY: 3}


async def test_it_is_worked_out_when_it_is_sent(owing: Office) -> None:
    async with owing.database.read() as uow:
        said = await compose_simulation(uow, Simulation(THURSDAY, DUE), TIMETABLE, owing.moment)

    assert said.made_at == owing.moment.local
    assert said.days == await rehearsed(owing, THURSDAY, DUE)


async def test_what_is_given_on_one_day_is_not_given_again_on_the_next(owing: Office) -> None:
    days = await rehearsed(owing, date(2025, 9, 15), date(2025, 10, 2))

    rungs = [notice.lines[0].rung for notice in reminders(days)]
    assert rungs == [-10, -5, -3, -1, 0, 1, 2]


async def test_the_days_until_then_are_gone_through_too(owing: Office) -> None:
    owing.moment = local(date(2025, 9, 10))

    assert await left_alone(owing, FRIDAY) == LeftAlone("402", Spared.GIVEN)
    assert [each.lines[0].rung for each in reminders(await rehearsed(owing, MONDAY))] == [-1]


async def test_of_a_day_that_is_over_only_what_was_given_before_counts(owing: Office) -> None:
    for day in (THURSDAY, MONDAY):
        await owing.do(lambda uow, day=day: write_reminders(uow, local(day, 9)))  # type: ignore[misc]

    for day, rung in ((THURSDAY, -3), (MONDAY, -1)):
        assert [each.lines[0].rung for each in reminders(await rehearsed(owing, day))] == [rung]
    assert await left_alone(owing, FRIDAY) == LeftAlone("402", Spared.GIVEN)


async def test_today_is_what_it_was_this_morning(owing: Office) -> None:
    before = await rehearsed(owing, THURSDAY)
    await owing.do(lambda uow: write_reminders(uow, local(THURSDAY, 9)))

    assert await rehearsed(owing, THURSDAY) == before
    assert await left_alone(owing, FRIDAY) == LeftAlone("402", Spared.GIVEN)


async def test_what_has_not_left_today_leaves_tomorrow_morning(owing: Office) -> None:
    """It was delayed until the hours were over: it is sent tomorrow, though no rung is new."""
    await owing.do(lambda uow: write_reminders(uow, local(THURSDAY, 17)))
    owing.moment = local(THURSDAY, 19)

    (notice,) = reminders(await rehearsed(owing, FRIDAY))
    assert (notice.at, notice.lines[0].rung) == (local(FRIDAY, 9).local, -3)
    assert len(reminders(await rehearsed(owing, FRIDAY, date(2025, 9, 28)))) == 1


async def test_own_hours_are_kept(owing: Office) -> None:
    await owing.do(lambda uow: uow.people.set_hours(1, (11 * 60 + 30, 15 * 60)))

    (notice,) = reminders(await rehearsed(owing, THURSDAY))

    assert notice.at == local(THURSDAY, 11, 30).local


async def test_a_day_off_has_nobody(owing: Office) -> None:
    (day,) = await rehearsed(owing, date(2025, 9, 27))

    assert (day.is_workday, day.notices, day.left_alone) == (False, (), ())


async def test_who_comes_after_the_enlace_is_told_with_the_reason(owing: Office) -> None:
    suplente = await owing.lets_in(BETO)
    standing_in = Grant(Role.ENLACE, "402", is_suplente=True)
    await owing.do(lambda uow: uow.people.give(suplente.actor.person_id, standing_in))
    await owing.lets_in(DANI, Role.TITULAR)

    days = await rehearsed(owing, THURSDAY, date(2025, 10, 1))

    told = [(each.kind, each.lines[0].rung, each.lines[0].why) for each in reminders(days)]
    escalated = [each for each in told if each[0] is not NoticeKind.ENLACE]
    assert escalated == [
        (NoticeKind.SUPLENTE, -3, Why.NO_SIGN),
        (NoticeKind.SUPLENTE, -1, Why.NO_SIGN),
        (NoticeKind.TITULAR, -1, Why.NO_SIGN),
        (NoticeKind.SUPLENTE, 0, Why.NO_SIGN),
        (NoticeKind.SUPLENTE, 1, Why.NO_SIGN),
        (NoticeKind.TITULAR, 1, Why.NO_SIGN),
    ]


async def test_several_units_and_programmes_of_one_person_are_one_message(owing: Office) -> None:
    await owing.register(a_mir(a_row("Componente 9"), programme="101"))
    await owing.register(a_mir(unit="504"))
    await owing.lets_in(ANA, Role.TITULAR, "504")

    (notice,) = reminders(await rehearsed(owing, THURSDAY))

    assert notice.kind is NoticeKind.ENLACE
    assert [(each.unit_code, each.recipient, each.missing) for each in notice.lines] == [
        ("402", Recipient.ENLACE, 3),
        ("504", Recipient.TITULAR, 1),
    ]


async def test_only_the_sending_is_left(owing: Office) -> None:
    await _reports(owing)

    (notice,) = reminders(await rehearsed(owing, THURSDAY))

    assert notice.lines[0].missing == 0


async def test_months_are_rehearsed_too(owing: Office) -> None:
    async def ask(uow: UnitOfWork) -> None:
        monthly = ("", Recipient.ENLACE, Rhythm.MONTHLY)
        await uow.ladders.set(monthly, Ladder((0,)), at=NOW.now, by="cli")
        await uow.rules.save(1, Rules(asks_months=True))

    await owing.register(a_mir(a_row("Actividad 7.2", frequency="Mensual")))
    await owing.do(ask)

    (notice,) = reminders(await rehearsed(owing, date(2025, 8, 29)))

    assert [(each.month, each.missing) for each in notice.lines] == [(0, 3), (7, 1), (8, 1)]


async def test_who_directs_hears_weekly_and_at_the_end(owing: Office) -> None:
    await owing.lets_in(DANI, Role.CONSULTA, None)

    kinds = [
        (day.day.day, notice.kind)
        for day in await rehearsed(owing, date(2025, 9, 22), date(2025, 10, 10))
        for notice in day.notices
        if notice.name == f"Persona {DANI}"
    ]

    assert kinds == [
        (22, NoticeKind.WEEKLY),
        (29, NoticeKind.WEEKLY),
        (6, NoticeKind.WEEKLY),
        (8, NoticeKind.FINAL),
    ]


async def _reports(office: Office) -> None:
    for indicator in (await office.report()).indicators:
        await office.save(indicator.id, an_avance(evidence=(AN_OFICIO,)))


async def _hands_in(office: Office) -> None:
    entrega = Entrega("402", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(entrega, read=0, at=NOW.now))


async def _is_shut(office: Office) -> None:
    closed = Closing(T3, local(date(2025, 9, 24)).now, "cli", {})
    await office.do(lambda uow: uow.closings.close(closed))


async def _is_complete_from_before(office: Office) -> None:
    for indicator in (await office.report()).indicators:
        await office.save(indicator.id, an_avance(evidence=(AN_OFICIO,), is_imported=True))


async def _is_unreachable(office: Office) -> None:
    await office.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", NOW.now))


async def _is_not_theirs(office: Office) -> None:
    for indicator in (await office.report()).indicators:
        said = (1, "402", indicator.id, T3, "Es de otra área", ReassignmentState.OPEN, NOW.now)
        asked = Reassignment(0, *said)
        await office.do(lambda uow, asked=asked: uow.reassignments.ask(asked))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (_hands_in, Spared.HANDED_IN),
        (_is_shut, Spared.SHUT),
        (_is_complete_from_before, Spared.NOTHING_OWED),
        (_is_unreachable, Spared.UNREACHABLE),
        (_is_not_theirs, Spared.NOT_THEIRS),
    ],
    ids=lambda each: each.value if isinstance(each, Spared) else "",
)
async def test_who_gets_nothing_is_named_with_the_reason(happens: object, why: Spared, owing: Office) -> None:
    await happens(owing)  # type: ignore[operator]

    assert await left_alone(owing) == LeftAlone("402", why)


async def test_before_the_first_rung_nobody_is_told(owing: Office) -> None:
    await owing.do(lambda uow: uow.ladders.set(KEY, Ladder((-1, 0)), at=NOW.now, by="cli"))

    assert await left_alone(owing) == LeftAlone("402", Spared.NO_RUNG)


KEY = ("", Recipient.ENLACE, Rhythm.QUARTERLY)


async def test_a_prorroga_is_told_with_its_day(owing: Office) -> None:
    async def extend(uow: UnitOfWork) -> None:
        asked = Prorroga(0, "402", T3, 3, "Cambió el enlace", "", ProrrogaState.ASKED, NOW.now, 1)
        granted = Decision(by=1, at=NOW.now, until_on=date(2025, 10, 3))
        await uow.prorrogas.decide(await uow.prorrogas.ask(asked), granted)

    await owing.do(extend)
    until = datetime(2025, 10, 3, tzinfo=OAXACA)

    last = (await rehearsed(owing, FRIDAY, MONDAY))[-1]
    assert last.left_alone == (LeftAlone("402", Spared.EXTENDED, until),)
    assert reminders(await rehearsed(owing, FRIDAY))[0].lines[0].is_extended


async def test_what_is_put_off_is_told_with_its_hour_and_comes_at_it(owing: Office) -> None:
    await owing.do(lambda uow: write_reminders(uow, local(THURSDAY, 9)))
    until = datetime.combine(FRIDAY, time(16), OAXACA)
    asked_at = local(THURSDAY, 10).now
    await owing.do(lambda uow: uow.snoozes.put_off(1, T3, until=until.astimezone(UTC), at=asked_at))

    (notice,) = reminders(await rehearsed(owing, FRIDAY))
    assert (notice.at, notice.lines[0].rung) == (until, -3)

    await owing.do(lambda uow: uow.snoozes.put_off(1, T3, until=local(MONDAY, 9).now, at=asked_at))
    assert await left_alone(owing, FRIDAY) == LeftAlone("402", Spared.SNOOZED, local(MONDAY, 9).local)
    assert len(reminders(await rehearsed(owing, FRIDAY, MONDAY))) == 1


async def test_what_was_put_off_comes_again_once(owing: Office) -> None:
    """On Thursday at four, not on Friday again; on Monday the next rung."""
    await owing.do(lambda uow: write_reminders(uow, local(THURSDAY, 9)))
    owing.moment = local(THURSDAY, 10)
    until = local(THURSDAY, 16).now
    await owing.do(lambda uow: uow.snoozes.put_off(1, T3, until=until, at=owing.moment.now))

    days = await rehearsed(owing, FRIDAY, DUE)

    assert [(each.at.day, each.lines[0].rung) for each in reminders(days)] == [(29, -1), (30, 0)]
    assert days[0].left_alone == (LeftAlone("402", Spared.GIVEN),)


@pytest.mark.parametrize(
    ("units", "span", "is_much"),
    [
        (1, Span(THURSDAY, date(2026, 1, 20)), False),
        (200, Span(FRIDAY, FRIDAY), False),
        (200, Span(date(2025, 9, 1), date(2025, 12, 9)), False),
        (200, Span(date(2025, 9, 1), date(2025, 12, 10)), True),
        (200, Span(date(2026, 3, 1), date(2026, 4, 30)), True),
    ],
)
async def test_what_nobody_would_wait_for_is_known_beforehand(
    units: int, span: Span, is_much: bool, office: Office
) -> None:
    async def found(uow: UnitOfWork) -> bool:
        for number in range(units):
            await uow.imports.save_unit(CodedName(str(1000 + number), "Área", "Área"), is_mir=True)
        return await is_too_much(uow, span, THURSDAY)

    assert await office.do(found) is is_much


async def test_who_was_let_in_again_is_not_shut(owing: Office) -> None:
    await _is_shut(owing)
    until = local(date(2025, 10, 10)).now
    opened = Reopening("402", T3, "Falta un oficio", NOW.now, "cli", until)
    await owing.do(lambda uow: uow.closings.reopen(opened))

    assert len(reminders(await rehearsed(owing, THURSDAY))) == 1
