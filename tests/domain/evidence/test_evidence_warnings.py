"""Notes on evidence: what a person should check, without what another UR reported."""

from dataclasses import replace
from datetime import date

import pytest

from domain.evidence.evidence_warnings import Concern, EvidenceNote, FileUse, KnownEvidence, notes_on
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType
from domain.kit.periods import Period
from tests.builders import T2, T3, a_file, an_oficio

T4_BEFORE = Period(2024, 4)
CIRCULAR = EvidenceType.CIRCULAR


MINUTA = Evidence(EvidenceType.MINUTA, "Minuta SP/1/2025", ("SP/1/2025",))
EARLIER, BEFORE = (EvidenceNote(Concern.EARLIER_QUARTER, "acta.pdf", period=each) for each in (T2, T4_BEFORE))
OTHERS = EvidenceNote(Concern.OTHER_UNIT, "acta.pdf", unit_code="304")


def known(*documents: Evidence, uses: tuple[FileUse, ...] = ()) -> KnownEvidence:
    return KnownEvidence("402", T3, documents, uses)


def a_circular(number: str = "SP/1/2025") -> Evidence:
    return Evidence(CIRCULAR, f"Circular {number}", (number,))


@pytest.mark.parametrize(
    ("day", "is_noted"),
    [
        pytest.param(date(2025, 1, 1), False, id="first day of the year"),
        pytest.param(date(2025, 12, 31), False, id="last day"),
        pytest.param(date(2024, 12, 31), True, id="the day before"),
        pytest.param(date(2026, 1, 1), True, id="the day after"),
        pytest.param(None, False, id="no date"),
    ],
)
def test_a_date_outside_the_fiscal_year_is_noted(day: date | None, *, is_noted: bool) -> None:
    notes = notes_on([an_oficio("SP/1/2025", dated_on=day)], known())

    assert notes == ((EvidenceNote(Concern.OTHER_YEAR, "SP/1/2025", day=day),) if is_noted else ())


@pytest.mark.parametrize(
    ("cited", "registered", "other"),
    [
        pytest.param(an_oficio("SP/1/2025"), a_circular("SP/01/2025"), CIRCULAR, id="known as a circular"),
        pytest.param(a_circular(), an_oficio("SP/1/2025"), EvidenceType.OFICIO, id="known as an oficio"),
        pytest.param(an_oficio("SP/CIRC/3/2025"), None, CIRCULAR, id="named as a circular"),
        pytest.param(a_circular("SP/OF/3/2025"), None, EvidenceType.OFICIO, id="named as an oficio"),
        pytest.param(a_circular("SP/CIRC/3/2025"), None, None, id="named as what it is"),
        pytest.param(an_oficio("SP/1/2025"), an_oficio("SP/1/2025"), None, id="known as what it is"),
        pytest.param(an_oficio("SP/1/2025"), a_circular("SP/2/2025"), None, id="another number"),
        pytest.param(a_file(), a_circular(), None, id="no number"),
        pytest.param(MINUTA, a_circular(), None, id="minuta"),
    ],
)
def test_a_number_of_the_other_series_is_noted(
    cited: Evidence, registered: Evidence | None, other: EvidenceType | None
) -> None:
    notes = notes_on([cited], known(*((registered,) if registered else ())))

    assert [(each.concern, each.type) for each in notes] == ([(Concern.OTHER_SERIES, other)] if other else [])


@pytest.mark.parametrize(
    ("use", "note"),
    [
        pytest.param(FileUse("aa", "304", T3), OTHERS, id="of another UR"),
        pytest.param(FileUse("aa", "402", T2), EARLIER, id="of an earlier quarter"),
        pytest.param(FileUse("aa", "402", T4_BEFORE), BEFORE, id="of last year"),
        pytest.param(FileUse("aa", "402", T3), None, id="of this quarter"),
        pytest.param(FileUse("bb", "304", T2), None, id="another file"),
    ],
)
def test_a_file_that_proved_something_else_is_noted(use: FileUse, note: EvidenceNote | None) -> None:
    file = Evidence(EvidenceType.FILE, "acta.pdf", file_sha256="aa")

    assert notes_on([file], known(uses=(use,))) == ((note,) if note else ())


def test_of_another_ur_only_its_code_is_told_and_once() -> None:
    uses = (FileUse("aa", "304", T2), FileUse("aa", "304", T3))

    (note,) = notes_on([a_file("aa")], known(uses=uses))

    assert (note.unit_code, note.period, note.day, note.type) == ("304", None, None, None)


@pytest.mark.parametrize(
    ("flag", "concern"),
    [
        (EvidenceFlag.SMALL_PHOTO, Concern.SMALL_PHOTO),
        (EvidenceFlag.DAMAGED_FILE, Concern.DAMAGED_FILE),
    ],
)
def test_what_is_odd_about_a_file_is_noted(flag: EvidenceFlag, concern: Concern) -> None:
    file = Evidence(EvidenceType.FILE, "foto.jpg", flags=(flag,), file_sha256="aa")

    assert [each.concern for each in notes_on([file], known())] == [concern]


def test_a_day_that_was_not_understood_is_noted_with_its_number() -> None:
    cited = Evidence(EvidenceType.OFICIO, "SP/1/2025", ("SP/1/2025",), flags=(EvidenceFlag.UNREAD_DATE,))

    (note,) = notes_on([cited], known())

    assert (note.concern, note.subject) == (Concern.UNREAD_DATE, "SP/1/2025")
    assert notes_on([replace(cited, dated_on=date(2025, 7, 1))], known()) == ()
