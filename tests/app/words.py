"""All help texts of the command line on one sheet, which `python -m tests.app.words` writes."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.words import build_parser

SHEET = Path(__file__).with_name("words.txt")


def parsers() -> list[argparse.ArgumentParser]:
    return list(_below(build_parser()))


def sheet() -> str:
    """Return each help text without its layout, which differs between Python versions."""
    return "\n".join(_page(parser) for parser in parsers())


def _below(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _below(command)


def _page(parser: argparse.ArgumentParser) -> str:
    lines = [f"{parser.prog}: {parser.description}"]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            lines += [f"  {each.dest}: {each.help}" for each in action._get_subactions()]
        else:
            lines.append(f"  {_typed(action)}: {action.help}")
    return "\n".join([*lines, *([parser.epilog] if parser.epilog else []), ""])


def _typed(action: argparse.Action) -> str:
    values = action.metavar or (action.choices and "|".join(action.choices)) or ""
    shown = values if isinstance(values, str) else " ".join(values)
    return " ".join([", ".join(action.option_strings), shown]).strip()


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
