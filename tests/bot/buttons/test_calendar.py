"""The buttons of the calendar carry what they say and nothing else is read from them."""

import pytest

from bot.buttons.calendar import CalendarDialogue, ChangeCalendar, ShowInhabiles
from bot.kit.callbacks import Callback, pack
from bot.switchboard.answers import BUTTONS
from tests.facts import T3

SENT: tuple[Callback, ...] = (
    *(
        ChangeCalendar(deed, unit, period)
        for deed in CalendarDialogue
        for unit in ("", "402")
        for period in (None, T3)
    ),
    ShowInhabiles(2000),
    ShowInhabiles(2100),
)


@pytest.mark.parametrize("callback", SENT, ids=repr)
def test_a_button_comes_back_as_it_was(callback: Callback) -> None:
    data = pack(callback)

    assert len(data.encode()) <= 64
    assert BUTTONS.unpack(data) == callback


@pytest.mark.parametrize(
    "data",
    [
        "cal:", "cal:fly::", "cal:dates:4 2:", "cal:dates:402:5T2025", "cal:dates:402:3t2025", "cal:add:::",
        "inh:", "inh:x", "inh:1999", "inh:2101", "inh:02025", "inh:2025:1",
    ],
)  # fmt: skip
def test_a_forged_button_is_none(data: str) -> None:
    assert BUTTONS.unpack(data) is None
