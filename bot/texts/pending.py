"""What is owed: /pendientes and /capturar."""

from dataclasses import replace

from bot.rendering import Message
from bot.texts import keyboards
from bot.texts.formats import LONGEST_LIST, escape, joined
from bot.texts.owed import code_among, sections, send_buttons
from domain.messages import Pending, UnitGaps


def pending(said: Pending) -> Message:
    """All of it for a reader; for somebody who captures, one page with a button for each indicator."""
    if not said.units:
        return Message(
            _nothing_owed(said), send_buttons(said.to_send, said.period, names=len(said.to_send) > 1)
        )
    if not said.may_capture:
        return Message(sections(said, said.units, LONGEST_LIST))
    lines = [line for unit in said.units for line in unit.lines]
    page = min(said.page, keyboards.last_page(len(lines)))
    codes = [code_among(unit, said.units) for unit in said.units for _ in unit.lines]
    text = f"{sections(said, _of_page(said.units, page), LONGEST_LIST)}\n\n¿Cuál captura?"
    return Message(text, keyboards.indicators(lines, said.period, page, codes))


def _nothing_owed(said: Pending) -> str:
    if said.without_programme:
        units = escape(joined(said.without_programme))
        return f"{units}: no hay programa registrado para {said.period.year}. Lo registra el IMPLAN."
    if said.to_send:
        return f"{said.period}: no falta nada. Solo queda enviar la entrega de {_units(said.to_send)}."
    if said.handed_in:
        return f"{said.period}: la entrega de {_units(said.handed_in)} ya se envió. Para verla: /entrega"
    return f"{said.period}: no falta nada. Para ver el informe: /estado"


def _units(codes: tuple[str, ...]) -> str:
    return escape(joined(codes))


def _of_page(units: tuple[UnitGaps, ...], page: int) -> tuple[UnitGaps, ...]:
    """Return the URs with the lines that one page of buttons shows."""
    shown, at = [], 0
    first, end = page * keyboards.PAGE, (page + 1) * keyboards.PAGE
    for unit in units:
        lines = unit.lines[max(first - at, 0) : max(end - at, 0)]
        at += len(unit.lines)
        if lines:
            shown.append(replace(unit, lines=lines))
    return tuple(shown)
