"""Goals, imports, captures and names changed by two at the same moment end as if one had come second."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from domain.capture.messages import ChangedMeanwhile, MonthsSaved
from domain.capture.narrative_messages import NarrativeNotTaken
from domain.imports.messages import DoubtGone, MirLoaded
from domain.imports.mir_loads import MirFile
from domain.kit.drafts import Choice
from domain.kit.natural_units import USUAL_EXPRESSION, Variable
from domain.kit.reports import ImportedProgramme
from domain.kit.rules import Rules
from domain.kit.said import Said
from domain.people.attention_messages import HelpWanted
from domain.people.messages import GoalsReplaced, GoalsUnchanged, UnitRenamed
from domain.people.variable_messages import VariableSaved
from storage.engine import Database
from storage.programmes import programme
from storage.uow import UnitOfWork
from tests.facts import ANA, BETO, T2, T3, a_document, a_mir, a_row, an_unclear_value, local, quarters
from tests.usecases.enlaces import Enlace
from tests.usecases.races import ELENA, Deed, Prepare, Race, Town, comes_second
from tests.usecases.speakers import Speaker
from usecases.capture.capture_narrative import begin_narrative
from usecases.imports.confirm_row import settle_doubt
from usecases.imports.import_document import import_document
from usecases.imports.load_mir import take_mir
from usecases.kit.say import answer
from usecases.people.admin_goals import Reprogramming, replace_goals
from usecases.people.admin_units import rename_unit
from usecases.people.attend import ask_for_help
from usecases.people.set_variables import save_variable

OFICIO, ADOPTED_ON, REASON = "IMP/012/2025", date(2025, 7, 3), "El Cabildo aprobó el ajuste"
TEXT = "Se dieron 33 talleres de lectura en el centro y en las agencias"
OTHER = "Se atendió a las 14 agencias con cursos de oficios y de huertos"


async def goals_replaced_twice(town: Town) -> Race:
    return Race(_replaces(town, town.carla, "20 30 25 25"), _replaces(town, town.elena, "30 20 25 25"), ELENA)


async def the_same_goals_replaced_twice(town: Town) -> Race:
    same = "20 30 25 25"
    return Race(_replaces(town, town.carla, same), _replaces(town, town.elena, same), ELENA)


async def goals_replaced_while_a_mir_is_loaded(town: Town) -> Race:
    await _sends_mir(town, town.elena)
    return Race(_replaces(town, town.carla, "30 20 25 25"), town.says(town.elena, "load"), ELENA)


async def a_mir_loaded_while_goals_are_replaced(town: Town) -> Race:
    await _sends_mir(town, town.carla)
    return Race(town.says(town.carla, "load"), _replaces(town, town.elena, "30 20 25 25"), ELENA)


async def a_mir_loaded_twice(town: Town) -> Race:
    for who in (town.carla, town.elena):
        await _sends_mir(town, who)
    return Race(town.says(town.carla, "load"), town.says(town.elena, "load"), ELENA)


async def a_new_unit_imported_twice(town: Town) -> Race:
    await _is_heard(town)
    document = a_document(a_row(achieved="_ _ 25 _"), unit="601", programme="12")
    return Race(_imports(town, document), _imports(town, document), ELENA)


async def two_programmes_of_a_new_unit_imported(town: Town) -> Race:
    await _is_heard(town)
    first, second = (a_document(unit="601", programme=each) for each in ("12", "13"))
    return Race(_imports(town, first), _imports(town, second), ELENA)


async def a_report_imported_while_its_indicator_is_captured(town: Town) -> Race:
    await town.captures(town.ana, town.componente, "24")
    await _is_heard(town)
    document = a_document(a_row(achieved="_ _ 25 _"))
    return Race(town.taps(town.ana, Choice.SAVE), _imports(town, document), ELENA)


async def an_indicator_captured_while_its_report_is_imported(town: Town) -> Race:
    race = await a_report_imported_while_its_indicator_is_captured(town)
    return Race(race.second, race.first, ANA)


async def a_doubt_settled_twice(town: Town) -> Race:
    row = a_row("Actividad 4.1", flags=(an_unclear_value(2, 30, 60),))
    await town.office.imports(a_document(row, unit="504", programme="4", period=T2))
    (doubt,) = await town.office.do(lambda uow: uow.registry.doubts("504"))
    settled = [
        _told(town, who, settle_doubt, doubt.key, "504", Decimal(value))
        for who, value in ((town.carla, 30), (town.elena, 60))
    ]
    return Race(settled[0], settled[1], ELENA)


async def a_variable_decided_twice(town: Town) -> Race:
    first, second = (Variable(what, Decimal(40), "", USUAL_EXPRESSION) for what in ("cursos", "talleres"))
    where = ("402", town.componente)
    return Race(
        _told(town, town.carla, save_variable, *where, first),
        _told(town, town.elena, save_variable, *where, second),
        ELENA,
    )


async def a_known_variable_decided_twice(town: Town) -> Race:
    known = Variable("reuniones", Decimal(12), "", USUAL_EXPRESSION)
    await town.office.do(lambda uow: uow.variables.save(town.componente, known))
    return await a_variable_decided_twice(town)


async def a_unit_renamed_twice(town: Town) -> Race:
    renamed = [
        _told(town, who, rename_unit, "402", name)
        for who, name in ((town.carla, "Secretaría Técnica"), (town.elena, "Oficina de la Presidencia"))
    ]
    return Race(renamed[0], renamed[1], ELENA)


async def months_saved_twice(town: Town) -> Race:
    monthly = a_mir(a_row("Actividad 4.2", frequency="Mensual"), unit="504", programme="4")
    ids = await town.office.register(monthly)
    await town.office.do(_asks_of_everybody(Rules(asks_months=True)))
    both = [Speaker(town.office, await town.office.lets_in(who, unit_code="504")) for who in (ANA, BETO)]
    town.office.moment = local(date(2025, 8, 20))
    for who, value in zip(both, ("8", "9"), strict=True):
        enlace = Enlace(town.office, who.person)
        await enlace.opens(ids["Actividad 4.2"])
        for _ in ("July", "August"):
            await enlace.types(value)
    return Race(town.taps(both[0], Choice.SAVE), town.taps(both[1], Choice.SAVE), BETO)


async def a_narrative_saved_twice(town: Town) -> Race:
    await town.office.do(_asks_of_everybody(Rules(asks_narrative=True)))
    await town.reports_everything()
    for who, text in ((town.ana, TEXT), (town.beto, OTHER)):
        await who.asks(begin_narrative, town.componente, T3)
        await who.says(text, "done")
    return Race(town.says(town.ana, "save"), town.says(town.beto, "save"), BETO)


RACES: dict[Prepare, type[Said]] = {
    goals_replaced_twice: GoalsReplaced,
    the_same_goals_replaced_twice: GoalsUnchanged,
    goals_replaced_while_a_mir_is_loaded: MirLoaded,
    a_mir_loaded_while_goals_are_replaced: GoalsReplaced,
    a_mir_loaded_twice: MirLoaded,
    a_new_unit_imported_twice: HelpWanted,
    two_programmes_of_a_new_unit_imported: HelpWanted,
    a_report_imported_while_its_indicator_is_captured: HelpWanted,
    an_indicator_captured_while_its_report_is_imported: ChangedMeanwhile,
    a_doubt_settled_twice: DoubtGone,
    a_variable_decided_twice: VariableSaved,
    a_known_variable_decided_twice: VariableSaved,
    a_unit_renamed_twice: UnitRenamed,
    months_saved_twice: MonthsSaved,
    a_narrative_saved_twice: NarrativeNotTaken,
}


@pytest.mark.parametrize("prepare", RACES, ids=lambda each: each.__name__)
async def test_of_two_at_one_moment_one_comes_second(
    processes: tuple[Database, Database], memory_database: Database, prepare: Prepare
) -> None:
    await comes_second(prepare, RACES[prepare], processes, memory_database)


def _told(town: Town, who: Speaker, work: Any, *given: object) -> Deed:
    """Return what somebody has done and is told of."""

    async def deed(uow: UnitOfWork) -> None:
        said = await work(uow, *given, town.moment, by=f"person:{who.id}")
        await answer(uow, who.person.chat_id, said or GoalsUnchanged("402"), town.moment)

    return deed


def _replaces(town: Town, who: Speaker, goals: str) -> Deed:
    wanted = Reprogramming(quarters(goals), OFICIO, ADOPTED_ON, REASON)
    return _told(town, who, replace_goals, town.componente, T3, wanted)


async def _sends_mir(town: Town, who: Speaker) -> None:
    sent = MirFile("mir.xlsx", (a_mir(a_row(goals="20 30 25 25"), a_row("Actividad 7.3")),))
    await who.asks(take_mir, sent, "abc")


def _imports(town: Town, document: ImportedProgramme) -> Deed:
    return lambda uow: import_document(uow, document, town.moment)


async def _is_heard(town: Town) -> None:
    """An import tells nobody; have something in the chat that is looked at."""
    await town.ana.asks(ask_for_help, "¿Cómo corrijo un valor?")


def _asks_of_everybody(rules: Rules) -> Deed:
    async def deed(uow: UnitOfWork) -> None:
        ids = await uow.session.scalars(select(programme.c.id))
        for each in list(ids):
            await uow.rules.save(each, rules)

    return deed
