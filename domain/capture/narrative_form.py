"""The dialogue about a narrative as pure data: how answers are collected, and the text they make."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from domain.kit.dialogues.abouts import About
from domain.kit.dialogues.forms import Form
from domain.kit.narrative import MOST_TABLES, CountTable, Narrative, chart_from, sum_differs, tables_from

KEEP, DONE, NONE, AGAIN, SAVE = "keep", "done", "none", "again", "save"
CHANGES = {"text": ("text",), "tables": ("table", "sum", "chart", "drawn")}
"""The questions that are asked again, by what is to be changed."""


@dataclass(frozen=True)
class AboutNarrative(About, kinds=("narrative",)):
    """The stored narrative (without a text: none yet), and the tables given so far.

    `given` is the table whose sum is asked for.
    """

    before: Narrative
    tables: tuple[CountTable, ...] = ()
    given: CountTable | None = None

    PACKED = frozenset({"text", "tables", "chart", "version"})

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        if "tables" not in texts:
            return None
        tables, chart = tables_from(json.loads(texts["tables"])), chart_from(json.loads(texts["chart"]))
        before = Narrative(texts["text"], tables, chart, int(texts["version"]))
        given = answers.get("table", DONE)
        return cls(
            before,
            tables_from(json.loads(answers.get("tables", "[]"))),
            None if given == DONE else tables_from(json.loads(given))[0],
        )


def fold(form: Form) -> Form:
    """Collect the tables one by one, skip needless questions, ask again for what is to be changed."""
    answers, about = dict(form.answers), AboutNarrative.of(form)
    if answers.get("text") == KEEP:
        answers["text"] = about.before.text
    if answers.get("table") == KEEP:
        answers.update(_unchanged_answers(about))
        about = replace(about, tables=about.before.tables)
    elif about.given is not None:
        answers, about = _with_table(answers, about, about.given)
    answers, about = _again(answers, about)
    if answers.get("table") == DONE:
        answers["sum"] = ""
        if not about.tables:
            answers["chart"] = NONE
    if answers.get("chart") == NONE or ("chart" in answers and len(about.tables) == 1):
        answers["drawn"] = "0"
    return replace(form, answers=answers, about=about)


def _again(answers: dict[str, str], about: AboutNarrative) -> tuple[dict[str, str], AboutNarrative]:
    """Remove the answers that are to be changed, so that they are asked for again."""
    chosen = answers.get("confirm", "")
    gone = ("confirm", *CHANGES[chosen]) if chosen in CHANGES else ()
    left = {name: value for name, value in answers.items() if name not in gone}
    return left, replace(about, tables=()) if "table" in gone else about


def _unchanged_answers(about: AboutNarrative) -> dict[str, str]:
    """Return the answers that keep tables and chart as they are."""
    chart = about.before.chart
    kind, drawn = (chart.kind.value, str(chart.table)) if chart else (NONE, "0")
    return {"table": DONE, "chart": kind, "drawn": drawn}


def _with_table(
    answers: dict[str, str], about: AboutNarrative, table: CountTable
) -> tuple[dict[str, str], AboutNarrative]:
    """Keep a table whose sum is right or was explained; ask for the next one while there is room."""
    settled = answers.get("sum")
    if settled is None and sum_differs(table):
        return answers, about
    rest = {name: value for name, value in answers.items() if name not in ("table", "sum")}
    if settled == AGAIN:
        return rest, replace(about, given=None)
    tables = (*about.tables, replace(table, total=int(settled or table.total)))
    full = {"table": DONE} if len(tables) == MOST_TABLES else {}
    return {**rest, **full}, replace(about, tables=tables, given=None)


def written_in(form: Form) -> Narrative:
    """Return the narrative that was written, as the next version of the one that was read."""
    answers, about = form.answers, AboutNarrative.of(form)
    drawn = None
    if answers["chart"] != NONE:
        drawn = chart_from({"kind": answers["chart"], "table": int(answers["drawn"])})
    return Narrative(answers["text"], about.tables, drawn, about.before.version)
