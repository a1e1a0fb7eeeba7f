"""Importing: a second import changes nothing, captured values stay, doubts are asked, all is audited."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from documents.read.informe.text import read_informe
from domain.kit.avances import AvanceState, Missing
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.narrative import Narrative
from domain.kit.reports import GOAL_UNCLEAR, ImportedIndicator, ImportedProgramme
from tests.facts import (
    AN_OFICIO,
    T1,
    T2,
    T3,
    Office,
    a_document,
    a_flag,
    a_mir,
    a_row,
    an_avance,
    an_unclear_value,
    dump,
    quarters,
)
from tests.read_back import audit_entries
from usecases.imports.import_document import KeptValue

SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"
CITED = "Oficio SP/112/2025 de fecha 26 de septiembre de 2025."


async def the_indicator(office: Office) -> int:
    return (await office.report()).indicators[0].id


async def test_a_report_brings_unit_programme_goals_values_and_evidence(office: Office) -> None:
    row = a_row(achieved="20 25 30 _", evidence=CITED)

    await office.imports(a_document(row, a_row("Fin", frequency="Anual")))

    report = await office.report()
    last, first = report.indicators[1], report.indicators[0]
    assert (report.unit.code, report.programmes[0].code) == ("402", "08")
    assert [str(first.facts.level), str(last.facts.level)] == ["Fin", "Componente 7"]
    assert last.goals == row.programmed
    assert last.achieved() == row.achieved
    assert [each.numbers for each in last.avances[3].evidence] == [("SP/112/2025",)]


async def test_evidence_belongs_to_the_quarter_that_is_reported(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="20 25 30 _", evidence=CITED)))

    (indicator,) = (await office.report()).indicators

    assert [len(indicator.avances[quarter].evidence) for quarter in (1, 2, 3)] == [0, 0, 1]


async def test_evidence_that_is_not_understood_is_kept_as_it_stands(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="_ _ 30 _", evidence="  Bitácora del vivero  ")))

    avance = await office.avance(await the_indicator(office))

    assert avance is not None
    assert avance.evidence == (Evidence(EvidenceType.OTHER, "Bitácora del vivero"),)


@pytest.mark.parametrize("evidence", [None, "", "   "])
async def test_a_blank_cell_is_no_evidence(office: Office, evidence: str | None) -> None:
    await office.imports(a_document(a_row(achieved="_ _ 30 _", evidence=evidence)))

    avance = await office.avance(await the_indicator(office))

    assert avance is not None
    assert avance.evidence == ()


async def test_a_second_import_changes_not_one_row(office: Office) -> None:
    unclear = a_row("Fin", achieved="20 _ _ _", evidence=CITED, flags=(an_unclear_value(3, 80, 0),))
    document = a_document(a_row(achieved="20 25 30 _", evidence=CITED, flags=(a_flag(),)), unclear)
    first = await office.imports(document)
    before = await dump(office.database)

    second = await office.imports(document)

    assert await dump(office.database) == before
    assert first.changed > 0
    assert (second.changed, second.kept) == (0, ())


@pytest.mark.skipif(not SEEDS.exists(), reason=f"the seeds are not in {SEEDS}")
async def test_a_second_import_of_the_real_reports_changes_not_one_row(office: Office) -> None:
    documents = [read_informe(path.read_text(), source=path.name) for path in sorted(SEEDS.glob("*.txt"))]
    for document in documents:
        await office.imports(document)
    before = await dump(office.database)

    results = [await office.imports(document) for document in documents]

    assert await dump(office.database) == before
    assert [result.changed for result in results] == [0] * len(documents)


async def test_a_value_that_fits_several_ways_waits_for_a_person(office: Office) -> None:
    row = a_row(achieved="20 _ _ _", evidence=CITED, flags=(an_unclear_value(3, 80, 0),))

    await office.imports(a_document(row))

    (indicator,) = (await office.report()).indicators
    avance = indicator.avances[3]
    assert (avance.state, avance.value, len(avance.evidence)) == (AvanceState.UNCONFIRMED, None, 1)
    assert indicator.missing(3) == (Missing.CONFIRMATION,)
    assert indicator.candidates(3) == (Decimal(80), Decimal(0))


async def test_a_doubt_about_a_goal_is_no_report(office: Office) -> None:
    doubt = replace(an_unclear_value(4, 80), code=GOAL_UNCLEAR)

    await office.imports(a_document(a_row(goals="_ _ _ _", flags=(doubt,))))

    (indicator,) = (await office.report()).indicators
    assert indicator.avances == {}


async def test_a_blank_quarter_is_not_a_report(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="20 _ _ _", evidence=CITED)))

    assert await office.avance(await the_indicator(office), T3) is None


async def test_a_later_report_settles_a_doubt(office: Office) -> None:
    await office.imports(a_document(a_row(flags=(an_unclear_value(2, 80, 0),)), period=T2))

    await office.imports(a_document(a_row(achieved="_ 80 20 _"), period=T3))

    avance = await office.avance(await the_indicator(office), T2)
    assert avance == an_avance("80", version=2, is_imported=True)


async def test_a_doubt_in_a_later_report_takes_no_value_away(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="20 _ _ _", evidence=CITED), period=T1))
    before = await office.avance(await the_indicator(office), T1)

    await office.imports(a_document(a_row(flags=(an_unclear_value(1, 80, 0),)), period=T2))

    assert await office.avance(await the_indicator(office), T1) == before


async def test_a_doubt_in_a_new_copy_of_the_same_report_is_asked(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="_ _ 20 _")))

    await office.imports(a_document(a_row(flags=(an_unclear_value(3, 80, 20),))))

    avance = await office.avance(await the_indicator(office))
    assert avance is not None
    assert avance.state is AvanceState.UNCONFIRMED


async def test_a_later_report_without_evidence_keeps_the_evidence_there_was(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="20 _ _ _", evidence=CITED), period=T1))
    before = await office.avance(await the_indicator(office), T1)

    await office.imports(a_document(a_row(achieved="20 25 _ _"), period=T2))

    assert await office.avance(await the_indicator(office), T1) == before


async def test_a_corrected_value_keeps_the_evidence_there_was(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="20 _ _ _", evidence=CITED), period=T1))

    await office.imports(a_document(a_row(achieved="22 _ _ _"), period=T2))

    avance = await office.avance(await the_indicator(office), T1)
    assert avance is not None
    assert (avance.value, avance.version) == (Decimal(22), 2)
    assert [each.numbers for each in avance.evidence] == [("SP/112/2025",)]


async def test_new_evidence_of_the_same_value_is_taken(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="_ _ 30 _", evidence=CITED)))

    result = await office.imports(a_document(a_row(achieved="_ _ 30 _", evidence="Oficio SP/9/2025")))

    avance = await office.avance(await the_indicator(office))
    assert avance is not None
    assert [each.numbers for each in avance.evidence] == [("SP/9/2025",)]
    assert result.changed == 1


async def test_what_a_person_captured_is_never_overwritten(office: Office) -> None:
    ids = await office.register(a_document())
    captured = await office.save(ids["Componente 7"], an_avance("23.5", evidence=(AN_OFICIO,)))

    result = await office.imports(a_document(a_row(achieved="_ _ 30.10 _", evidence="Oficio SP/9/2025")))

    assert await office.avance(ids["Componente 7"]) == captured
    assert result.kept == (KeptValue("Componente 7", "value", "23.5", "30.1"),)
    assert result.changed == 0


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(a_row(achieved="_ _ 23.50 _"), id="the same value"),
        pytest.param(a_row(flags=(an_unclear_value(3, 30, 40),)), id="a doubt"),
    ],
)
async def test_what_agrees_with_a_captured_value_is_not_reported_as_kept(
    office: Office, row: ImportedIndicator
) -> None:
    ids = await office.register(a_document())
    await office.save(ids["Componente 7"], an_avance("23.5"))

    result = await office.imports(a_document(row))

    assert result.kept == ()


async def test_goals_that_differ_from_the_mir_are_reported(office: Office) -> None:
    await office.imports(a_mir(a_row(goals="25 25 25 25")))

    result = await office.imports(a_document(a_row(goals="10 _ 10.5 70")))

    assert result.kept == (KeptValue("Componente 7", "goals", "25/25/25/25", "10/-/10.5/70"),)
    assert (await office.report()).indicators[0].goals == quarters("25 25 25 25")


async def test_a_report_silent_about_goals_differs_in_nothing(office: Office) -> None:
    await office.imports(a_mir(a_row(goals="25 25 25 25")))

    result = await office.imports(a_document(a_row(goals="_ _ _ _")))

    assert result.kept == ()


async def test_a_mir_brings_goals_and_no_values(office: Office) -> None:
    await office.imports(a_mir(a_row(achieved="20 25 30 _", evidence=CITED)))

    (indicator,) = (await office.report()).indicators

    assert indicator.has_goals
    assert indicator.avances == {}


async def test_the_flags_of_header_and_rows_are_said_aloud(office: Office) -> None:
    document = a_document(a_row(flags=(a_flag("lost_cell"),)), flags=(a_flag("eje_is_label"),))

    result = await office.imports(document)

    assert [flag.code for flag in result.flags] == ["eje_is_label", "lost_cell"]


async def test_an_import_is_audited_with_what_it_changed(office: Office) -> None:
    await office.imports(a_document(a_row(achieved="20 _ _ _"), period=T1))
    await office.imports(a_document(a_row(achieved="22 _ _ _"), period=T2))

    newest, *_ = await office.do(lambda uow: audit_entries(uow, subject="avance:1:1T2025"))

    assert await office.audited() == [
        ("import:informe.txt", "avance_imported", "avance:1:1T2025"),
        ("import:informe.txt", "document_imported", "programme:402:08:2025"),
        ("import:informe.txt", "avance_imported", "avance:1:1T2025"),
        ("import:informe.txt", "document_imported", "programme:402:08:2025"),
    ]
    assert newest.before is not None
    assert newest.after is not None
    assert (newest.before["value"], newest.after["value"]) == ("20", "22")


@pytest.mark.parametrize(
    ("document", "period"), [(a_document(), "3T2025"), (a_mir(), "")], ids=["report", "mir"]
)
async def test_the_audit_says_which_quarter_a_document_reported(
    office: Office, document: ImportedProgramme, period: str
) -> None:
    await office.imports(document)

    (entry,) = await office.do(lambda uow: audit_entries(uow, subject="programme:402:08:2025"))

    assert entry.after is not None
    assert entry.after["period"] == period


async def test_what_a_sheet_tells_is_kept_and_never_overwritten(office: Office) -> None:
    told = Narrative("Se atendieron las solicitudes de la ciudadanía.")
    document = a_document(replace(a_row("Componente 7", achieved="_ _ 25 _"), narrative=told))
    await office.imports(document)
    (indicator,) = (await office.report()).indicators

    again = await office.imports(document)
    other = replace(a_row("Componente 7", achieved="_ _ 25 _"), narrative=Narrative("Otra cosa."))
    await office.imports(a_document(other))

    assert again.changed == 0
    kept = await office.do(lambda uow: uow.narratives.get(indicator.id, 3))
    assert kept is not None
    assert kept.text == told.text


async def test_a_workbook_tells_nothing(office: Office) -> None:
    row = replace(a_row("Componente 7"), narrative=Narrative("No cuenta."))
    await office.imports(a_mir(row))
    (indicator,) = (await office.report()).indicators

    assert await office.do(lambda uow: uow.narratives.get(indicator.id, 3)) is None
