"""Whatever is written after a look says how two who look at one moment are kept apart (decision 20)."""

import ast
from collections.abc import Iterator

import pytest
from sqlalchemy import Table, UniqueConstraint

from storage.schema import metadata
from storage.types import EnumText, UtcDateTime
from tests.architecture.project import Module, python_files

HELD = "whoever writes one holds "

# A row that is inserted as it is: what keeps two from inserting the same at one moment. Table and reason.
PLAIN_INSERTS = {
    "acuse": HELD + "the row of the entrega, and the folio is unique",
    "attention": "each question and each call is one of its own",
    "audit": HELD + "the turn in the chain",
    "avance": HELD + "the row of the indicator",
    "cause": HELD + "the turn of the catalogue; side and text are unique",
    "correction": HELD + "the row of the indicator; one stands open",
    "entrega_move": HELD + "the row of the entrega",
    "evidence": HELD + "the row of the indicator",
    "FlagTable": HELD + "the turn of the records",
    "goal_version": HELD + "the row of the indicator",
    "life": "each process begins one of its own",
    "IndicatorTable": HELD + "the turn of the records; level and number are unique in a programme",
    "observation": HELD + "the row of the entrega",
    "paper_order": "ordered in the chat of one person, whose updates come one at a time",
    "ProgrammeTable": HELD + "the turn of the records; the code is unique in a UR and year",
    "prorroga": HELD + "the turn of the calendar; one stands open",
    "reassignment": "said in the chat of one person; one stands open",
    "reopening": HELD + "the turn of the calendar; one runs",
    "snapshot": "stored with the summaries of the day, whose keys let one transaction through",
    "UnitTable": HELD + "the turn of the records",
}

# A table whose rows are open until something happens, without a constraint on how many are. Table and reason.
OPEN_WITHOUT_LIMIT = {
    "attention": "an enlace may ask as many questions as there are",
    "observation": "those of several indicators, and of one in several rounds, stand beside each other",
    "paper_order": "three of one person may be in the making",
}


@pytest.mark.parametrize("module", python_files("storage"), ids=lambda module: module.path)
def test_an_insert_that_meets_another_one_says_what_keeps_them_apart(module: Module) -> None:
    unexplained = set(plain_inserts(module)) - PLAIN_INSERTS.keys()

    assert unexplained == set(), "ON CONFLICT, or a line in the table with what is held"


def test_no_reason_outlives_its_insert() -> None:
    written = {name for module in python_files("storage") for name in plain_inserts(module)}

    assert written == PLAIN_INSERTS.keys()


def test_an_insert_as_it_is_is_seen() -> None:
    planted = "NEW = insert(visit)\nasync def keep(session):\n    session.add(VisitTable(day=1))\n"
    once = "statement = insert_once(visit, 'id', 'sqlite')\nplaces.insert(0, visit)\n"

    assert set(plain_inserts(Module("storage/visits.py", planted))) == {"visit", "VisitTable"}
    assert set(plain_inserts(Module("storage/visits.py", once))) == set()


def test_of_what_stands_open_the_database_says_how_many_there_may_be() -> None:
    unlimited = {
        table.name for table in metadata().sorted_tables if stands_open(table) and not is_limited(table)
    }

    assert unlimited == OPEN_WITHOUT_LIMIT.keys()


def plain_inserts(module: Module) -> Iterator[str]:
    """Yield the tables of `insert(table)`, and the models that are made to be added to a session."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "insert" and node.args and isinstance(node.args[0], ast.Name):
            yield node.args[0].id
        if node.func.id.endswith("Table"):
            yield node.func.id


def stands_open(table: Table) -> bool:
    """Tell whether a row waits for its end: by a state, or by an instant that is not there yet."""
    ends = [
        column
        for column in table.c
        if column.nullable and isinstance(column.type, UtcDateTime) and column.name in ENDS
    ]
    has_state = "state" in table.c and isinstance(table.c.state.type, EnumText)
    return has_state or bool(ends)


ENDS = ("answered_at", "decided_at", "done_at", "ended_at", "reminded_at", "solved_at", "used_at")


def is_limited(table: Table) -> bool:
    is_unique = any(isinstance(each, UniqueConstraint) for each in table.constraints)
    return is_unique or any(index.unique for index in table.indexes)
