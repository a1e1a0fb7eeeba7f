"""The command menus and their edition."""

import re

from bot.commands import COMMANDS as HANDLED
from bot.texts import people
from domain.access import TABLE, Role


def test_edition_stays_while_the_words_do() -> None:
    assert people.edition() == people.edition()
    assert re.fullmatch("[0-9a-f]{8}", people.edition())


def test_menu_shows_each_role_what_it_may_do_and_has_a_use_for() -> None:
    for name, (_, roles) in people.COMMANDS.items():
        useless = {Role.CONSULTA} if name == "horario" else set()
        assert roles == set(TABLE[HANDLED[name].action]) - useless, name
