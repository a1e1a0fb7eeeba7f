"""The dates of the quarters ahead, with a calendar file for the phone."""

from collections.abc import Iterator, Sequence

from bot.buttons.calendar import CalendarDialogue, ChangeCalendar
from bot.kit.callbacks import pack
from documents.filed.deadlines import Deadline
from domain.calendar.messages import CalendarText, QuarterDates, UnitCalendar
from texts.kit.formats import LONGEST_NAME, day, escape, joined, long_day, shorten, timed, workdays
from texts.kit.rendering import Attachment, Button, Message
from texts.kit.wording import words
from usecases.kit.makers import CALENDAR_ICS
from workers.calls import Call, call

LONGEST_SOURCE = 120
SHOWN = 6
"""Groups of URs with other dates that are told in one message; the file has them all."""
MOST_IN_NAME = 4
ALL = "todas las UR"


@words(CalendarText)
def calendar(said: CalendarText) -> Message:
    how = "Abra el archivo para tener las fechas en su teléfono. Si cambian, pídalo otra vez: /calendario"
    return Message(f"{dates(said)}\n\n{how}", _buttons(said), Attachment(_file_name(said), _file(said)))


def dates(said: CalendarText) -> str:
    """Return the dates of the quarters, without a calendar file."""
    first, *others = _same_dates(said.units)
    parts = [_group(first)]
    if others:
        parts.append("\n".join(_briefly(same) for same in others[:SHOWN]))
    if len(others) > SHOWN:
        parts.append(f"Las fechas de otras {len(others) - SHOWN} UR están en el archivo.")
    return "\n\n".join(parts)


def _same_dates(units: Sequence[UnitCalendar]) -> list[list[UnitCalendar]]:
    """Group the URs that have the same dates, in order of the first UR of each group."""
    groups: dict[tuple[QuarterDates, ...], list[UnitCalendar]] = {}
    for unit in units:
        groups.setdefault(unit.quarters, []).append(unit)
    return list(groups.values())


def _group(units: Sequence[UnitCalendar]) -> str:
    first, *later = units[0].quarters
    after = "; ".join(f"{each.period}: {_instant(each)}" for each in later)
    lines = [
        f"<b>Calendario del {first.period}</b> · {_names(units)}",
        f"Apertura: {day(first.opens_on)}",
        _due(first),
        f"Recepción: hasta el {day(first.received_until)}",
    ]
    if first.closes_on:
        lines.append(f"Se cierra al terminar el {day(first.closes_on)}")
    if first.source:
        lines.append(f"Fuente: {escape(shorten(first.source, LONGEST_SOURCE))}")
    return "\n".join([*lines, f"Después, {after}"])


def _briefly(units: Sequence[UnitCalendar]) -> str:
    first = units[0].quarters[0]
    return f"{_names(units)} · {first.period}. {_due(first)}"


def _names(units: Sequence[UnitCalendar]) -> str:
    if len(units) == 1 and units[0].unit_code:
        return escape(f"{units[0].unit_code} {shorten(units[0].unit_name, LONGEST_NAME)}")
    return joined([escape(each.unit_code) for each in units if each.unit_code]) or ALL


def _due(dates: QuarterDates) -> str:
    given = ", con prórroga" if dates.is_extended else ""
    if dates.workdays_left > 0:
        return f"Límite: {_instant(dates)}{given} ({workdays(dates.workdays_left)})"
    if dates.workdays_left == 0:
        return f"Límite: hoy, {_instant(dates)}{given}"
    return f"Venció el {_instant(dates)}{given} (hace {workdays(-dates.workdays_left)})"


def _instant(dates: QuarterDates) -> str:
    return timed(day(dates.due_on), dates.due_at)


def _buttons(said: CalendarText) -> tuple[tuple[Button, ...], ...]:
    if not said.may_change:
        return ()
    unit = said.units[0]
    change = ChangeCalendar(CalendarDialogue.DATES, unit.unit_code, unit.quarters[0].period)
    return ((Button("Cambiar una fecha", pack(change)),),)


def _file_name(said: CalendarText) -> str:
    codes = "-".join(unit.unit_code for unit in said.units[:MOST_IN_NAME] if unit.unit_code)
    return f"calendario-{codes or 'todas'}.ics"


def _file(said: CalendarText) -> Call[bytes]:
    deadlines = tuple(each for unit in said.units for each in _deadlines(unit))
    return call(CALENDAR_ICS, deadlines, said.made_at)


def _deadlines(unit: UnitCalendar) -> Iterator[Deadline]:
    who = f"{unit.unit_code} {unit.unit_name}" if unit.unit_code else ALL
    for each in unit.quarters:
        key = f"{each.period}-{unit.unit_code or 'todas'}"
        until = f"Recepción hasta el {long_day(each.received_until)}. Lo que falta: /pendientes {each.period}"
        yield Deadline(
            f"{key}-limite", each.due_on, f"Límite del informe {each.period} · {who}", until, each.reminders
        )
        last = f"Termina la recepción del informe {each.period} · {who}"
        yield Deadline(f"{key}-recepcion", each.received_until, last)
        if each.closes_on:
            yield Deadline(f"{key}-cierre", each.closes_on, f"Se cierra el {each.period} · {who}")
