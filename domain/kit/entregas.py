"""The hand-in of one UR for one quarter: where it stands, and the one table of how it moves on."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.kit.access import Action
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class EntregaState(StrEnum):
    """Where an entrega stands; without a row it is OPEN."""

    OPEN = "open"
    """The enlace captures and corrects."""
    SENT = "sent"
    """Handed in; the titular reads it."""
    APPROVED = "approved"
    """It has the Vo. Bo. of the titular; IMPLAN reads it."""
    RETURNED = "returned"
    """The titular gave it back: what was observed is open again, the rest locked."""
    OBSERVED = "observed"
    """IMPLAN gave it back: what was observed is open again, the rest locked."""
    ACCEPTED = "accepted"
    """IMPLAN has it; only a correction request changes anything."""


HANDED_IN = frozenset({EntregaState.SENT, EntregaState.APPROVED, EntregaState.ACCEPTED})
"""It is with the reviewers, so the enlace owes nothing, even if it was sent with gaps and a reason."""
GIVEN_BACK = frozenset({EntregaState.RETURNED, EntregaState.OBSERVED})


class Move(StrEnum):
    SEND = "send"
    APPROVE = "approve"
    """The Vo. Bo."""
    RETURN = "return"
    ACCEPT = "accept"
    ACCEPT_UNAPPROVED = "accept_unapproved"
    """Accept without Vo. Bo.: there is no titular, or none who answers."""
    OBSERVE = "observe"
    CORRECT = "correct"
    """A correction that IMPLAN granted changed one avance; buttons of what was read before are old."""
    NUDGE = "nudge"
    """Remind the titular; nothing changes."""


class ReasonRule(StrEnum):
    NEVER = "never"
    IF_INCOMPLETE = "if_incomplete"
    ALWAYS = "always"


@dataclass(frozen=True)
class Rule:
    """One row of the table. `after` None keeps the state; `tells` are those who hold these actions on the UR.

    Where nobody reachable may give the Vo. Bo., those of `tells_instead` are told in place of the titular.
    """

    action: Action
    before: frozenset[EntregaState]
    after: EntregaState | None
    tells: tuple[Action, ...]
    reason: ReasonRule = ReasonRule.NEVER
    observes: bool = False
    begins_round: bool = False
    changes_version: bool = True
    tells_instead: tuple[Action, ...] = ()


_ENLACE, _TITULAR, _IMPLAN = Action.SEND_ENTREGA, Action.ENDORSE_ENTREGA, Action.DECIDE_ENTREGA
_STATE = EntregaState

TABLE: dict[Move, Rule] = {
    Move.SEND: Rule(
        _ENLACE,
        frozenset({_STATE.OPEN, _STATE.RETURNED, _STATE.OBSERVED}),
        _STATE.SENT,
        tells=(_TITULAR, _ENLACE),
        reason=ReasonRule.IF_INCOMPLETE,
        begins_round=True,
        tells_instead=(_IMPLAN, _ENLACE),
    ),
    Move.APPROVE: Rule(_TITULAR, frozenset({_STATE.SENT}), _STATE.APPROVED, tells=(_IMPLAN, _ENLACE)),
    Move.RETURN: Rule(_TITULAR, frozenset({_STATE.SENT}), _STATE.RETURNED, tells=(_ENLACE,), observes=True),
    Move.ACCEPT: Rule(_IMPLAN, frozenset({_STATE.APPROVED}), _STATE.ACCEPTED, tells=(_ENLACE, _TITULAR)),
    Move.ACCEPT_UNAPPROVED: Rule(
        _IMPLAN,
        frozenset({_STATE.SENT}),
        _STATE.ACCEPTED,
        tells=(_ENLACE, _TITULAR),
        reason=ReasonRule.ALWAYS,
    ),
    Move.OBSERVE: Rule(
        _IMPLAN,
        frozenset({_STATE.SENT, _STATE.APPROVED}),
        _STATE.OBSERVED,
        tells=(_ENLACE, _TITULAR),
        observes=True,
    ),
    Move.CORRECT: Rule(
        Action.DECIDE_CORRECTION,
        HANDED_IN | GIVEN_BACK,
        None,
        tells=(),  # the message of the correction itself tells enlaces and titulares
        reason=ReasonRule.ALWAYS,
    ),
    Move.NUDGE: Rule(_IMPLAN, frozenset({_STATE.SENT}), None, tells=(_TITULAR,), changes_version=False),
}


@dataclass(frozen=True)
class Entrega:
    """One hand-in; `id` None has no row yet. `since_at` is when it came into its state."""

    unit_code: UnitCode
    period: Period
    state: EntregaState = EntregaState.OPEN
    round: int = 0
    version: int = 0
    id: int | None = None
    sent_at: datetime | None = None
    sent_by: int | None = None
    since_at: datetime | None = None


@dataclass(frozen=True)
class MoveDetails:
    """What a move is made with; `is_incomplete` tells gaps, or observations that nobody answered."""

    reason: str = ""
    observed: int = 0
    is_incomplete: bool = False


class MoveRefused(Exception):
    """The table does not lead from this state with this move."""

    def __init__(self, entrega: Entrega, move: Move) -> None:
        super().__init__(entrega.state, move)
        self.entrega = entrega
        self.move = move


class ReasonNeeded(MoveRefused):
    """It may be made, with a reason."""


class ObservationNeeded(MoveRefused):
    """It may be made, once it is said what is to be looked at again."""


def move(entrega: Entrega, wanted: Move, given: MoveDetails = MoveDetails()) -> Entrega:
    """Return the entrega after a move; raise MoveRefused, ReasonNeeded or ObservationNeeded."""
    rule = TABLE[wanted]
    if entrega.state not in rule.before:
        raise MoveRefused(entrega, wanted)
    if not given.reason and needs_reason(wanted, is_incomplete=given.is_incomplete):
        raise ReasonNeeded(entrega, wanted)
    if rule.observes and not given.observed:
        raise ObservationNeeded(entrega, wanted)
    return replace(
        entrega,
        state=rule.after or entrega.state,
        round=entrega.round + rule.begins_round,
        version=entrega.version + rule.changes_version,
    )


def needs_reason(wanted: Move, *, is_incomplete: bool) -> bool:
    rule = TABLE[wanted].reason
    return rule is ReasonRule.ALWAYS or (rule is ReasonRule.IF_INCOMPLETE and is_incomplete)


def moves_from(state: EntregaState) -> tuple[Move, ...]:
    """Return what somebody can be offered in a state, in the order of the table."""
    return tuple(each for each, rule in TABLE.items() if state in rule.before and each is not Move.CORRECT)
