"""IMPLAN sees goals and replaces those of an indicator by an oficio; the old ones are kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.kit.dialogues.messages import FormRefused
from domain.kit.lights import Light
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.people.messages import GoalLine, GoalList, GoalsReplaced, GoalsUnchanged, LightChange
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, T1, T3, Office, a_mir, a_row, an_avance, quarters
from tests.read_back import audit_entries, goal_versions
from tests.usecases.speaking import Speaker, from_implan
from usecases.people.admin_goals import Reprogramming, begin_reprogramming, replace_goals, show_goals

EVEN, NEW = quarters("25 25 25 25"), quarters("20 30 27.5 22.5")
REASON = "El Cabildo aprobó el ajuste del presupuesto."


@pytest.fixture
async def componente(office: Office) -> int:
    return (await office.register(a_mir(a_row(), a_row("Actividad 7.1"))))["Componente 7"]


@pytest.fixture
async def carla(office: Office, componente: int) -> Speaker:
    return await from_implan(office)


async def begins(carla: Speaker, unit_code: str = "402") -> None:
    moment = carla.office.moment
    await carla.office.do(lambda uow: begin_reprogramming(uow, carla.person, unit_code, moment))


async def shown(carla: Speaker, unit_code: str = "402") -> object:
    return await carla.office.do(lambda uow: show_goals(uow, carla.person, unit_code, carla.office.moment))


async def test_goals_are_listed_by_indicator(carla: Speaker) -> None:
    lines = (GoalLine("Componente 7", "", EVEN), GoalLine("Actividad 7.1", "", EVEN))

    assert await shown(carla) == GoalList("402", "Secretaría Particular", 2025, lines, 0)


async def test_goals_of_two_programmes_name_theirs(office: Office, carla: Speaker) -> None:
    await office.register(a_mir(programme="09"))

    listed = await shown(carla)

    assert isinstance(listed, GoalList)
    assert [line.programme for line in listed.lines] == ["08", "08", "09"]
    await begins(carla)
    assert [option.label for option in (await carla.question()).options] == [
        "Componente 7 · PP 08", "Actividad 7.1 · PP 08", "Componente 7 · PP 09",
    ]  # fmt: skip


async def test_goals_are_replaced_and_the_old_ones_kept(
    office: Office, carla: Speaker, componente: int
) -> None:
    await office.save(componente, an_avance("25"), T1)
    await office.save(componente, an_avance("25"), T3)
    await begins(carla)
    await carla.picks(str(componente))
    await carla.says("20 30 27.5 22.5", "Oficio IMP/012/2025", "3 de julio", REASON)

    changes = (LightChange(T1, Light.GREEN, Light.OVER),)
    assert await carla.told() == GoalsReplaced("Componente 7", "402", EVEN, NEW, changes)
    assert (await office.report()).indicators[0].goals == NEW
    (kept,) = await office.do(lambda uow: goal_versions(uow, componente))
    assert kept == (EVEN, "Oficio IMP/012/2025", date(2025, 7, 3), REASON)
    (entry,) = await office.do(audit_entries)
    me = f"person:{carla.person.actor.person_id}"
    assert (entry.actor, entry.action, entry.subject, entry.reason) == (
        me, "goals_replaced", f"goals:{componente}:2025", REASON,
    )  # fmt: skip
    assert entry.before == {"goals": "25 25 25 25"}
    listed = await shown(carla)
    assert isinstance(listed, GoalList)
    assert [line.changes for line in listed.lines] == [1, 0]


async def test_an_oficio_with_its_date_needs_no_question_for_it(carla: Speaker, componente: int) -> None:
    await begins(carla)
    await carla.picks(str(componente))
    await carla.says("20 30 27.5 22.5", "Oficio IMP/012/2025 de 3 de julio de 2025")

    assert (await carla.question()).asked == "reason"


@pytest.mark.parametrize(
    ("before", "given", "problem"),
    [
        ((), "20 30 25 30", "goals_not_hundred"),
        (("20 30 27.5 22.5",), "el de ayer", "oficio_without_number"),
        (("20 30 27.5 22.5", "IMP/012/2025"), "ayer", "day_not_read"),
        (("20 30 27.5 22.5", "IMP/012/2025", "3 de julio"), "porque sí", "text_too_short"),
    ],
)
async def test_a_refusal_keeps_the_question_open(
    carla: Speaker, componente: int, before: tuple[str, ...], given: str, problem: str
) -> None:
    await begins(carla)
    await carla.picks(str(componente))
    await carla.says(*before)
    asked = await carla.question()
    await carla.says(given)

    assert await carla.told() == FormRefused(problem, given)
    assert await carla.question() == asked


async def test_the_same_goals_change_nothing(office: Office, carla: Speaker, componente: int) -> None:
    await begins(carla)
    await carla.picks(str(componente))
    await carla.says("25 25 25 25", "IMP/012/2025 de 3 de julio de 2025", REASON)

    assert await carla.told() == GoalsUnchanged("402")
    assert await office.audited() == []


async def test_an_indicator_that_is_gone_changes_nothing(office: Office) -> None:
    wanted = Reprogramming(NEW, "IMP/012/2025", date(2025, 7, 3), REASON)

    assert await office.do(lambda uow: replace_goals(uow, 99, T3, wanted, office.moment, by="cli")) is None


async def test_there_may_be_nothing_to_see(office: Office, carla: Speaker) -> None:
    await office.register(replace(a_mir(unit="504"), year=2024))
    ana = await office.lets_in(ANA)

    assert await shown(carla, "999") == UnknownUnit("999", "metas")
    await office.do(lambda uow: uow.imports.save_unit(a_mir(unit="601").unit, is_mir=True))
    assert await shown(carla, "601") == NoProgramme("601", 2025, (), "metas")
    await begins(carla, "601")
    assert await carla.told() == NoProgramme("601", 2025, (), "metas")
    assert await office.do(lambda uow: show_goals(uow, ana, "402", office.moment)) == NotAllowed(())


async def test_blank_goals_can_be_replaced(office: Office, carla: Speaker) -> None:
    ids = await office.register(a_mir(a_row("Componente 8", goals="_ _ _ _")))
    await begins(carla)
    await carla.picks(str(ids["Componente 8"]))
    await carla.says("25 25 25 25", "IMP/012/2025 de 3 de julio de 2025", REASON)

    told = await carla.told()
    assert isinstance(told, GoalsReplaced)
    assert told.after == (Decimal(25),) * 4
