"""What an entrega locks, and the words of a granted correction."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.kit.avances import Avance, AvanceState
from domain.kit.entregas import Entrega, EntregaState
from domain.review.corrections import needs_words, proposed_avance
from domain.review.locks import UNLOCKED, LockReason, lock_of_entrega
from tests.builders import T3, an_avance, an_indicator

OBSERVED, OTHER = 7, 8
WORDS = "La reunión de septiembre pasó a octubre"


def lock(state: EntregaState) -> tuple[LockReason | None, bool, bool]:
    """Return why it is locked, and whether an observed and another indicator may be changed."""
    found = lock_of_entrega(Entrega("402", T3, state), {OBSERVED})
    return found.reason, found.allows(OBSERVED), found.allows(OTHER)


def test_before_sending_everything_is_open() -> None:
    assert lock(EntregaState.OPEN) == (None, True, True)
    assert not UNLOCKED.takes_corrections


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (EntregaState.SENT, LockReason.SENT),
        (EntregaState.APPROVED, LockReason.APPROVED),
        (EntregaState.ACCEPTED, LockReason.ACCEPTED),
    ],
)
def test_with_the_reviewers_everything_is_locked(state: EntregaState, reason: LockReason) -> None:
    assert lock(state) == (reason, False, False)


@pytest.mark.parametrize("state", [EntregaState.RETURNED, EntregaState.OBSERVED])
def test_given_back_only_what_was_observed_is_open(state: EntregaState) -> None:
    assert lock(state) == (LockReason.GIVEN_BACK, True, False)


def test_a_correction_keeps_the_proof_and_whatever_explained_the_result() -> None:
    explained = {"cause": "Otra", "justification": "Faltó personal", "action": "Se contrata", "version": 3}
    before = an_avance(25, **explained)

    assert proposed_avance(before, Decimal(26), WORDS) == replace(before, value=Decimal(26))


def test_a_correction_justifies_nothing_unless_words_are_given() -> None:
    assert proposed_avance(an_avance(25), Decimal(26)) == replace(an_avance(25), value=Decimal(26))
    assert proposed_avance(None, Decimal(26)) == Avance(AvanceState.REPORTED, Decimal(26))
    assert proposed_avance(an_avance(25), Decimal(2), WORDS).justification == WORDS
    assert proposed_avance(None, Decimal(2), WORDS).justification == WORDS


def test_a_correction_to_zero_is_a_confirmed_zero_without_proof() -> None:
    zero = proposed_avance(an_avance(25), Decimal(0), WORDS)

    assert (zero.state, zero.evidence) == (AvanceState.CONFIRMED_ZERO, ())
    assert proposed_avance(None, Decimal(0)).state is AvanceState.CONFIRMED_ZERO


@pytest.mark.parametrize(
    ("value", "justification", "asks"),
    [
        pytest.param(25, None, False, id="green"),
        pytest.param(10, None, True, id="red"),
        pytest.param(40, None, True, id="above"),
        pytest.param(10, "Faltó personal", False, id="justified before"),
        pytest.param(0, None, True, id="zero"),
    ],
)
def test_only_a_value_outside_green_that_nothing_justifies_asks_for_words(
    value: int, justification: str | None, asks: bool
) -> None:
    indicator = an_indicator(avances={3: an_avance(25, justification=justification)})

    assert needs_words(indicator, 3, Decimal(value)) is asks


def test_what_was_not_reported_asks_for_words_outside_green() -> None:
    assert needs_words(an_indicator(), 3, Decimal(10))
    assert not needs_words(an_indicator(), 3, Decimal(25))
