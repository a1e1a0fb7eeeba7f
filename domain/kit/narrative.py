"""The narrative sheet of an indicator: the text, tables of counts, and which of them is charted."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.kit.dialogues.forms import FieldRefused, sentence

SHORTEST_TEXT = 40
LONGEST_TEXT = 2000
FEWEST_WORDS = 5
"""The fewest different words; fewer say nothing: `sin novedad sin novedad sin novedad sin novedad`."""
MOST_TABLES = 5
MOST_ROWS = 20
LONGEST_CONCEPT = 80
HIGHEST_COUNT = 999_999_999
YEARS = range(2000, 2101)

_COUNT = r"\d{1,3}(?:[, ]\d{3})+|\d+"
_WITH_COLON = re.compile(rf"(?P<concept>.*?\S)\s*:\s*(?P<count>{_COUNT})")
_WITHOUT_COLON = re.compile(r"(?P<concept>.*?\S)\s+(?P<count>\d{1,3}(?:,\d{3})+|\d+)")
_GROUP = re.compile(r"\d{3}")


class ChartKind(StrEnum):
    BAR = "bar"
    LINE = "line"


@dataclass(frozen=True)
class CountTable:
    """Concepts with their counts; `total` is the stated total, else their sum."""

    title: str
    rows: tuple[tuple[str, int], ...]
    total: int

    @property
    def sum(self) -> int:
        return sum(count for _, count in self.rows)


@dataclass(frozen=True)
class Chart:
    """The chart of one of the tables, given by its position; the data are its rows."""

    kind: ChartKind
    table: int


@dataclass(frozen=True)
class Narrative:
    text: str
    tables: tuple[CountTable, ...] = ()
    chart: Chart | None = None
    version: int = 0


def read_text(text: str) -> str:
    """Return the text in one paragraph; raise FieldRefused if it is too short or long, or says nothing."""
    try:
        words = sentence(SHORTEST_TEXT, LONGEST_TEXT)(text)
    except FieldRefused as refused:
        raise FieldRefused(f"narrative_{refused.problem}") from None
    if len({word.casefold() for word in words.split()}) < FEWEST_WORDS:
        raise FieldRefused("narrative_text_too_short")
    return words


def read_table(text: str) -> CountTable:
    """Read a title line, lines `Concepto: 12` or `Concepto 12`, and perhaps `Total: 34` at the end.

    Raise FieldRefused. `sum_differs` tells whether the stated total is the sum of the rows.
    """
    title, *lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [""]
    if not lines:
        raise FieldRefused("table_without_rows")
    if _is_row(title):
        raise FieldRefused("table_without_title")
    rows = [_row(line) for line in lines]
    total = rows.pop()[1] if rows[-1][0].casefold() == "total" else None
    if not rows or any(concept.casefold() == "total" for concept, _ in rows):
        raise FieldRefused("table_without_rows")
    title = title.rstrip(": ")
    if len(rows) > MOST_ROWS or len(title) > LONGEST_CONCEPT:
        raise FieldRefused("table_too_long")
    table = CountTable(title, tuple(rows), 0)
    return CountTable(title, table.rows, table.sum if total is None else total)


def sum_differs(table: CountTable) -> bool:
    return table.sum != table.total


def _is_row(line: str) -> bool:
    """Tell whether a first line is a row and no title, such as `Talleres de 2025`."""
    try:
        _, count = _row(line)
    except FieldRefused:
        return False
    return ":" in line or count not in YEARS


def _row(line: str) -> tuple[str, int]:
    match = _WITH_COLON.fullmatch(line) or _WITHOUT_COLON.fullmatch(line)
    if match is None or len(match["concept"]) > LONGEST_CONCEPT:
        raise FieldRefused("table_line")
    concept, written = match["concept"].rstrip(": "), match["count"]
    if ":" not in line and concept.split()[-1].isdecimal() and _GROUP.fullmatch(written):
        raise FieldRefused("table_two_readings")  # `Ruta 1 234` may be 234 of Ruta 1, or 1,234 of Ruta
    count = int(re.sub(r"[, ]", "", written))
    if not concept or count > HIGHEST_COUNT:
        raise FieldRefused("table_line")
    return concept, count


def tables_data(tables: Sequence[CountTable]) -> list[Any]:
    """Return tables as JSON."""
    return [
        {"title": each.title, "rows": [list(row) for row in each.rows], "total": each.total}
        for each in tables
    ]


def tables_from(data: Sequence[Mapping[str, Any]]) -> tuple[CountTable, ...]:
    return tuple(
        CountTable(each["title"], tuple((concept, count) for concept, count in each["rows"]), each["total"])
        for each in data
    )


def chart_data(chart: Chart | None) -> dict[str, Any] | None:
    return {"kind": chart.kind.value, "table": chart.table} if chart else None


def chart_from(data: Mapping[str, Any] | None) -> Chart | None:
    return Chart(ChartKind(data["kind"]), data["table"]) if data else None


def digest_of(narrative: Narrative) -> str:
    """Return the SHA-256 of the content of the sheet; its version is not part of it."""
    said = [narrative.text, tables_data(narrative.tables), chart_data(narrative.chart)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
