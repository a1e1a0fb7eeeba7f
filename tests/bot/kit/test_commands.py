"""Every command is declared once and completely."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.kit.commands import Command, Declared, HelpLine
from bot.kit.typed import read_command
from bot.switchboard import help_words as helping
from bot.switchboard.commands import COMMANDS, PHRASES
from domain.kit.access import TABLE, Role
from tests.bot.guides import DOCS, GUIDES, written
from texts.kit.formats import escape

GOLDEN = Path(__file__).parents[2] / "golden"
LINES = [line for command in COMMANDS.values() for line in command.help] + [
    line for phrase in PHRASES.values() for line in phrase.help
]
every_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)


def golden(kind: str, role: Role) -> str:
    return (GOLDEN / f"{kind}_{role.value}.txt").read_text(encoding="utf-8")


@every_command
def test_a_command_is_declared_under_its_name_with_a_right_that_somebody_has(command: Command) -> None:
    assert COMMANDS[command.name] is command
    assert TABLE[command.action]


@every_command
def test_a_command_has_examples_that_are_read_as_that_command(command: Command) -> None:
    assert command.examples
    assert {typed.name for each in command.examples if (typed := read_command(each))} == {command.name}


@every_command
def test_a_command_is_told_of_in_the_menu_or_in_the_help_or_says_why_not(command: Command) -> None:
    is_told = command.menu is not None or bool(command.help)

    assert is_told is not bool(command.unlisted)
    assert command.menu is None or command.help
    assert re.fullmatch(r"[a-z]+", command.name)


@every_command
def test_the_menu_of_each_role_has_what_it_may_do_and_has_a_use_for(command: Command) -> None:
    for role in Role:
        said = command.menu is not None and f"/{command.name} — {command.menu.words}\n" in golden(
            "menu", role
        )
        assert said is (command.menu is not None and role in command.roles), f"{role}: python -m tests.golden"


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.typed} {line.place}")
def test_each_line_of_the_help_is_in_the_golden_files_of_its_roles_and_says_what_they_do(
    line: HelpLine,
) -> None:
    assert line.words
    for role in line.roles:
        assert f"\n{escape(line.typed)} — {escape(line.words)}\n" in golden("help", role), (
            "python -m tests.golden"
        )


@every_command
def test_the_help_promises_a_command_to_nobody_who_is_refused_it(command: Command) -> None:
    assert {role for line in command.help for role in line.roles} <= set(TABLE[command.action])


def test_no_two_lines_stand_in_one_place() -> None:
    menu = Counter(line.place for line, _ in helping.MENU)
    lines = Counter((line.group, line.place) for line in LINES if line.roles)

    assert [place for place, count in (menu + lines).items() if count > 1] == [], "take another number"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("que me falta", "pendientes"),
        ("como voy", "estado"),
        ("quiero entregar", "enviar"),
        ("mas dias", "prorroga"),
        ("plazos", "calendario"),
        ("salir", "cancelar"),
    ],
)
def test_other_words_mean_one_command(said: str, name: str) -> None:
    assert [each.name for each in COMMANDS.values() if re.fullmatch(each.phrase, said)] == [name]


def test_a_name_is_declared_once() -> None:
    subject = Declared()
    subject.declare(COMMANDS["estado"])

    with pytest.raises(ValueError, match="/estado is declared twice"):
        Declared.collected(subject, subject)


def test_the_edition_of_the_menus_stays_while_their_words_do() -> None:
    assert helping.edition() == helping.edition()
    assert re.fullmatch("[0-9a-f]{8}", helping.edition())


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_lists_what_its_readers_may_use(guide: str) -> None:
    text = (DOCS / guide).read_text(encoding="utf-8")

    assert text == written(text, GUIDES[guide]), "python -m tests.bot.guides"
