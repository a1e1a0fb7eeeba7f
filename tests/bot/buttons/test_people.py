"""The buttons of administration carry what they say and nothing else is read from them."""

import pytest

from bot.buttons.people import AdminDialogue, Administer, PagedList, ShowHistory, ShowList
from bot.kit.callbacks import Callback, pack
from bot.switchboard.answers import BUTTONS
from tests.facts import T3

LONGEST: tuple[Callback, ...] = (
    *(Administer(deed, unit) for deed in AdminDialogue for unit in ("", "402")),
    *(ShowList(listed, unit, 999_999_999) for listed in PagedList for unit in ("", "402")),
    ShowHistory("402", T3),
    ShowHistory("402", T3, 999_999_999),
)


@pytest.mark.parametrize("callback", LONGEST, ids=repr)
def test_a_button_comes_back_as_it_was(callback: Callback) -> None:
    data = pack(callback)

    assert len(data.encode()) <= 64
    assert BUTTONS.unpack(data) == callback


@pytest.mark.parametrize(
    "data",
    [
        "d:", "d:fly:", "d:invite", "d:invite:4 2", "d:invite:402:1", "l:people::x", "l:roles::0",
        "l:people:402", "h:402:3T2025", "h:402:3T2025:-1", "h::3T2025:0", "h:402:5T2025:0", "h:402:3T2025:00",
    ],
)  # fmt: skip
def test_a_forged_button_is_none(data: str) -> None:
    assert BUTTONS.unpack(data) is None
