"""The picture and the workbooks of the summaries: their texts and columns."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from documents.list_sheets import Cell, ListCellKind, ListSheet, ListSheetColumn
from domain.kit.figures import READ_PLACES, rounded
from domain.summary.messages import (
    FinalText,
    GapRow,
    GapsBookText,
    GapsPictureText,
    OutlookLine,
    PunctualityBookText,
    UnitBar,
    UnitRow,
    UnitState,
)
from domain.summary.punctuality import Placed, ReportOutcome
from texts.kit.formats import clock_time, count, joined, missing, plain_due, shorten
from texts.kit.rendering import Attachment, Message
from texts.kit.wording import words
from usecases.kit.makers import DRAWN, LIST_XLSX
from workers.calls import Call, call

STATES = {
    UnitState.NOT_STARTED: "sin iniciar",
    UnitState.INCOMPLETE: "incompleta",
    UnitState.COMPLETE: "completa",
    UnitState.HANDED_IN: "enviada",
}
PLURALS = {
    UnitState.NOT_STARTED: "sin iniciar",
    UnitState.INCOMPLETE: "incompletas",
    UnitState.COMPLETE: "completas",
    UnitState.HANDED_IN: "enviadas",
}
OUTCOMES = {
    ReportOutcome.ON_TIME: "A tiempo",
    ReportOutcome.LATE: "Después del límite",
    ReportOutcome.NOT_SENT: "Sin enviar",
    ReportOutcome.STILL_OPEN: "Con prórroga vigente",
}
LONGEST_BAR_NAME = 42
LONGEST_CODE = 8


@words(GapsPictureText)
def picture(said: GapsPictureText) -> Message:
    caption = f"Avance por UR · {said.period} · {clock_time(said.at)}"
    return Message(caption, (), Attachment(f"avance-{said.period}.png", _draw(said), is_photo=True))


def picture_facts(said: GapsPictureText) -> dict[str, Any]:
    """Return the facts of the picture's template in words; its lights are colours."""
    more = f"y {said.more} UR más, con menos por reportar; todas en el Excel" if said.more else ""
    return {
        "title": f"Avance por UR · {said.period}",
        "subtitle": f"{clock_time(said.at)} · {plain_due(said.due)}",
        "legend": [
            {"state": state.value, "words": f"{amount} {(STATES if amount == 1 else PLURALS)[state]}"}
            for state, amount in said.counts
        ],
        "rows": [_bar(unit) for unit in said.units],
        "more": more,
    }


@words(GapsBookText)
def book(said: GapsBookText) -> Message:
    lacking = len({row.unit_code for row in said.gaps})
    caption = (
        f"Brechas del {said.period}: {count(len(said.gaps), 'indicador', 'indicadores')} de {lacking} UR."
    )
    if not said.gaps:
        caption = f"Brechas del {said.period}: ninguna."
    title = f"Brechas del {said.period}"
    content = call(LIST_XLSX, title, _sheets(said), said.at)
    return Message(caption, (), Attachment(f"brechas-{said.period}.xlsx", content))


@words(PunctualityBookText)
def punctuality(said: PunctualityBookText) -> Message:
    final = said.final
    title = f"Puntualidad del {final.period}"
    content = call(LIST_XLSX, title, [_punctuality(final, said.at)], said.at)
    return Message(f"{title}, por UR.", (), Attachment(f"puntualidad-{final.period}.xlsx", content))


def _draw(said: GapsPictureText) -> Call[bytes]:
    return call(DRAWN, "gaps.typ", picture_facts(said))


def _bar(unit: UnitBar) -> dict[str, Any]:
    lacking = unit.asked - unit.done
    words = STATES[unit.state]
    lacks = f"falta{'n' if lacking > 1 else ''} {lacking} de {unit.asked}"
    if unit.state is UnitState.INCOMPLETE:
        words = lacks
    elif unit.state is UnitState.HANDED_IN and lacking:
        words = f"enviada, {lacks}"
    elif unit.state is UnitState.NOT_STARTED:
        words = f"sin iniciar, 0 de {unit.asked}"
    return {
        "code": shorten(unit.code, LONGEST_CODE),
        "name": shorten(unit.name, LONGEST_BAR_NAME),
        "state": unit.state.value,
        "share": float(rounded(Decimal(unit.done) / unit.asked, READ_PLACES)) if unit.asked else 1.0,
        "words": words,
    }


def _sheets(said: GapsBookText) -> list[ListSheet]:
    as_of = f"{clock_time(said.at)} · {plain_due(said.due)}"
    sheets = [_gaps(said, as_of), _units(said, as_of)]
    for name, heading, lines in (
        ("Por programa", "Programa", said.programmes),
        ("Por eje", "Eje", said.ejes),
    ):
        if lines:
            sheets.append(_groups(name, heading, lines, said, as_of))
    return sheets


def _gaps(said: GapsBookText, as_of: str) -> ListSheet:
    columns = (
        ListSheetColumn("UR", 7),
        ListSheetColumn("Indicador", 14),
        ListSheetColumn("Falta", 20),
        ListSheetColumn("Límite", 11, ListCellKind.DAY),
        ListSheetColumn("Meta %", 8, ListCellKind.NUMBER),
        ListSheetColumn("Valor %", 8, ListCellKind.NUMBER),
        ListSheetColumn("Nombre del indicador", 46),
        ListSheetColumn("Programa", 30),
        ListSheetColumn("Nombre de la UR", 30),
    )
    rows = tuple(_gap(row) for row in said.gaps)
    return ListSheet("Brechas", f"Brechas del {said.period}", as_of, columns, rows)


def _gap(row: GapRow) -> tuple[Cell, ...]:
    goal, value = (None if each is None else float(each) for each in (row.goal, row.value))
    lacks = missing(row.missing)
    return (
        row.unit_code,
        row.level,
        lacks,
        row.due_on,
        goal,
        value,
        row.name,
        row.programme,
        row.unit_name,
    )


def _units(said: GapsBookText, as_of: str) -> ListSheet:
    columns = (
        ListSheetColumn("UR", 7),
        ListSheetColumn("Estado", 13),
        ListSheetColumn("Completos", 11, ListCellKind.NUMBER),
        ListSheetColumn("De", 6, ListCellKind.NUMBER),
        ListSheetColumn("Avance", 9, ListCellKind.PERCENT),
        ListSheetColumn("Al cierre, a su paso", 13, ListCellKind.PERCENT),
        ListSheetColumn("Límite", 11, ListCellKind.DAY),
        ListSheetColumn("Notas", 26),
        ListSheetColumn("Nombre de la UR", 40),
    )
    rows = tuple(_unit(row) for row in said.units)
    return ListSheet("Por UR", f"Avance por UR del {said.period}", as_of, columns, rows)


def _unit(row: UnitRow) -> tuple[Cell, ...]:
    notes = [
        *(["con prórroga"] if row.is_extended else []),
        *([] if row.is_reachable else ["sin enlace localizable"]),
    ]
    return (
        row.code,
        STATES[row.state],
        row.done,
        row.asked,
        row.done_percent,
        row.expected,
        row.due_on,
        joined(notes),
        row.name,
    )


def _groups(
    name: str, heading: str, lines: tuple[OutlookLine, ...], said: GapsBookText, as_of: str
) -> ListSheet:
    columns = (
        ListSheetColumn(heading, 34),
        ListSheetColumn("Avance", 9, ListCellKind.PERCENT),
        ListSheetColumn("Al cierre, al paso habitual", 16, ListCellKind.PERCENT),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple((each.name, each.done, each.expected) for each in lines)
    return ListSheet(name, f"{name}, {said.period}", as_of, columns, rows)


def _punctuality(final: FinalText, at: datetime) -> ListSheet:
    columns = (
        ListSheetColumn("Lugar", 7, ListCellKind.NUMBER),
        ListSheetColumn("UR", 7),
        ListSheetColumn("Entrega", 18),
        ListSheetColumn("Enviada", 11, ListCellKind.DAY),
        ListSheetColumn("Límite", 11, ListCellKind.DAY),
        ListSheetColumn("Nombre de la UR", 46),
    )
    rows = tuple(_placed(each) for each in final.placed)
    note = f"{clock_time(at)} · las que enviaron el mismo día comparten lugar"
    return ListSheet("Puntualidad", f"Puntualidad del {final.period}", note, columns, rows)


def _placed(each: Placed) -> tuple[Cell, ...]:
    hand_in = each.hand_in
    return (
        each.place,
        hand_in.code,
        OUTCOMES[each.outcome],
        hand_in.sent_on,
        hand_in.due_on,
        hand_in.name,
    )
