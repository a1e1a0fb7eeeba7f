"""Evidence of a result: typed oficios, sent files, each counted once, and evidence left for later."""

from datetime import date
from decimal import Decimal

import pytest

from domain.capture.evidence_step import MOST_EVIDENCE
from domain.capture.turns import Refusal
from domain.kit.drafts import Attached, Choice, Chosen, Draft, Step
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType
from tests.builders import A_REASON, T2, a_draft, a_file, an_oficio, answered, walked

AWAITED = a_draft(Step.EVIDENCE, 25)
PROVED = a_draft(Step.REVIEW, 25, evidence=(an_oficio("IMP/0280/2025"),))
CORRECTED = a_draft(Step.CORRECTION, 25, evidence=(an_oficio(),))
WHY = "El oficio era de otro indicador"
CORRECTED_ZERO = a_draft(Step.CORRECTION, 0, reason=A_REASON, evidence=(an_oficio(),))


def test_an_oficio_is_read_with_its_number_and_day() -> None:
    draft = walked(AWAITED, "Oficio SP/DSAV/112/2025 de fecha 26 de septiembre de 2025").draft

    (oficio,) = draft.evidence
    assert (oficio.numbers, oficio.dated_on) == (("SP/DSAV/112/2025",), date(2025, 9, 26))
    assert draft.step is Step.REVIEW


def test_a_day_without_year_belongs_to_the_fiscal_year() -> None:
    draft = walked(a_draft(Step.EVIDENCE, 25, period=T2), "oficio S/N del 11 de abril").draft

    assert [each.dated_on for each in draft.evidence] == [date(2025, 4, 11)]


def test_a_message_may_cite_several_documents() -> None:
    draft = walked(AWAITED, "Oficio SP/1/2025; minuta del 3 de mayo; https://fb.watch/abc").draft

    kinds = [each.type for each in draft.evidence]
    assert kinds == [EvidenceType.OFICIO, EvidenceType.MINUTA, EvidenceType.URL]


def test_a_file_is_proof_with_whatever_its_caption_says() -> None:
    photo = an_oficio("SP/7/2025", file_sha256="cd" * 32)

    draft = walked(AWAITED, Attached((photo,))).draft

    assert (draft.evidence, draft.step) == ((photo,), Step.REVIEW)


@pytest.mark.parametrize("draft", [AWAITED, PROVED], ids=["awaited", "at the review"])
@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        pytest.param("ya lo mandé", Refusal.NO_EVIDENCE_READ, id="words"),
        pytest.param("", Refusal.NO_EVIDENCE_READ, id="empty"),
        pytest.param("25 30", Refusal.NO_EVIDENCE_READ, id="two numbers"),
        pytest.param("26", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="a number"),
        pytest.param("sin avance", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="no progress"),
        pytest.param("Sin dato", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="no figure"),
        pytest.param(
            "no hubo avance este trimestre", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="none in the quarter"
        ),
        pytest.param("s/d", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="no figure in short"),
        pytest.param("N/A", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="does not apply"),
        pytest.param("sin información.", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="no information"),
        pytest.param("cumplimos la meta", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="the goal was met"),
        pytest.param("26,5 %", Refusal.NUMBER_INSTEAD_OF_EVIDENCE, id="a percentage"),
        pytest.param("oficio 112", Refusal.INCOMPLETE_NUMBER, id="an oficio without year"),
        pytest.param("SP/1/2025 y el oficio 112", Refusal.INCOMPLETE_NUMBER, id="one of two incomplete"),
    ],
)
def test_what_cites_no_document_is_refused(draft: Draft, typed: str, refusal: Refusal) -> None:
    turn = answered(draft, typed)

    assert turn.refusal is refusal
    assert turn.draft == draft


def test_proof_may_wait() -> None:
    draft = walked(AWAITED, Chosen(Choice.LATER)).draft

    assert (draft.evidence, draft.step) == ((), Step.REVIEW)


def test_the_value_may_be_corrected_before_there_is_proof() -> None:
    draft = walked(AWAITED, Chosen(Choice.CORRECT), "24").draft

    assert (draft.value, draft.step) == (Decimal(24), Step.EVIDENCE)


def test_more_proof_may_follow_at_the_review() -> None:
    draft = walked(PROVED, "SP/113/2025", Attached((a_file(),)), Chosen(Choice.UNNUMBERED)).draft

    assert [each.type for each in draft.evidence] == [
        EvidenceType.OFICIO,
        EvidenceType.OFICIO,
        EvidenceType.FILE,
    ]
    assert draft.step is Step.REVIEW


@pytest.mark.parametrize(
    "typed",
    ["IMP/0280/2025", "oficio IMP/280/2025", "imp-0280-2025", "IMP/0280 /2025", "oficio IMP/280/25"],
)
def test_the_same_oficio_written_otherwise_counts_once(typed: str) -> None:
    draft = walked(PROVED, typed).draft

    assert len(draft.evidence) == 1


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("IMP/281/2025", id="another number"),
        pytest.param("IMP/280/2024", id="another year"),
        pytest.param("SP/280/2025", id="another area"),
        pytest.param("circular IMP/280/2025", id="a circular has its own series"),
        pytest.param("IMP/280/2025 al IMP/282/2025", id="a range"),
        pytest.param("oficio S/N del 3 de mayo", id="without number"),
    ],
)
def test_another_document_is_more_proof(typed: str) -> None:
    assert len(walked(PROVED, typed).draft.evidence) == 2


def test_the_same_oficio_twice_in_one_message_counts_once() -> None:
    draft = walked(AWAITED, "Oficio SP/1/2025. Circular SP/1/2025. Oficio SP/01/2025.").draft

    assert [each.type for each in draft.evidence] == [EvidenceType.OFICIO, EvidenceType.CIRCULAR]


@pytest.mark.parametrize(
    ("known", "more", "count"),
    [
        pytest.param(a_file(), a_file(), 1, id="the same file"),
        pytest.param(a_file("aa"), a_file("bb"), 2, id="two files of one name"),
        pytest.param(an_oficio(), an_oficio(file_sha256="aa"), 1, id="the oficio and then its photo"),
        pytest.param(
            an_oficio(file_sha256="aa"), an_oficio(file_sha256="aa"), 1, id="the same photo of the oficio"
        ),
        pytest.param(
            an_oficio(file_sha256="aa"), an_oficio("SP/9/2025", file_sha256="aa"), 2, id="two in one file"
        ),
        pytest.param(a_file("aa"), an_oficio(file_sha256="aa"), 1, id="a file not named and named"),
        pytest.param(an_oficio(file_sha256="aa"), a_file("aa"), 1, id="a file named and not named"),
    ],
)
def test_a_file_counts_once_for_each_document_it_shows(known: Evidence, more: Evidence, count: int) -> None:
    draft = walked(a_draft(Step.REVIEW, 25, evidence=(known,)), Attached((more,))).draft

    assert len(draft.evidence) == count


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        pytest.param("Oficio S/N del 3 de mayo", 1, id="the same words"),
        pytest.param("Oficio S/N del 4 de mayo", 2, id="another day"),
    ],
)
def test_documents_without_number_are_told_apart_by_their_words(typed: str, count: int) -> None:
    draft = walked(AWAITED, "Oficio S/N del 3 de mayo", typed).draft

    assert len(draft.evidence) == count


def numbered(count: int) -> tuple[Evidence, ...]:
    return tuple(an_oficio(f"SP/{number}/2025") for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("known", "typed", "refusal"),
    [
        pytest.param(MOST_EVIDENCE - 1, "SP/99/2025", None, id="the twentieth"),
        pytest.param(MOST_EVIDENCE, "SP/99/2025", Refusal.TOO_MUCH_EVIDENCE, id="the twenty-first"),
        pytest.param(MOST_EVIDENCE, "SP/7/2025", None, id="one of the twenty again"),
    ],
)
def test_an_indicator_has_at_most_twenty_proofs(known: int, typed: str, refusal: Refusal | None) -> None:
    draft = a_draft(Step.REVIEW, 25, evidence=numbered(known))

    turn = answered(draft, typed)

    assert turn.refusal is refusal
    assert len(turn.draft.evidence) == MOST_EVIDENCE


def test_proof_is_taken_away_and_asked_for_again() -> None:
    draft = walked(CORRECTED, Chosen(Choice.DROP_EVIDENCE), WHY).draft

    assert (draft.evidence, draft.step) == ((), Step.EVIDENCE)


def test_proof_taken_away_from_a_zero_is_not_asked_for_again() -> None:
    draft = walked(CORRECTED_ZERO, Chosen(Choice.DROP_EVIDENCE), WHY).draft

    assert (draft.evidence, draft.step) == ((), Step.REVIEW)


def test_proof_that_is_not_there_cannot_be_taken_away() -> None:
    draft = a_draft(Step.CORRECTION, 25)

    assert answered(draft, Chosen(Choice.DROP_EVIDENCE)).refusal is Refusal.NOT_A_CHOICE


@pytest.mark.parametrize(
    ("evidence", "step"),
    [
        pytest.param((an_oficio(),), Step.REVIEW, id="to the review"),
        pytest.param((), Step.EVIDENCE, id="to the proof still missing"),
    ],
)
def test_going_back_changes_nothing(evidence: tuple[Evidence, ...], step: Step) -> None:
    draft = a_draft(Step.CORRECTION, 25, evidence=evidence)

    back = walked(draft, Chosen(Choice.BACK)).draft

    assert (back.value, back.evidence, back.step) == (draft.value, evidence, step)


def test_an_oficio_whose_day_was_not_read_is_completed_by_writing_it_again() -> None:
    unread = walked(AWAITED, "SP/112/2025 del 1 del 7 de 2025").draft
    again = walked(unread, "SP/112/2025 del 1.º de julio de 2025").draft

    assert [each.flags for each in unread.evidence] == [(EvidenceFlag.UNREAD_DATE,)]
    assert [(each.dated_on, each.flags) for each in again.evidence] == [(date(2025, 7, 1), ())]
