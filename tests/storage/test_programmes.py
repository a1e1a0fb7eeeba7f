"""Reports are complete, in order, exact, as of their quarter, in a constant number of queries."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.kit.avances import Unit
from domain.kit.periods import Period
from storage.engine import Database
from tests.facts import (
    EVERY_FIELD,
    T1,
    T2,
    T3,
    Office,
    a_document,
    a_flag,
    a_row,
    an_avance,
    an_unclear_value,
    quarters,
    statements_of,
)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.mark.parametrize("count", [1, 40])
async def test_the_reports_of_all_units_take_the_same_number_of_queries(office: Office, count: int) -> None:
    for number in range(100, 100 + count):
        ids = await office.register(a_document(a_row(flags=(a_flag(),)), unit=str(number)))
        await office.save(ids["Componente 7"], an_avance(evidence=(EVERY_FIELD,)))

    with statements_of(office.database) as statements:
        reports = await office.do(lambda uow: uow.programmes.reports(T3))

    assert len(reports) == count
    assert len([each for each in statements if each.startswith("SELECT")]) == 3


async def test_a_report_leaves_out_what_came_in_later_quarters(office: Office) -> None:
    ids = await office.register(a_document(a_row(flags=(a_flag("of T1"),)), period=T1))
    await office.register(a_document(a_row(flags=(a_flag("of T3"),)), period=T3))
    for period, value in ((T1, "20"), (T2, "21"), (T3, "22")):
        await office.save(ids["Componente 7"], an_avance(value), period)

    (indicator,) = (await office.report(period=T2)).indicators

    assert indicator.achieved() == quarters("20 21 _ _")
    assert [flag.code for flag in indicator.flags] == ["of T1"]


async def test_a_flag_without_quarter_belongs_to_every_report(office: Office) -> None:
    ids = await office.register(a_document())
    await office.do(
        lambda uow: uow.imports.save_flags(ids["Componente 7"], None, (a_flag("of the MIR"),), "mir.xlsx")
    )

    (indicator,) = (await office.report(period=T1)).indicators

    assert [flag.code for flag in indicator.flags] == ["of the MIR"]


async def test_a_flag_is_read_with_all_its_fields(office: Office) -> None:
    flag = replace(an_unclear_value(2, 80, 0), raw_row="Actividad 2.3\t…")
    await office.register(a_document(a_row(flags=(flag,))))

    (indicator,) = (await office.report()).indicators

    assert indicator.flags == (flag,)


async def test_units_come_by_code(office: Office) -> None:
    for code in ("504", "304", "402"):
        await office.register(a_document(unit=code, unit_name=f"Unidad {code}"))

    units = await office.do(lambda uow: uow.programmes.units())
    reports = await office.do(lambda uow: uow.programmes.reports(T3))

    assert units == [Unit(code, f"Unidad {code}") for code in ("304", "402", "504")]
    assert [report.unit for report in reports] == units


async def test_programmes_come_by_number(office: Office) -> None:
    for code in ("101", "10", "08", "4"):
        await office.register(a_document(programme=code))

    report = await office.report()

    assert [programme.code for programme in report.programmes] == ["4", "08", "10", "101"]


async def test_indicators_come_in_the_order_of_the_mir(office: Office) -> None:
    levels = ["Actividad 10.1", "Actividad 2.1", "Componente 10", "Propósito", "Componente 2", "Fin"]
    await office.register(a_document(*(a_row(level) for level in levels)))

    report = await office.report()

    assert [str(indicator.facts.level) for indicator in report.indicators] == [
        "Fin",
        "Propósito",
        "Componente 2",
        "Actividad 2.1",
        "Componente 10",
        "Actividad 10.1",
    ]


async def test_numbers_come_back_as_they_went_in(office: Office) -> None:
    row = a_row(goals="0.1 0.2 33.33 _", baseline_value=Decimal("99.999999999999999999"))
    ids = await office.register(a_document(row))
    await office.save(ids["Componente 7"], an_avance("33.333333333333333333"))

    (indicator,) = (await office.report()).indicators

    assert (indicator.goals, indicator.facts) == (row.programmed, row.facts)
    assert str(indicator.value(3)) == "33.333333333333333333"
    assert indicator.goals[0] is not None
    assert str(indicator.goals[0]) == "0.1"


async def test_an_indicator_keeps_all_that_describes_it(office: Office) -> None:
    row = a_row(
        "Fin",
        name="Índice de «calidad»",
        definition="Mide",
        method="(A / B) * 100",
        unit_of_measure="Porcentaje",
        type="Estratégico",
        dimension="Eficacia",
        frequency="Anual",
        sense="Ascendente",
        baseline_value=Decimal("12.50"),
        baseline_year=2021,
        area="Jefatura de Proyectos",
    )
    await office.register(a_document(row))

    (indicator,) = (await office.report()).indicators

    assert indicator.facts == row.facts


async def test_only_the_named_units_are_reported(office: Office) -> None:
    for code in ("304", "402", "504"):
        await office.register(a_document(unit=code))

    reports = await office.do(lambda uow: uow.programmes.reports(T3, ["504", "304", "999"]))

    assert [report.unit.code for report in reports] == ["304", "504"]


async def test_without_units_there_is_nothing_to_report(office: Office) -> None:
    await office.register(a_document())

    assert await office.do(lambda uow: uow.programmes.reports(T3, ())) == []


async def test_a_unit_has_no_report_in_a_year_without_a_programme(office: Office) -> None:
    await office.register(a_document(period=Period(2024, 3)))

    assert await office.do(lambda uow: uow.programmes.reports(T3)) == []


async def test_the_years_of_a_unit_are_those_of_its_programmes(office: Office) -> None:
    for year, programme in ((2025, "4"), (2024, "4"), (2025, "6")):
        await office.register(a_document(programme=programme, period=Period(year, 1)))
    await office.register(a_document(unit="504", period=Period(2022, 1)))

    assert await office.do(lambda uow: uow.programmes.years("402")) == (2024, 2025)
    assert await office.do(lambda uow: uow.programmes.years("999")) == ()


async def test_the_last_reported_quarter_is_that_of_the_latest_avance(office: Office) -> None:
    ids = await office.register(a_document())
    for period in (T2, T1):
        await office.save(ids["Componente 7"], an_avance(), period)

    assert await office.do(lambda uow: uow.programmes.last_reported_quarter("402", 2025)) == 2
    assert await office.do(lambda uow: uow.programmes.last_reported_quarter("402", 2024)) is None


async def test_an_indicator_leads_to_the_report_of_its_unit(office: Office) -> None:
    ids = await office.register(a_document())
    await office.register(a_document(a_row("Fin"), unit="504"))

    report = await office.do(lambda uow: uow.programmes.report_with(ids["Componente 7"], T3))

    assert report == await office.report("402")


@pytest.mark.parametrize(
    ("offset", "period"),
    [pytest.param(99, T3, id="no such indicator"), pytest.param(0, Period(2024, 3), id="another year")],
)
async def test_no_report_answers_for_what_is_not_there(office: Office, offset: int, period: Period) -> None:
    ids = await office.register(a_document())

    assert (
        await office.do(lambda uow: uow.programmes.report_with(ids["Componente 7"] + offset, period)) is None
    )


async def test_a_unit_is_found_by_its_code(office: Office) -> None:
    await office.register(a_document())

    assert await office.do(lambda uow: uow.programmes.unit("402")) == Unit("402", "Secretaría Particular")
    assert await office.do(lambda uow: uow.programmes.unit("999")) is None
