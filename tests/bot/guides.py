"""The list of commands in the guides, from their declarations; `python -m tests.bot.guides` writes it."""

from pathlib import Path

from bot.kit.commands import Command, HelpGroup
from bot.switchboard.commands import COMMANDS
from domain.kit.access import TABLE, Role

DOCS = Path(__file__).parents[2] / "docs"
GUIDES: dict[str, tuple[Role, ...]] = {
    "guia-enlace.md": (Role.ENLACE,),
    "guia-titular.md": (Role.TITULAR, Role.CONSULTA),
    "guia-implan.md": (Role.IMPLAN,),
}
BEGIN, END = "<!-- órdenes -->\n", "<!-- fin de las órdenes -->\n"
LAST = (len(HelpGroup), 0)


def listed(roles: tuple[Role, ...]) -> str:
    """Return the table of commands for these roles, in the order of /ayuda."""
    rows = sorted(row for each in COMMANDS.values() if (row := _row(each, roles)) is not None)
    lines = [f"| {typed} | {words} |\n" for _, typed, words in rows]
    return "".join(["| orden | para |\n", "|---|---|\n", *lines])


def written(text: str, roles: tuple[Role, ...]) -> str:
    """Write the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert end, "the guide has no place for its list"
    return f"{before}{BEGIN}{listed(roles)}{END}{after}"


def _row(command: Command, roles: tuple[Role, ...]) -> tuple[tuple[int, int], str, str] | None:
    """Return the row of a command: its guide text, or its line in /ayuda for the first of these roles."""
    typed = " · ".join(f"`{example}`" for example in command.examples)
    for role in roles:
        lines = [line for line in command.help if role in line.roles]
        if lines:
            place = (list(HelpGroup).index(lines[0].group), lines[0].place)
            return place, typed, command.guide or "; ".join(line.words for line in lines)
    may = any(role in TABLE[command.action] for role in roles)
    return (LAST, typed, command.guide) if command.guide and may else None


if __name__ == "__main__":
    for name, roles in GUIDES.items():
        path = DOCS / name
        path.write_text(written(path.read_text(encoding="utf-8"), roles), encoding="utf-8")
