"""Days written by officials and typed on phones."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence import EvidenceFlag
from domain.spanish_dates import find_dates

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
