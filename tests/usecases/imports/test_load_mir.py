"""IMPLAN sends a MIR workbook: its changes are shown, and all of them are stored or none."""

from dataclasses import replace

import pytest

from domain.imports.messages import MirGone, MirLoaded, MirPreview, MirProgramme, MirRefused
from domain.imports.mir_loads import MirFile
from domain.kit.reports import DocumentError, ImportedProgramme
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, Office, a_mir, a_row, quarters
from tests.read_back import goal_versions
from tests.usecases.speaking import Speaker, from_implan
from usecases.imports.load_mir import take_mir

EVEN, NEW = quarters("25 25 25 25"), quarters("20 30 25 25")


@pytest.fixture
async def carla(office: Office) -> Speaker:
    return await from_implan(office)


async def sends(speaker: Speaker, *documents: ImportedProgramme, sha256: str = "abc", **sent: object) -> None:
    file = MirFile("mir.xlsx", documents, **sent)  # type: ignore[arg-type]
    office = speaker.office
    await office.do(lambda uow: take_mir(uow, speaker.person, file, sha256, office.moment))


async def test_what_would_change_is_shown_and_then_loaded(office: Office, carla: Speaker) -> None:
    ids = await office.register(a_mir(a_row(), a_row("Actividad 7.1"), a_row("Actividad 7.2")))
    rows = (
        a_row(goals="20 30 25 25"),
        a_row("Actividad 7.1", name="Otro nombre"),
        a_row("Actividad 7.2", goals="25 _ 25 25"),
        a_row("Actividad 7.3"),
    )
    await sends(carla, a_mir(*rows, programme="8"))

    preview, _ = await carla.heard()
    assert preview == MirPreview(
        "mir.xlsx",
        (
            MirProgramme(
                "402",
                "8",
                "Gobierno innovador",
                2025,
                4,
                ("Actividad 7.3",),
                (("Componente 7", EVEN, NEW),),
                1,
            ),
        ),
    )
    await carla.picks("load")

    assert await carla.told() == MirLoaded("mir.xlsx", ("402",))
    report = await office.report()
    assert [each.goals for each in report.indicators] == [NEW, EVEN, EVEN, EVEN]
    (kept,) = await office.do(lambda uow: goal_versions(uow, ids["Componente 7"]))
    assert kept[:2] == (EVEN, "mir.xlsx")
    me = f"person:{carla.person.actor.person_id}"
    assert await office.audited() == [
        (me, "goals_replaced", f"goals:{ids['Componente 7']}:2025"),
        ("import:mir.xlsx", "document_imported", "programme:402:8:2025"),
        (me, "mir_loaded", "programme:402:8:2025"),
    ]


async def test_a_first_mir_brings_its_units_and_keeps_no_goals(office: Office, carla: Speaker) -> None:
    await sends(carla, a_mir(), a_mir(unit="504", unit_name="Instituto"))
    await carla.picks("load")

    assert await carla.told() == MirLoaded("mir.xlsx", ("402", "504"))
    assert (await office.report("504")).unit.name == "Instituto"


async def test_goals_that_were_blank_are_filled_without_keeping_them(office: Office, carla: Speaker) -> None:
    ids = await office.register(a_mir(a_row(goals="_ _ _ _")))
    await sends(carla, a_mir())
    await carla.picks("load")

    assert (await office.report()).indicators[0].goals == EVEN
    assert await office.do(lambda uow: goal_versions(uow, ids["Componente 7"])) == []


async def test_the_same_mir_has_nothing_to_load(office: Office, carla: Speaker) -> None:
    await office.register(a_mir())
    await sends(carla, a_mir())

    told = await carla.told()
    assert isinstance(told, MirPreview)
    assert told.is_nothing
    assert not await carla.is_asked()


async def test_of_a_workbook_with_errors_nothing_is_taken(carla: Speaker) -> None:
    errors = tuple(DocumentError(f"celda F{row}", "Falta la meta.") for row in range(1, 11))
    await sends(carla, errors=errors)

    told = await carla.told()
    assert isinstance(told, MirRefused)
    assert (told.errors[0], len(told.errors), told.more) == (("celda F1", "Falta la meta."), 8, 2)


async def test_only_the_last_workbook_can_be_loaded(office: Office, carla: Speaker) -> None:
    await sends(carla, a_mir(), sha256="first")
    await office.do(lambda uow: uow.pending_templates.remove(carla.person.actor.person_id))
    await carla.picks("load")

    assert await carla.told() == MirGone()
    assert await office.do(lambda uow: uow.programmes.units()) == []


async def test_an_enlace_loads_no_mir(office: Office) -> None:
    ana = Speaker(office, await office.lets_in(ANA))
    await sends(ana, replace(a_mir(), source="mir.xlsx"))

    assert await ana.told() == NotAllowed(())
