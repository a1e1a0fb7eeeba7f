"""A line of the log that the guide of operation names is one that the code writes."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.project import PACKAGES, ROOT, python_files

GUIDE = ROOT / "docs" / "guia-operacion.md"
NAMED = re.compile(r"bitácora[:,] `(?P<event>[a-z]+(?: [A-Za-z]+(?!=)\b)*)")


def test_every_event_that_the_guide_names_is_written_by_the_code() -> None:
    written = set(events())

    assert {
        event for event in named(GUIDE.read_text()) if not any(event in each for each in written)
    } == set()


def test_events_are_found_in_a_guide() -> None:
    text = "| en la bitácora, `update parked` | … | En la bitácora: `file not read … end=memory`."

    assert named(text) == ["update parked", "file not read"]


def named(text: str) -> list[str]:
    return [found["event"].strip() for found in NAMED.finditer(text)]


def events() -> Iterator[str]:
    """Yield every text of the product that is no docstring: some log lines are errors or constants."""
    for module in python_files(*PACKAGES):
        tree = module.tree  # read once: the numbers of the nodes of another reading are given anew
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield node.value
