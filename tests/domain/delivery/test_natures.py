"""What a lost answer leads to: decided for every kind of message, and as its nature demands."""

import pytest

from domain.kit.said import Nature
from usecases.switchboard.messages import NATURES, POLICIES


@pytest.mark.parametrize(
    ("nature", "copies"),
    [(Nature.CONFIRMATION, 0), (Nature.QUESTION, 1), (Nature.NOTICE, 1), (Nature.EDIT, 3)],
    ids=str,
)
def test_a_copy_is_risked_as_the_nature_allows(nature: Nature, copies: int) -> None:
    assert {POLICIES.of(kind).ambiguous_retries for kind in NATURES if NATURES[kind] is nature} == {copies}


@pytest.mark.parametrize(
    "kind",
    [
        *("saved", "months_saved", "narrative_saved", "template_saved", "welcome", "goals_replaced"),
        *("entrega_made", "correction_taken", "correction_decided", "prorroga_decided", "period_closed"),
        *("doubt_settled", "mir_loaded", "handed_over"),
    ],
)
def test_what_says_that_something_was_done_is_never_repeated(kind: str) -> None:
    assert NATURES[kind] is Nature.CONFIRMATION


@pytest.mark.parametrize(
    "kind", ["prorroga_decided", "correction_decided", "reassignment_decided", "handed_over"]
)
def test_what_somebody_decided_is_risked_once_more_for_those_who_only_hear_of_it(kind: str) -> None:
    assert POLICIES.of(kind).ambiguous_retries == 0
    assert POLICIES.of(kind, is_announced=True).ambiguous_retries == 1


@pytest.mark.parametrize("is_announced", [False, True])
def test_a_kind_that_nobody_knows_risks_no_copy(is_announced: bool) -> None:
    assert POLICIES.of("of_a_later_version", is_announced=is_announced).ambiguous_retries == 0
