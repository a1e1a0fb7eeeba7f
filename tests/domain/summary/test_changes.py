"""The changes between two snapshots of a quarter."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.entregas import EntregaState
from domain.summary.changes import Changes, Counted, Extended, Snapshot, UnitStand, changes_between

OPEN = UnitStand(gaps=2, asked=3, values={"1": "25"})
COMPLETE = replace(OPEN, gaps=0, values={"1": "25", "2": "25", "3": "20"})
FRIDAY = date(2025, 10, 3)

stands = st.builds(
    UnitStand,
    gaps=st.integers(0, 3),
    asked=st.just(3),
    values=st.dictionaries(st.sampled_from("123"), st.sampled_from(["20", "25"]), max_size=3),
    state=st.sampled_from(EntregaState),
    is_late=st.booleans(),
    is_cut_off=st.booleans(),
    extended_until=st.sampled_from([None, FRIDAY]),
    asks_prorroga=st.booleans(),
    reassigned=st.sampled_from([(), (1,), (1, 2)]),
)
snapshots = st.dictionaries(st.sampled_from(["304", "402", "504"]), stands)


def news(before: UnitStand, after: UnitStand) -> Changes:
    return changes_between({"402": before}, {"402": after})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(OPEN, COMPLETE, Changes(completed=("402",)), id="complete"),
        pytest.param(COMPLETE, OPEN, Changes(reopened=("402",)), id="not complete any more"),
        pytest.param(
            replace(COMPLETE, state=EntregaState.APPROVED),
            replace(COMPLETE, state=EntregaState.ACCEPTED),
            Changes(accepted=("402",)),
            id="accepted",
        ),
        pytest.param(OPEN, replace(OPEN, gaps=1), Changes(advanced=(Counted("402", 1),)), id="one gap less"),
        pytest.param(OPEN, replace(OPEN, gaps=3), Changes(), id="one gap more"),
        pytest.param(
            OPEN,
            replace(OPEN, values={"1": "25", "2": "20"}),
            Changes(advanced=(Counted("402", 1),)),
            id="one value more, without its proof",
        ),
        pytest.param(
            OPEN,
            replace(OPEN, gaps=1, values={"1": "25", "2": "20", "3": "20"}),
            Changes(advanced=(Counted("402", 2),)),
            id="two values more, one of them proved",
        ),
        pytest.param(
            OPEN, replace(OPEN, values={"1": "20"}), Changes(corrected=(Counted("402", 1),)), id="corrected"
        ),
        pytest.param(
            replace(COMPLETE, gaps=0), replace(COMPLETE, values={"1": "25"}), Changes(), id="a value less"
        ),
        pytest.param(
            COMPLETE, replace(COMPLETE, state=EntregaState.SENT), Changes(handed_in=("402",)), id="sent"
        ),
        pytest.param(
            replace(COMPLETE, state=EntregaState.SENT),
            replace(COMPLETE, state=EntregaState.APPROVED),
            Changes(),
            id="from one reviewer to the next",
        ),
        pytest.param(
            replace(COMPLETE, state=EntregaState.APPROVED),
            replace(COMPLETE, state=EntregaState.OBSERVED),
            Changes(given_back=("402",)),
            id="given back",
        ),
        pytest.param(OPEN, replace(OPEN, is_late=True), Changes(late=("402",)), id="late"),
        pytest.param(
            OPEN,
            replace(OPEN, extended_until=FRIDAY),
            Changes(granted=(Extended("402", FRIDAY),)),
            id="given time",
        ),
        pytest.param(replace(OPEN, extended_until=FRIDAY), OPEN, Changes(), id="time given is over"),
        pytest.param(OPEN, replace(OPEN, asks_prorroga=True), Changes(asked=("402",)), id="asks for time"),
        pytest.param(OPEN, replace(OPEN, is_cut_off=True), Changes(cut_off=("402",)), id="cut off"),
        pytest.param(replace(OPEN, is_cut_off=True), OPEN, Changes(reached=("402",)), id="reached again"),
        pytest.param(
            replace(OPEN, is_cut_off=True), COMPLETE, Changes(completed=("402",)), id="complete needs nobody"
        ),
        pytest.param(
            replace(OPEN, reassigned=(4,)),
            replace(OPEN, reassigned=(5, 6)),
            Changes(reassigned=(Counted("402", 2),)),
            id="not theirs",
        ),
        pytest.param(replace(OPEN, reassigned=(4,)), OPEN, Changes(), id="answered"),
    ],
)
def test_what_changed_of_a_unit_is_news(before: UnitStand, after: UnitStand, expected: Changes) -> None:
    assert news(before, after) == expected


def test_a_unit_that_was_not_there_is_registered_and_one_that_is_gone_is_not_mentioned() -> None:
    assert changes_between({"304": OPEN}, {"402": COMPLETE}) == Changes(registered=("402",))


def test_units_are_named_in_the_order_of_their_codes() -> None:
    before = {"504": OPEN, "304": OPEN}
    after = {"504": COMPLETE, "304": COMPLETE}

    assert changes_between(before, after).completed == ("304", "504")


@given(snapshots)
def test_nothing_changed_is_empty(snapshot: Snapshot) -> None:
    assert changes_between(snapshot, snapshot).is_empty


@given(snapshots, snapshots)
def test_no_unit_is_both_complete_and_open_again_nor_news_of_what_is_not_there(
    before: Snapshot, after: Snapshot
) -> None:
    changes = changes_between(before, after)

    named = {
        *changes.completed,
        *changes.reopened,
        *(each.code for each in changes.advanced),
        *(each.code for each in changes.corrected),
        *changes.late,
        *changes.cut_off,
        *changes.reached,
        *changes.registered,
    }
    assert not set(changes.completed) & set(changes.reopened)
    assert not set(changes.cut_off) & set(changes.reached)
    assert named <= set(after)
    assert not set(changes.registered) & set(before)
