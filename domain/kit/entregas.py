"""The hand-in of one UR for one quarter: its state, and the one table of its transitions."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.kit.access import Action
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class EntregaState(StrEnum):
    """The state of an entrega; without a row it is OPEN."""

    OPEN = "open"
    """The enlace captures and corrects."""
    SENT = "sent"
    """Handed in; the titular reads it."""
    APPROVED = "approved"
    """It has the Vo. Bo. of the titular; IMPLAN reads it."""
    RETURNED = "returned"
    """The titular returned it: observed indicators are open, the others locked."""
    OBSERVED = "observed"
    """IMPLAN returned it: observed indicators are open, the others locked."""
    ACCEPTED = "accepted"
    """IMPLAN has accepted it; only a correction changes anything."""


HANDED_IN = frozenset({EntregaState.SENT, EntregaState.APPROVED, EntregaState.ACCEPTED})
"""It is under review, so the enlace owes nothing, even if it was sent with gaps and a reason."""
GIVEN_BACK = frozenset({EntregaState.RETURNED, EntregaState.OBSERVED})


class Move(StrEnum):
    SEND = "send"
    APPROVE = "approve"
    """Give the Vo. Bo."""
    RETURN = "return"
    ACCEPT = "accept"
    ACCEPT_UNAPPROVED = "accept_unapproved"
    """Accept without a Vo. Bo.: there is no titular, or none who answers."""
    OBSERVE = "observe"
    CORRECT = "correct"
    """A granted correction changed one avance; buttons of earlier messages no longer apply."""
    NUDGE = "nudge"
    """Remind the titular; nothing changes."""


class ReasonRule(StrEnum):
    NEVER = "never"
    IF_INCOMPLETE = "if_incomplete"
    ALWAYS = "always"


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    `after` None keeps the state. `tells` are the rights of those who are told. If no titular who could give
    the Vo. Bo. can be reached, the holders of `tells_instead` are told in place of the titular.
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
        tells=(),  # the message about the correction itself reaches enlaces and titulares
        reason=ReasonRule.ALWAYS,
    ),
    Move.NUDGE: Rule(_IMPLAN, frozenset({_STATE.SENT}), None, tells=(_TITULAR,), changes_version=False),
}


@dataclass(frozen=True)
class Entrega:
    """One hand-in; `id` is None without a row. `since_at` is when it entered its state."""

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
    """The circumstances of a move; `is_incomplete` stands for gaps, or observations without an answer."""

    reason: str = ""
    observed: int = 0
    is_incomplete: bool = False


class MoveRefused(Exception):
    """The table has no such move from this state."""

    def __init__(self, entrega: Entrega, move: Move) -> None:
        super().__init__(entrega.state, move)
        self.entrega = entrega
        self.move = move


class ReasonNeeded(MoveRefused):
    """The move needs a reason."""


class ObservationNeeded(MoveRefused):
    """The move needs at least one observation."""


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
    """Return the moves that are possible in a state, in the order of the table."""
    return tuple(each for each, rule in TABLE.items() if state in rule.before and each is not Move.CORRECT)
