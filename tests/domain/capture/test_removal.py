"""Evidence is chosen from a list of registered documents, and removed with a reason."""

from dataclasses import replace

import pytest

from domain.capture.evidence_pages import PAGE, last_page
from domain.capture.files import waiting
from domain.capture.removal import to_be_removed
from domain.capture.turns import Refusal
from domain.kit.drafts import Attached, Choice, Chosen, RemovedEvidence, Step
from tests.builders import a_draft, a_file, an_oficio, answered, walked

FIRST, SECOND = an_oficio("SP/1/2025"), an_oficio("SP/2/2025", file_sha256="aa")
ALBUM = (a_file("bb", album="7", page=1), a_file("cc", album="7", page=2))
PROVED = a_draft(Step.CORRECTION, 25, evidence=(FIRST, SECOND, *ALBUM))
AWAITED = a_draft(Step.EVIDENCE, 25, offered=(SECOND, *ALBUM))
WHY = "El oficio era de otro indicador"
ASK, PICK, BACK = Chosen(Choice.DROP_EVIDENCE), Choice.PICK, Chosen(Choice.BACK)


def test_the_one_that_is_chosen_goes_with_its_reason() -> None:
    draft = walked(PROVED, ASK, Chosen(PICK, 1), f"  {WHY} \n").draft

    assert draft.evidence == (FIRST, *ALBUM)
    assert draft.removed == (RemovedEvidence((SECOND,), WHY),)
    assert draft.step is Step.REVIEW


def test_an_album_goes_whole() -> None:
    draft = walked(PROVED, ASK, Chosen(PICK, 2), WHY).draft

    assert draft.evidence == (FIRST, SECOND)
    assert draft.removed == (RemovedEvidence(ALBUM, WHY),)


def test_the_only_one_is_not_chosen_first() -> None:
    asked = walked(a_draft(Step.CORRECTION, 25, evidence=ALBUM), ASK).draft

    assert (asked.step, to_be_removed(asked)) == (Step.REMOVAL_REASON, ALBUM)
    assert walked(asked, WHY).draft.step is Step.EVIDENCE


def test_which_one_may_be_typed() -> None:
    asked = walked(PROVED, ASK, "oficio SP/02/2025").draft

    assert to_be_removed(asked) == (SECOND,)


@pytest.mark.parametrize("typed", ["SP/9/2025", "la segunda", ""])
def test_what_is_not_in_the_list_keeps_the_question_open(typed: str) -> None:
    asked = walked(PROVED, ASK).draft

    turn = answered(asked, typed)

    assert (turn.refusal, turn.draft) == (Refusal.NOT_IN_THE_LIST, asked)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        pytest.param("no va", Refusal.REMOVAL_TOO_SHORT, id="short"),
        pytest.param(".............", Refusal.REMOVAL_TOO_SHORT, id="says nothing"),
        pytest.param("porque " * 200, Refusal.REMOVAL_TOO_LONG, id="long"),
    ],
)
def test_a_reason_says_something(typed: str, refusal: Refusal) -> None:
    asked = walked(PROVED, ASK, Chosen(PICK, 0)).draft

    assert answered(asked, typed).refusal is refusal


@pytest.mark.parametrize("answers", [(ASK,), (ASK, Chosen(PICK, 0))], ids=["at the list", "at the reason"])
def test_going_back_removes_nothing(answers: tuple[Chosen, ...]) -> None:
    draft = walked(PROVED, *answers, BACK).draft

    assert (draft.evidence, draft.removed, draft.step) == (PROVED.evidence, (), Step.REVIEW)


@pytest.mark.parametrize("answers", [(ASK,), (ASK, Chosen(PICK, 0))], ids=["at the list", "at the reason"])
def test_no_file_is_awaited_while_evidence_is_removed(answers: tuple[Chosen, ...]) -> None:
    asked = walked(PROVED, *answers).draft

    assert answered(asked, Attached((a_file("zz"),))).refusal is Refusal.FILE_NOT_AWAITED


def test_what_was_still_to_be_told_goes_with_its_file() -> None:
    asked = walked(a_draft(Step.EVIDENCE, 25), Attached((a_file("aa"),)), Attached((a_file("bb"),))).draft
    correcting = walked(asked, Chosen(Choice.UNNUMBERED)).draft
    assert waiting(correcting).proof[0].file_sha256 == "bb"

    draft = walked(replace(correcting, step=Step.CORRECTION), ASK, Chosen(PICK, 1), WHY).draft

    assert (draft.unsettled, draft.step) == ((), Step.REVIEW)


def test_a_registered_document_is_taken_with_its_file() -> None:
    draft = walked(AWAITED, Chosen(Choice.USE_REGISTERED), Chosen(PICK, 0)).draft

    assert (draft.evidence, draft.step) == ((SECOND,), Step.REVIEW)


def test_a_registered_album_is_taken_whole() -> None:
    draft = walked(AWAITED, Chosen(Choice.USE_REGISTERED), Chosen(PICK, 1)).draft

    assert draft.evidence == ALBUM


def test_a_registered_document_may_be_typed() -> None:
    draft = walked(AWAITED, Chosen(Choice.USE_REGISTERED), "sp/002/2025").draft

    assert draft.evidence == (SECOND,)


def test_another_document_may_be_typed_or_sent_at_the_list() -> None:
    listed = walked(AWAITED, Chosen(Choice.USE_REGISTERED)).draft

    assert [each.numbers for each in walked(listed, "SP/77/2025").draft.evidence] == [("SP/77/2025",)]
    assert walked(listed, Attached((a_file("zz"),))).draft.step is Step.READING


def test_a_place_in_the_list_is_no_number_of_a_document() -> None:
    listed = walked(AWAITED, Chosen(Choice.USE_REGISTERED)).draft

    assert answered(listed, "1").refusal is Refusal.NOT_IN_THE_LIST


def test_the_list_may_be_left() -> None:
    assert walked(AWAITED, Chosen(Choice.USE_REGISTERED), BACK).draft.step is Step.EVIDENCE


def test_there_is_no_list_of_nothing() -> None:
    assert answered(a_draft(Step.EVIDENCE, 25), Chosen(Choice.USE_REGISTERED)).refusal is Refusal.NOT_A_CHOICE


@pytest.mark.parametrize("step", [Step.REGISTERED, Step.REMOVAL])
def test_lists_have_pages(step: Step) -> None:
    many = tuple(an_oficio(f"SP/{number}/2025") for number in range(1, 2 * PAGE + 2))
    draft = a_draft(step, 25, evidence=many if step is Step.REMOVAL else (), offered=many)

    assert walked(draft, Chosen(Choice.PAGE, 2)).draft.page == 2
    assert answered(draft, Chosen(Choice.PAGE, 3)).refusal is Refusal.NOT_A_CHOICE
    assert answered(draft, Chosen(PICK, len(many))).refusal is Refusal.NOT_A_CHOICE


@pytest.mark.parametrize(("amount", "page"), [(0, 0), (1, 0), (PAGE, 0), (PAGE + 1, 1), (2 * PAGE + 1, 2)])
def test_the_last_page_holds_the_rest(amount: int, page: int) -> None:
    assert last_page(amount) == page
