"""One document is one proof; later details complete it."""

from dataclasses import replace
from datetime import date

from domain.evidence.proofs import with_proofs
from domain.kit.evidence import Evidence, EvidenceType
from tests.builders import a_file, an_oficio

LIST = Evidence(EvidenceType.OFICIO, "SP/1/2025, SP/2/2025", numbers=("SP/1/2025", "SP/2/2025"))
ONE = Evidence(EvidenceType.OFICIO, "SP/1/2025", numbers=("SP/1/2025",))
DATED = replace(ONE, raw="oficio SP/01/2025 del 3 de mayo", dated_on=date(2025, 5, 3))
WITHOUT_NUMBER = Evidence(EvidenceType.OFICIO_WITHOUT_NUMBER, "oficio S/N", dated_on=date(2025, 5, 3))


def test_a_date_sent_later_is_the_one_that_counts() -> None:
    (proof,) = with_proofs((replace(DATED, dated_on=date(2025, 5, 2)),), (DATED,))

    assert proof.dated_on == date(2025, 5, 3)


def test_a_later_spelling_without_date_keeps_the_date() -> None:
    (proof,) = with_proofs((DATED,), (ONE,))

    assert proof == replace(ONE, dated_on=date(2025, 5, 3))


def test_the_file_joins_the_oficio_it_shows() -> None:
    (proof,) = with_proofs((DATED,), (replace(ONE, file_sha256="aa"),))

    assert (proof.file_sha256, proof.dated_on) == ("aa", date(2025, 5, 3))


def test_the_oficio_typed_after_its_file_keeps_the_file() -> None:
    (proof,) = with_proofs((replace(ONE, file_sha256="aa"),), (DATED,))

    assert proof.file_sha256 == "aa"


def test_two_scans_of_one_oficio_are_both_kept() -> None:
    proofs = with_proofs((replace(ONE, file_sha256="aa"),), (replace(ONE, file_sha256="bb"),))

    assert len(proofs) == 2


def test_one_oficio_of_a_list_says_nothing_new() -> None:
    assert with_proofs((LIST,), (ONE,)) == (LIST,)


def test_the_scan_of_one_oficio_of_a_list_is_kept_beside_it() -> None:
    scan = replace(ONE, file_sha256="aa")

    assert with_proofs((LIST,), (scan,)) == (LIST, scan)


def test_an_oficio_without_number_counts_once_in_any_capitals() -> None:
    assert len(with_proofs((WITHOUT_NUMBER,), (replace(WITHOUT_NUMBER, raw="OFICIO S/N"),))) == 1


def test_one_file_under_two_names_is_one_proof() -> None:
    file = Evidence(EvidenceType.FILE, "uno.pdf", file_sha256="aa")

    assert len(with_proofs((file,), (replace(file, raw="dos.pdf"),))) == 1


def test_a_bare_file_says_nothing_new_of_what_is_cited_but_its_album() -> None:
    cited = an_oficio(file_sha256="aa")

    (proof,) = with_proofs((cited,), (a_file("aa", album="7", page=2),))

    assert (proof.numbers, proof.album, proof.page) == (cited.numbers, "7", 2)


def test_an_oficio_that_is_known_beside_its_bare_file_is_not_doubled() -> None:
    bare, oficio = a_file("bb"), an_oficio("SP/1/2025", file_sha256="bb")

    assert with_proofs((bare, oficio), (oficio,)) == (bare, oficio)
