"""Changes of a quarter's dates by IMPLAN, and their announcement."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from domain.calendar.dialogues import AboutDates
from domain.calendar.messages import CalendarNotTaken, DatesChanged, DueMoved
from domain.calendar.moved_dates import DateMove, QuarterDate
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion
from texts.kit.formats import LONGEST_NAME, count, day, escape, fitted, joined, shorten, workdays
from texts.kit.rendering import Message
from texts.kit.wording import words

LONGEST_SOURCE = 120
ALL = "todas las UR"

KINDS = {
    QuarterDate.OPENS: "Apertura",
    QuarterDate.DUE: "Límite",
    QuarterDate.RECEIVED: "Fin de la recepción",
    QuarterDate.CLOSES: "Cierre",
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


@words(CalendarNotTaken)
def not_taken(said: CalendarNotTaken) -> Message:
    return Message(PROBLEMS[said.problem].format(period=said.period))


@words(DueMoved)
def due_moved(said: DueMoved) -> Message:
    lines = [_moved(list(same), said.left) for _, same in groupby(_sorted(said.moves), _what)]
    source = f"Fuente: {escape(shorten(said.source, LONGEST_SOURCE))}"
    is_due = any(move.kind is QuarterDate.DUE for move in said.moves)
    after = "Los recordatorios siguen la nueva fecha." if is_due else "El límite no cambia."
    return Message(f"{fitted(['<b>Cambió el calendario</b>', *lines])}\n{source}\n\n{after}")


@words(DatesChanged)
def dates_changed(said: DatesChanged) -> Message:
    what = f"{KINDS[said.kind]} del {said.period}, {_unit(said.unit_code)}"
    now = day(said.day) if said.day else "sin fecha"
    return Message(f"<b>{what}: {now}.</b>\n{told(said.units, said.people)}")


def told(units: int, people: int) -> str:
    """Say who was told of a change of the calendar."""
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
    kind = KINDS[QuarterDate(asked.answers["which"])]
    rule = f"\nPor la regla sería: {_offered(asked.options[0])}" if asked.options else ""
    return f"{kind} del {asked.subject['period']}.{rule}\n¿Qué día? Escríbalo como: 30/9 o 30 de septiembre"


def question_source(_: FormQuestion) -> str:
    return "¿Dónde está escrito, y por qué cambia? Por ejemplo: Circular 4/2025, por el relevo de enlaces"


def question_sure(asked: FormQuestion) -> str:
    about = AboutDates.of(asked)
    kind = about.which
    lines = [
        f"<b>{KINDS[kind]} del {about.period}</b> · {_unit(about.unit_code)}",
        f"{_day_or(about.before)} → {_day_or(about.after)}",
        f"Fuente: {escape(shorten(about.source, LONGEST_SOURCE))}",
        "",
        _affected(kind, about.units),
        *_reminders(about),
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


def _affected(kind: QuarterDate, units: int) -> str:
    if kind is QuarterDate.OPENS:
        return "No se avisa a nadie: desde ese día se solicita el trimestre."
    if not units:
        return "Ninguna UR cambia de fecha: ya tienen otra propia, o ese trimestre no tiene programas."
    return (
        f"{count(units, 'UR cambia', 'UR cambian')} de fecha; a sus enlaces y titulares se les avisa una vez."
    )


def _reminders(about: AboutDates) -> Iterator[str]:
    if not about.is_due:
        return
    yield f"Recordatorios que vienen: {joined([day(each) for each in about.ahead]) or 'ninguno'}."
    if about.gone:
        yield f"Ya no se dan, por ser de días que pasaron: {joined([day(each) for each in about.gone])}."


def _unit(code: str) -> str:
    return f"UR {escape(code)}" if code else ALL


def _unit_of(answers: Mapping[str, str]) -> str:
    return _unit("" if answers["unit"] == "all" else answers["unit"])


def _offered(option: Option) -> str:
    """Return the label of an offered day."""
    try:
        return _day_or(date.fromisoformat(option.label) if option.label else None)
    except ValueError:
        return escape(shorten(option.label, LONGEST_NAME))


def _day_or(on: date | None) -> str:
    return day(on) if on else "sin fecha"


def _sorted(moves: Iterable[DateMove]) -> list[DateMove]:
    order = list(QuarterDate)

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
        return f"{what}: ya sin fecha (era el {_day_or(first.before)})."
    ahead = left[first.after.isoformat()]
    when = f" ({workdays(ahead)})" if ahead > 0 else ", hoy" if ahead == 0 else ""
    was = f", antes {day(first.before)}" if first.before else ""
    return f"{what}: <b>{day(first.after)}</b>{when}{was}."
