"""The dates of a quarter: shown with their file, changed by IMPLAN, and told when they moved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from bot.callbacks import pack
from bot.callbacks_calendar import CalendarDeed, ChangeCalendar
from bot.rendering import Attachment, Button, Message
from bot.texts.formats import (
    LONGEST_NAME,
    count,
    day,
    escape,
    fitted,
    joined,
    long_day,
    shorten,
    timed,
    workdays,
)
from documents.filed.deadlines_ics import Deadline, calendar_file
from domain.forms import Option
from domain.messages import FormQuestion
from domain.messages.calendar import (
    CalendarNotTaken,
    CalendarText,
    DatesChanged,
    DueMoved,
    QuarterDates,
    UnitCalendar,
)
from domain.moved_dates import DateKind, DateMove

LONGEST_SOURCE = 120
SHOWN = 6
"""Groups of URs with other dates that are told in one message; the file has them all."""
MOST_IN_NAME = 4
ALL = "todas las UR"

KINDS = {
    DateKind.OPENS: "Apertura",
    DateKind.DUE: "Límite",
    DateKind.RECEIVED: "Fin de la recepción",
    DateKind.CLOSES: "Cierre",
}
PROBLEMS = {
    "shut": "El {period} está cerrado y sus fechas no cambian. Elija otro, por ejemplo: /calendario 4T2025",
}
REFUSALS = {
    "unit_unknown": "No conozco la UR «{said}». Escriba su código, por ejemplo: 402",
    "day_not_understood": "No entendí «{said}» como fecha. Escríbala así: 30/9/2025 o 30 de septiembre",
    "date_past": "«{said}» ya pasó. Escriba un día de hoy en adelante, por ejemplo: 30 de septiembre",
    "date_not_worked": "«{said}» no es día hábil. Escriba uno que sí lo sea; se ven en /inhabiles",
    "date_not_before_due": "La apertura va entre el primer día del trimestre y el límite. Escriba otro día.",
    "date_before_opening": "«{said}» es antes de la apertura. Escriba otro día, o cambie la apertura.",
    "date_before_due": "«{said}» es antes del límite. Escriba ese día o uno posterior.",
    "date_after_closing": "«{said}» es después del cierre. Escriba un día anterior, o cambie el cierre.",
    "date_too_late": "«{said}» queda a más de medio año del trimestre. Revise el año y escríbala otra vez.",
}


def calendar(said: CalendarText) -> Message:
    first, *others = _same_dates(said.units)
    parts = [_group(first)]
    if others:
        parts.append("\n".join(_briefly(same) for same in others[:SHOWN]))
    if len(others) > SHOWN:
        parts.append(f"Las fechas de otras {len(others) - SHOWN} UR están en el archivo.")
    how = "Abra el archivo para tener las fechas en su teléfono. Si cambian, pídalo otra vez: /calendario"
    text = "\n\n".join([*parts, how])
    return Message(text, _buttons(said), Attachment(_file_name(said), _file(said)))


def not_taken(said: CalendarNotTaken) -> Message:
    return Message(PROBLEMS[said.problem].format(period=said.period))


def due_moved(said: DueMoved) -> Message:
    lines = [_moved(list(same), said.left) for _, same in groupby(_sorted(said.moves), _what)]
    source = f"Fuente: {escape(shorten(said.source, LONGEST_SOURCE))}"
    is_due = any(move.kind is DateKind.DUE for move in said.moves)
    after = "Los recordatorios siguen la nueva fecha." if is_due else "El límite no cambia."
    return Message(f"{fitted(['<b>Cambió el calendario</b>', *lines])}\n{source}\n\n{after}")


def dates_changed(said: DatesChanged) -> Message:
    what = f"{KINDS[said.kind]} del {said.period}, {_unit(said.unit_code)}"
    now = day(said.day) if said.day else "sin fecha"
    return Message(f"<b>{what}: {now}.</b>\n{told(said.units, said.people)}")


def told(units: int, people: int) -> str:
    """Say whom a change of the calendar reached."""
    if not units:
        return "Ninguna UR cambia de fecha y no hay a quién avisar."
    moved = count(units, "UR cambia de fecha", "UR cambian de fecha")
    if not people:
        return f"{moved}. No hay a quién avisar: no tienen a nadie registrado que se pueda localizar."
    return f"{moved}. Se avisa una vez a {count(people, 'persona', 'personas')}."


def question_unit(asked: FormQuestion) -> str:
    period = asked.subject["period"]
    how = "Toque «Todas las UR» o escriba el código, como: 402"
    return f"<b>Cambiar una fecha</b> · {period}\n¿De qué UR? {how}"


def question_which(asked: FormQuestion) -> str:
    where = f"{asked.subject['period']} · {_unit_of(asked.answers)}"
    words = LABELS["dates"]
    lines = [f"{words.get(each.value, '')}: {_offered(each)}" for each in asked.options]
    return "\n".join([f"<b>Fechas del {where}</b>", *lines, "", "¿Cuál cambia?"])


def question_day(asked: FormQuestion) -> str:
    kind = KINDS[DateKind(asked.answers["which"])]
    rule = f"\nPor la regla sería: {_offered(asked.options[0])}" if asked.options else ""
    return f"{kind} del {asked.subject['period']}.{rule}\n¿Qué día? Escríbalo como: 30/9 o 30 de septiembre"


def question_source(_: FormQuestion) -> str:
    return "¿Dónde está escrito, y por qué cambia? Por ejemplo: Circular 4/2025, por el relevo de enlaces"


def question_sure(asked: FormQuestion) -> str:
    subject = asked.subject
    kind = DateKind(subject["which"])
    lines = [
        f"<b>{KINDS[kind]} del {subject['period']}</b> · {_unit(subject['unit'])}",
        f"{_day_or(subject['before'])} → {_day_or(subject['after'])}",
        f"Fuente: {escape(shorten(subject['source'], LONGEST_SOURCE))}",
        "",
        _affected(kind, int(subject["units"])),
        *_reminders(subject),
        "",
        "¿Se cambia?",
    ]
    return "\n".join(lines)


QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "dates": {
        "unit": question_unit,
        "which": question_which,
        "day": question_day,
        "source": question_source,
    },
    "dates_sure": {"sure": question_sure},
}
LABELS = {
    "dates": {
        "all": "Todas las UR",
        "rule": "Volver a la regla",
        **{kind.value: words for kind, words in KINDS.items()},
    },
    "dates_sure": {"yes": "Cambiar la fecha"},
}


def listed_days(iso: str) -> list[date]:
    return [date.fromisoformat(each) for each in iso.split(",") if each]


def _affected(kind: DateKind, units: int) -> str:
    if kind is DateKind.OPENS:
        return "No se avisa a nadie: desde ese día se solicita el trimestre."
    if not units:
        return "Ninguna UR cambia de fecha: ya tienen otra propia, o ese trimestre no tiene programas."
    return (
        f"{count(units, 'UR cambia', 'UR cambian')} de fecha; a sus enlaces y titulares se les avisa una vez."
    )


def _reminders(subject: Mapping[str, str]) -> Iterator[str]:
    if not subject["is_due"]:
        return
    ahead, gone = listed_days(subject["ahead"]), listed_days(subject["gone"])
    yield f"Recordatorios que vienen: {joined([day(each) for each in ahead]) or 'ninguno'}."
    if gone:
        yield f"Ya no se dan, por ser de días que pasaron: {joined([day(each) for each in gone])}."


def _same_dates(units: Sequence[UnitCalendar]) -> list[list[UnitCalendar]]:
    """Gather the URs whose dates are the same, in the order of the first of each."""
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


def _unit(code: str) -> str:
    return f"UR {escape(code)}" if code else ALL


def _unit_of(answers: Mapping[str, str]) -> str:
    return _unit("" if answers["unit"] == "all" else answers["unit"])


def _offered(option: Option) -> str:
    """Say the day that an option carries as its label."""
    try:
        return _day_or(option.label)
    except ValueError:
        return escape(shorten(option.label, LONGEST_NAME))


def _day_or(iso: str) -> str:
    return day(date.fromisoformat(iso)) if iso else "sin fecha"


def _buttons(said: CalendarText) -> tuple[tuple[Button, ...], ...]:
    if not said.may_change:
        return ()
    unit = said.units[0]
    change = ChangeCalendar(CalendarDeed.DATES, unit.unit_code, unit.quarters[0].period)
    return ((Button("Cambiar una fecha", pack(change)),),)


def _file_name(said: CalendarText) -> str:
    codes = "-".join(unit.unit_code for unit in said.units[:MOST_IN_NAME] if unit.unit_code)
    return f"calendario-{codes or 'todas'}.ics"


def _file(said: CalendarText) -> bytes:
    return calendar_file((each for unit in said.units for each in _deadlines(unit)), said.made_at)


def _deadlines(unit: UnitCalendar) -> Iterator[Deadline]:
    who = f"{unit.unit_code} {unit.unit_name}" if unit.unit_code else ALL
    for each in unit.quarters:
        key = f"{each.period}-{unit.unit_code or 'todas'}"
        until = f"Recepción hasta el {long_day(each.received_until)}. Lo que falta: /pendientes"
        yield Deadline(
            f"{key}-limite", each.due_on, f"Límite del informe {each.period} · {who}", until, each.reminders
        )
        last = f"Termina la recepción del informe {each.period} · {who}"
        yield Deadline(f"{key}-recepcion", each.received_until, last)
        if each.closes_on:
            yield Deadline(f"{key}-cierre", each.closes_on, f"Se cierra el {each.period} · {who}")


def _sorted(moves: Iterable[DateMove]) -> list[DateMove]:
    order = list(DateKind)

    def place(move: DateMove) -> tuple[object, ...]:
        return move.period, order.index(move.kind), _what(move), move.unit_code

    return sorted(moves, key=place)


def _what(move: DateMove) -> tuple[str, str, str, str]:
    return str(move.period), move.kind.value, str(move.before), str(move.after)


def _moved(moves: Sequence[DateMove], left: Mapping[str, int]) -> str:
    first = moves[0]
    codes = joined([escape(each.unit_code) for each in moves])
    what = f"• {codes} · {first.period}. {KINDS[first.kind]}"
    if first.after is None:
        return f"{what}: ya sin fecha (era el {_day_or(str(first.before))})."
    ahead = left[first.after.isoformat()]
    when = f" ({workdays(ahead)})" if ahead > 0 else ", hoy" if ahead == 0 else ""
    was = f", antes {day(first.before)}" if first.before else ""
    return f"{what}: <b>{day(first.after)}</b>{when}{was}."
