"""The summary: every UR counted once, the worst first, and the URs that nobody can be reminded of."""

from dataclasses import replace
from datetime import date, timedelta

from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.kit.access import Role
from domain.kit.avances import Missing
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.periods import Period
from domain.reminders.reassignments import Reassignment, ReassignmentState
from domain.summary.changes import Changes, UnitStand
from domain.summary.messages import Summary, SummaryText
from storage.closings import Closing
from storage.prorrogas import Decision
from storage.snapshots import TakenSnapshot
from storage.uow import UnitOfWork
from tests.facts import (
    AN_OFICIO,
    ANA,
    BETO,
    NOW,
    T2,
    T3,
    Office,
    a_mir,
    a_row,
    an_avance,
    local,
    statements_of,
)
from usecases.summary.quarter_facts import enlaces_by_unit, read_quarter, snapshot_of
from usecases.summary.show_summary import show_summary
from usecases.switchboard.compose import compose

YESTERDAY = date(2025, 9, 24)

PROVED = an_avance("25", evidence=(AN_OFICIO,))


async def summary(office: Office, period: Period | None = None, *, every_unit: bool = False) -> SummaryText:
    return await office.do(lambda uow: show_summary(uow, office.moment, period, every_unit=every_unit))


async def test_complete_incomplete_and_not_started_units_are_counted(office: Office) -> None:
    complete = await office.register(a_mir(unit="304"))
    incomplete = await office.register(a_mir(a_row("Componente 7"), a_row("Componente 8"), unit="402"))
    await office.register(a_mir(unit="504"))
    for ids in (complete, incomplete):
        await office.save(ids["Componente 7"], PROVED)

    counted = await summary(office)

    assert (counted.complete, counted.units) == (1, 3)
    assert [gap.code for gap in counted.incomplete] == ["402"]
    assert [gap.code for gap in counted.not_started] == ["504"]


async def test_the_worst_come_first_and_equals_by_code(office: Office) -> None:
    await office.register(a_mir(a_row("Componente 1"), unit="504"))
    await office.register(a_mir(a_row("Componente 1"), unit="402"))
    await office.register(a_mir(a_row("Componente 1"), a_row("Componente 2"), unit="999"))

    counted = await summary(office)

    assert [(gap.code, gap.gaps, gap.asked) for gap in counted.not_started] == [
        ("999", 2, 2),
        ("402", 1, 1),
        ("504", 1, 1),
    ]


async def test_what_a_unit_lacks_is_named_shortly(office: Office) -> None:
    ids = await office.register(a_mir(a_row("Fin"), a_row("Componente 3"), a_row("Actividad 3.1")))
    await office.save(ids["Actividad 3.1"], an_avance("25"))

    (gap,) = (await summary(office)).incomplete

    assert gap.lacks == (
        ("Fin", (Missing.VALUE,)),
        ("Componente 3", (Missing.VALUE,)),
        ("3.1", (Missing.EVIDENCE,)),
    )


async def test_the_programme_is_named_where_a_unit_has_several(office: Office) -> None:
    for programme in ("4", "6"):
        await office.register(a_mir(a_row("Actividad 1.1"), programme=programme))

    (gap,) = (await summary(office)).not_started

    assert [level for level, _ in gap.lacks] == ["1.1 (PP 4)", "1.1 (PP 6)"]


async def test_a_goal_that_is_missing_is_a_gap_although_nobody_asks_for_a_value(office: Office) -> None:
    await office.register(a_mir(a_row("Fin", frequency="Anual", goals="_ _ _ _")))

    (gap,) = (await summary(office)).not_started

    assert (gap.gaps, gap.asked, gap.lacks) == (1, 1, (("Fin", (Missing.GOAL,)),))


async def test_a_unit_without_a_reachable_enlace_is_named(office: Office) -> None:
    for unit in ("304", "402", "504"):
        await office.register(a_mir(unit=unit))
    await office.lets_in(ANA, Role.ENLACE, "304")
    await office.lets_in(BETO, Role.ENLACE, "402")
    await office.lets_in(BETO, Role.TITULAR, "504")
    await office.do(lambda uow: uow.people.mark_unreachable(BETO, "bloqueó al bot", NOW.now))

    assert (await summary(office)).unreachable == ("402", "504")


async def test_nobody_needs_to_be_reached_where_nothing_is_owed(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], PROVED)
    await _sends(office)

    assert (await summary(office)).unreachable == ()


async def test_somebody_must_be_reached_to_send_what_is_complete(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], PROVED)

    assert (await summary(office)).unreachable == ("402",)


async def test_what_is_complete_and_not_sent_is_counted(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], PROVED)

    before = await summary(office)
    await _sends(office)

    assert (before.complete, before.unsent) == (1, ("402",))
    assert ((await summary(office)).complete, (await summary(office)).unsent) == (1, ())


async def test_what_was_imported_complete_is_not_counted_as_unsent(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], replace(PROVED, is_imported=True))

    assert ((await summary(office)).complete, (await summary(office)).unsent) == (1, ())


async def _sends(office: Office) -> None:
    entrega = Entrega("402", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(entrega, read=0, at=NOW.now))


async def test_the_summary_is_of_the_quarter_in_play_or_of_a_named_one(office: Office) -> None:
    assert (await summary(office)).period == T3
    assert (await summary(office, T2)).period == T2


async def test_the_summary_is_of_this_day_and_may_list_every_unit(office: Office) -> None:
    cut, whole = await summary(office), await summary(office, every_unit=True)

    assert (cut.day, cut.due.workdays_left, cut.pages) == (office.moment.today, 3, False)
    assert whole.pages


async def test_the_summary_of_many_units_takes_as_many_queries_as_that_of_one(office: Office) -> None:
    counts = []
    for number in (100, *range(101, 140)):
        await office.register(a_mir(unit=str(number)))
        if number in (100, 139):
            with statements_of(office.database) as statements:
                await summary(office)
            counts.append(len(statements))

    assert counts[0] == counts[1]


async def test_enlaces_are_found_by_every_unit_they_hold(office: Office) -> None:
    await office.lets_in(ANA, Role.ENLACE, "402")
    await office.lets_in(ANA, Role.ENLACE, "504")
    await office.lets_in(BETO, Role.ENLACE, "402")
    people = await office.do(lambda uow: uow.people.everybody())

    assert enlaces_by_unit(people) == {"402": [1, 2], "504": [1]}


async def test_without_any_daily_summary_before_there_is_no_news(office: Office) -> None:
    await office.register(a_mir())

    assert (await summary(office)).news is None


async def test_what_changed_since_the_last_daily_summary_is_news(office: Office) -> None:
    ids = await office.register(a_mir())
    await _daily(office, YESTERDAY)
    await office.save(ids["Componente 7"], PROVED)

    asked = (await summary(office)).news

    assert asked is not None
    assert asked.since == local(YESTERDAY, 8).local
    assert asked.changes == Changes(completed=("402",), cut_off=())


async def test_asking_keeps_nothing(office: Office) -> None:
    await office.register(a_mir())
    await _daily(office, YESTERDAY)
    before = await office.do(lambda uow: uow.snapshots.last(T3))

    await summary(office)

    assert await office.do(lambda uow: uow.snapshots.last(T3)) == before


async def test_a_daily_summary_of_later_is_no_past(office: Office) -> None:
    await office.register(a_mir())
    await _daily(office, NOW.today + timedelta(days=1))

    assert (await summary(office)).news is None


async def test_the_news_of_a_day_are_the_same_for_whoever_gets_it_later(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.lets_in(ANA, Role.IMPLAN, None)
    await _daily(office, YESTERDAY)
    await office.lets_in(BETO, Role.ENLACE, "402")
    await _daily(office, NOW.today)
    await office.save(ids["Componente 7"], PROVED)

    planned = Summary(NOW.today, period=T3)
    said = await office.do(lambda uow: compose(uow, planned, office.moment))

    assert isinstance(said, SummaryText)
    assert said.news is not None
    assert said.news.changes == Changes(reached=("402",))
    assert said.complete == 1
    assert said.is_daily


async def test_what_a_unit_lacks_is_told_of_the_worst_only_unless_all_are_asked_for(office: Office) -> None:
    for number in range(101, 113):
        await office.register(a_mir(unit=str(number)))

    few, every = await summary(office), await summary(office, every_unit=True)

    assert sum(bool(gap.lacks) for gap in few.not_started) == 10
    assert all(gap.lacks for gap in every.not_started)


async def test_what_waits_for_implan_is_named(office: Office) -> None:
    ids = await office.register(a_mir(*map(a_row, ("Componente 7", "Actividad 7.1", "Actividad 7.2"))))
    person = await office.lets_in(ANA, Role.ENLACE, "402")
    person_id = person.actor.person_id

    async def ask(uow: UnitOfWork) -> None:
        for level in ("Componente 7", "Actividad 7.1"):
            await uow.reassignments.ask(_not_mine(person_id, ids[level], T3))

    await office.do(ask)
    await office.do(lambda uow: uow.reassignments.ask(_not_mine(1, ids["Actividad 7.2"], T2)))

    counted = await summary(office)

    assert (counted.reassigned, counted.to_remind) == (("402",), 1)


async def test_nobody_is_to_be_reminded_of_what_is_closed(office: Office) -> None:
    await office.register(a_mir())
    await office.lets_in(ANA, Role.ENLACE, "402")
    await office.do(lambda uow: uow.closings.close(Closing(T3, NOW.now, "person:1", {})))

    assert (await summary(office)).to_remind == 0


async def test_a_report_that_came_back_is_owed_again_even_if_nothing_is_missing(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], PROVED)
    returned = Entrega("402", T3, EntregaState.RETURNED, round=1, version=2)
    await office.do(lambda uow: uow.entregas.save(returned, read=0, at=NOW.now))

    counted = await summary(office)

    assert (counted.complete, counted.unsent, counted.unreachable) == (1, ("402",), ("402",))


async def test_a_snapshot_tells_late_extended_and_asking_units(office: Office) -> None:
    await office.register(a_mir())
    await office.lets_in(ANA, Role.ENLACE, "402")
    asked = Prorroga(0, "402", T3, 3, "Cambió el enlace", "", ProrrogaState.ASKED, NOW.now, 1)
    first = await office.do(lambda uow: uow.prorrogas.ask(asked))
    granted = Decision(by=1, at=NOW.now, until_on=date(2025, 10, 3))
    await office.do(lambda uow: uow.prorrogas.decide(first, granted))
    await office.do(lambda uow: uow.prorrogas.ask(asked))

    async def stand(day: date) -> UnitStand:
        facts = await office.do(lambda uow: read_quarter(uow, T3, local(day)))
        return snapshot_of(facts)["402"]

    given = date(2025, 10, 3)
    assert await stand(given) == UnitStand(1, 1, extended_until=given, asks_prorroga=True)
    assert (await stand(date(2025, 10, 6))).is_late


async def _daily(office: Office, day: date) -> None:
    """The daily summary of a day is written at eight."""
    moment = local(day, 8)

    async def take(uow: UnitOfWork) -> None:
        facts = await read_quarter(uow, T3, moment)
        await uow.snapshots.add(T3, TakenSnapshot(day, moment.now, snapshot_of(facts)))

    await office.do(take)


def _not_mine(person_id: int, indicator_id: int, period: Period) -> Reassignment:
    state = ReassignmentState.OPEN
    return Reassignment(0, person_id, "402", indicator_id, period, "Es de otra área", state, NOW.now)


async def test_what_was_observed_and_is_not_answered_is_not_yet_to_be_sent(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], PROVED)

    async def give_back(uow: UnitOfWork) -> None:
        returned = Entrega("402", T3, EntregaState.RETURNED, round=1, version=2)
        saved = await uow.entregas.save(returned, read=0, at=NOW.now)
        await uow.entregas.observe(saved, {ids["Componente 7"]: "Falta la lista"}, by="person:9", at=NOW.now)

    await office.do(give_back)

    counted = await summary(office)

    assert (counted.complete, counted.unsent, counted.unreachable) == (1, (), ("402",))
    assert counted.given_back == ("402",)
