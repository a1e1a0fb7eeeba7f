"""The command menus and their edition."""

import re

from bot.commands import COMMANDS as HANDLED
from bot.texts import people
from domain.access import TABLE


def test_edition_stays_while_the_words_do() -> None:
    assert people.edition() == people.edition()
    assert re.fullmatch("[0-9a-f]{8}", people.edition())


def test_menu_shows_each_role_exactly_what_it_may_do() -> None:
    for name, (_, roles) in people.COMMANDS.items():
        assert roles == set(TABLE[HANDLED[name].action]), name
