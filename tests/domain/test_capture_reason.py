"""Why a result is outside green: a cause of the catalogue or own words, kept while it explains something."""

import pytest

from domain.causes import ABOVE, BELOW
from domain.drafts import Choice, Chosen, Draft, Step
from domain.turns import Refusal
from tests.builders import A_REASON, a_draft, an_oficio, answered, walked

RED = a_draft(Step.REASON, 10)
OVER = a_draft(Step.REASON, 50)
OWN_WORDS = a_draft(Step.OWN_REASON, 10)
EXPLAINED = a_draft(Step.CORRECTION, 10, reason=A_REASON, evidence=(an_oficio(),))


@pytest.mark.parametrize(("position", "cause"), list(enumerate(BELOW)))
def test_a_shortfall_takes_a_cause_of_the_catalogue(position: int, cause: str) -> None:
    draft = walked(RED, Chosen(Choice.CAUSE, position)).draft

    assert (draft.reason, draft.step) == (cause, Step.EVIDENCE)


@pytest.mark.parametrize(("position", "cause"), list(enumerate(ABOVE)))
def test_over_achievement_takes_its_own_causes(position: int, cause: str) -> None:
    assert walked(OVER, Chosen(Choice.CAUSE, position)).draft.reason == cause


@pytest.mark.parametrize("position", [-4, -1, len(BELOW), 99])
def test_a_cause_that_was_not_offered_is_no_choice(position: int) -> None:
    turn = answered(RED, Chosen(Choice.CAUSE, position))

    assert turn.refusal is Refusal.NOT_A_CHOICE
    assert turn.draft == RED


def test_another_cause_is_asked_for_in_own_words() -> None:
    draft = walked(RED, Chosen(Choice.OTHER), A_REASON).draft

    assert (draft.reason, draft.step) == (A_REASON, Step.EVIDENCE)


def test_own_words_may_be_typed_without_choosing_another() -> None:
    assert walked(RED, A_REASON).draft.reason == A_REASON


def test_a_cause_may_still_be_tapped_when_own_words_are_awaited() -> None:
    assert walked(OWN_WORDS, Chosen(Choice.CAUSE)).draft.reason == BELOW[0]


def test_own_words_are_kept_on_one_line() -> None:
    assert walked(RED, "  La reunión\n\npasó   a octubre ").draft.reason == "La reunión pasó a octubre"


@pytest.mark.parametrize("draft", [RED, OWN_WORDS], ids=["cause asked", "own words asked"])
@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        pytest.param("", Refusal.REASON_TOO_SHORT, id="empty"),
        pytest.param("no", Refusal.REASON_TOO_SHORT, id="short"),
        pytest.param("lluvia in" + " " * 30, Refusal.REASON_TOO_SHORT, id="padded with blanks"),
        pytest.param("25", Refusal.REASON_TOO_SHORT, id="a number"),
        pytest.param("a" * 50, Refusal.REASON_TOO_SHORT, id="one letter"),
        pytest.param("lluvia " * 143, None, id="1000 characters"),
        pytest.param("lluvia " * 142 + "lluvias", Refusal.REASON_TOO_LONG, id="1001 characters"),
    ],
)
def test_own_words_have_a_length(draft: Draft, words: str, refusal: Refusal | None) -> None:
    turn = answered(draft, words)

    assert turn.refusal is refusal


def test_a_value_corrected_but_still_outside_green_keeps_its_reason() -> None:
    draft = walked(EXPLAINED, "12").draft

    assert (draft.reason, draft.step) == (A_REASON, Step.REVIEW)


def test_a_value_corrected_into_green_needs_its_reason_no_more() -> None:
    draft = walked(EXPLAINED, "25").draft

    assert (draft.reason, draft.step) == (None, Step.REVIEW)


def test_a_value_corrected_out_of_green_asks_why_and_keeps_its_proof() -> None:
    on_target = a_draft(Step.CORRECTION, 25, evidence=(an_oficio(),))

    draft = walked(on_target, "10", Chosen(Choice.CAUSE)).draft

    assert (draft.reason, draft.step, draft.evidence) == (BELOW[0], Step.REVIEW, on_target.evidence)


def test_a_reason_is_changed_without_touching_value_or_proof() -> None:
    draft = walked(EXPLAINED, Chosen(Choice.NEW_REASON), Chosen(Choice.CAUSE, 2)).draft

    assert (draft.reason, draft.step) == (BELOW[2], Step.REVIEW)
    assert (draft.value, draft.evidence) == (EXPLAINED.value, EXPLAINED.evidence)


def test_a_reason_that_was_never_given_cannot_be_changed() -> None:
    on_target = a_draft(Step.CORRECTION, 25)

    assert answered(on_target, Chosen(Choice.NEW_REASON)).refusal is Refusal.NOT_A_CHOICE
