"""Data that IMPLAN administers, read and written on both databases."""

from datetime import date, timedelta
from decimal import Decimal

from domain.kit.access import Role
from domain.kit.avances import AvanceState
from domain.kit.reports import GOAL_UNCLEAR
from domain.people.administration import GoalVersion
from storage.engine import Database
from tests.facts import (
    ANA,
    BETO,
    NOW,
    T2,
    a_document,
    a_flag,
    a_mir,
    a_row,
    an_avance,
    an_unclear_value,
    join,
    quarters,
    register,
)
from tests.read_back import goal_versions

EVEN, NEW = quarters("25 25 25 25"), quarters("20 30 25 25")


async def test_people_are_listed_with_their_last_message(database: Database) -> None:
    async with database.write() as uow:
        ana = await join(uow, ANA)
        beto = await join(uow, BETO, Role.IMPLAN, None)
        for update_id, hours in ((1, 1), (2, 3), (3, 2)):
            await uow.inbox.add(update_id, ANA, "{}", NOW.now + timedelta(hours=hours))
        await uow.commit()

        everybody, of_unit = await uow.registry.members(), await uow.registry.members("402")
        names = await uow.registry.names()

    assert [(each.name, each.unit_code, each.role) for each in everybody] == [
        (beto.actor.name, "", Role.IMPLAN),
        (ana.actor.name, "402", Role.ENLACE),
    ]
    (member,) = of_unit
    assert (member.person_id, member.last_seen_at) == (ana.actor.person_id, NOW.now + timedelta(hours=3))
    assert names == {ana.actor.person_id: ana.actor.name, beto.actor.person_id: beto.actor.name}


async def test_units_are_counted_in_a_year_and_renamed(database: Database) -> None:
    async with database.write() as uow:
        ids = await register(uow, a_mir(a_row(), a_row("Actividad 7.1")))
        await register(uow, a_mir(programme="09"))
        await join(uow)
        await uow.registry.rename_unit("402", "Otra")

        (unit,) = await uow.registry.units(2025)
        (empty,) = await uow.registry.units(2024)
        keys, owners = await uow.registry.programmes("402"), await uow.registry.owners()

    assert (unit.name, unit.programmes, unit.indicators, len(unit.enlaces)) == ("Otra", ("08", "09"), 3, 1)
    assert (empty.programmes, empty.indicators) == ((), 0)
    assert [(key.code, key.year) for key in keys] == [("08", 2025), ("09", 2025)]
    assert {owners[each] for each in ids.values()} == {"402"}


async def test_replaced_goals_are_kept_the_latest_first(database: Database) -> None:
    async with database.write() as uow:
        indicator_id = (await register(uow, a_mir()))["Componente 7"]
        for goals, oficio in ((EVEN, "IMP/1/2025"), (NEW, "IMP/2/2025")):
            kept = GoalVersion(goals, oficio, date(2025, 7, 3), "Ajuste.", NOW.now, "person:1")
            await uow.registry.replace_goals(indicator_id, quarters("10 20 30 40"), kept)

        versions = await goal_versions(uow, indicator_id)
        changes = await uow.registry.goal_changes()
        (report,) = await uow.programmes.reports(T2, ["402"])

    assert [each[:2] for each in versions] == [(NEW, "IMP/2/2025"), (EVEN, "IMP/1/2025")]
    assert changes == {indicator_id: 2}
    assert report.indicators[0].goals == quarters("10 20 30 40")


async def test_a_doubt_is_open_until_its_number_is_known(database: Database) -> None:
    unclear_goal = a_flag(GOAL_UNCLEAR, quarter=2, needs_confirmation=True, candidates=(Decimal(20),))
    row = a_row(goals="25 _ 25 25", flags=(an_unclear_value(2, 30, 60), unclear_goal, a_flag()))
    async with database.write() as uow:
        indicator_id = (await register(uow, a_document(row, period=T2)))["Componente 7"]
        assert [each.is_goal for each in await uow.registry.doubts()] == [True]
        unread = an_avance(None, state=AvanceState.UNCONFIRMED)
        await uow.avances.save(indicator_id, 2, unread, at=NOW.now, by="import:x")
        value, goal = await uow.registry.doubts("402")
        assert (value.key, goal.key) == (f"{indicator_id}:2:value", f"{indicator_id}:2:goal")
        assert (value.period, value.candidates, str(value.level)) == (
            T2, (Decimal(30), Decimal(60)), "Componente 7",
        )  # fmt: skip
        await uow.registry.set_goals(indicator_id, EVEN)
        await uow.avances.save(indicator_id, 2, an_avance("30", version=1), at=NOW.now, by="person:1")

        assert await uow.registry.doubts("402") == []
        assert await uow.registry.doubts("504") == []
