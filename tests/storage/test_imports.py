"""Imports: a second one changes nothing, the MIR decides, and flags are replaced, never doubled."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.kit.avances import code_key
from domain.kit.periods import Period
from domain.kit.reports import CodedName, ImportedProgramme
from storage.engine import Database
from tests.facts import T1, T2, T3, Office, a_document, a_flag, a_mir, a_row, an_unclear_value, dump, quarters

EJE = CodedName("1", "Gobierno abierto", "1.- Gobierno abierto")


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def goals(office: Office) -> list[tuple[Decimal | None, ...]]:
    return [indicator.goals for indicator in (await office.report()).indicators]


async def test_a_second_import_changes_nothing(office: Office) -> None:
    row = a_row(flags=(a_flag(), an_unclear_value(3, 80, 0)), baseline_value=Decimal("10.50"))
    document = a_document(row, a_row("Fin", goals="_ _ _ _"), ejes=(EJE,), flags=(a_flag("eje_is_label"),))
    await office.register(document)
    before = await dump(office.database)

    await office.register(document)

    assert await dump(office.database) == before


@pytest.mark.parametrize("document", [a_document(ejes=(EJE,)), a_mir(ejes=(EJE,))], ids=["report", "mir"])
async def test_a_second_import_says_that_nothing_changed(office: Office, document: ImportedProgramme) -> None:
    is_mir = document.period is None
    await office.register(document)

    async with office.database.write() as uow:
        unit = await uow.imports.save_unit(document.unit, is_mir=is_mir)
        programme = await uow.imports.save_programme(document)
        row = await uow.imports.save_indicator(programme, document.indicators[0], is_mir=is_mir)

    assert (unit, programme.changed, row.changed) == (False, False, ())


@pytest.mark.parametrize(
    ("one", "other"), [("08", "8"), (" 8 ", "008"), ("0", "00"), ("e0", "E0"), ("K 1", "k 1")]
)
def test_two_spellings_are_one_code(one: str, other: str) -> None:
    assert code_key(one) == code_key(other)


@pytest.mark.parametrize(("one", "other"), [("8", "80"), ("0", "1"), ("E08", "E8")])
def test_two_codes_stay_apart(one: str, other: str) -> None:
    assert code_key(one) != code_key(other)


async def test_a_programme_is_found_by_either_spelling(office: Office) -> None:
    first = await office.register(a_document(programme="08"))

    second = await office.register(a_document(programme="8"))

    assert second == first
    assert [programme.code for programme in (await office.report()).programmes] == ["08"]


async def test_the_same_code_in_another_year_or_unit_is_another_programme(office: Office) -> None:
    ids = [
        await office.register(document)
        for document in (a_document(), a_document(unit="504"), a_document(period=Period(2024, 3)))
    ]

    assert len({each["Componente 7"] for each in ids}) == 3


async def test_a_report_fills_the_goals_that_are_blank(office: Office) -> None:
    await office.register(a_document(a_row(goals="_ _ _ _"), period=T1))

    await office.register(a_document(a_row(goals="25 25 25 25"), period=T2))

    assert await goals(office) == [quarters("25 25 25 25")]


async def test_a_silent_document_erases_nothing(office: Office) -> None:
    await office.register(a_document(a_row(definition="Mide los árboles"), period=T1))

    await office.register(a_document(a_row(goals="_ _ _ _"), period=T2))

    (indicator,) = (await office.report()).indicators
    assert indicator.goals == quarters("25 25 25 25")
    assert indicator.facts.definition == "Mide los árboles"


async def test_a_later_report_corrects_an_earlier_one(office: Office) -> None:
    await office.register(a_document(a_row(goals="25 25 25 25"), period=T1))

    await office.register(a_document(a_row(goals="20 20 30 30"), period=T2))

    assert await goals(office) == [quarters("20 20 30 30")]


async def test_a_report_never_overrides_the_mir(office: Office) -> None:
    await office.register(a_mir(a_row(goals="25 25 25 25", name="Árboles vivos")))

    await office.register(a_document(a_row(goals="10 10 10 70", name="Arboles", area="Parques")))

    (indicator,) = (await office.report()).indicators
    assert (indicator.goals, indicator.facts.name) == (quarters("25 25 25 25"), "Árboles vivos")
    assert indicator.facts.area == "Parques"


async def test_the_mir_overrides_a_report(office: Office) -> None:
    await office.register(a_document(a_row(goals="10 10 10 70", name="Arboles")))

    await office.register(a_mir(a_row(goals="25 25 25 25", name="Árboles vivos"), programme_name="Verde"))

    report = await office.report()
    assert await goals(office) == [quarters("25 25 25 25")]
    assert report.indicators[0].facts.name == "Árboles vivos"
    assert report.programmes[0].name == "Verde"


async def test_a_report_does_not_rename_the_programme_of_the_mir(office: Office) -> None:
    await office.register(a_mir(programme_name="Gobierno Innovador y Tecnológico"))

    await office.register(a_document(programme_name="GOBIERNO INNOVADOR"))

    assert (await office.report()).programmes[0].name == "Gobierno Innovador y Tecnológico"


async def test_only_the_mir_renames_a_unit(office: Office) -> None:
    await office.register(a_document(unit_name="Secretaría Particular"))

    await office.register(a_document(unit_name="SECRETARIA PARTICULAR"))
    after_report = (await office.report()).unit.name
    await office.register(a_mir(unit_name="Oficina de la Presidencia"))

    assert after_report == "Secretaría Particular"
    assert (await office.report()).unit.name == "Oficina de la Presidencia"


async def test_a_silent_mir_keeps_what_a_report_said_of_the_programme(office: Office) -> None:
    await office.register(a_document(ejes=(EJE,), objetivos=(EJE,)))

    await office.register(a_mir())

    (row,) = (await dump(office.database))["programme"]
    assert str(row).count("Gobierno abierto") >= 2


async def test_a_mir_read_after_the_reports_changes_nothing_the_second_time(office: Office) -> None:
    mir, report = a_mir(), a_document(ejes=(EJE,))
    for document in (mir, report):
        await office.register(document)
    before = await dump(office.database)

    for document in (mir, report):
        await office.register(document)

    assert await dump(office.database) == before


async def test_the_registered_goals_are_returned(office: Office) -> None:
    await office.register(a_mir(a_row(goals="25 25 25 25")))
    document = a_document(a_row(goals="10 10 10 70"))

    async with office.database.write() as uow:
        programme = await uow.imports.save_programme(document)
        stored = await uow.imports.save_indicator(programme, document.indicators[0], is_mir=False)

    assert programme.is_from_mir
    assert stored.goals == quarters("25 25 25 25")


async def test_flags_of_a_quarter_are_replaced(office: Office) -> None:
    await office.register(a_document(a_row(flags=(a_flag("lost_cell"), a_flag("wrong_number")))))

    await office.register(a_document(a_row(flags=(a_flag("wrong_number"),))))

    (indicator,) = (await office.report()).indicators
    assert [flag.code for flag in indicator.flags] == ["wrong_number"]


async def test_a_corrected_document_leaves_no_flag(office: Office) -> None:
    await office.register(a_document(a_row(flags=(an_unclear_value(3, 80, 0),))))

    await office.register(a_document(a_row(), source="corregido.txt"))

    (indicator,) = (await office.report()).indicators
    assert indicator.flags == ()


async def test_flags_of_other_quarters_stay(office: Office) -> None:
    await office.register(a_document(a_row(flags=(a_flag("of T1"),)), period=T1))
    await office.register(a_mir(a_row(flags=(a_flag("of the MIR"),))))

    await office.register(a_document(a_row(flags=(a_flag("of T2"),)), period=T2))

    (indicator,) = (await office.report(period=T3)).indicators
    assert {flag.code for flag in indicator.flags} == {"of T1", "of the MIR", "of T2"}


async def test_the_same_doubt_may_be_in_the_reports_of_two_quarters(office: Office) -> None:
    doubt = an_unclear_value(1, 80, 0)
    await office.register(a_document(a_row(flags=(doubt,)), period=T1))

    await office.register(a_document(a_row(flags=(doubt,)), period=T2))

    (indicator,) = (await office.report(period=T1)).indicators
    assert indicator.flags == (doubt,)


async def test_one_row_may_be_doubtful_in_several_quarters(office: Office) -> None:
    doubts = (an_unclear_value(1, 80, 0), an_unclear_value(2, 20), replace(a_flag(), quarter=2))

    await office.register(a_document(a_row(flags=doubts)))

    (indicator,) = (await office.report()).indicators
    assert indicator.flags == doubts
