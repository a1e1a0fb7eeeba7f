"""The Spanish flags about how the numbers of a printed row were read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents.read.spelling import quarter_words
from domain.imports.row_readings import AmbiguousValue, Repair, RowReading, RowState, Slot, SlotKind
from domain.kit.figures import written
from domain.kit.reports import GOAL_UNCLEAR, Flag

_KINDS = {
    SlotKind.GOAL: "la meta",
    SlotKind.GOAL_TOTAL: "el total programado",
    SlotKind.ACHIEVED: "lo alcanzado",
    SlotKind.UNREPORTED: "el valor en cero",
    SlotKind.ACHIEVED_TOTAL: "el acumulado alcanzado",
    SlotKind.VARIATION: "la variación",
    SlotKind.VARIATION_TOTAL: "la variación acumulada",
}
_SHIFTED = "El renglón tiene celdas en blanco de más o de menos; se leyó por el orden de sus números."
_STATES = {
    RowState.CUT: (
        "truncated_row",
        "El renglón está cortado: se perdieron el acumulado, la variación y los medios de verificación.",
    ),
    RowState.EMPTY: ("not_reported", "El renglón no trae valores alcanzados en ningún trimestre."),
    RowState.UNREADABLE: (
        "unreadable_row",
        "Las cifras del renglón no cuadran por más de un motivo; revise el documento original.",
    ),
    RowState.AMBIGUOUS: (
        "ambiguous_row",
        "El renglón perdió una celda y se puede leer de varias maneras.",
    ),
}


@dataclass(frozen=True)
class RowPlace:
    """The place of a row in its document, for its flags."""

    line: int
    raw: str

    def flag(self, code: str, text: str) -> Flag:
        return Flag(code, text, self.line, raw_row=self.raw)


def reading_flags(reading: RowReading, row: RowPlace, quarter: int) -> Iterator[Flag]:
    """Yield one flag for the state of the row, then one for each value that a person must confirm."""
    if reading.has_moved_blanks:
        yield row.flag("shifted_cells", _SHIFTED)
    if reading.state in _STATES:
        yield row.flag(*_STATES[reading.state])
    yield from _repair_flags(reading.repairs, row)
    known = [goal for goal in reading.programmed if goal is not None]
    if len(known) == 4 and sum(known) != 100:
        text = f"Las metas de los cuatro trimestres suman {written(sum(known, Decimal(0)))} y no 100."
        yield row.flag("goals_not_100", f"{text} Corrija las metas o confirme que así se aprobaron.")
    yield from (_doubt_flag(doubt, row) for doubt in reading.doubts)
    if reading.state is not RowState.EMPTY:
        yield from _blank_flags(reading, row, quarter)


def _blank_flags(reading: RowReading, row: RowPlace, quarter: int) -> Iterator[Flag]:
    """Yield flags for blank quarters up to the reported one: blank is not zero, it is missing."""
    doubted = {doubt.quarter for doubt in reading.doubts if doubt.kind is SlotKind.ACHIEVED}
    for t, value in enumerate(reading.achieved[:quarter], start=1):
        if value is None and t not in doubted:
            text = f"El {quarter_words(t)} está en blanco: no se reportó. Si fue cero, captúrelo."
            yield Flag("quarter_blank", text, row.line, raw_row=row.raw, quarter=t)


def _repair_flags(repairs: tuple[Repair, ...], row: RowPlace) -> Iterator[Flag]:
    if not repairs:
        return
    first = repairs[0]
    value = written(first.value)
    if first.printed is None:
        text = f"Se perdió {_lost_words(repairs)}; por las demás cifras del renglón vale {value}."
        yield row.flag("lost_cell", text)
        return
    name = _slot_words(first.slot)
    text = f"{name[0].upper()}{name[1:]} dice {written(first.printed)}; por las demás cifras es {value}."
    yield row.flag("wrong_number", text)


def _lost_words(repairs: tuple[Repair, ...]) -> str:
    kinds = {repair.slot.kind for repair in repairs}
    if len(repairs) == 1:
        return _slot_words(repairs[0].slot)
    if len(kinds) == 1:
        return f"una celda de {_KINDS[kinds.pop()].split(' ', 1)[1]}"
    return "una celda (la lectura es la misma cualquiera que haya sido)"


def _slot_words(slot: Slot) -> str:
    return f"{_KINDS[slot.kind]} del {quarter_words(slot.quarter)}" if slot.quarter else _KINDS[slot.kind]


def _doubt_flag(doubt: AmbiguousValue, row: RowPlace) -> Flag:
    code = GOAL_UNCLEAR if doubt.kind is SlotKind.GOAL else "achieved_unclear"
    return Flag(
        code,
        _doubt_words(doubt),
        row.line,
        raw_row=row.raw,
        quarter=doubt.quarter,
        needs_confirmation=True,
        candidates=doubt.candidates,
    )


def _doubt_words(doubt: AmbiguousValue) -> str:
    what = _slot_words(Slot(doubt.kind, doubt.quarter))
    options = [written(candidate) for candidate in doubt.candidates]
    if not options:
        return f"No se pudo leer {what}. Escriba el valor correcto."
    if len(options) == 1:
        return f"No es seguro {what}: podría ser {options[0]}. Confirme o escriba el valor correcto."
    choices = f"{', '.join(options[:-1])} o {options[-1]}"
    return f"No es seguro {what}: podría ser {choices}. Elija el valor correcto."
