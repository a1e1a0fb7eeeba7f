"""The state table, written out: which move leads where, and what each of them needs."""

import pytest

from domain.kit.access import Action
from domain.kit.entregas import (
    TABLE,
    Entrega,
    EntregaState,
    Move,
    MoveDetails,
    MoveRefused,
    ObservationNeeded,
    ReasonNeeded,
    move,
    moves_from,
    needs_reason,
)
from tests.builders import T3

ENOUGH = MoveDetails("El titular está de licencia", 1)
OPEN, SENT, APPROVED = EntregaState.OPEN, EntregaState.SENT, EntregaState.APPROVED
RETURNED, OBSERVED, ACCEPTED = EntregaState.RETURNED, EntregaState.OBSERVED, EntregaState.ACCEPTED

LEADS = {
    Move.SEND: {OPEN: SENT, RETURNED: SENT, OBSERVED: SENT},
    Move.APPROVE: {SENT: APPROVED},
    Move.RETURN: {SENT: RETURNED},
    Move.ACCEPT: {APPROVED: ACCEPTED},
    Move.ACCEPT_UNAPPROVED: {SENT: ACCEPTED},
    Move.OBSERVE: {SENT: OBSERVED, APPROVED: OBSERVED},
    Move.CORRECT: {state: state for state in (SENT, APPROVED, RETURNED, OBSERVED, ACCEPTED)},
    Move.NUDGE: {SENT: SENT},
}


def an_entrega(state: EntregaState = OPEN) -> Entrega:
    return Entrega("402", T3, state, round=0 if state is OPEN else 1, version=0 if state is OPEN else 3, id=9)


@pytest.mark.parametrize("wanted", Move)
@pytest.mark.parametrize("state", EntregaState)
def test_a_move_leads_where_the_table_says(state: EntregaState, wanted: Move) -> None:
    before = an_entrega(state)
    if state not in LEADS[wanted]:
        with pytest.raises(MoveRefused) as refusal:
            move(before, wanted, ENOUGH)
        assert (refusal.value.entrega, refusal.value.move) == (before, wanted)
        return

    assert move(before, wanted, ENOUGH).state is LEADS[wanted][state]


def test_the_table_has_a_row_for_every_move() -> None:
    assert set(TABLE) == set(Move) == set(LEADS)


def test_each_side_makes_its_own_moves() -> None:
    made_by = {wanted: rule.action for wanted, rule in TABLE.items()}

    assert made_by == {
        Move.SEND: Action.SEND_ENTREGA,
        Move.APPROVE: Action.ENDORSE_ENTREGA,
        Move.RETURN: Action.ENDORSE_ENTREGA,
        Move.ACCEPT: Action.DECIDE_ENTREGA,
        Move.ACCEPT_UNAPPROVED: Action.DECIDE_ENTREGA,
        Move.OBSERVE: Action.DECIDE_ENTREGA,
        Move.CORRECT: Action.DECIDE_CORRECTION,
        Move.NUDGE: Action.DECIDE_ENTREGA,
    }


def test_sending_begins_a_round_and_reviewing_stays_in_it() -> None:
    first = move(an_entrega(), Move.SEND)
    returned = move(first, Move.RETURN, ENOUGH)
    second = move(returned, Move.SEND)

    assert [first.round, returned.round, second.round] == [1, 1, 2]


def test_every_move_makes_older_readings_old_except_a_reminder() -> None:
    sent = an_entrega(SENT)

    assert move(sent, Move.APPROVE).version == sent.version + 1
    assert move(sent, Move.CORRECT, ENOUGH).version == sent.version + 1
    assert move(sent, Move.NUDGE) == sent


def test_sending_with_gaps_needs_a_reason() -> None:
    with pytest.raises(ReasonNeeded):
        move(an_entrega(), Move.SEND, MoveDetails(is_incomplete=True))

    assert move(an_entrega(), Move.SEND, MoveDetails("Falta el oficio", is_incomplete=True)).state is SENT
    assert not needs_reason(Move.SEND, is_incomplete=False)


@pytest.mark.parametrize("wanted", [Move.ACCEPT_UNAPPROVED, Move.CORRECT])
def test_what_goes_round_the_titular_needs_a_reason(wanted: Move) -> None:
    with pytest.raises(ReasonNeeded):
        move(an_entrega(SENT), wanted)


@pytest.mark.parametrize("wanted", [Move.RETURN, Move.OBSERVE])
def test_giving_back_needs_an_observation(wanted: Move) -> None:
    with pytest.raises(ObservationNeeded):
        move(an_entrega(SENT), wanted, MoveDetails("No"))


def test_what_is_offered_is_what_the_table_allows() -> None:
    assert moves_from(OPEN) == (Move.SEND,)
    assert moves_from(APPROVED) == (Move.ACCEPT, Move.OBSERVE)
    assert moves_from(ACCEPTED) == ()
