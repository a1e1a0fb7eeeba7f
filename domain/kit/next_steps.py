"""The next step with the report of a UR: the same one in every message about its state."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.entregas import GIVEN_BACK, EntregaState


class NextStep(StrEnum):
    """The values are those of `status --json`."""

    NOT_BEGUN = "not_begun"
    """The quarter has not begun."""
    CAPTURE = "capture"
    """The UR owes something and may report it."""
    SEND = "send"
    """Everything is captured and the report was not sent."""
    ANSWER = "answer"
    """It was returned; the observations are to be answered."""
    SEND_AGAIN = "send_again"
    """It was returned and answered."""
    APPROVE = "approve"
    """It is sent; the titular gives the Vo. Bo. or returns it."""
    REVIEW = "review"
    """IMPLAN accepts or returns it."""
    CLOSED = "closed"
    """The UR would still capture or send, but the quarter is closed for it."""
    NOTHING = "nothing"
    """It was accepted, or is complete from older documents that were handed in on paper."""


UNSENT = frozenset({NextStep.SEND, NextStep.SEND_AGAIN})
"""Only the sending is left."""
CAPTURES = frozenset({NextStep.CAPTURE, NextStep.ANSWER})
MAY_SEND = UNSENT | CAPTURES
"""The report can be sent, with gaps if a reason is given."""
UNSENDABLE = frozenset({NextStep.NOT_BEGUN, NextStep.CLOSED})
WITH_REVIEWERS = frozenset({NextStep.APPROVE, NextStep.REVIEW})


@dataclass(frozen=True)
class Stand:
    """The facts behind the next step.

    `owes` stands for gaps that the UR could fill, `is_captured` for anything captured in Puntual.
    """

    state: EntregaState
    to_answer: int = 0
    owes: bool = False
    is_captured: bool = False
    has_titular: bool = True
    is_shut: bool = False
    has_begun: bool = True


def next_step(stand: Stand) -> NextStep:
    match stand.state:
        case EntregaState.ACCEPTED:
            return NextStep.NOTHING
        case EntregaState.SENT:
            return NextStep.APPROVE if stand.has_titular else NextStep.REVIEW
        case EntregaState.APPROVED:
            return NextStep.REVIEW
    if not stand.has_begun:
        return NextStep.NOT_BEGUN
    left = _left_to_the_unit(stand)
    return NextStep.CLOSED if stand.is_shut and left in MAY_SEND else left


def _left_to_the_unit(stand: Stand) -> NextStep:
    if stand.state in GIVEN_BACK:
        return NextStep.ANSWER if stand.to_answer else NextStep.SEND_AGAIN
    if stand.owes:
        return NextStep.CAPTURE
    return NextStep.SEND if stand.is_captured else NextStep.NOTHING
