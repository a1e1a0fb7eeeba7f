"""What the audit trail says has words: /historial never reads "hizo un cambio" for what we do ourselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.status.history_words import ACTIONS

ROOT = Path(__file__).parents[2]


def audited() -> Iterator[str]:
    """Yield the actions written as literals in calls of `….audit.add(at, actor, action, …)`."""
    for folder in ("usecases", "app", "bot", "jobs"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("audit.add"):
                    action = node.args[2]
                    if isinstance(action, ast.Constant):
                        yield str(action.value)


def test_every_audited_action_has_words() -> None:
    found = set(audited())

    assert len(found) > 10
    assert found - ACTIONS.keys() == set()
