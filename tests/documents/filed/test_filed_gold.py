"""The real reports written anew from what was imported: every cell against the hand-checked reading."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from documents.filed.informe.pdf import informe_pdf
from documents.filed.informe.workbook import SHEET, informe_xlsx
from documents.filed.printed import InformeRow, InformeSheet
from documents.read.reader import read_document
from domain.kit.avances import Avance, AvanceState
from domain.kit.periods import Period
from domain.papers.kinds import PaperKind, PaperOrder
from storage.engine import Database
from tests.documents.read.test_gold import GOLD, SEEDS, gold_reports, read_seed
from tests.documents.tagged_pdf import letters, table_rows
from tests.facts import NOW, Office
from usecases.papers.make_informe import Informe, make_informe
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import PaperRequest

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"the seeds are not in {SEEDS}")

HEADING_ROWS = 3
FIRST = 13
EVIDENCE = 26
reports = [pytest.param(report, id=report["report_id"]) for report in gold_reports()]


async def rebuilt(database: Database, report: dict[str, Any]) -> Informe:
    """Import a seed, settle its doubt as the gold reading does, and make the report of its period."""
    office = Office(database)
    document = read_seed(report["source_file"])
    await office.imports(document)
    header = report["header"]
    period = Period(header["ejercicio"], header["trimestre"])
    stored = await office.report(header["ur_clave"], period)
    for indicator in stored.indicators:
        unsure = indicator.avances.get(period.quarter)
        if unsure is not None and unsure.state is AvanceState.UNCONFIRMED:
            gold = next(row for row in report["indicators"] if row["alternative_reading"])
            value = Decimal(gold["alcanzado"]["t"][period.quarter - 1])
            settled = Avance(AvanceState.REPORTED, value, version=1)
            await office.save(indicator.id, settled, period)
    (made,) = await office.do(lambda uow: make_informe(uow, header["ur_clave"], period, NOW))
    return made


def by_level(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{row['nivel']} {row['numero'] or ''}".strip(): row for row in report["indicators"]}


def numbers(gold: dict[str, Any]) -> list[str]:
    return [
        "" if value is None else str(value)
        for group in ("programado", "alcanzado", "variacion")
        for value in (*gold[group]["t"], gold[group]["acumulado"])
    ]


def described(level: str, gold: dict[str, Any]) -> list[str]:
    baseline = gold["linea_base"] or {"valor": None, "anio": None}
    unit = gold["unidad_medida"].removesuffix(" (por el símbolo %)")
    texts = [
        *(gold["nombre"], gold["definicion"], gold["metodo_calculo"], unit, gold["tipo"]),
        *(gold["dimension"], gold["frecuencia_medicion"], gold["sentido_esperado"]),
        *(baseline["valor"], baseline["anio"]),
    ]
    return [level, *("" if text is None else str(text) for text in texts)]


def assert_gold(report: dict[str, Any], rows: list[list[str]]) -> None:
    gold = by_level(report)
    assert len(rows) == len(gold)
    for row in rows:
        level = row[0].split("(")[0].strip()
        expected = [*described(level, gold[level]), *numbers(gold[level])]
        for place, (printed, wanted) in enumerate(zip((level, *row[1:EVIDENCE]), expected, strict=True)):
            assert letters(printed) == letters(wanted), (level, place)
        assert letters(row[EVIDENCE]) == letters(gold[level]["medios_verificacion_raw"] or ""), level


@pytest.mark.parametrize("report", reports)
async def test_every_cell_of_the_pdf_is_the_gold_one(
    memory_database: Database, report: dict[str, Any]
) -> None:
    made = await rebuilt(memory_database, report)

    assert_gold(report, table_rows(informe_pdf(made.sheet))[HEADING_ROWS:])


@pytest.mark.parametrize("report", reports)
async def test_every_cell_of_the_workbook_is_the_gold_one(
    memory_database: Database, report: dict[str, Any]
) -> None:
    made = await rebuilt(memory_database, report)

    page = load_workbook(BytesIO(informe_xlsx(made.sheet)), data_only=True)[SHEET]
    lines = range(FIRST, FIRST + len(made.sheet.rows))
    rows = [[page.cell(line, column).value for column in range(1, EVIDENCE + 2)] for line in lines]
    assert_gold(report, [["" if value is None else str(value) for value in row] for row in rows])


@pytest.mark.parametrize("report", reports)
async def test_the_header_is_the_gold_one(memory_database: Database, report: dict[str, Any]) -> None:
    header = report["header"]

    made = await rebuilt(memory_database, report)

    printed = dict(made.sheet.header)
    assert made.sheet.title == f"Informe Trimestral {header['ejercicio']}"
    assert printed["Unidad Responsable:"] == f"{header['ur_clave']} - {header['ur_nombre']}"
    assert printed["Programa Presupuestario:"] == f"{header['pp_clave']} - {header['pp_nombre']}"
    if header["ejercicio"] == 2024:
        assert printed["Trimestre que se reporta:"] == header["trimestre_raw"]
    assert printed["Eje:"] == (header["eje_raw"] if header["ejes"] else "")
    assert printed["Objetivo:"] == header["objetivo_raw"]


@pytest.mark.parametrize("write", [informe_xlsx, informe_pdf])
@pytest.mark.parametrize("report", reports)
async def test_what_was_filed_goes_back_in_without_a_doubt(
    memory_database: Database, report: dict[str, Any], write: Callable[[InformeSheet], bytes]
) -> None:
    made = await rebuilt(memory_database, report)

    (back,) = read_document("informe", write(made.sheet))

    read = {str(each.facts.level): each for each in back.indicators}
    asked = [flag for each in back.indicators for flag in each.flags if flag.needs_confirmation]
    assert asked == []
    assert [_facts(read[row.level]) for row in made.sheet.rows] == [
        (row.texts[0], row.goals, row.achieved, row.evidence or None) for row in made.sheet.rows
    ]


def _facts(row: Any) -> tuple[Any, ...]:
    return (row.facts.name, row.programmed, row.achieved, row.evidence_raw)


async def test_the_report_of_2022_is_made_whole(memory_database: Database) -> None:
    office = Office(memory_database)
    await office.imports(read_seed("000_dd24b15b0bdd587a.txt"))

    (made,) = await office.do(lambda uow: make_informe(uow, "304", Period(2022, 2), NOW))

    rows: dict[str, InformeRow] = {row.level: row for row in made.sheet.rows}
    assert rows["Componente 1"].cells[16:26] == ("19", "", "", "", "19", "6", "25", "25", "25", "81")
    assert rows["Actividad 1.3"].cells[16:26] == ("13", "50", "", "", "63", "12", "-25", "25", "25", "37")
    assert [mark for mark, _ in made.sheet.notes] == ["1", "2", "3", "4"]


async def test_the_sheets_of_2025_tell_what_was_filed(memory_database: Database) -> None:
    office = Office(memory_database)
    await office.imports(read_seed("004_a52bdc626e1db82b.txt"))
    gold = next(each for each in gold_reports() if each["report_id"].startswith("004"))
    request = PaperRequest(PaperOrder(PaperKind.FICHA, Period(2025, 3), "402"), NOW)

    (made,) = await office.do(lambda uow: gather(uow, request))

    # In the PDF a paragraph may go on on the next page, with a foot in between.
    document = Document(BytesIO(made.formats["docx"]()))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    whole = letters("".join([*(each.text for each in document.paragraphs), *(" ".join(row) for row in rows)]))
    seed = (SEEDS / gold["source_file"]).read_text(encoding="utf-8").splitlines()
    for indicator in gold["indicators"]:
        first, last = indicator["narrative_lines"]
        for line in seed[first - 1 : last]:
            concept = line.split("\t")[0]
            assert letters(concept) in whole or concept.startswith("[")
    for concept, count in gold["indicators"][0]["datos_narrados"]["desglose"].items():
        assert letters(f"{concept} {count}") in whole
