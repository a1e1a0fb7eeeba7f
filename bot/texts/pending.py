"""What is owed: the reminder, /pendientes and /capturar."""

from bot.callbacks import OpenIndicator, ShowPending, pack
from bot.rendering import Button, Keyboard, Message
from bot.texts import keyboards
from bot.texts.formats import LONGEST_LIST, count, day, due, escape, fitted, joined, missing, percent
from domain.avances import Missing
from domain.messages import Due, IndicatorLine, Pending, ReminderText, UnitGaps
from domain.periods import Period


def reminder(said: ReminderText) -> Message:
    """The reminder is the form: what is missing, with the buttons that answer it."""
    return Message(f"🔔 {_sections(said)}", _reminder_buttons(_lines(said.units), said.period))


def pending(said: Pending) -> Message:
    if not said.units:
        return Message(_nothing_owed(said))
    if not said.may_capture:
        return Message(_sections(said))
    keyboard = keyboards.indicators(_lines(said.units), said.period, said.page)
    return Message(f"{_sections(said)}\n\n¿Cuál captura?", keyboard)


def _nothing_owed(said: Pending) -> str:
    if said.without_programme:
        units = escape(joined(said.without_programme))
        return f"{units}: no hay programa registrado para {said.period.year}. Lo registra el IMPLAN."
    return f"{said.period}: no falta nada. Para ver el informe: /estado"


def _sections(said: Pending | ReminderText) -> str:
    room = LONGEST_LIST // len(said.units)
    return "\n\n".join(_unit(unit, said, room) for unit in said.units)


def _unit(unit: UnitGaps, said: Pending | ReminderText, room: int) -> str:
    verb = "Falta" if len(unit.lines) == 1 else "Faltan"
    left = count(len(unit.lines), "indicador", "indicadores")
    title = f"<b>{escape(unit.code)} · {escape(unit.name)}</b> · {said.period}"
    facts = f"{verb} {left}. {due(said.due)}.{_reception(said.due)}"
    return f"{title}\n{facts}\n\n{fitted([_line(line) for line in unit.lines], room)}"


def _reception(value: Due) -> str:
    """After the due date a report is still received, and from a day on it is late in the record."""
    if value.workdays_left >= 0:
        return ""
    until = day(value.received_until)
    if value.is_late:
        return f" La recepción terminó el {until}; se recibe como extemporáneo."
    return f" Se recibe hasta el {until}; después queda como extemporáneo."


def _line(line: IndicatorLine) -> str:
    programme = f" · PP {line.programme}" if line.programme else ""
    goal = "sin meta registrada" if line.goal is None else f"meta {percent(line.goal)}"
    owed = [what for what in line.missing if what is not Missing.GOAL]
    what = "" if owed == [Missing.VALUE] else f" · falta {missing(owed)}"
    return f"{escape(line.level + programme)} — {goal}{what}"


def _reminder_buttons(lines: tuple[IndicatorLine, ...], period: Period) -> Keyboard:
    first = lines[0]
    buttons = []
    if first.goal and Missing.VALUE in first.missing:
        met = f"{_short(first)}: cumplimos la meta ({percent(first.goal)})"
        buttons.append(Button(met, pack(OpenIndicator(first.id, period, met=True))))
        buttons.append(Button(f"{_short(first)}: otro valor", pack(OpenIndicator(first.id, period))))
    buttons.append(Button("Capturar", pack(ShowPending(period))))
    return tuple((button,) for button in buttons)


def _short(line: IndicatorLine) -> str:
    return f"{line.level} · PP {line.programme}" if line.programme else line.level


def _lines(units: tuple[UnitGaps, ...]) -> tuple[IndicatorLine, ...]:
    return tuple(line for unit in units for line in unit.lines)
