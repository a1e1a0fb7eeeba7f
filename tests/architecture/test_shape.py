"""Files have one subject and functions one step, and every module says what it is for."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.project import PACKAGES, Module, python_files

LONGEST_FILE = 300
LONGEST_FUNCTION = 45

# A table of data may be longer than a page. Path, or path::function, and the reason.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

MODULES = python_files(*PACKAGES, "bench", "scripts")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.path)
def test_a_module_opens_by_saying_what_it_is_for(module: Module) -> None:
    assert ast.get_docstring(module.tree), f"{module.path} opens without a docstring"


def test_a_test_module_opens_by_saying_what_it_tests() -> None:
    written = [module for module in python_files("tests") if module.text]

    silent = [module.path for module in written if not ast.get_docstring(module.tree)]

    assert silent == []


def test_no_file_is_longer_than_its_subject() -> None:
    long = {module.path: lines(module) for module in MODULES if lines(module) > LONGEST_FILE}

    assert set(long) == set(LONG_FILES), long


def test_no_function_is_longer_than_one_step() -> None:
    sizes = {name: size for module in MODULES for name, size in function_sizes(module)}
    long = {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION}

    assert set(long) == set(LONG_FUNCTIONS), long


def lines(module: Module) -> int:
    return len(module.text.splitlines())


def function_sizes(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module.path}::{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
