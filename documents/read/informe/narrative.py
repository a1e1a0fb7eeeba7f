"""Reading the text of a narrative sheet of 2025 below its value: paragraphs, and tables of counts."""

import re
from collections.abc import Iterator, Sequence

from documents.read.informe.fields import HeaderField, Label
from documents.read.spelling import fold, squeezed
from domain.kit.narrative import LONGEST_CONCEPT, CountTable, Narrative

_SIGNATURE = re.compile(r"(?:elaboro|valido|vo\.? ?bo\.?|autorizo|reviso)\b\s*:?.{0,40}")
_PICTURE = re.compile(r"\[[^\]]{1,40}\]")
_COUNTED = re.compile(r"(?P<concept>[^\t]*\S[^\t]*)\t\s*(?P<count>\d{1,3}(?:[, ]\d{3})+|\d{1,9})\s*")
_BULLET = re.compile(r"\s*[-•*–]\s")
FEWEST_ROWS = 2
"""One line with a number after a tab is no table."""

Row = tuple[str, int]


def read_narrative(
    lines: Sequence[str], value: HeaderField, fields: Sequence[HeaderField]
) -> Narrative | None:
    """Return the narrative between the value of a sheet and its signatures; None if it is empty.

    A table has no title of its own on the sheet, so it is numbered; its total is the sum of its rows.
    """
    paragraphs: list[str] = []
    tables: list[CountTable] = []
    for block in _blocks(list(_narrative_lines(lines, value, fields))):
        rows = [row for row in map(_row, block) if row is not None]
        if len(rows) >= FEWEST_ROWS and len(rows) == len(block):
            title = f"Tabla {len(tables) + 1}"
            tables.append(CountTable(title, tuple(rows), sum(count for _, count in rows)))
        else:
            paragraphs.append(" ".join(squeezed(line) for line in block))
    return Narrative("\n".join(paragraphs), tuple(tables)) if paragraphs else None


def _narrative_lines(
    lines: Sequence[str], value: HeaderField, fields: Sequence[HeaderField]
) -> Iterator[str]:
    """Return the lines after the value, up to the signatures or the next sheet."""
    titles = [each.line for each in fields if each.label is Label.TITLE and each.line > value.line]
    last = min(titles, default=len(lines) + 1) - 1
    rest = iter(lines[value.line : last])
    if value.value not in squeezed(lines[value.line - 1]):
        next((line for line in rest if line.strip()), None)  # the value stands on a line of its own
    for line in rest:
        if _SIGNATURE.fullmatch(fold(squeezed(line))):
            return
        yield line


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Group lines up to a blank line or bullet; rows of counts are a group of their own."""
    block: list[str] = []
    for line in lines:
        is_blank = not line.strip() or _PICTURE.fullmatch(line.strip())
        if block and (is_blank or _BULLET.match(line) or (_row(line) is None) != (_row(block[-1]) is None)):
            yield block
            block = []
        if not is_blank:
            block.append(line)
    if block:
        yield block


def _row(line: str) -> Row | None:
    match = _COUNTED.fullmatch(line)
    if match is None:
        return None
    return squeezed(match["concept"])[:LONGEST_CONCEPT], int(re.sub(r"[, ]", "", match["count"]))
