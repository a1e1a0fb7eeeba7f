"""A person is told of a day that was written beside a number and could not be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.oficios import read_evidence, read_typed_evidence
from domain.kit.evidence import EvidenceFlag

SP = "SP/112/2025"


def is_unread(text: str) -> list[bool]:
    return [EvidenceFlag.UNREAD_DATE in each.flags for each in read_typed_evidence(text, year=2025)]


@pytest.mark.parametrize(
    "day",
    [
        *(
            "del 1 del 7 de 2025",
            "de fecha 01 07 2025",
            "del 2025/07/01",
            "del lo de julio",
            "del I de julio",
        ),
        *(
            "del veintiséis de septiembre",
            "de julio",
            "del 26",
            "(día 26)",
            "1.- de julio",
            "del 26/9",
            "26-9",
        ),
        *("del 26 sepbre", "firmado el 3", "a los veinte días del mes de julio", "DEL 1:o DE JULIO DE 2025"),
    ],
)
def test_a_day_that_is_not_read_is_flagged(day: str) -> None:
    assert is_unread(f"Oficio {SP} {day}") == [True]


@pytest.mark.parametrize(
    "rest",
    [
        *("", " del 1.º de julio", " del 31 de junio", " con 3 anexos", " del 3er trimestre", " sobre mayo"),
        *(" de la reunión de mayo", " de la Dirección de Obras", " y https://fb.watch/a del 26"),
    ],
)
def test_what_says_no_day_or_a_known_one_is_not(rest: str) -> None:
    assert not any(is_unread(f"Oficio {SP}{rest}"))


def test_each_document_has_its_own_day() -> None:
    assert is_unread("SP/112/2025 del 26 y SP/113/2025 del 1 de julio") == [True, False]


@given(st.lists(st.sampled_from([SP, "oficio", "del", "26", "de julio", "S/N", "\u0301", ", ", "y", "2025"])))
def test_the_flag_is_all_that_it_adds(words: list[str]) -> None:
    text = " ".join(words)

    typed, cited = read_typed_evidence(text, year=2025), read_evidence(text, year=2025)

    assert [(each.raw, each.numbers, each.dated_on) for each in typed] == [
        (each.raw, each.numbers, each.dated_on) for each in cited
    ]
