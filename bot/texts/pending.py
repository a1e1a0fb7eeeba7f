"""What is owed: the reminder, /pendientes and /capturar."""

from dataclasses import replace

from bot.callbacks import OpenIndicator, ShowPending, pack
from bot.callbacks_review import ShowEntrega
from bot.rendering import Button, Keyboard, Message
from bot.texts import keyboards
from bot.texts.formats import (
    LONGEST_LIST,
    LONGEST_NAME,
    count,
    day,
    due,
    escape,
    fitted,
    joined,
    missing,
    percent,
    shorten,
)
from domain.avances import Missing
from domain.messages import Due, IndicatorLine, Pending, ReminderText, UnitGaps
from domain.periods import Period

LONGEST_REMINDER = 400
"""Characters of the lines of a reminder, which nobody asked for; the buttons lead to the whole list."""
MOST_UNITS = 3
LONGEST_QUOTE = 120
MOST_BUTTONS = 8
SHORT_NAME = 40
"""Characters of the name of a UR where there are several."""


def reminder(said: ReminderText) -> Message:
    """The reminder is the form: what is missing, with the buttons that answer it."""
    shown, others = said.units[:MOST_UNITS], len(said.units) - MOST_UNITS
    more = f"\n\n… y {others} UR más: /pendientes" if others > 0 else ""
    return Message(f"🔔 {_sections(said, shown, LONGEST_REMINDER)}{more}", _reminder_buttons(said))


def pending(said: Pending) -> Message:
    """All of it for a reader; for somebody who captures, one page with a button for each indicator."""
    if not said.units:
        return Message(
            _nothing_owed(said), _send_buttons(said.to_send, said.period, names=len(said.to_send) > 1)
        )
    if not said.may_capture:
        return Message(_sections(said, said.units, LONGEST_LIST))
    lines = [line for unit in said.units for line in unit.lines]
    page = min(said.page, keyboards.last_page(len(lines)))
    codes = [_code(unit, said.units) for unit in said.units for _ in unit.lines]
    text = f"{_sections(said, _of_page(said.units, page), LONGEST_LIST)}\n\n¿Cuál captura?"
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


def _send_buttons(codes: tuple[str, ...], period: Period, *, names: bool) -> Keyboard:
    labels = {code: f"Enviar entrega {code}" if names else "Enviar entrega" for code in codes}
    buttons = [
        Button(shorten(label, keyboards.LONGEST_LABEL), pack(ShowEntrega(code, period)))
        for code, label in labels.items()
    ]
    return tuple((button,) for button in buttons[:MOST_BUTTONS])


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


def _sections(said: Pending | ReminderText, shown: tuple[UnitGaps, ...], room: int) -> str:
    """What one UR owes and until when; for several, the date once and a section for each."""
    limit = f"{due(said.due)}.{_reception(said.due)}"
    if len(said.units) == 1:
        title = f"<b>{_title(shown[0], LONGEST_NAME)}</b> · {said.period}"
        facts = f"{_owed(said.units[0]).capitalize()}. {limit}"
        return f"{title}\n{facts}" + (f"\n\n{_lines(shown[0], room)}" if shown[0].lines else "")
    owed = {unit.code: _owed(unit) for unit in said.units}
    sections = [
        f"<b>{_title(unit, SHORT_NAME)}</b> · {owed[unit.code]}{_own_date(unit)}\n"
        f"{_lines(unit, room // len(shown))}".rstrip()
        for unit in shown
    ]
    return "\n\n".join([f"{said.period}. {limit}", *sections])


def _own_date(unit: UnitGaps) -> str:
    """Say until when, for a UR that has another date than the rest."""
    return f"\n{due(unit.due)}." if unit.due else ""


def _title(unit: UnitGaps, longest: int) -> str:
    return escape(f"{unit.code} · {shorten(unit.name, longest)}")


def _owed(unit: UnitGaps) -> str:
    if unit.is_again:
        return "ya atendió lo observado; falta enviarlo otra vez"
    if not unit.lines:
        return "su informe está completo; falta enviarlo"
    verb = "falta" if len(unit.lines) == 1 else "faltan"
    return f"{verb} {count(len(unit.lines), 'indicador', 'indicadores')}"


def _lines(unit: UnitGaps, room: int) -> str:
    return fitted([_line(line) for line in unit.lines], room)


def _reception(value: Due) -> str:
    """After the due date a report is still received, and from a day on it is late in the record."""
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


def _reminder_buttons(said: ReminderText) -> Keyboard:
    """Answer the first indicator at once; for any other one, the list; and send what is complete."""
    owing = [unit for unit in said.units if unit.lines]
    unsent = tuple(unit.code for unit in said.units if not unit.lines)
    answering = _answer_buttons(owing[0], said) if owing else []
    if sum(len(unit.lines) for unit in owing) > 1:
        answering.append(Button("Capturar", pack(ShowPending(said.period))))
    rows = tuple((button,) for button in answering)
    return (*rows, *_send_buttons(unsent, said.period, names=len(said.units) > 1))[:MOST_BUTTONS]


def _answer_buttons(unit: UnitGaps, said: ReminderText) -> list[Button]:
    first = unit.lines[0]
    name = keyboards.named(first, _code(unit, said.units))
    if keyboards.lacks_only_narrative(first):
        return [keyboards.open_indicator(first, said.period, _code(unit, said.units))]
    has_value = Missing.VALUE not in first.missing
    labels = {f"{name}: {'completar' if has_value else 'dar el valor'}": False}
    if first.goal and not has_value:
        labels = {f"{name}: cumplimos la meta ({percent(first.goal)})": True, f"{name}: otro valor": False}
    return [
        Button(shorten(label, keyboards.LONGEST_LABEL), pack(OpenIndicator(first.id, said.period, met)))
        for label, met in labels.items()
    ]


def _code(unit: UnitGaps, units: tuple[UnitGaps, ...]) -> str:
    """Name the UR of an indicator only where there are several."""
    return unit.code if len(units) > 1 else ""
