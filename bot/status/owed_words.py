"""Shared by the reminder and /pendientes: what a UR owes, line by line, and its due date."""

from bot.buttons import keyboards
from bot.buttons.review import ShowEntrega
from bot.kit.callbacks import pack
from domain.kit.avances import Missing
from domain.kit.periods import Period
from domain.kit.report_messages import Due, IndicatorLine, Pending, UnitGaps
from domain.reminders.messages import ReminderText
from texts.kit.formats import LONGEST_NAME, count, day, due, escape, fitted, missing, percent, shorten
from texts.kit.rendering import Button, Keyboard

LONGEST_QUOTE = 120
MOST_BUTTONS = 8
SHORT_NAME = 40
"""Characters of the name of a UR where there are several."""


def send_buttons(codes: tuple[str, ...], period: Period, *, names: bool) -> Keyboard:
    labels = {code: f"Enviar entrega {code}" if names else "Enviar entrega" for code in codes}
    buttons = [
        Button(shorten(label, keyboards.LONGEST_LABEL), pack(ShowEntrega(code, period)))
        for code, label in labels.items()
    ]
    return tuple((button,) for button in buttons[:MOST_BUTTONS])


def sections(said: Pending | ReminderText, shown: tuple[UnitGaps, ...], room: int, note: str = "") -> str:
    """List what URs owe: for one, with its due date; for several, the date once and a section for each.

    `note` is a line after the date.
    """
    limit = f"{due(said.due)}.{reception(said.due)}" + (f"\n{note}" if note else "")
    if len(said.units) == 1:
        heading = f"<b>{title(shown[0], LONGEST_NAME)}</b> · {said.period}"
        facts = f"{owed_words(said.units[0]).capitalize()}. {limit}"
        return f"{heading}\n{facts}" + (f"\n\n{listed(shown[0], room)}" if shown[0].lines else "")
    owed = {unit.code: owed_words(unit) for unit in said.units}
    parts = [
        f"<b>{title(unit, SHORT_NAME)}</b> · {owed[unit.code]}{_own_date(unit)}\n"
        f"{listed(unit, room // len(shown))}".rstrip()
        for unit in shown
    ]
    return "\n\n".join([f"{said.period}. {limit}", *parts])


def _own_date(unit: UnitGaps) -> str:
    """Return the due date of a UR where it differs from the others'."""
    return f"\n{due(unit.due)}." if unit.due else ""


def title(unit: UnitGaps, longest: int) -> str:
    return escape(f"{unit.code} · {shorten(unit.name, longest)}")


def owed_words(unit: UnitGaps) -> str:
    if unit.is_again:
        return "ya atendió lo observado; falta enviarlo otra vez"
    if not unit.lines:
        return "su informe está completo; falta enviarlo"
    verb = "falta" if len(unit.lines) == 1 else "faltan"
    return f"{verb} {count(len(unit.lines), 'indicador', 'indicadores')}"


def listed(unit: UnitGaps, room: int) -> str:
    return fitted([_line(line) for line in unit.lines], room)


def reception(value: Due) -> str:
    """Say after the due date that the report is still received, and from which day it counts as late."""
    if value.shut_on is not None:
        return " Si debe entregar algo, pida al IMPLAN que reabra su UR."
    if value.workdays_left >= 0 or value.open_until is not None:
        return ""
    until = day(value.received_until)
    if value.is_late:
        return f" La recepción terminó el {until}; se recibe como extemporáneo."
    return f" Se recibe hasta el {until}; después queda como extemporáneo."


def _line(line: IndicatorLine) -> str:
    goal = "sin meta registrada" if line.goal is None else f"meta {percent(line.goal)}"
    owed = [what for what in line.missing if what is not Missing.GOAL]
    what = "" if owed in ([Missing.VALUE], []) else f" · falta {missing(owed)}"
    noted = f"\n«{escape(shorten(line.observation, LONGEST_QUOTE))}»" if line.observation else ""
    return f"{escape(shorten(keyboards.named(line), LONGEST_NAME))} — {goal}{what}{noted}"


def code_among(unit: UnitGaps, units: tuple[UnitGaps, ...]) -> str:
    """Return the code of the UR of an indicator where there are several URs, else ""."""
    return unit.code if len(units) > 1 else ""
