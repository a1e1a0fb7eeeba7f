"""The ladders of reminders, and the hours in which a person wants reminders."""

from collections.abc import Callable, Mapping

from bot.buttons.calendar import CalendarDialogue, ChangeCalendar
from bot.kit.callbacks import pack
from domain.calendar.dialogues import AboutHours, AboutLadder
from domain.calendar.messages import HoursSet, LadderChanged, LadderLine, LadderList
from domain.kit.dialogues.messages import FormQuestion
from domain.reminders.ladders import Ladder, Recipient, Rhythm
from texts.kit.formats import day, escape, fitted, joined
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

WHO = {Recipient.ENLACE: "Enlace", Recipient.SUPLENTE: "Suplente", Recipient.TITULAR: "Titular"}
WHEN = {
    Recipient.ENLACE: "",
    Recipient.SUPLENTE: " (si el enlace no da señal)",
    Recipient.TITULAR: " (si nadie da señal, o ya venció)",
}
RHYTHMS = {Rhythm.QUARTERLY: "trimestre", Rhythm.MONTHLY: "cada mes"}
REFUSALS = {
    "rungs_not_understood": "No entendí «{said}». Escriba los días respecto al límite, como: -10 -5 -3 -1 0",
    "rungs_too_far": "«{said}» sale del plazo. Van de -40 (antes) a 20 (después), como: -10 -5 -3 -1 0",
    "rungs_too_many": "«{said}» son más de 15 avisos. Escriba menos, por ejemplo: -10 -5 -3 -1 0",
    "ladder_programme_unknown": "Este año no hay un programa «{said}». Escriba su número, por ejemplo: 08",
    "hours_not_understood": "No entendí «{said}» como horario. Escríbalo así: 10:00 a 15:00",
    "hours_turned_round": "En «{said}» la segunda hora va antes. Escríbalo así: 10:00 a 15:00",
    "hours_at_night": "«{said}» sale de 7:00 a 21:00. Escriba un horario de ese rango, como: 10:00 a 15:00",
    "hours_too_short": "«{said}» es menos de una hora. Escriba al menos una, por ejemplo: 10:00 a 11:00",
}


@words(LadderList)
def listed(said: LadderList) -> Message:
    title = (
        "<b>Escalera de recordatorios</b>\n"
        f"Días hábiles respecto al límite; el del {said.period} es el {day(said.due_on)}."
    )
    lines = [
        f"• {_who(each)}{WHEN[each.recipient]}: {_rungs(each.ladder)}{_own(each)}" for each in said.lines
    ]
    button = Button("Cambiar una escalera", pack(ChangeCalendar(CalendarDialogue.LADDER)))
    return Message(fitted([title, *lines]), ((button,),))


@words(LadderChanged)
def changed(said: LadderChanged) -> Message:
    line = said.line
    return Message(f"<b>{_who(line)}: {_rungs(line.ladder)}{_own(line)}.</b>\nVale desde el siguiente aviso.")


@words(HoursSet)
def hours_set(said: HoursSet) -> Message:
    if said.hours is None:
        return Message("Sus recordatorios llegan en el horario de oficina, como a todos.")
    return Message(
        f"Sus recordatorios llegan de {_clock(said.hours[0])} a {_clock(said.hours[1])}, en días hábiles.\n"
        "Para volver al horario de todos: /horario normal"
    )


def question_hours(asked: FormQuestion) -> str:
    hours = AboutHours.of(asked).hours
    now = f"de {_clock(hours[0])} a {_clock(hours[1])}" if hours else "el de oficina, como todos"
    return f"Su horario de recordatorios: {now}.\n¿Cuál prefiere? Escríbalo como: 10:00 a 15:00"


def question_recipient(_: FormQuestion) -> str:
    return "<b>Cambiar una escalera</b>\n¿A quién se recuerda?"


def question_rhythm(_: FormQuestion) -> str:
    return "¿Del trimestre, o de cada mes de los indicadores mensuales?"


def question_programme(_: FormQuestion) -> str:
    return "¿De qué programa? Toque «Todos los programas» o escriba su número, por ejemplo: 08"


def question_rungs(_: FormQuestion) -> str:
    return (
        "¿Qué días hábiles? Antes del límite con signo menos, el día del límite es 0.\n"
        "Por ejemplo: -10 -5 -3 -1 0"
    )


def question_goes_on(_: FormQuestion) -> str:
    return "Después del límite, ¿se recuerda cada día hábil mientras falte algo?"


def question_sure(asked: FormQuestion) -> str:
    about = AboutLadder.of(asked)
    days, ladder = joined([day(each) for each in about.days]), about.ladder
    line = LadderLine(about.programme, about.recipient, about.rhythm, ladder)
    lines = [f"<b>{_who(line)}</b>", _rungs(ladder)]
    if line.rhythm is Rhythm.QUARTERLY and days:
        more = ", y así cada día hábil" if ladder.goes_on else ""
        lines.append(f"En el {about.period}: {days}{more}.")
    return "\n".join([*lines, "", "¿Se guarda?"])


QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "hours": {"hours": question_hours},
    "ladder": {
        "recipient": question_recipient,
        "rhythm": question_rhythm,
        "programme": question_programme,
        "rungs": question_rungs,
        "goes_on": question_goes_on,
    },
    "ladder_sure": {"sure": question_sure},
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "hours": {"usual": "El horario de todos"},
    "ladder": {
        **{each.value: words for each, words in WHO.items()},
        "quarterly": "Del trimestre",
        "monthly": "De cada mes",
        "all": "Todos los programas",
        "usual": "Volver a la de siempre",
        "nobody": "No recordar",
        "yes": "Sí, cada día hábil",
        "no": "No",
    },
    "ladder_sure": {"yes": "Guardar la escalera"},
}


def _who(line: LadderLine) -> str:
    programme = f", PP {escape(line.programme)}" if line.programme else ""
    return f"{WHO[line.recipient]}, {RHYTHMS[line.rhythm]}{programme}"


def _rungs(ladder: Ladder) -> str:
    before = [f"{-rung}" for rung in ladder.rungs if rung < 0]
    after = [f"{rung}" for rung in ladder.rungs if rung > 0]
    parts = [f"{joined(before)} {_days(before)} antes"] if before else []
    parts += ["el día del límite"] if 0 in ladder.rungs else []
    parts += [f"{joined(after)} {_days(after)} después"] if after else []
    parts += ["cada día hábil después"] if ladder.goes_on else []
    return "; ".join(parts) or "no se recuerda"


def _days(numbers: list[str]) -> str:
    return "día" if numbers == ["1"] else "días"


def _own(line: LadderLine) -> str:
    return "" if line.is_default else " (la fijó el IMPLAN)"


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"
