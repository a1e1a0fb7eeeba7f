"""The next step with a report in every state, with and without gaps, in every state of the calendar."""

import pytest

from domain.kit.entregas import GIVEN_BACK, EntregaState
from domain.kit.next_steps import MAY_SEND, NextStep, Stand, next_step

OPEN, RETURNED = EntregaState.OPEN, EntregaState.RETURNED


@pytest.mark.parametrize(
    ("stand", "expected"),
    [
        (Stand(OPEN, owes=True), NextStep.CAPTURE),
        (Stand(OPEN, owes=True, is_captured=True), NextStep.CAPTURE),
        (Stand(OPEN, is_captured=True), NextStep.SEND),
        (Stand(OPEN), NextStep.NOTHING),
        (Stand(RETURNED, to_answer=1), NextStep.ANSWER),
        (Stand(RETURNED, to_answer=1, owes=True), NextStep.ANSWER),
        (Stand(RETURNED), NextStep.SEND_AGAIN),
        (Stand(EntregaState.OBSERVED), NextStep.SEND_AGAIN),
        (Stand(EntregaState.SENT), NextStep.APPROVE),
        (Stand(EntregaState.SENT, has_titular=False), NextStep.REVIEW),
        (Stand(EntregaState.SENT, owes=True), NextStep.APPROVE),
        (Stand(EntregaState.APPROVED), NextStep.REVIEW),
        (Stand(EntregaState.ACCEPTED), NextStep.NOTHING),
    ],
)
def test_who_does_what_next(stand: Stand, expected: NextStep) -> None:
    assert next_step(stand) is expected


@pytest.mark.parametrize("state", EntregaState)
@pytest.mark.parametrize(("owes", "is_captured"), [(True, True), (False, True), (True, False)])
def test_a_closed_quarter_keeps_the_unit_from_it_but_no_reviewer(
    state: EntregaState, owes: bool, is_captured: bool
) -> None:
    is_open = next_step(Stand(state, 1, owes, is_captured))

    shut = next_step(Stand(state, 1, owes, is_captured, is_shut=True))

    assert shut is (NextStep.CLOSED if is_open in MAY_SEND else is_open)
    assert (is_open in MAY_SEND) is (state is OPEN or state in GIVEN_BACK)


def test_what_was_handed_in_on_paper_is_not_missed_once_it_is_closed() -> None:
    assert next_step(Stand(OPEN, is_shut=True)) is NextStep.NOTHING


def test_before_its_first_day_nothing_of_a_quarter_is_captured() -> None:
    assert next_step(Stand(OPEN, owes=True, has_begun=False)) is NextStep.NOT_BEGUN
