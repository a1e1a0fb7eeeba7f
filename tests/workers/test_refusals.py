"""A refusal of a function reaches the caller unchanged, and every named function exists."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest

import documents
from tests.architecture.project import ROOT
from workers.calls import Call
from workers.values import packed, unpacked

PLACES = [ROOT / "usecases" / "kit" / "makers.py", *sorted((ROOT / "usecases" / "papers").glob("make_*.py"))]


def named_in(path: Path) -> list[str]:
    """Return what names a function of `documents` in a file."""
    return [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.startswith("documents.") and ":" in node.value
    ]


NAMES = [name for path in PLACES for name in named_in(path)]


def refusals() -> list[type[Exception]]:
    """Return the exceptions of ours that a function of `documents` knows."""
    modules = pkgutil.walk_packages(documents.__path__, "documents.")
    held = [vars(importlib.import_module(module.name)).values() for module in modules]
    return sorted({each for some in held for each in some if is_ours(each)}, key=lambda each: each.__name__)


def is_ours(held: Any) -> bool:
    is_exception = isinstance(held, type) and issubclass(held, Exception)
    return is_exception and held.__module__.partition(".")[0] in ("documents", "domain")


@pytest.mark.parametrize("kind", refusals(), ids=lambda each: each.__name__)
def test_every_refusal_travels_whole(kind: type[Exception]) -> None:
    own = inspect.signature(kind).parameters.values() if "__init__" in vars(kind) else ()
    named = {each.name: each.name for each in own if each.kind is each.KEYWORD_ONLY}
    refusal = kind(*(each.name for each in own if each.kind is each.POSITIONAL_OR_KEYWORD), **named)

    back = kind(*unpacked(packed(refusal.args)))

    assert (str(back), vars(back)) == (str(refusal), vars(refusal))


@pytest.mark.parametrize("name", NAMES)
def test_every_function_that_is_named_is_there(name: str) -> None:
    assert callable(Call(name).found())


def test_functions_are_named_once_by_makers_or_beside_the_gatherer_of_their_document() -> None:
    elsewhere = [
        f"{path.relative_to(ROOT)}: {name}"
        for folder in ("app", "bot", "jobs", "texts", "usecases")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path not in PLACES
        for name in named_in(path)
    ]

    assert elsewhere == []
    assert len(NAMES) > 20
    assert len(set(NAMES)) == len(NAMES)
