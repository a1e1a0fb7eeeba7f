"""`puntual completion`: the script with which a shell completes our words by itself, made once by shtab."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import shtab

from app.words import build_parser


def completion_script(shell: str) -> str:
    """Return the script; nothing of ours runs when somebody presses the tabulator."""
    parser = build_parser()
    for action in _actions(parser):
        if action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks for it
    return shtab.complete(parser, shell=shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of the parser and of all the commands below it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
