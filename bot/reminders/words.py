"""The reminder: what is missing, the due date, and buttons to report it."""

from collections.abc import Iterable

from bot.buttons import keyboards
from bot.buttons.capture import OpenIndicator, ShowPending
from bot.buttons.reminders import NoProgress, NotMine, Nudge
from bot.buttons.status import ShowStatus
from bot.kit.callbacks import pack
from bot.reminders import snooze_words as snoozing
from bot.status.owed_words import (
    MOST_BUTTONS,
    SHORT_NAME,
    code_among,
    owed_words,
    reception,
    sections,
    send_buttons,
    title,
)
from domain.kit.avances import Missing
from domain.kit.periods import Period
from domain.kit.report_messages import IndicatorLine, UnitGaps
from domain.reminders.ladders import Recipient
from domain.reminders.messages import MonthGaps, ReminderRelieved, ReminderSettled, ReminderText
from domain.reminders.rungs import Why
from texts.kit.formats import LONGEST_NAME, MONTH_NAMES, due, escape, fitted, joined, percent, shorten
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.wording import words

LONGEST_REMINDER = 400
"""Most characters of the lines of a reminder; a button leads to the whole list."""
MOST_UNITS = 3
MOST_HEADED = 6
"""URs of a titular in one message; the others are counted."""
MOST_LEVELS = 4
"""Indicators named in the line of a titular."""
FIRM = -3
"""From this rung on the tone is firm."""
NOT_MINE = "No me corresponde"
OTHER_VALUE = "Otro valor o sin avance"


@words(ReminderText)
def reminder(said: ReminderText) -> Message:
    """Word what an enlace owes, what the URs of a titular owe, or both."""
    parts = [part for part in (_own(said), _months(said.months), _headed(said)) if part]
    return Message("🔔 " + "\n\n".join(parts), _buttons(said))


@words(ReminderSettled)
def settled(said: ReminderSettled) -> Message:
    units = escape(joined(said.unit_codes))
    return Message(f"✓ Contestado: no falta nada de {units} en el {said.period}.")


@words(ReminderRelieved)
def relieved(said: ReminderRelieved) -> Message:
    units = escape(joined(said.unit_codes))
    return Message(
        f"✓ Ya hay respuesta de {units} sobre el {said.period}. "
        f"Para ver lo que falta: /pendientes {said.period}"
    )


def _own(said: ReminderText) -> str:
    if not said.units:
        return ""
    shown, others = said.units[:MOST_UNITS], len(said.units) - MOST_UNITS
    more = f"\n\n… y {others} UR más: /pendientes {said.period}" if others > 0 else ""
    return f"{sections(said, shown, LONGEST_REMINDER, _note(said))}{more}"


def _note(said: ReminderText) -> str:
    """Say why the suplente gets it, and how urgent it is."""
    return " ".join(part for part in (_as_suplente(said), _tone(said)) if part)


def _tone(said: ReminderText) -> str:
    """Return one sentence that is firmer on later rungs and blames nobody."""
    left = said.due.workdays_left
    if said.due.shut_on is not None or said.due.open_until is not None or not _asks(said):
        return ""
    if left < 0:
        return "Todavía puede reportarlo aquí."
    if left == 0:
        return "Es el último día para entregar a tiempo."
    if left == 1:
        return "Solo queda un día hábil: reporte hoy lo que falta."
    if said.rung >= FIRM:
        return "Quedan pocos días: reporte hoy lo que ya tenga."
    return "Si ya tiene sus oficios, puede reportarlo hoy."


def _asks(said: ReminderText) -> bool:
    return any(unit.lines for unit in said.units)


def _as_suplente(said: ReminderText) -> str:
    if said.recipient is not Recipient.SUPLENTE:
        return ""
    if said.why is Why.UNREACHABLE:
        return "Le escribo como suplente: no hemos podido localizar al enlace."
    return "Le escribo como suplente: aún no hay respuesta del enlace."


def _months(months: tuple[MonthGaps, ...]) -> str:
    """List the months that are not captured, each with its due date."""
    return "\n\n".join(
        f"<b>{escape(f'{each.code} · {shorten(each.name, SHORT_NAME)}')}</b> · "
        f"{MONTH_NAMES[each.month - 1]} {each.period.year}\n"
        f"{due(each.due)}. Falta capturar el mes:\n"
        f"{fitted([escape(keyboards.named(line)) for line in each.lines], LONGEST_REMINDER // 2)}"
        for each in months[:MOST_UNITS]
    )


def _headed(said: ReminderText) -> str:
    """Return one line for each UR of a titular: what is missing, and why the titular hears of it."""
    if not said.headed:
        return ""
    if len(said.headed) == 1 and not said.units:
        unit = said.headed[0]
        return (
            f"<b>{title(unit, LONGEST_NAME)}</b> · {said.period}\n"
            f"{due(unit.due or said.due)}.{reception(unit.due or said.due)}\n"
            f"{_no_sign(said, 'del enlace', 'al enlace')} {_sentence(unit)}{_levels(unit)}.{_call(said)}"
        )
    shown, others = said.headed[:MOST_HEADED], len(said.headed) - MOST_HEADED
    opening = (
        "Como titular, también:" if said.units else f"{said.period}. {due(said.due)}.{reception(said.due)}"
    )
    lines = [f"• {title(unit, SHORT_NAME)} — {owed_words(unit)}" for unit in shown]
    more = [f"… y {others} UR más: /pendientes {said.period}"] if others > 0 else []
    why = [] if said.units else [_no_sign(said, "de sus enlaces", "a sus enlaces")]
    return "\n".join([opening, *why, *lines, *more])


def _no_sign(said: ReminderText, whose: str, whom: str) -> str:
    words = {
        Why.UNREACHABLE: f"No hemos podido localizar {whom}.",
        Why.NO_SIGN: f"Aún no hay respuesta {whose}.",
    }
    return words.get(said.why, "Todavía se puede entregar.")


def _sentence(unit: UnitGaps) -> str:
    words = owed_words(unit)
    return words[0].upper() + words[1:]


def _call(said: ReminderText) -> str:
    """Ask the titular to contact an enlace who cannot be reached: a button could not remind them."""
    return "\n\nPida al enlace que escriba aquí, o avise al IMPLAN." if _is_lost(said) else ""


def _is_lost(said: ReminderText) -> bool:
    return said.why is Why.UNREACHABLE and len(said.headed) == 1 and not said.units


def _levels(unit: UnitGaps) -> str:
    """`: Componente 7 y Actividad 7.1`, or nothing where there are too many to name."""
    if not 0 < len(unit.lines) <= MOST_LEVELS:
        return ""
    return f": {escape(joined([keyboards.named(line) for line in unit.lines]))}"


def _buttons(said: ReminderText) -> Keyboard:
    """Return the buttons: first to report, then to send, always one to put the reminder off."""
    last: list[tuple[Button, ...]] = []
    lines = [line for unit in said.units for line in unit.lines]
    if lines:
        last.append((_not_mine(lines, said.period),))
    last += snoozing.buttons(said.period, said.put_off_until, said.day) if said.day else ()
    room = MOST_BUTTONS - sum(len(row) for row in last)
    first: list[tuple[Button, ...]] = [(button,) for button in _answers(said, room)]
    unsent = tuple(unit.code for unit in said.units if not unit.lines)
    first += send_buttons(unsent, said.period, names=len(said.units) > 1)
    first += [(button,) for button in _of_months(said.months)]
    first += _nudges(said)
    return (*_fitting(first, room), *last)


def _fitting(rows: Iterable[tuple[Button, ...]], room: int) -> Iterable[tuple[Button, ...]]:
    for row in rows:
        room -= len(row)
        if room >= 0:
            yield row


def _answers(said: ReminderText, room: int) -> list[Button]:
    """Return all answers for a single indicator; for several, one button each and one to the whole list."""
    owing = [(unit, line) for unit in said.units for line in unit.lines]
    codes = {unit.code: code_among(unit, said.units) for unit in said.units}
    if len(owing) == 1:
        (unit, line) = owing[0]
        return [*_answer(line, said.period, codes[unit.code]), *_others(line, said.period, codes[unit.code])]
    shown = owing[: room - 1]
    buttons = [button for unit, line in shown for button in _answer(line, said.period, codes[unit.code])]
    if owing:
        label = OTHER_VALUE if len(shown) == len(owing) else f"Ver los {len(owing)}: otro valor o sin avance"
        buttons.append(Button(label, pack(ShowPending(said.period))))
    return buttons


def _answer(line: IndicatorLine, period: Period, code: str) -> list[Button]:
    name = keyboards.named(line, code)
    if not _lacks_value(line):
        return [keyboards.open_indicator(line, period, code)]
    met = bool(line.goal)
    label = f"{name}: cumplimos la meta ({percent(line.goal)})" if line.goal else f"{name}: dar el valor"
    return [Button(shorten(label, keyboards.LONGEST_LABEL), pack(OpenIndicator(line.id, period, met)))]


def _others(line: IndicatorLine, period: Period, code: str) -> list[Button]:
    """Return the other answers for an indicator that lacks its value."""
    if not _lacks_value(line):
        return []
    name = keyboards.named(line, code)
    none = Button(shorten(f"{name}: sin avance", keyboards.LONGEST_LABEL), pack(NoProgress(line.id, period)))
    other = shorten(f"{name}: otro valor", keyboards.LONGEST_LABEL)
    return [Button(other, pack(OpenIndicator(line.id, period))), none] if line.goal else [none]


def _lacks_value(line: IndicatorLine) -> bool:
    return Missing.VALUE in line.missing and not line.observation


def _not_mine(lines: list[IndicatorLine], period: Period) -> Button:
    return Button(NOT_MINE, pack(NotMine(lines[0].id if len(lines) == 1 else 0, period)))


def _of_months(months: tuple[MonthGaps, ...]) -> list[Button]:
    has_several = len({each.code for each in months}) > 1
    return [
        Button(shorten(label, keyboards.LONGEST_LABEL), pack(OpenIndicator(line.id, each.period)))
        for each in months
        for line in each.lines
        for label in [
            f"{keyboards.named(line, each.code if has_several else '')}: {MONTH_NAMES[each.month - 1]}"
        ]
    ]


def _nudges(said: ReminderText) -> list[tuple[Button, ...]]:
    """Return buttons with which a titular reminds the enlace or looks at the status."""
    is_one = len(said.headed) == 1 and not said.units
    rows: list[tuple[Button, ...]] = []
    for unit in said.headed:
        label = "Recordar al enlace" if is_one else f"Recordar a {unit.code}"
        nudge = Button(shorten(label, keyboards.LONGEST_LABEL), pack(Nudge(unit.code, said.period)))
        see = shorten(f"Ver {unit.code}", keyboards.LONGEST_LABEL)
        look = Button(see, pack(ShowStatus(unit.code, said.period)))
        rows.append((look,) if _is_lost(said) else (nudge, look))
    return rows
