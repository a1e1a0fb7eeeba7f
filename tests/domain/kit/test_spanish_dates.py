"""Days written by officials and typed on phones."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import days_given
from domain.calendar.spans import read_span
from domain.capture.justification import read_recovery
from domain.evidence.oficios import read_evidence
from domain.imports import goals
from domain.kit.dialogues import typed_days
from domain.kit.evidence import EvidenceFlag
from domain.kit.periods import Period
from domain.kit.words.spanish_dates import find_dates, without_weekday
from tests.builders import deadlines

JUNE_26 = date(2024, 6, 26)
SEPTEMBER_26 = date(2025, 9, 26)


def the_date_in(text: str, year: int = 2025) -> date | None:
    (found,) = find_dates(text, year=year)
    return found.day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26 de junio de 2024", JUNE_26),
        ("26 de junio del 2024", JUNE_26),
        ("26 de junio 2024", JUNE_26),
        ("26 DE JUNIO DEL AÑO 2024", JUNE_26),
        ("26 junio, 2024", JUNE_26),
        ("04 de julio de 2022", date(2022, 7, 4)),
        ("1° de abril de 2024", date(2024, 4, 1)),
        ("1o. de abril de 2024", date(2024, 4, 1)),
        ("primero de abril de 2024", date(2024, 4, 1)),
        ("3 de setiembre de 2025", date(2025, 9, 3)),
        ("26/09/2025", SEPTEMBER_26),
        ("26-09-2025", SEPTEMBER_26),
        ("26.09.2025", SEPTEMBER_26),
        ("2025-09-26", SEPTEMBER_26),
        ("26/09/25", SEPTEMBER_26),
        ("26-sep-2025", SEPTEMBER_26),
        ("26/sep/2025", SEPTEMBER_26),
        ("26-sep-25", SEPTEMBER_26),
        ("26 sept 2025", SEPTEMBER_26),
        ("26 sep. 2025", SEPTEMBER_26),
        ("26sep2025", SEPTEMBER_26),
        ("26 set 2025", SEPTEMBER_26),
        ("26 sep 25", SEPTEMBER_26),
        ("26 de septiembre de 25, recibido", SEPTEMBER_26),
        ("29 de febrero de 2024", date(2024, 2, 29)),
    ],
)
def test_full_date_is_read_without_flags(text: str, day: date) -> None:
    (found,) = find_dates(text, year=1999)

    assert (found.day, found.flags) == (day, ())


FIRST = (
    *(
        "1.º",
        "1º",
        "1°",
        "1 º",
        "1. º",
        "1º.",
        "1.er",
        "1er",
        "1er.",
        "1 er",
        "1.ero",
        "1ero",
        "1ero.",
        "1ro",
        "1ro.",
    ),
    *(
        "1.ro",
        "1.o",
        "1o",
        "1o.",
        "1 o.",
        "1.°",
        "1°.",
        "primero",
        "Primero",
        "1",
        "1.",
        "01",
        "1 (uno)",
        "1.º (primero)",
    ),
    *("1ª", "1.a", "1ra.", "1.ra", "1⁰", "1ᵒ", "1.ᵉʳ", "primero (1)", "primer día", "1.er día", "1er. día"),
)
"""The first of a month as it is printed and typed."""


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize(
    "form", ["{} de julio de 2025", "{}  de julio del 2025", "{} julio 2025", "{} DE JULIO DE 2025"]
)
def test_the_first_of_a_month_is_read_however_it_is_written(first: str, form: str) -> None:
    text = form.format(first)

    (found,) = find_dates(f"de fecha {text}, ", year=1999)

    assert (found.day, found.flags) == (date(2025, 7, 1), ())


@pytest.mark.parametrize("first", FIRST)
def test_the_first_of_a_month_is_read_by_whoever_reads_days(first: str) -> None:
    typed, near = f"{first} de julio", date(2025, 6, 20)
    (cited,) = read_evidence(f"Oficio SP/112/2025 del {typed} de 2025", year=2025)

    assert cited.dated_on == date(2025, 7, 1)
    assert typed_days.read_day(typed, near) == date(2025, 7, 1)
    assert typed_days.read_days(f"del {first} al 3 de julio", near)[0] == date(2025, 7, 1)
    assert read_span(f"{first} a 3 de julio", near, deadlines()).first == date(2025, 7, 1)
    assert read_span(typed, near, deadlines()).first == date(2025, 7, 1)
    assert read_recovery(typed, Period(2025, 2), near) == date(2025, 7, 1)
    assert goals.read_day(typed, 2025) == "2025-07-01"
    assert days_given.read_days(typed, near, deadlines().workdays) == 7


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *(("2do", 2), ("2.do", 2), ("2.º", 2), ("3er", 3), ("3.ro", 3), ("3ro.", 3), ("4to", 4), ("5.to", 5)),
        *(("7mo", 7), ("8vo.", 8), ("9no", 9), ("10mo", 10), ("10.º", 10), ("21.º", 21), ("22do.", 22)),
        *(("30.º", 30), ("31°", 31)),
    ],
)
def test_any_day_may_be_written_as_a_place_in_the_month(written: str, day: int) -> None:
    assert the_date_in(f"{written} de julio de 2025") == date(2025, 7, day)
    (cited,) = read_evidence(f"Oficio SP/112/2025 del {written} de julio", year=2025)
    assert cited.dated_on == date(2025, 7, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("uno de julio de 2025", date(2025, 7, 1)),
        ("quince de julio del año 2025", date(2025, 7, 15)),
        ("veintiséis de septiembre de dos mil veinticinco", SEPTEMBER_26),
        ("veintiseis (26) de septiembre de 2025", SEPTEMBER_26),
        ("treinta y uno de julio de 2025", date(2025, 7, 31)),
        ("26 de septiembre del año dos mil veinticinco", SEPTEMBER_26),
        ("a los veintiséis días del mes de septiembre de 2025", SEPTEMBER_26),
        ("a los 26 días del mes de septiembre de 2025", SEPTEMBER_26),
        ("septiembre 26, 2025", SEPTEMBER_26),
        ("julio 1.º de 2025", date(2025, 7, 1)),
        ("treinta de julio de dos mil treinta y uno", date(2031, 7, 30)),
    ],
)
def test_days_and_years_in_words_are_read(text: str, day: date) -> None:
    (found,) = find_dates(f"Oaxaca de Juárez, {text}.", year=1999)

    assert (found.day, found.flags) == (day, ())
    (cited,) = read_evidence(f"Oficio SP/112/2025 {text}", year=1999)
    assert cited.dated_on == day


@pytest.mark.parametrize(
    "text",
    [
        "calle Cinco de Mayo",
        "avenida Dieciséis de Septiembre número 4",
        "cuarenta y dos de mayo de 2025",
        "algo de mayo de 2025",
        "ciento uno de mayo de 2025",
        "mayo 26",
    ],
)
def test_words_that_are_no_day_are_left_alone(text: str) -> None:
    assert find_dates(text, year=2025) == ()


def test_the_current_year_in_words_is_still_supposed() -> None:
    (found,) = find_dates("tres de mayo del presente año", year=2024)

    assert (found.day, found.flags) == (date(2024, 5, 3), (EvidenceFlag.RELATIVE_YEAR,))


def test_a_year_in_words_that_is_no_number_is_of_no_calendar() -> None:
    (found,) = find_dates("3 de mayo de dos mil veintisiempre", year=2024)

    assert found.day is None


def test_days_that_share_a_month_may_begin_with_its_first() -> None:
    for text in ("1.º, 2 y 3 de julio", "primero, 2 y 3 de julio", "1o., 2 y 3 de julio"):
        assert [each.day for each in find_dates(text, year=2025)] == [date(2025, 7, day) for day in (1, 2, 3)]


@pytest.mark.parametrize(
    "text", ["30 sep 14:05", "30 sep, 14:05 h", "30 de septiembre, 9:00", "30 sep. 14.05 h"]
)
def test_the_hour_behind_a_day_is_no_year(text: str) -> None:
    assert the_date_in(text) == date(2025, 9, 30)


@pytest.mark.parametrize("text", ["11 de abril", "11 abr", "11-abr", "11 de abril de 12 personas"])
def test_day_and_month_take_the_fiscal_year_with_a_flag(text: str) -> None:
    (found,) = find_dates(text, year=2024)

    assert (found.day, found.flags) == (date(2024, 4, 11), (EvidenceFlag.INFERRED_YEAR,))


@pytest.mark.parametrize(
    "tail",
    [
        "del año en curso",
        "del presente año",
        "del presente",
        "de este año",
        "del mismo año",
        "del año actual",
    ],
)
def test_current_year_in_words_takes_the_fiscal_year_with_a_flag(tail: str) -> None:
    (found,) = find_dates(f"29 de abril {tail}", year=2024)

    assert (found.day, found.flags) == (date(2024, 4, 29), (EvidenceFlag.RELATIVE_YEAR,))


@pytest.mark.parametrize(
    "text",
    [
        "31 de junio de 2025",
        "29/02/2025",
        "09/26/2025",
        "0 de mayo de 2025",
        "45 de mayo de 2025",
        "3 de mayo de 0000",
    ],
)
def test_day_of_no_calendar_is_none_with_a_flag(text: str) -> None:
    (found,) = find_dates(text, year=2025)

    assert (found.day, found.flags) == (None, (EvidenceFlag.INVALID_DATE,))


def test_invalid_day_without_year_keeps_both_flags() -> None:
    (found,) = find_dates("31 de junio", year=2025)

    assert found.flags == (EvidenceFlag.INFERRED_YEAR, EvidenceFlag.INVALID_DATE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mayo de 2025",
        "26/09",
        "112/2025",
        "SP/26/09/2025",
        "el 1er. trimestre de 2024",
        "25 por ciento",
        "primer set de copias",
        "1.º trimestre",
        "3 martes",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert find_dates(text, year=2025) == ()


def test_days_that_share_a_month_are_read_one_by_one() -> None:
    text = "oficios: 3, 4 y 5 de mayo de 2022"

    found = find_dates(text, year=2025)

    assert [each.day for each in found] == [date(2022, 5, day) for day in (3, 4, 5)]
    assert [text[each.start : each.end] for each in found] == ["3", "4", "5 de mayo de 2022"]


def test_dates_in_words_and_in_figures_come_in_the_order_of_the_text() -> None:
    found = find_dates("3 de mayo de 2025, 04/05/2025 y 5 may 2025", year=2025)

    assert [each.day for each in found] == [date(2025, 5, day) for day in (3, 4, 5)]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_is_read_back_from_figures(day: date) -> None:
    assert the_date_in(f"con fecha {day:%d/%m/%Y}.") == day
    assert the_date_in(f"con fecha {day.isoformat()}") == day


@given(st.text(), st.integers(min_value=-10, max_value=12_000))
def test_no_text_and_no_year_make_it_raise(text: str, year: int) -> None:
    for found in find_dates(f"{text} 3 de mayo", year=year):
        assert 0 <= found.start < found.end


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("mar 30 sep", "30 sep"),
        ("martes, 30 de septiembre", "30 de septiembre"),
        ("el mié. 1.º de julio", "1.º de julio"),
        ("mar", "mar"),
        ("30 mar", "30 mar"),
        ("marzo 30", "marzo 30"),
    ],
)
def test_a_weekday_before_a_date_adds_nothing(text: str, bare: str) -> None:
    assert without_weekday(text) == bare
