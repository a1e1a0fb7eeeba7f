"""Reading a filed PDF: its tagged table as text for the reader of reports."""

import re
from collections.abc import Iterator, Sequence

from documents.filed.informe.columns import BASELINE_CELLS, DESCRIPTIVE, GROUPS, LAST, PROOF, QUARTERS, heads
from documents.read.tagged_tables import NotReadable, Row, TaggedText, read_tagged
from domain.kit.reports import DocumentError, DocumentRefused

HEADINGS = {
    has_lights: tuple(
        tuple(head.text for head in heads(has_lights=has_lights) if head.row == row) for row in range(3)
    )
    for has_lights in (False, True)
}
COLUMNS = (*DESCRIPTIVE, *BASELINE_CELLS, *QUARTERS * len(GROUPS), PROOF)
TITLE = "Informe Trimestral "
LABELS = (
    *("Unidad Responsable:", "Programa Presupuestario:", "Trimestre que se reporta:"),
    *("Vinculación con el Plan Municipal de Desarrollo", "Eje:", "Objetivo:"),
)

_NOT_OURS = (
    "Es un PDF que no es un Informe Trimestral hecho por Puntual, o que se imprimió y digitalizó. "
    "Envíe el informe en su Excel o PDF original, o como texto (.txt), y la MIR en Excel (.xlsx)."
)
_NOT_WHOLE = "El PDF del informe no está completo o se modificó. Envíe el original, o su Excel (.xlsx)."
_MARK = re.compile(r"\s*\([0-9]+\)\Z")


def informe_pdf_text(content: bytes, *, source: str) -> str:
    """Return header and table as lines with tabs; raise DocumentRefused for any other PDF."""
    try:
        tagged = read_tagged(content)
    except NotReadable:
        raise _refused(source, _NOT_OURS) from None
    headings, body = tagged.rows[:3], tagged.rows[3:]
    if headings not in HEADINGS.values():
        raise _refused(source, _NOT_OURS)
    if any(len(row) != LAST + 1 + (headings == HEADINGS[True]) for row in body):
        raise _refused(source, _NOT_WHOLE)
    return "\n".join([*_header(tagged, source), "", "\t".join(COLUMNS), *map(_line, body)])


def _header(tagged: TaggedText, source: str) -> Iterator[str]:
    """Yield the title, and every label with the text up to the next one."""
    said = tagged.before
    try:
        title = next(place for place, text in enumerate(said) if text.startswith(TITLE))
        places = list(_places(said, title + 1))
    except (StopIteration, ValueError):
        raise _refused(source, _NOT_WHOLE) from None
    yield said[title]
    for label, start, end in zip(LABELS, places, [*places[1:], len(said)], strict=True):
        yield f"{label}\t{' '.join(said[start + 1 : end])}"


def _places(said: Sequence[str], start: int) -> Iterator[int]:
    for label in LABELS:
        start = said.index(label, start)
        yield start
        start += 1


def _line(row: Row) -> str:
    """Leave out the mark of a note, printed beside the level, and the light, which is no fact."""
    return "\t".join((_MARK.sub("", row[0]), *row[1 : LAST + 1]))


def _refused(source: str, text: str) -> DocumentRefused:
    return DocumentRefused(source, (DocumentError("archivo", text),))
