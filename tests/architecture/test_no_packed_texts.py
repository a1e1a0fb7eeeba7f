"""What belongs together has fields: no use case and no text takes a string of several parts apart."""

import ast
from collections.abc import Iterator
from pathlib import PurePath

from tests.architecture.project import Module, python_files

SIGNS = frozenset({":", ",", ";", "\t", "|", "-"})
PARTING = frozenset({"split", "rsplit", "partition", "rpartition"})
EXCEPTIONS = {
    "admin_people.py": "a choice among people is named by whose role it is: person, role, UR",
    "confirm_row.py": "a choice among numbers is named by UR and number",
    "end_invitations.py": "the audit names who acts: `person:17`",
    "issue_acuse.py": "the audit names who acts: `person:17`",
    "review_entrega.py": "the audit names who acts: `person:17`",
    "show_history.py": "the audit names who acts: `person:17`",
    "office_hours.py": "a setting of the database is one text: `540-1020`",
    "set_hours.py": "what is answered to the question of the hours is one text: `540-1020`",
    "fill_order.py": "an error begins with its class: `TaskEnded: memory`",
    "history.py": "who acted is a name, or what acted: `import:mir.xlsx`",
}
"""By name of the file."""


def test_no_text_is_taken_apart() -> None:
    found = {
        PurePath(module.path).name
        for module in python_files("usecases", "bot/texts", "texts")
        if list(_parted(module))
    }

    assert found - set(EXCEPTIONS) == set()


def test_a_text_that_is_taken_apart_is_found() -> None:
    packed = "code, gaps = text.split(':')\nfacts = json.loads(text)\nwords = text.split()\n"

    assert list(_parted(Module("usecases/a.py", packed))) == ["split", "loads"]


def _parted(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(ast.Attribute(_, name), [ast.Constant(sign)]) if name in PARTING and sign in SIGNS:
                yield name
            case ast.Call(ast.Attribute(ast.Name("json"), "loads" as name)):
                yield name
            case _:
                pass
