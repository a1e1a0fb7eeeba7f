"""Which rung continues a given one, and what counts as given after it."""

from typing import Any

import pytest

from domain.kit.periods import Period
from domain.reminders.ladders import Recipient
from domain.reminders.rungs import SENDING, GivenRungs, RungItem
from tests.domain.reminders.test_decision import ANA, DUE, EVA, an_item


@pytest.mark.parametrize(
    ("now", "continues"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"programme": SENDING}, True, id="all was captured meanwhile"),
        pytest.param({"programme": "9"}, False, id="another programme"),
        pytest.param({"rung": -1}, False, id="a later rung"),
        pytest.param({"due_on": DUE.replace(day=29)}, False, id="the due day has moved"),
        pytest.param({"recipient": Recipient.TITULAR}, False, id="as somebody else"),
        pytest.param({"month": 8}, False, id="a month"),
    ],
)
def test_what_stands_now_may_continue_what_was_given(now: dict[str, Any], continues: bool) -> None:
    assert an_item(**now).continues(an_item()) is continues


def test_what_was_given_back_continues_the_sending() -> None:
    assert an_item().continues(an_item(programme=SENDING))


def test_the_highest_rung_that_was_given_counts() -> None:
    given_rungs = GivenRungs().after({ANA: [an_item(-5)]}).after({ANA: [an_item(-3), an_item(-10)]})

    assert [given_rungs.has(ANA, an_item(rung)) for rung in (-10, -5, -3, -1)] == [True, True, True, False]
    assert not given_rungs.has(EVA, an_item(-10))


def test_who_got_a_message_is_served_until_the_next_morning() -> None:
    waiting = GivenRungs(waiting={ANA: {7: frozenset({an_item()})}, EVA: {8: frozenset({an_item()})}})

    given_rungs = waiting.after({ANA: [an_item(-1)]})

    assert given_rungs.served == {ANA}
    assert given_rungs.waiting.keys() == {EVA}
    assert given_rungs.next_day().served == frozenset()


def test_items_are_told_apart_by_all_but_why() -> None:
    item = RungItem("402", "8", Period(2025, 3), Recipient.ENLACE, DUE, -3)

    assert item == an_item()
    assert len({item, an_item(), an_item(-1)}) == 2
