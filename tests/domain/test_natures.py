"""What a lost answer leads to: decided for every kind of message, and as its nature demands."""

from collections import Counter

import pytest

from domain.natures import KINDS, POLICIES, Nature
from usecases.switchboard.messages import MESSAGES

CLASSED = Counter(kind for kinds in KINDS.values() for kind in kinds)


def test_every_kind_of_message_is_classed_once() -> None:
    assert set(MESSAGES) - set(CLASSED) == set(), "say in domain/natures.py what it is to its reader"
    assert set(CLASSED) - set(MESSAGES) == set()
    assert {kind for kind, times in CLASSED.items() if times > 1} == set()


@pytest.mark.parametrize(
    ("nature", "copies"),
    [(Nature.CONFIRMATION, 0), (Nature.QUESTION, 1), (Nature.NOTICE, 1), (Nature.EDIT, 3)],
    ids=str,
)
def test_a_copy_is_risked_as_the_nature_allows(nature: Nature, copies: int) -> None:
    assert {POLICIES.of(kind).ambiguous_retries for kind in KINDS[nature]} == {copies}


@pytest.mark.parametrize(
    "kind",
    [
        *("saved", "months_saved", "narrative_saved", "template_saved", "welcome", "goals_replaced"),
        *("entrega_made", "correction_taken", "correction_decided", "prorroga_decided", "period_closed"),
        *("doubt_settled", "mir_loaded", "handed_over"),
    ],
)
def test_what_says_that_something_was_done_is_never_repeated(kind: str) -> None:
    assert kind in KINDS[Nature.CONFIRMATION]


@pytest.mark.parametrize(
    "kind", ["prorroga_decided", "correction_decided", "reassignment_decided", "handed_over"]
)
def test_what_somebody_decided_is_risked_once_more_for_those_who_only_hear_of_it(kind: str) -> None:
    assert POLICIES.of(kind).ambiguous_retries == 0
    assert POLICIES.of(kind, is_announced=True).ambiguous_retries == 1


@pytest.mark.parametrize("is_announced", [False, True])
def test_a_kind_that_nobody_knows_risks_no_copy(is_announced: bool) -> None:
    assert POLICIES.of("of_a_later_version", is_announced=is_announced).ambiguous_retries == 0
