"""What a declared command gives as an example can be typed just so by whoever may use it."""

import pytest

from bot.commands import COMMANDS
from domain.access import TABLE, Role
from tests.e2e.matrix import name_of
from tests.e2e.reception import Reception, a_text
from tests.facts import ANA

NOT_UNDERSTOOD = {
    *("not allowed", "unknown unit", "unknown period", "unknown indicator", "no programme", "unit asked"),
    *("name a unit", "units not found", "paper not taken", "simulation not taken", "inhabil not taken"),
}
"""How something is met that is typed wrong; that nothing is to be done today is another matter."""


@pytest.mark.parametrize("name", COMMANDS)
async def test_an_example_is_understood(reception: Reception, name: str) -> None:
    await reception.opens()
    role = next(role for role in Role if role in TABLE[COMMANDS[name].action])
    await reception.admits(ANA, role)

    for example in COMMANDS[name].examples:
        told = [name_of(said) for said in await reception.would_tell(a_text(ANA, example), ANA)]
        assert told, example
        assert NOT_UNDERSTOOD.isdisjoint(told), (example, told)
