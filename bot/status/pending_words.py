"""What a UR owes: /pendientes and /capturar."""

from dataclasses import replace

from bot.buttons import keyboards
from bot.status.owed_words import code_among, sections, send_buttons
from domain.kit.report_messages import Pending, UnitGaps
from texts.kit.formats import LONGEST_LIST, day, escape, joined
from texts.kit.next_steps import ASK_TO_REOPEN, until_when
from texts.kit.rendering import Message
from texts.kit.wording import words


@words(Pending)
def pending(said: Pending) -> Message:
    """List everything for a reader; for an enlace, one page with a button for each indicator."""
    if not said.units:
        return Message(
            _nothing_owed(said), send_buttons(said.to_send, said.period, names=len(said.to_send) > 1)
        )
    if not said.has_begun:
        begins = f"El {said.period} empieza el {day(said.period.first_day)}: se captura desde ese día."
        return Message(f"{sections(said, said.units, LONGEST_LIST)}\n\n{begins}")
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
        units = f"{_units(said.to_send)}{_until(said, said.to_send)}"
        return f"{said.period}: no falta ningún dato. Solo queda enviar la entrega de {units}."
    if said.unsent:
        return _unsent(said)
    if said.handed_in:
        how = f"/entrega {said.period}"
        return f"{said.period}: la entrega de {_units(said.handed_in)} ya se envió. Para verla: {how}"
    return f"{said.period}: no falta nada. Para ver el informe: /estado {said.period}"


def _unsent(said: Pending) -> str:
    """Say that the report is complete, and who has to send it."""
    text = f"{said.period}: no falta ningún dato, pero la entrega de {_units(said.unsent)} no se ha enviado."
    if said.due.shut_on is not None:
        return f"{text} El trimestre está cerrado. {ASK_TO_REOPEN}"
    return f"{text} El enlace debe enviarla{_until(said, said.unsent)}."


def _until(said: Pending, codes: tuple[str, ...]) -> str:
    """Return the due date of one UR; nothing for several, which may have different ones."""
    return f", {until_when(said.due)}" if len(codes) == 1 else ""


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
