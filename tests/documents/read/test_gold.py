"""The four real reports against the hand-checked reading; skipped where the seeds are not at hand."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from documents.read.informe.text import read_informe
from domain.kit.reports import CodedName, ImportedIndicator, ImportedProgramme

SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"
GOLD = SEEDS / "gold" / "reports.json"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"the seeds are not in {SEEDS}")

TWO_READINGS = ("002_b4c539ddef9c504c.txt", 59)
"""Gold takes 80 with 0 as alternative; the importer leaves the quarter open with both as candidates."""

FLAGS_BY_ISSUE = {
    "ACCUMULATED_WRONG_OR_LOST": {"wrong_number"},
    "AMBIGUOUS_VALUE": {"achieved_unclear"},
    "CELL_COUNT_MISMATCH": {"lost_cell"},
    "DEFINITION_CONTAMINATED": {"definition_has_formula"},
    "EVIDENCE_SN_TRUNCATED": {"evidence_cut"},
    "EVIDENCE_TRUNCATED": {"evidence_cut"},
    "FORMULA_INCOMPLETE": {"method_incomplete"},
    "HEADER_SWAPPED": {"baseline_swapped"},
    "LOST_2_CELLS": {"shifted_cells"},
    "LOST_VARIATION_CELL": {"lost_cell"},
    "MISSING_EVIDENCE_CELL": {"truncated_row"},
    "ROW_SHIFT_PLUS2": {"shifted_cells"},
    "ROW_SHIFT_PLUS9_TRUNCATED": {"row_displaced", "truncated_row"},
}


def gold_reports() -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = json.loads(GOLD.read_text())["reports"] if GOLD.exists() else []
    return reports


def read_seed(name: str) -> ImportedProgramme:
    return read_informe((SEEDS / name).read_text(), source=name)


def gold_rows() -> list[Any]:
    return [
        pytest.param(report["source_file"], row, id=f"{report['source_file'][:3]} line {row['source_line']}")
        for report in gold_reports()
        for row in report["indicators"]
    ]


def whole(values: tuple[Decimal | None, ...]) -> tuple[int | None, ...]:
    return tuple(None if value is None else int(value) for value in values)


def imported_row(name: str, line: int) -> ImportedIndicator:
    return next(i for i in read_seed(name).indicators if i.source_line == line)


def decimals(values: list[int | None]) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


@pytest.mark.parametrize("report", gold_reports(), ids=lambda report: report["source_file"][:3])
def test_header_is_the_gold_one(report: dict[str, Any]) -> None:
    header = report["header"]

    programme = read_seed(report["source_file"])

    assert programme.unit == CodedName(
        header["ur_clave"], header["ur_nombre"], header["unidad_responsable_raw"]
    )
    assert programme.programme == CodedName(
        header["pp_clave"], header["pp_nombre"], header["programa_presupuestario_raw"]
    )
    assert programme.year == header["ejercicio"]
    assert programme.period is not None
    assert (programme.period.year, programme.period.quarter) == (header["ejercicio"], header["trimestre"])
    ejes = [(eje["clave"], eje["nombre"]) for eje in header["ejes"] or []]
    assert [(eje.code, eje.name) for eje in programme.ejes] == ejes
    objetivos = [(objetivo["clave"], objetivo["texto"]) for objetivo in header["objetivos"]]
    assert [(objetivo.code, objetivo.name) for objetivo in programme.objetivos] == objetivos
    assert len(programme.indicators) == len(report["indicators"])


@pytest.mark.parametrize(("name", "gold"), gold_rows())
def test_description_is_the_gold_one(name: str, gold: dict[str, Any]) -> None:
    row = imported_row(name, gold["source_line"])

    facts = row.facts
    baseline = gold["linea_base"] or {"valor": None, "anio": None}
    unit = gold["unidad_medida"].removesuffix(" (por el símbolo %)")
    assert (facts.level.kind.value, facts.level.number) == (gold["nivel"], gold["numero"] or "")
    assert facts.level.component == (gold["componente_padre"] or (gold["numero"] or ""))
    assert (facts.name, facts.definition) == (gold["nombre"], gold["definicion"])
    assert (facts.method, facts.unit_of_measure) == (gold["metodo_calculo"], unit)
    assert (facts.type, facts.dimension) == (gold["tipo"], gold["dimension"])
    assert (facts.frequency, facts.sense) == (gold["frecuencia_medicion"], gold["sentido_esperado"])
    assert (facts.baseline_value, facts.baseline_year) == (baseline["valor"], baseline["anio"])
    assert row.evidence_raw == gold["medios_verificacion_raw"]
    assert row.raw_row == gold["raw_row"]


@pytest.mark.parametrize(
    ("name", "gold"),
    [row for row in gold_rows() if (row.values[0], row.values[1]["source_line"]) != TWO_READINGS],
)
def test_numbers_are_the_gold_ones(name: str, gold: dict[str, Any]) -> None:
    row = imported_row(name, gold["source_line"])

    assert row.programmed == decimals(gold["programado"]["t"])
    assert row.achieved == decimals(gold["alcanzado"]["t"])
    if gold["programado"]["acumulado"] is not None:
        done = [value or Decimal(0) for value in row.achieved]
        missing = [goal - value for goal, value in zip(row.programmed, done, strict=True) if goal is not None]
        assert sum(done) == gold["alcanzado"]["acumulado"]
        assert (tuple(missing), sum(missing)) == (
            decimals(gold["variacion"]["t"]),
            gold["variacion"]["acumulado"],
        )
        assert sum(goal for goal in row.programmed if goal is not None) == gold["programado"]["acumulado"]


@pytest.mark.parametrize(("name", "gold"), gold_rows())
def test_gold_issues_of_a_row_are_flagged(name: str, gold: dict[str, Any]) -> None:
    codes = {flag.code for flag in imported_row(name, gold["source_line"]).flags}

    expected = {code for issue in gold["issues"] for code in FLAGS_BY_ISSUE.get(issue["code"], ())}
    assert codes == expected


def test_gold_row_with_two_readings_is_asked() -> None:
    gold = next(
        row for report in gold_reports() for row in report["indicators"] if row["alternative_reading"]
    )

    row = imported_row(*TWO_READINGS)

    (doubt,) = [flag for flag in row.flags if flag.needs_confirmation]
    assert gold["source_line"] == row.source_line
    assert row.programmed == decimals(gold["programado"]["t"])
    assert row.achieved == decimals([gold["alcanzado"]["t"][0], None, None, None])
    assert (doubt.quarter, doubt.raw_row) == (2, gold["raw_row"])
    assert doubt.candidates == (
        gold["alcanzado"]["t"][1],
        100 - gold["alternative_reading"]["variacion"]["acumulado"] - 20,
    )


def test_eje_that_holds_a_label_is_flagged_in_the_header() -> None:
    codes = [flag.code for flag in read_seed("001_1296e8b59b4b8708.txt").flags]

    assert codes == ["eje_is_label"]


EXPECTED_2022 = {
    15: ("Componente 1", (19, None), ["row_displaced", "truncated_row", "achieved_unclear"]),
    16: ("Actividad 1.2", (25, 25), ["shifted_cells"]),
    17: ("Actividad 1.3", (13, 50), ["shifted_cells"]),
    18: ("Componente 3", (7, 32), ["shifted_cells"]),
    33: ("Actividad 3.1", (21, 25), []),
    34: ("Actividad 3.2", (0, 41), []),
    35: ("Actividad 3.3", (0, 48), []),
}


def test_report_of_2022_is_read_as_the_domain_says() -> None:
    programme = read_seed("000_dd24b15b0bdd587a.txt")

    assert (programme.unit.code, programme.unit.name) == ("304", "Secretaría de Gobierno")
    assert (programme.programme.code, programme.programme.name) == ("101", "Gobernabilidad Democrática")
    assert (str(programme.period), programme.flags) == ("2T2022", ())
    assert [(eje.code, eje.name) for eje in programme.ejes] == [("2", "Gobernabilidad democrática")]
    assert [objetivo.code for objetivo in programme.objetivos] == ["2.1"]
    read = {
        row.source_line: (str(row.facts.level), whole(row.achieved[:2]), [flag.code for flag in row.flags])
        for row in programme.indicators
    }
    assert read == EXPECTED_2022


def test_every_row_of_2022_keeps_its_goals_baseline_and_evidence() -> None:
    for row in read_seed("000_dd24b15b0bdd587a.txt").indicators:
        is_cut = row.source_line == 15

        assert row.programmed == decimals([25, 25, 25, 25])
        assert row.achieved[2:] == (None, None)
        assert (row.facts.baseline_value, row.facts.baseline_year) == (Decimal(0), 2021)
        assert (row.evidence_raw is None) == is_cut
        assert row.facts.type == ("Estratégico" if row.facts.level.kind.value == "Componente" else "Gestión")


def test_cut_row_of_2022_is_asked_with_both_readings() -> None:
    row = imported_row("000_dd24b15b0bdd587a.txt", 15)

    (doubt,) = [flag for flag in row.flags if flag.needs_confirmation]
    assert (doubt.quarter, whole(doubt.candidates)) == (2, (28, 53))
    assert doubt.raw_row == row.raw_row
