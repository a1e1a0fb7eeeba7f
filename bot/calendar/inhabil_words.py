"""Inhábiles: listed with their source, added and removed by IMPLAN, taken from a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.buttons.calendar import CalendarDialogue, ChangeCalendar, ShowInhabiles
from bot.kit.callbacks import pack
from domain.calendar.dialogues import AboutAdding, AboutDays, AboutRemoval, MovedDue
from domain.calendar.messages import (
    InhabilesChanged,
    InhabilesPreview,
    InhabilLine,
    InhabilList,
    InhabilNotTaken,
)
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion
from texts.calendar.dates import told
from texts.kit.formats import count, day, escape, fitted, joined, long_day, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

LONGEST_NAME, LONGEST_SOURCE = 60, 80
SHOWN = 8
"""Days named one by one in an answer; the list has them all."""
LAW = "LFT, art. 74"

PROBLEMS = {
    "none_ahead": "No hay inhábiles del municipio de hoy en adelante. Para agregar uno: agregar inhábil",
    "gone": "Ese día ya no está en la lista: alguien más lo quitó. Para ver los que hay: /inhabiles",
    "not_a_year": "Escriba un año de 2000 a 2100, por ejemplo: /inhabiles 2026",
}
LINES = {
    "no_year": "falta el año en la fecha",
    "no_day": "falta la fecha",
    "no_name": "falta el nombre del día",
    "day_not_read": "la fecha no existe o no se entiende",
    "repeats": "se repite; escriba cada día",
    "ends_before": "termina antes de empezar",
    "cancelled": "está cancelado en el calendario",
}
"""Why a line of a file was not taken."""
FILES = {
    "too_large": "pesa demasiado; una lista de un año pesa menos de 256 kB",
    "too_many": "trae más de 120 días; envíelo por partes",
    "not_text": "no es una lista de texto",
    "not_read": "no se puede leer completo",
    "empty": "no trae ningún día",
}
"""Why nothing of a file was taken."""
REFUSALS = {
    "days_more_than_a_month": "«{said}» son más de 31 días. Escriba menos, como: del 22 al 31 de diciembre",
    "days_turned_round": "En «{said}» el último día va antes del primero. Escríbalos en orden.",
    "inhabil_not_worked_already": "«{said}» ya no se trabaja: es fin de semana, de ley o está en la lista.",
    "inhabil_of_the_law": "«{said}» es descanso por ley (LFT, art. 74) y no se quita.",
    "inhabil_unknown": "«{said}» no está en la lista. Véala con /inhabiles y escriba uno de sus días.",
}


@words(InhabilList)
def listed(said: InhabilList) -> Message:
    lines = [_line(each) for each in said.lines]
    own = sum(not each.is_law for each in said.lines)
    none = [] if own else ["Del municipio no hay ninguno todavía."]
    how = ["", "Para agregar varios, envíe aquí un archivo CSV (fecha, nombre, fuente) o ICS."]
    text = fitted([f"<b>Días inhábiles de {said.year}</b>", *lines, *none])
    return Message("\n".join([text, *(how if said.may_change else [])]), _buttons(said))


@words(InhabilNotTaken)
def not_taken(said: InhabilNotTaken) -> Message:
    return Message(PROBLEMS[said.problem])


@words(InhabilesPreview)
def preview(said: InhabilesPreview) -> Message:
    name = escape(shorten(said.name, LONGEST_NAME))
    if said.problem:
        return Message(
            f"«{name}» {FILES[said.problem]}. No se tomó nada.\n"
            "Envíe un CSV con fecha, nombre y fuente en cada renglón, como:\n"
            "26/12/2025,Vacaciones,Gaceta 40"
        )
    new = [_line(each) for each in said.new[:SHOWN]]
    more = [f"… y {len(said.new) - SHOWN} más"] if len(said.new) > SHOWN else []
    lines = [f"<b>{name}</b>", f"Nuevos: {len(said.new)}", *new, *more]
    if said.known:
        lines.append(f"Sin cambio: {said.known} (ya estaban, o ya no se trabajan)")
    return Message(
        "\n".join([*lines, *_unread(said), *([] if said.new else ["", "No hay nada que agregar."])])
    )


@words(InhabilesChanged)
def changed(said: InhabilesChanged) -> Message:
    if not said.days:
        return Message("Esos días ya estaban en la lista. No cambió nada.")
    named = _named(said.days)
    if said.is_removal:
        return Message(f"<b>Vuelve a ser hábil: {named}.</b>\n{told(said.units, said.people)}")
    head = "Inhábil nuevo" if len(said.days) == 1 else f"{len(said.days)} inhábiles nuevos"
    return Message(f"<b>{head}: {named}.</b>\n{told(said.units, said.people)}")


def question_days(_: FormQuestion) -> str:
    return (
        "<b>Agregar inhábiles</b>\n¿Qué día o días? "
        "Por ejemplo: 26/12/2025, o del 26 al 31 de diciembre de 2025"
    )


def question_name(asked: FormQuestion) -> str:
    days = AboutDays.of(asked).days
    return f"{_named(days)}.\n¿Cómo se llama? Por ejemplo: Vacaciones de invierno"


def question_source(_: FormQuestion) -> str:
    return "¿Dónde está escrito? Por ejemplo: Acuerdo de Cabildo 15/2025, Gaceta 40"


def question_sure(asked: FormQuestion) -> str:
    about = AboutAdding.of(asked)
    days = [each.day for each in about.new]
    head = "Agregar 1 día inhábil" if len(days) == 1 else f"Agregar {len(days)} días inhábiles"
    return "\n".join([f"<b>{head}</b>", f"{_named(days)}.", "", *_moved(about.moved), "¿Se agrega?"])


def question_removed(_: FormQuestion) -> str:
    return "<b>Quitar un inhábil</b>\n¿Cuál? Toque uno o escriba su fecha."


def question_removed_source(_: FormQuestion) -> str:
    return "¿Dónde está escrito que sí se trabaja? Por ejemplo: Acuerdo de Cabildo 20/2025"


def question_removal_sure(asked: FormQuestion) -> str:
    about = AboutRemoval.of(asked)
    named = f"{_named([about.day])}."
    return "\n".join(["<b>Quitar un inhábil</b>", named, "", *_moved(about.moved), "¿Se quita?"])


QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "inhabil": {"days": question_days, "name": question_name, "source": question_source},
    "inhabil_sure": {"sure": question_sure},
    "inhabil_removal": {"day": question_removed, "source": question_removed_source},
    "inhabil_removal_sure": {"sure": question_removal_sure},
}
LABELS = {"inhabil_sure": {"yes": "Agregar"}, "inhabil_removal_sure": {"yes": "Quitar"}}


def removable(option: Option) -> str:
    """`vie 26 dic 2025 · Vacaciones`: one inhábil as an option to remove."""
    on = date.fromisoformat(option.value)
    return f"{day(on)} {on.year} · {option.label}"


def _line(each: InhabilLine) -> str:
    source = LAW if each.is_law else escape(shorten(each.source, LONGEST_SOURCE))
    return f"• {day(each.day)} — {escape(shorten(each.name, LONGEST_NAME))} ({source})"


def _unread(said: InhabilesPreview) -> Iterator[str]:
    if said.unread:
        yield f"Sin leer: {len(said.unread) + said.more}"
    for each in said.unread:
        yield f"• renglón {each.line}: {LINES[each.problem]} — «{escape(each.text)}»"
    if said.more:
        yield f"… y {said.more} más"


def _buttons(said: InhabilList) -> tuple[tuple[Button, ...], ...]:
    years = (
        Button(f"‹ {said.year - 1}", pack(ShowInhabiles(said.year - 1))),
        Button(f"{said.year + 1} ›", pack(ShowInhabiles(said.year + 1))),
    )
    if not said.may_change:
        return (years,)
    add = Button("Agregar inhábil", pack(ChangeCalendar(CalendarDialogue.ADD)))
    remove = Button("Quitar inhábil", pack(ChangeCalendar(CalendarDialogue.REMOVE)))
    return ((add, remove), years)


def _named(days: Sequence[date]) -> str:
    """`26 dic 2025`, or `del 26 al 31 dic 2025` for consecutive days, not counting weekends."""
    runs = [_run(same) for same in _runs(days)]
    more = [f"{len(runs) - SHOWN} más"] if len(runs) > SHOWN else []
    return joined([*runs[:SHOWN], *more])


def _runs(days: Sequence[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for each in days:
        if runs and each - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _run(days: Sequence[date]) -> str:
    if len(days) == 1:
        return f"{day(days[0])} {days[0].year}"
    return f"del {day(days[0])} al {day(days[-1])} {days[-1].year}"


def _moved(dues: Sequence[MovedDue]) -> Iterator[str]:
    """List the due days that move."""
    for each in dues:
        was, now = long_day(each.before), long_day(each.after)
        yield f"El límite del {each.period} pasa del {was} al {now} ({count(each.units, 'UR', 'UR')})."
    if dues:
        yield "A sus enlaces y titulares se les avisa una vez."
    else:
        yield "No mueve el límite de ninguna UR."
