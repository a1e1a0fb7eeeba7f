"""A day or a span of days as typed after /simular."""

from datetime import date

import pytest

from domain.calendar.deadlines import Deadlines
from domain.calendar.spans import Span, SpanRefused, read_span

TODAY = date(2025, 9, 10)
"""A Wednesday."""


def september(first: int, last: int | None = None) -> Span:
    return Span(date(2025, 9, first), date(2025, 9, last or first))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", september(11)),
        ("hoy", september(10)),
        ("Mañana", september(11)),
        ("pasado mañana.", september(12)),
        ("ayer", september(9)),
        ("viernes", september(12)),
        ("el miércoles", september(17)),
        ("2025-09-24", september(24)),
        ("24/09/2025", september(24)),
        ("24/9", september(24)),
        ("24-9", september(24)),
        ("24 sep", september(24)),
        ("el 24 de Septiembre", september(24)),
        ("24 de septiembre de 2025", september(24)),
        ("24 sep a 30 sep", september(24, 30)),
        ("del 24 al 30 de septiembre", september(24, 30)),
        ("24 sep hasta el 30 sep", september(24, 30)),
        ("24 sep - 30 sep", september(24, 30)),
        ("24..30 sep", september(24, 30)),
        ("2025-09-24 a 2025-09-30", september(24, 30)),
        ("mañana a viernes", september(11, 12)),
        ("3T2025", Span(date(2025, 9, 15), date(2025, 10, 7))),
        ("25 dic a 3 ene", Span(date(2025, 12, 25), date(2026, 1, 3))),
        ("5 ene", Span(date(2026, 1, 5), date(2026, 1, 5))),
        ("20 nov", Span(date(2025, 11, 20), date(2025, 11, 20))),
    ],
)
def test_days_are_read_as_people_type_them(text: str, span: Span) -> None:
    assert read_span(text, TODAY, Deadlines()) == span


def test_in_november_march_is_the_next_one_and_in_january_december_the_last_one() -> None:
    assert read_span("5 mar", date(2025, 11, 20), Deadlines()).first == date(2026, 3, 5)
    assert read_span("31 dic", date(2026, 1, 5), Deadlines()).first == date(2025, 12, 31)


def test_a_day_that_only_leap_years_have_is_read_beside_one() -> None:
    assert read_span("29/2", date(2023, 11, 20), Deadlines()).first == date(2024, 2, 29)


def test_without_a_day_it_is_the_next_business_day() -> None:
    assert read_span(" ", date(2025, 9, 12), Deadlines()) == september(15)
    assert read_span(" ", date(2025, 9, 15), Deadlines()) == september(17)


def test_a_span_has_its_days_from_the_first_to_the_last() -> None:
    assert september(29, 30).days == (date(2025, 9, 29), date(2025, 9, 30))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("algún día", "not_understood"),
        ("402", "not_understood"),
        ("31 de junio", "not_understood"),
        ("31/2", "not_understood"),
        ("2025-09-31", "not_understood"),
        ("24 sep y 25 sep", "not_understood"),
        ("1 a 2 a 3 sep", "not_understood"),
        ("31 a 30 nov x", "not_understood"),
        ("24 sep a luego", "not_understood"),
        ("31 al 20 de nov", "not_understood"),
        ("30 sep a 24 sep", "backwards"),
        ("2025-09-30 a 2026-09-30", "too_long"),
        ("2035-01-01", "too_far"),
        ("1/1/1900", "too_far"),
        ("1T2012", "too_far"),
    ],
)
def test_anything_else_is_refused_by_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(SpanRefused) as refused:
        read_span(text, TODAY, Deadlines())

    assert (refused.value.problem, refused.value.text) == (problem, text)
