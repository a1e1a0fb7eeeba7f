"""One name for one thing: no two public classes of the product are called the same."""

import ast
from collections import Counter

from tests.architecture.project import PACKAGES, Module, python_files


def test_no_two_classes_have_one_name() -> None:
    assert doubles(python_files(*PACKAGES)) == {}


def test_a_second_class_of_a_name_is_found() -> None:
    planted = [
        Module("domain/a.py", "class Draft:\n    class Step: ...\n"),
        Module("bot/b.py", "class Draft: ...\nclass _Own: ...\n"),
        Module("app/c.py", "class _Own: ...\nclass Step: ...\n"),
    ]

    assert doubles(planted) == {"Draft": ["domain/a.py", "bot/b.py"]}


def test_a_name_that_is_a_class_here_and_a_type_there_is_found() -> None:
    planted = [
        Module("domain/a.py", "class Claim: ...\n"),
        Module("bot/b.py", "Claim = Callable[[], None]\n"),
        Module("app/c.py", "CLAIM = 3\nOther = TypeVar('Other')\n"),
    ]

    assert doubles(planted) == {"Claim": ["domain/a.py", "bot/b.py"]}


def doubles(modules: list[Module]) -> dict[str, list[str]]:
    """Return the names that more than one class has, or a class and another type, with their files."""
    classes = [(name, module.path) for module in modules for name in _classes(module.tree)]
    types = [(name, module.path) for module in modules for name in _types(module.tree)]
    defined = {name for name, _ in classes}
    named = classes + [(name, path) for name, path in types if name in defined]
    counted = Counter(name for name, _ in named)
    return {
        name: [path for each, path in named if each == name] for name, times in counted.items() if times > 1
    }


def _classes(tree: ast.Module) -> list[str]:
    return [
        each.name for each in tree.body if isinstance(each, ast.ClassDef) and not each.name.startswith("_")
    ]


def _types(tree: ast.Module) -> list[str]:
    """Return the names of types that are no classes: `Answer = Typed | Chosen`."""
    given = (each.targets[0] for each in tree.body if isinstance(each, ast.Assign))
    names = (each.id for each in given if isinstance(each, ast.Name))
    return [name for name in names if name[0].isupper() and not name.isupper()]
