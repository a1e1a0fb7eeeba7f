"""What an entrega locks, and for whom a granted change is worded."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.avances import AvanceState
from domain.corrections import proposed_avance
from domain.entregas import Entrega, EntregaState
from domain.locks import UNLOCKED, LockReason, lock_of_entrega
from tests.builders import T3, an_avance

OBSERVED, OTHER = 7, 8
WHY = "El oficio definitivo llegó después"


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


def test_a_correction_keeps_the_proof_and_the_justification() -> None:
    before = an_avance(25, justification="Faltó personal", version=3)

    assert proposed_avance(before, Decimal(26), WHY) == replace(before, value=Decimal(26))


def test_a_correction_justifies_what_has_no_justification() -> None:
    assert proposed_avance(an_avance(25), Decimal(26), WHY).justification == WHY
    assert proposed_avance(None, Decimal(26), WHY).value == 26


def test_a_correction_to_zero_is_a_confirmed_zero_without_proof() -> None:
    zero = proposed_avance(an_avance(25), Decimal(0), WHY)

    assert (zero.state, zero.evidence) == (AvanceState.CONFIRMED_ZERO, ())
    assert proposed_avance(None, Decimal(0), WHY).state is AvanceState.CONFIRMED_ZERO
