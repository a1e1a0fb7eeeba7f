"""What a number in a cell means: a percent format scales by a hundred, a percent sign as text does not."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import numbers

from documents.filed.informe.workbook import SHEET as INFORME
from documents.filed.informe.workbook import informe_xlsx
from documents.list_sheets import ListCellKind, ListSheet, ListSheetColumn
from documents.list_workbook import list_workbook
from documents.read.informe.filed_workbook import informe_text
from documents.read.mir.columns import INDICATORS
from documents.read.report_template_reader import read_template
from documents.read.workbook_numbers import cell_number, cell_words, is_percent
from documents.report_template_layout import SHEET as TEMPLATE
from domain.papers.templates import Fillable
from tests.documents.filed_informes import a_sheet, an_indicator
from tests.documents.report_templates import filled_in, written
from tests.documents.test_gaps_workbook import MADE_AT
from tests.documents.workbooks import filled, read, saved

SCALES = [
    *("0%", "0.00%", "0 %", "0.0##%", "#,##0.0%", "%0", "0%%", "0.00E+00%", "# ?/?%", "General%"),
    *("[Red]0.0%", "[$-80A]0.00%", "[$-es-MX]0%", "[Color10]0%", "_-0%_-", "0%;-0%;0", "0%;[Red]-0%", "0%;@"),
    *('0%" de avance"', r"0%\ ", '"meta "0%', "* 0%", '0%;-0%;"-"', "[<=1]0%;0.00", "0%;;", '0"%"%'),
    *(numbers.FORMAT_PERCENTAGE, numbers.FORMAT_PERCENTAGE_00, '_-* 0%_-;-* 0%_-;_-* "-"??_-;_-@_-'),
]
STAYS = [
    *('0" %"', r"0\%", r"0\ \%", '0 "por ciento"', '"%"0', '0.00" %"', '0" %";-0" %";0', r"[Red]0\%", "0_%"),
    *(
        "0*%",
        "[$%]0",
        "[$%-80A]0.00",
        "[$% -80A]#,##0",
        "General",
        "",
        None,
        "0.00",
        "@",
        "0;0;0;0%",
        '@" %"',
    ),
    *("0;-0%;0%", "#,##0.00_);[Red](#,##0.00)", '0"', "0\\", "0_", "0*", "[", "0;@%"),
    *('0" % del plan anual"', r'0\%;-0\%;"cero %"', "0.00 [$%-1]"),
]


@pytest.mark.parametrize("number_format", SCALES)
def test_a_percent_format_shows_a_hundred_times_what_is_stored(number_format: str) -> None:
    assert cell_number(0.21, number_format) == 21


@pytest.mark.parametrize("number_format", STAYS)
def test_a_percent_sign_as_text_leaves_the_number_as_it_is(number_format: str | None) -> None:
    assert cell_number(21, number_format) == 21


@pytest.mark.parametrize(
    ("number_format", "value", "number"),
    [
        pytest.param("0%;-0.00", -0.5, "-0.5", id="only what is positive"),
        pytest.param("0;-0%", -0.5, "-50", id="only what is negative"),
        pytest.param("0;-0%", 0.5, "0.5", id="not what is positive"),
        pytest.param("0%;-0%;0", 0, "0", id="nothing is nothing"),
        pytest.param("[<=1]0%;0.00", 0.21, "21", id="up to one"),
        pytest.param("[<=1]0%;0.00", 21, "21", id="above one"),
        pytest.param("[>1]0;[<=-1]0;0%", 0.21, "21", id="the rest"),
        pytest.param("[>1]0;[<=-1]0;0%", -21, "-21", id="the second condition"),
        pytest.param("[=0.5]0%;0", 0.5, "50", id="equal"),
        pytest.param("[<>0.5]0%;0", 0.5, "0.5", id="not unequal"),
        pytest.param("[>=1E-1]0%;0", 0.21, "21", id="a bound with an exponent"),
        pytest.param("[Red][<1]0%;[Blue]0", 0.21, "21", id="colour and condition"),
        pytest.param("0%;;", -0.5, "-50", id="what is hidden counts as what is shown"),
    ],
)
def test_the_section_of_the_number_decides(number_format: str, value: float, number: str) -> None:
    assert cell_number(value, number_format) == Decimal(number)


@pytest.mark.parametrize(
    ("value", "number"),
    [(0.1 + 0.2, "0.3"), (2.00005, "2.0001"), (2.00015, "2.0002"), (-2.00005, "-2.0001"), (1e-9, "0")],
)
def test_the_fourth_decimal_is_rounded_half_away_from_zero(value: float, number: str) -> None:
    assert cell_words(value, "General") == number


@pytest.mark.parametrize("value", [True, False, None, "21", float("inf"), float("nan")])
def test_what_is_no_number_is_none(value: object) -> None:
    assert cell_number(value, "0%") is None


# A section as Excel takes it: each piece with whether its percent sign scales.
SIGNS = st.sampled_from(
    [
        ("", False),
        ("%", True),
        ('"%"', False),
        ('" % "', False),
        (r"\%", False),
        ("_%", False),
        ("[$%-80A]", False),
    ]
)
DIGITS = st.sampled_from(["0", "0.00", "#,##0.0", "General", "??0", "0.0E+00"])
HEADS = st.sampled_from(["", "[Red]", "[$-80A]", "_-", '"a;b"', r"\;", "[Color5]"])


@st.composite
def sections(draw: st.DrawFn) -> tuple[str, bool]:
    before, after = draw(SIGNS), draw(SIGNS)
    return f"{draw(HEADS)}{before[0]}{draw(DIGITS)}{after[0]}", before[1] or after[1]


@given(st.lists(sections(), min_size=1, max_size=3), st.sampled_from([-0.21, 0.21]), st.booleans())
@example([("0%", True), ("-0%", True), ("0", False)], 0.21, False)
def test_any_format_scales_as_its_section_says(
    parts: list[tuple[str, bool]],
    value: float,
    has_text: bool,
) -> None:
    number_format = ";".join([*(text for text, _ in parts), *(['@" %"'] if has_text else [])])
    chosen = 1 if value < 0 and len(parts) > 1 else 0

    assert is_percent(number_format, value) is parts[chosen][1]


@given(st.text(alphabet='0#?%;@"\\_*[]<>=.$-GeneralRd1', max_size=30), st.floats(-100, 100))
def test_no_format_breaks_the_reader(number_format: str, value: float) -> None:
    assert cell_number(value, number_format) is not None


def of_mir(value: Any, number_format: str) -> str:
    def typed(book: Workbook) -> None:
        for place, (each, look) in enumerate(
            ((value, number_format), (100 - 21, "General"), (0, "0"), (0, "0"))
        ):
            cell = book[INDICATORS].cell(3, 16 + place)
            cell.value, cell.number_format = each, look

    (programme,) = read(filled(change=typed))
    return str(programme.indicators[0].programmed[0])


def of_template(value: object, number_format: str) -> str:
    def formatted(book: Workbook) -> None:
        book[TEMPLATE]["F7"].number_format = number_format

    back = read_template(filled_in(written(), {0: {Fillable.VALUE: value}}, formatted))
    return back.lines[0].cells[Fillable.VALUE].text


def of_informe(value: Any, number_format: str) -> str:
    book = load_workbook(BytesIO(informe_xlsx(a_sheet(an_indicator()))))
    cell = book[INFORME]["Q13"]
    cell.value, cell.number_format = value, number_format
    text = informe_text(saved(book), source="informe.xlsx")
    assert text
    return text.splitlines()[12].split("\t")[16]


READERS = [
    pytest.param(of_mir, id="the MIR"),
    pytest.param(of_template, id="the workbook of a UR"),
    pytest.param(of_informe, id="a filed Informe"),
]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("value", "number_format"),
    [(21, '0" %"'), (21, r"0\%"), (0.21, "0%"), (0.21, "_-0.00%_-"), (0.21, "0%;-0%;0"), (21, "General")],
)
def test_every_reader_reads_what_is_shown(
    reader: Callable[[object, str], str], value: object, number_format: str
) -> None:
    assert reader(value, number_format) == "21"


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_reads_our_own_lists(reader: Callable[[object, str], str]) -> None:
    sheet = ListSheet("Por UR", "t", "n", (ListSheetColumn("Avance", 9, ListCellKind.PERCENT),), ((21,),))
    cell = load_workbook(BytesIO(list_workbook("t", [sheet], MADE_AT)))["Por UR"]["A4"]

    assert reader(cell.value, cell.number_format) == "21"


def test_a_percentage_in_a_cell_of_text_keeps_its_sign() -> None:
    def typed(book: Workbook) -> None:
        cell = book[INDICATORS].cell(3, 8)
        cell.value, cell.number_format = 0.2, "0%"

    (programme,) = read(filled(change=typed))

    assert programme.indicators[0].facts.unit_of_measure == "20 %"
