"""Everybody who may use a command can type its examples exactly as declared."""

import pytest

from bot.switchboard.commands import COMMANDS
from domain.kit.access import TABLE, Role
from tests.e2e.matrix import name_of
from tests.e2e.reception import Reception, a_text
from tests.facts import ANA

NOT_UNDERSTOOD = {
    *("not allowed", "unknown unit", "unknown period", "unknown indicator", "no programme"),
    *("units not found", "paper not taken", "simulation not taken", "inhabil not taken"),
}
"""How something is met that is typed wrong; that nothing is to be done today is another matter."""


ALLOWED = [(name, role) for name, each in COMMANDS.items() for role in TABLE[each.action]]


@pytest.mark.parametrize(("name", "role"), ALLOWED)
async def test_an_example_is_understood(reception: Reception, name: str, role: Role) -> None:
    await reception.opens()
    await reception.admits(ANA, role)

    for example in COMMANDS[name].examples:
        told = [name_of(said) for said in await reception.would_tell(a_text(ANA, example), ANA)]
        assert told, example
        assert NOT_UNDERSTOOD.isdisjoint(told), (example, told)
