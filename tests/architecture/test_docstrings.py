"""What a docstring names is there: errors that are raised, names and files between backticks."""

import ast
import builtins
import re
from functools import cache

from tests.architecture.project import PACKAGES, ROOT, python_files

RAISED = re.compile(r"\b[Rr]aise (?:a )?([A-Z]\w+)(?:(?:, | or |, or )([A-Z]\w+))?")
FILE = re.compile(r"`([\w/]+/[\w.*]+\.(?:py|md|typ|toml))`")
# Errors of libraries that ours are told to raise.
OF_LIBRARIES = {"OperationalError", "TelegramError"}


def test_errors_that_are_said_to_be_raised_exist() -> None:
    known = {*classes(), *dir(builtins), *OF_LIBRARIES}
    found = [
        f"{path}: {name}"
        for path, text in docstrings()
        for names in RAISED.findall(text)
        for name in names
        if name and name not in known
    ]

    assert found == []


def test_files_that_are_named_exist() -> None:
    found = [
        f"{path}: {named}"
        for path, text in docstrings()
        for named in FILE.findall(text)
        if not any(True for _ in ROOT.glob(named))
    ]

    assert found == []


def test_a_docstring_is_looked_through() -> None:
    assert RAISED.findall("Read it; raise FieldRefused, or SpanRefused.") == [("FieldRefused", "SpanRefused")]
    assert FILE.findall("what it means (`bot/gone.py`)") == ["bot/gone.py"]


@cache
def classes() -> frozenset[str]:
    return frozenset(node.name for _, node in nodes() if isinstance(node, ast.ClassDef))


@cache
def docstrings() -> tuple[tuple[str, str], ...]:
    """Return every text that stands alone, by file: docstrings, and what is said below a constant."""
    return tuple(
        (path, " ".join(node.value.value.split()))
        for path, node in nodes()
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    modules = python_files(*PACKAGES)
    return tuple((module.path, node) for module in modules for node in ast.walk(module.tree))
