"""What becomes of a message after one outcome."""

from datetime import timedelta

import pytest

from domain.delivery.outcomes import (
    Ambiguous,
    Delivered,
    HeldUp,
    Migrated,
    NothingToDo,
    NotNow,
    NotRendered,
    NotSent,
    OutboxState,
    PermanentlyRefused,
    RefusedForNow,
    decide,
)
from domain.delivery.retries import Policies, RetryPolicy
from tests.clocks import NOON
from tests.deliveries import POLICIES, a_row

HOURS = timedelta(seconds=10_072)


def test_an_accepted_message_is_sent_and_keeps_its_number() -> None:
    transition = decide(a_row(), Delivered(77), RetryPolicy(), NOON)

    assert (transition.state, transition.message_id) == (OutboxState.SENT, 77)


def test_flood_control_never_counts_and_is_never_shortened() -> None:
    transition = decide(a_row(attempts=3), RefusedForNow(HOURS), RetryPolicy(max_attempts=4), NOON)

    assert transition.state is OutboxState.PENDING
    assert transition.attempts == 3
    assert transition.retry_at == transition.hold_all_until == NOON + HOURS


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [pytest.param(0, 2, id="first"), pytest.param(1, 4, id="second"), pytest.param(20, 300, id="longest")],
)
def test_what_did_not_leave_is_tried_again_at_growing_distance(failures: int, seconds: int) -> None:
    transition = decide(a_row(attempts=failures), NotSent("no line"), RetryPolicy(), NOON)

    assert transition.state is OutboxState.PENDING
    assert transition.retry_at == NOON + timedelta(seconds=seconds)


def test_what_is_not_for_now_waits_for_its_instant_and_counts_as_nothing() -> None:
    transition = decide(
        a_row(attempts=3, ambiguous=1), NotNow(NOON + HOURS), RetryPolicy(max_attempts=4), NOON
    )

    assert (transition.state, transition.not_before) == (OutboxState.PENDING, NOON + HOURS)
    assert (transition.attempts, transition.ambiguous) == (3, 1)
    assert transition.retry_at is None


def test_what_is_held_up_comes_again_and_counts_no_attempt() -> None:
    held = decide(a_row(attempts=3), HeldUp(timedelta(minutes=1)), RetryPolicy(max_attempts=4), NOON)

    assert (held.state, held.attempts) == (OutboxState.PENDING, 3)
    assert held.retry_at == NOON + timedelta(minutes=1)


def test_what_is_tried_again_keeps_its_instant() -> None:
    transition = decide(a_row(not_before=NOON), NotSent("no line"), RetryPolicy(), NOON + HOURS)

    assert transition.not_before == NOON


def test_attempts_are_bounded() -> None:
    transition = decide(a_row(attempts=2), NotSent("no line"), RetryPolicy(max_attempts=3), NOON)

    assert (transition.state, transition.error) == (OutboxState.DEAD, "no line")


def test_a_day_without_a_line_kills_no_message() -> None:
    row, at = a_row(), NOON
    while (transition := decide(row, NotSent("no line"), RetryPolicy(), at)).retry_at:
        row, at = a_row(attempts=transition.attempts), transition.retry_at

    assert at - NOON > timedelta(hours=24)


def test_what_cannot_be_worded_is_given_up_soon() -> None:
    again = decide(a_row(unrendered=3), NotRendered("KeyError"), RetryPolicy(), NOON)
    over = decide(a_row(unrendered=4), NotRendered("KeyError"), RetryPolicy(), NOON)

    assert (again.state, again.attempts) == (OutboxState.PENDING, 0)
    assert (over.state, over.error) == (OutboxState.DEAD, "KeyError")


def test_a_reminder_risks_one_copy() -> None:
    policy = POLICIES.of("reminder")

    first = decide(a_row(), Ambiguous("no answer"), policy, NOON)
    second = decide(a_row(ambiguous=1), Ambiguous("no answer"), policy, NOON)

    assert (first.state, second.state) == (OutboxState.PENDING, OutboxState.UNKNOWN)


def test_a_confirmation_is_never_repeated_blindly() -> None:
    transition = decide(a_row(), Ambiguous("no answer"), POLICIES.of("saved"), NOON)

    assert transition.state is OutboxState.UNKNOWN


def test_a_kind_without_a_line_follows_the_careful_default() -> None:
    assert Policies().of("anything").ambiguous_retries == 0


def test_a_blocked_bot_makes_the_person_unreachable() -> None:
    transition = decide(a_row(), PermanentlyRefused("blocked", unreachable=True), RetryPolicy(), NOON)

    assert (transition.state, transition.unreachable) == (OutboxState.DEAD, True)


def test_a_migrated_group_is_tried_at_once_under_its_new_id() -> None:
    transition = decide(a_row(), Migrated(-100), RetryPolicy(), NOON)

    assert (transition.state, transition.new_chat_id, transition.retry_at) == (
        OutboxState.PENDING,
        -100,
        NOON,
    )


def test_groups_that_point_at_each_other_end() -> None:
    transition = decide(a_row(attempts=2), Migrated(-100), RetryPolicy(max_attempts=3), NOON)

    assert (transition.state, transition.retry_at) == (OutboxState.DEAD, None)


def test_nothing_left_to_say_cancels() -> None:
    transition = decide(a_row(), NothingToDo("gone"), RetryPolicy(), NOON)

    assert (transition.state, transition.error) == (OutboxState.CANCELLED, "gone")
