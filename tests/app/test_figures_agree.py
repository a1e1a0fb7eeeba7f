"""A figure reads the same in the chat, in every document and in `status --json`, digit by digit."""

import json
import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.status_json import status_object
from bot.status.words import indicator_line
from bot.summary.report_words import weekly
from documents.filed.consolidado import HandedIn, consolidado
from documents.filed.informe.workbook import SHEET, informe_xlsx
from documents.filed.letterhead import Letterhead
from documents.filed.printed import InformeRow, informe_sheet
from documents.filed.sections import Table, words
from documents.filed.sections_xlsx import paper_xlsx
from documents.read.workbook_numbers import cell_words
from domain.kit.figures import rounded
from domain.kit.report_messages import Due
from domain.status.results import results_of
from domain.summary.messages import GapsBookText, OutlookLine, WeeklyText
from domain.summary.projection import Outlook
from tests.builders import T3, a_report, an_avance, an_indicator
from tests.documents.filed_informes import HEADING, NOON
from tests.workers.inside import content_of
from texts.kit.formats import rounded_percent
from texts.summary.files import book
from usecases.kit.views import line_of

DUE = Due(date(2025, 9, 30), 3, date(2025, 10, 8))
FIGURES = st.integers(0, 2_000_000).map(lambda amount: Decimal(amount) / 10_000)


def json_figures(report: Any) -> list[str]:
    """Return goal, value, variation and accumulated as the object prints them."""
    told = json.dumps(status_object(report, DUE)["programmes"][0]["indicators"][0])
    kept = json.loads(told, parse_float=str, parse_int=str)
    return [*(kept[name][2] for name in ("programmed", "achieved", "variation")), kept["achieved_total"]]


def printed(row: InformeRow) -> list[str]:
    cells = row.cells[11:26]
    return [cells[2], cells[7], cells[12], cells[9]]


def in_workbook(content: bytes, sheet: str, *places: str) -> list[str]:
    page = load_workbook(BytesIO(content), data_only=True)[sheet]
    return [cell_words(page[place].value, page[place].number_format) for place in places]


@settings(max_examples=25, deadline=None)
@given(st.tuples(FIGURES, FIGURES, FIGURES), st.tuples(FIGURES, FIGURES, FIGURES))
@example(
    (Decimal("33.3333"), Decimal("0.0001"), Decimal("62.5")), (Decimal(0), Decimal(7), Decimal("62.4999"))
)
def test_each_figure_of_an_indicator_is_written_alike(goals: Any, values: Any) -> None:
    avances = {quarter: an_avance(value) for quarter, value in enumerate(values, start=1)}
    report = a_report(an_indicator(goals=goals, avances=avances))
    (indicator,) = report.indicators
    sheet = informe_sheet(report.unit, report.programmes[0], T3, HEADING, NOON)
    expected = printed(sheet.rows[0])

    assert json_figures(report) == expected
    assert in_workbook(informe_xlsx(sheet), SHEET, "N13", "S13", "X13", "U13") == expected

    paper = consolidado(results_of([report]), {"402": HandedIn()}, T3, NOON, Letterhead())
    table = paper.sections[2]
    assert isinstance(table, Table)
    assert [words(table.rows[0][place]) for place in (4, 5, 6, 8)] == expected
    assert in_workbook(paper_xlsx(paper), "Por indicador", "E5", "F5", "G5", "I5") == expected

    chat = re.findall(r"[0-9.]+(?= de| %)", indicator_line(line_of(indicator, T3, "")).partition("</b>")[2])
    assert chat == [expected[1], expected[0], expected[3]]


@given(st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
@example((5, 8))
def test_a_whole_percent_is_the_same_in_chat_and_workbook(share: tuple[int, int]) -> None:
    done, asked = share
    outlook = Outlook("08 Gobierno", asked, done, None)
    line = OutlookLine(outlook.name, outlook.done_percent, outlook.expected_percent)
    summary = WeeklyText(T3, NOON.date(), DUE, 1, 0, 1, 0, (), programmes=(line,))
    gaps = GapsBookText(T3, NOON, DUE, (), (), (line,), ())

    text = weekly(summary).html
    attachment = book(gaps).attachment
    assert attachment
    shown = in_workbook(content_of(attachment), "Por programa", "B4")

    assert f"{shown[0]} % hoy" in text
    if done < asked:
        assert rounded_percent(min(rounded(Decimal(100 * done) / asked), Decimal(99))) == f"{shown[0]} %"
