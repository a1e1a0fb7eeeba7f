"""Outbox rows stored by earlier versions keep their meaning and their text.

Each file is named after the commit whose `encode` wrote its golden messages; rows that are looked up when
sent were written by hand. `absent` is the meaning of fields that a row lacks. Rows are never rewritten: a
version that stores another form adds a file.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from bot.switchboard.words import word
from domain.kit.dialogues.abouts import ABOUTS
from tests.architecture.project import ROOT
from tests.golden import path_of, printed
from usecases.kit.outgoing import encode
from usecases.switchboard.messages import MESSAGES, decode

FOLDER = ROOT / "tests" / "bot" / "recorded"
FIRST, LAST = "8165f50", "49b547b"
ROWS = {
    commit: json.loads((FOLDER / f"messages-{commit}.json").read_text(encoding="utf-8"))
    for commit in (FIRST, LAST)
}

every_row = pytest.mark.parametrize(
    "row",
    [row for rows in ROWS.values() for row in rows],
    ids=[
        f"{commit}-{row['kind']}-{place}" for commit, rows in ROWS.items() for place, row in enumerate(rows)
    ],
)

GONE = frozenset({("no_prorrogas", "unit_code")})
"""Fields that nobody ever filled or read, and that are no more."""


def filled(data: Any, absent: Mapping[str, Any], at: str = "") -> Any:
    """Return the data of a row with its absent fields filled in."""
    if isinstance(data, list):
        return [filled(each, absent, f"{at}{place}.") for place, each in enumerate(data)]
    if not isinstance(data, dict):
        return data
    here = {path.removeprefix(at): value for path, value in absent.items() if path.startswith(at)}
    missing = {name: value for name, value in here.items() if "." not in name}
    return {name: filled(value, absent, f"{at}{name}.") for name, value in data.items()} | missing


def renewed(row: dict[str, Any]) -> Mapping[str, Any]:
    """Return the data of a row as stored today, except the subject of a dialogue."""
    data = MESSAGES[row["kind"]].renewed(row["data"])
    if not is_packed(row):
        return data
    packed = ABOUTS[data["kind"]].PACKED
    texts = {name: text for name, text in data.get("subject", {}).items() if name not in packed}
    others = {name: value for name, value in data.items() if name != "subject"}
    return others | ({"subject": texts} if texts else {})


def is_packed(row: dict[str, Any]) -> bool:
    """Tell whether a question stores as text what now has typed fields."""
    return row["kind"] == "form_question" and row["data"]["kind"] in ABOUTS


def says(today: Any, recorded: Any) -> bool:
    """Tell whether today's facts include all the recorded ones."""
    if isinstance(recorded, dict):
        return all(name in today and says(today[name], value) for name, value in recorded.items())
    if isinstance(recorded, list):
        return len(today) == len(recorded) and all(map(says, today, recorded))
    return bool(today == recorded)


@every_row
def test_a_recorded_row_means_what_it_meant(row: dict[str, Any]) -> None:
    said = decode(row["kind"], row["data"])

    facts = TypeAdapter(type(said)).dump_python(said, mode="json")
    absent = {name: value for name, value in row.get("absent", {}).items() if (row["kind"], name) not in GONE}
    assert says(facts, filled(renewed(row), absent)), facts


@every_row
def test_a_recorded_row_is_stored_again_as_it_was(row: dict[str, Any]) -> None:
    stored = encode(decode(row["kind"], row["data"]))

    if is_packed(row):
        assert encode(decode(row["kind"], stored)) == stored
        stored.pop("about", None)
    assert stored == renewed(row)


@pytest.mark.parametrize(
    "row",
    [row for rows in ROWS.values() for row in rows if "golden" in row or "text" in row],
    ids=lambda row: row["kind"],
)
def test_a_recorded_row_reads_as_it_read(row: dict[str, Any]) -> None:
    golden = path_of(row["golden"]).read_text(encoding="utf-8") if "golden" in row else row["text"]

    assert printed(word(decode(row["kind"], row["data"]))) == golden


@pytest.mark.parametrize(("commit", "kinds"), [(FIRST, 153), (LAST, 164)], ids=[FIRST, LAST])
def test_every_kind_that_was_there_is_recorded_and_still_read(commit: str, kinds: int) -> None:
    recorded = {row["kind"] for row in ROWS[commit]}

    assert len(recorded) == kinds
    assert recorded <= set(MESSAGES)
