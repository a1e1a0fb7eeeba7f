"""The dialogue of a narrative as pure data: how its answers are gathered, and what they say in the end."""

import json
from collections.abc import Mapping
from dataclasses import replace

from domain.forms import Form
from domain.narrative import (
    MOST_TABLES,
    CountTable,
    Narrative,
    chart_from,
    read_table,
    sum_differs,
    tables_data,
    tables_from,
)

KEEP, DONE, NONE, AGAIN, SAVE = "keep", "done", "none", "again", "save"
CHANGES = {"text": ("text",), "tables": ("tables", "table", "sum", "chart", "drawn")}
"""What is asked again, by what is to be changed."""


def fold(form: Form) -> Form:
    """Gather tables one after the other, answer what need not be asked, ask again what is to be changed."""
    answers = dict(form.answers)
    if answers.get("text") == KEEP:
        answers["text"] = form.subject["text"]
    if answers.get("table") == KEEP:
        answers.update(_kept(form))
    elif "table" in answers and answers["table"] != DONE:
        answers = _with_table(answers)
    answers = _again(answers)
    if answers.get("table") == DONE:
        answers["sum"] = ""
        if not tables_of(answers):
            answers["chart"] = NONE
    if answers.get("chart") == NONE or ("chart" in answers and len(tables_of(answers)) == 1):
        answers["drawn"] = "0"
    return replace(form, answers=answers)


def _again(answers: dict[str, str]) -> dict[str, str]:
    """Take away what is to be changed, so that it is asked again."""
    chosen = answers.get("confirm", "")
    gone = ("confirm", *CHANGES[chosen]) if chosen in CHANGES else ()
    return {name: value for name, value in answers.items() if name not in gone}


def _kept(form: Form) -> dict[str, str]:
    """Return the answers that leave tables and chart as they were."""
    chart = chart_from(json.loads(form.subject["chart"]))
    kind, drawn = (chart.kind.value, str(chart.table)) if chart else (NONE, "0")
    return {"tables": form.subject["tables"], "table": DONE, "chart": kind, "drawn": drawn}


def _with_table(answers: dict[str, str]) -> dict[str, str]:
    """Keep a table whose sum is right or was answered; the next one is asked for while there is room."""
    table, settled = table_of(answers), answers.get("sum")
    if settled is None and sum_differs(table):
        return answers
    rest = {name: value for name, value in answers.items() if name not in ("table", "sum")}
    if settled == AGAIN:
        return rest
    kept = replace(table, total=int(settled or table.total))
    tables = (*tables_of(answers), kept)
    full = {"table": DONE} if len(tables) == MOST_TABLES else {}
    return {**rest, "tables": json.dumps(tables_data(tables)), **full}


def tables_of(answers: Mapping[str, str]) -> tuple[CountTable, ...]:
    """Return the tables given so far, or those there were."""
    return tables_from(json.loads(answers.get("tables", "[]")))


def table_of(answers: Mapping[str, str]) -> CountTable:
    """Return the table whose sum is asked for."""
    return tables_from(json.loads(answers["table"]))[0]


def read_given(text: str) -> str:
    """Read a table as an answer keeps it."""
    return json.dumps(tables_data([read_table(text)]))


def written_in(form: Form) -> Narrative:
    """Return what was written, over the version that was read."""
    answers = form.answers
    drawn = None
    if answers["chart"] != NONE:
        drawn = chart_from({"kind": answers["chart"], "table": int(answers["drawn"])})
    return Narrative(answers["text"], tables_of(answers), drawn, int(form.subject["version"]))
