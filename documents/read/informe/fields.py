"""Finding the labelled lines of an Informe Trimestral: title, unit, programme, indicator, value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from documents.read.spelling import fold, squeezed

TABLE_CELLS = 6


class Label(StrEnum):
    TITLE = "informe trimestral"
    MONTHS = "meses"
    UNIT = "unidad responsable"
    PROGRAMME = "programa presupuestario"
    PERIOD = "trimestre"
    EJE = "eje"
    OBJETIVO = "objetivo"
    LEVEL = "nivel"
    NAME = "indicador"
    AREA = "area responsable"
    VALUE = "valor alcanzado"


@dataclass(frozen=True)
class HeaderField:
    """A label and its value, which may be on the following lines."""

    label: Label
    value: str
    line: int


_PATTERNS = {
    Label.UNIT: r"unidad responsable",
    Label.PROGRAMME: r"programa presupuestario",
    Label.PERIOD: r"trimestre(?: que se reporta)?",
    Label.EJE: r"ejes?",
    Label.OBJETIVO: r"objetivos?",
    Label.NAME: r"indicador",
    Label.AREA: r"area responsable",
    Label.VALUE: r"valor alcanzado",
    Label.LEVEL: r"componente|actividad|fin|proposito",
}
_LABELS = [
    (label, re.compile(rf"(?P<label>{words})(?=\s*:|\s+[0-9]|\s*$)\s*:?\s*"))
    for label, words in _PATTERNS.items()
]
_TITLE = re.compile(
    r"(?:(?P<quarter>\S{1,10})\s+)?informe trimestral(?:\s+(?:de\s+)?[0-9]{4})?\s*(?:\(.{0,60}\))?"
)
_MONTHS = re.compile(r"\([a-z]+\s*[-–]\s*[a-z]+\)")
_CAPTION = re.compile(r"vinculacion\b.*")


def read_fields(lines: list[str]) -> list[HeaderField]:
    """Return the labelled values in order; a value ends at a blank line, a table or another label."""
    return [field for field in _joined(lines) if field.value]


def starts_field(line: str) -> bool:
    return _started(squeezed(line), 0) is not None


def _joined(lines: list[str]) -> Iterator[HeaderField]:
    current: HeaderField | None = None
    for number, line in enumerate(lines, start=1):
        text = squeezed(line)
        started = None if _is_table(line) else _started(text, number)
        if started is None and current is not None and _continues(current, line):
            current = HeaderField(current.label, f"{current.value} {text}".strip(), current.line)
            continue
        if current is not None:
            yield current
        current = started
    if current is not None:
        yield current


def _started(text: str, number: int) -> HeaderField | None:
    folded = fold(text)
    if _TITLE.fullmatch(folded):
        return HeaderField(Label.TITLE, text, number)
    if _MONTHS.fullmatch(folded):
        return HeaderField(Label.MONTHS, text, number)
    for label, pattern in _LABELS:
        match = pattern.match(folded)
        if match:
            start = 0 if label is Label.LEVEL else match.end()
            return HeaderField(label, text[start:], number)
    return None


def _continues(field: HeaderField, line: str) -> bool:
    """A label without a value takes the next line; a title or an achieved value is always one line."""
    if not line.strip():
        return _is_waiting(field)
    if _is_table(line) or _CAPTION.fullmatch(fold(squeezed(line))):
        return False
    one_line = field.label in {Label.TITLE, Label.MONTHS, Label.LEVEL, Label.VALUE}
    return _is_waiting(field) or not one_line


def _is_waiting(field: HeaderField) -> bool:
    return not field.value or fold(field.value).rstrip(" :.") in {"componente", "actividad"}


def _is_table(line: str) -> bool:
    return line.count("\t") >= TABLE_CELLS - 1
