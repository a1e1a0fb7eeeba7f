"""Ranges of oficios in the forms that people write them."""

from datetime import date

import pytest

from domain.evidence.oficios import read_evidence
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType

T = EvidenceType


def the_evidence(text: str) -> Evidence:
    (evidence,) = read_evidence(text, year=2025)
    return evidence


def summaries(text: str) -> list[tuple[EvidenceType, tuple[str, ...], date | None]]:
    return [(each.type, each.numbers, each.dated_on) for each in read_evidence(text, year=2025)]


@pytest.mark.parametrize(
    "text",
    [
        "IMP/0280 /2024 al IMP/0282/2024",
        "oficios del IMP/0280/2024 al IMP/0282/2024",
        "de la IMP/0280/2024 a la IMP/0282/2024",
        "IMP/0280/2024 hasta el oficio número IMP/282/2024",
        "IMP/0280 al 0282/2024",
        "IMP/0280-0282/2024",
        "IMP/0280 al IMP/0282/2024",
        "oficios IMP/0280/2024 al 0282",
    ],
)
def test_range_is_expanded_with_its_padding(text: str) -> None:
    evidence = the_evidence(text)

    assert evidence.type is T.OFICIO_RANGE
    assert evidence.numbers == ("IMP/0280/2024", "IMP/0281/2024", "IMP/0282/2024")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("IMP/9/2024 al IMP/8/2024", ("IMP/9/2024", "IMP/8/2024"), id="reversed"),
        pytest.param("IMP/1/2024 al IMP/500/2024", ("IMP/1/2024", "IMP/500/2024"), id="too long"),
        pytest.param("IMP/1/2024 al SG/5/2024", ("IMP/1/2024", "SG/5/2024"), id="other prefix"),
        pytest.param("IMP/1/2024 al IMP/5/2025", ("IMP/1/2024", "IMP/5/2025"), id="other year"),
    ],
)
def test_silly_range_is_read_as_two_numbers_with_a_flag(text: str, numbers: tuple[str, ...]) -> None:
    evidence = the_evidence(text)

    assert (evidence.type, evidence.numbers) == (T.OFICIO, numbers)
    assert evidence.flags == (EvidenceFlag.RANGE_NOT_EXPANDED,)


@pytest.mark.parametrize(
    "text",
    [
        "IMP/0280/2024 al 30 de junio de 2024",
        "IMP/0280/2024 al 300 %",
        "IMP/0280/2024 al 30 personas",
        "IMP/0280/2024 a la Dirección",
    ],
)
def test_al_after_a_number_is_not_always_a_range(text: str) -> None:
    assert summaries(text) == [(T.OFICIO, ("IMP/0280/2024",), None)]


def test_hyphen_between_two_full_numbers_separates_them() -> None:
    assert the_evidence("SP/1/2025-SP/9/2025").numbers == ("SP/1/2025", "SP/9/2025")


def test_range_without_any_year_is_incomplete() -> None:
    evidence = the_evidence("oficios IMP/0280 al IMP/0282")

    assert (evidence.numbers, evidence.flags) == ((), (EvidenceFlag.INCOMPLETE_NUMBER,))


def test_range_inside_a_group_stands_apart_with_the_same_issuer() -> None:
    found = read_evidence("Dirección X, oficios: A/1/2022, A/5/2022 al A/7/2022 y A/12/2022", year=2022)

    assert [(each.type, len(each.numbers), each.issuer) for each in found] == [
        (T.OFICIO, 1, "Dirección X"),
        (T.OFICIO_RANGE, 3, "Dirección X"),
        (T.OFICIO, 1, "Dirección X"),
    ]


def test_range_of_circulars_stays_with_the_circulars() -> None:
    assert summaries("circulares IMP/1/2025 al IMP/2/2025") == [
        (T.CIRCULAR, ("IMP/1/2025", "IMP/2/2025"), None)
    ]
