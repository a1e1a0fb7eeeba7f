"""The command menu of a person's roles, and the text of /ayuda."""

import hashlib
from collections.abc import Iterable

from bot.kit.commands import Command, HelpGroup, HelpLine, MenuLine
from bot.switchboard.commands import COMMANDS, PHRASES
from domain.kit.access import Role
from domain.people.welcome_messages import CommandMenu, Help
from texts.kit.formats import escape, shorten
from texts.kit.rendering import Menu, Message
from texts.kit.wording import words

LONGEST_COMMAND = 32
"""Characters that Telegram allows in a command."""

CAPTURE = (
    "Para capturar bastan el porcentaje del trimestre y un oficio. "
    "Puede escribir o tocar los botones. Nada se guarda hasta que toque Guardar."
)


INLINE = (
    "En cualquier otro chat escriba @, el nombre de este bot y un código: muestra cómo va esa UR. "
    "Lo que ahí publique lo ven todos."
)


def _menu(commands: Iterable[Command]) -> tuple[tuple[MenuLine, Command], ...]:
    lines = ((each.menu, each) for each in commands if each.menu is not None)
    return tuple(sorted(lines, key=lambda line: line[0].place))


def _grouped(lines: Iterable[HelpLine]) -> dict[HelpGroup, tuple[HelpLine, ...]]:
    ordered = sorted(lines, key=lambda line: line.place)
    return {group: tuple(line for line in ordered if line.group is group) for group in HelpGroup}


MENU = _menu(COMMANDS.values())
GROUPS = _grouped(
    [line for command in COMMANDS.values() for line in command.help]
    + [line for phrase in PHRASES.values() for line in phrase.help]
)


def edition() -> str:
    """Return a name that changes whenever a command or its words change."""
    told = repr([(each.name, line.words, sorted(each.roles)) for line, each in MENU])
    return hashlib.sha256(told.encode()).hexdigest()[:8]


@words(CommandMenu)
def menu(said: CommandMenu) -> Menu:
    return Menu(tuple((each.name, line.words) for line, each in MENU if each.roles & set(said.roles)))


@words(Help)
def help_text(said: Help) -> Message:
    unknown = f"/{escape(shorten(said.unknown, LONGEST_COMMAND))}"
    meant = f" ¿Quiso escribir /{escape(said.meant)}?" if said.meant else ""
    parts = [f"No conozco {unknown}.{meant} Estos son los que hay:"] if said.unknown else []
    parts.append("<b>Qué puede hacer aquí</b>")
    for title, lines in GROUPS.items():
        theirs = [f"{line.typed} — {line.words}" for line in lines if line.roles & set(said.roles)]
        if theirs:
            parts.append("\n".join([f"<b>{title.value}</b>", *dict.fromkeys(theirs)]))
    if Role.ENLACE in said.roles:
        parts.append(CAPTURE)
    parts.append(INLINE)
    return Message("\n\n".join(parts))
