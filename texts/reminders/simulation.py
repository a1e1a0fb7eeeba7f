"""The answer to /simular: how many people get a notice, the first ones with the reason, and who gets none."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from domain.kit.words.code_units import code_units
from domain.reminders.rehearsals import (
    REMINDERS,
    LeftAlone,
    Notice,
    NoticeKind,
    RehearsedDay,
    Spared,
    counted,
)
from domain.reminders.simulation_messages import SimulationNotTaken, SimulationText
from texts.kit.formats import count, day, escape, fitted, joined, long_day, shorten
from texts.kit.rendering import Attachment, Message
from texts.kit.wording import words
from texts.reminders.simulation_sheets import sheets_of
from texts.reminders.simulation_words import SPARED, line_words, spared_until
from usecases.kit.makers import LIST_XLSX
from workers.calls import call

SHOWN = (4, 2, 1)
"""People named for each kind and URs for each reason, as many as fit; the workbook has all."""
WHOLE = "En el libro están todos."
LONGEST = 1000
"""UTF-16 units of a text with a workbook: a caption may have 1,024."""
LONGEST_NAME = 30

AMOUNTS = {
    NoticeKind.ENLACE: ("a 1 enlace", "a {} enlaces"),
    NoticeKind.SUPLENTE: ("a 1 suplente", "a {} suplentes"),
    NoticeKind.TITULAR: ("a 1 titular", "a {} titulares"),
    NoticeKind.SUMMARY: ("1 resumen al IMPLAN", "{} resúmenes al IMPLAN"),
    NoticeKind.WEEKLY: ("1 resumen semanal", "{} resúmenes semanales"),
    NoticeKind.FINAL: ("1 resumen final", "{} resúmenes finales"),
}
HEADINGS = {
    NoticeKind.ENLACE: "Enlaces",
    NoticeKind.SUPLENTE: "Suplentes",
    NoticeKind.TITULAR: "Titulares",
    NoticeKind.SUMMARY: "Resumen diario",
    NoticeKind.WEEKLY: "Resumen semanal",
    NoticeKind.FINAL: "Resumen final",
}
EXAMPLES = "/simular mañana, /simular 24 sep o /simular 24 a 30 sep"
PROBLEMS = {
    "not_understood": "No entendí «{text}» como día. Escriba, por ejemplo: {examples}",
    "backwards": "En «{text}» el último día va antes del primero. Escriba, por ejemplo: {examples}",
    "too_long": "«{text}» pasa de 120 días. Pida menos, por ejemplo un trimestre: /simular 3T2025",
    "too_much": "«{text}» son muchos días para tantas UR. Pida menos, o en el servidor: puntual rehearse",
    "too_far": "«{text}» queda a más de tres años de hoy. Escriba, por ejemplo: {examples}",
}


@words(SimulationNotTaken)
def not_taken(said: SimulationNotTaken) -> Message:
    text = escape(shorten(said.text, 40))
    return Message(PROBLEMS[said.problem].format(text=text, examples=EXAMPLES))


@words(SimulationText)
def simulation(said: SimulationText) -> Message:
    only = said.days[0] if len(said.days) == 1 else None
    if only is None:
        return _with_book(_days(said), said)
    bodies = (_day(only, said, shown) for shown in SHOWN)
    body = next((each for each in bodies if _length(each) <= LONGEST), _day(only, said, SHOWN[-1]))
    if _most(only) <= SHOWN[0] and body == _day(only, said, SHOWN[0]):
        return Message("\n".join(body))
    return _with_book(body, said)


def _with_book(lines: Sequence[str], said: SimulationText) -> Message:
    """Attach the full workbook; the text becomes a caption, so it is short."""
    sheets = sheets_of(said)
    book = call(LIST_XLSX, sheets[0].title, sheets, said.made_at)
    text = f"{fitted(lines, LONGEST - len(WHOLE) - 2)}\n\n{WHOLE}"
    return Message(text, attachment=Attachment(_filename(said), book))


def _length(lines: Sequence[str]) -> int:
    return code_units("\n".join([*lines, "", WHOLE]))


def _filename(said: SimulationText) -> str:
    first, last = said.days[0].day, said.days[-1].day
    ends = first.isoformat() if first == last else f"{first.isoformat()}-a-{last.isoformat()}"
    return f"ensayo-{ends}.xlsx"


def _day(rehearsed: RehearsedDay, said: SimulationText, shown: int) -> list[str]:
    lines = [
        f"<b>Ensayo del {day(rehearsed.day)} {rehearsed.day.year}</b> · {rehearsed.period}",
        _total([rehearsed]) if rehearsed.is_workday else "Es inhábil: no sale ningún mensaje.",
        _assumed(said),
    ]
    for kind in NoticeKind:
        notices = rehearsed.of(kind)
        if notices:
            lines += ["", *(_notices if kind in REMINDERS else _summary)(kind, notices, shown)]
    if rehearsed.left_alone and rehearsed.is_workday:
        lines += ["", "<b>Sin mensaje</b>", *_left_alone(rehearsed.left_alone, shown)]
    return lines


def _days(said: SimulationText) -> list[str]:
    first, last = said.days[0].day, said.days[-1].day
    worked = [each for each in said.days if each.is_workday]
    lines = [
        f"<b>Ensayo del {day(first)} al {day(last)} {last.year}</b>",
        f"{_total(said.days)} En {count(len(worked), 'día hábil', 'días hábiles')}.",
        _assumed(said),
        "",
    ]
    busy = [each for each in worked if any(notice.kind in REMINDERS for notice in each.notices)]
    return [*lines, *(f"{day(each.day)}: {_amounts([each], REMINDERS)}" for each in busy)]


def _total(days: Sequence[RehearsedDay]) -> str:
    total = sum(counted(days).values())
    if not total:
        return "No saldría ningún mensaje."
    verb = "Saldría" if total == 1 else "Saldrían"
    return f"{verb} {count(total, 'mensaje', 'mensajes')}: {_amounts(days, frozenset(NoticeKind))}."


def _amounts(days: Sequence[RehearsedDay], kinds: frozenset[NoticeKind]) -> str:
    found = counted(days)
    words = [
        AMOUNTS[kind][0] if found[kind] == 1 else AMOUNTS[kind][1].format(found[kind])
        for kind in NoticeKind
        if kind in kinds and kind in found
    ]
    return joined(words)


def _assumed(said: SimulationText) -> str:
    """Say which behaviour of people until then the rehearsal assumes."""
    is_ahead = said.days[-1].day > said.made_at.date()
    assumed = " Supone que nadie reporta antes." if is_ahead else ""
    return f"Con los datos del {long_day(said.made_at.date())}.{assumed} No se envió ni se guardó nada."


def _notices(kind: NoticeKind, notices: Sequence[Notice], shown: int) -> list[str]:
    """List the first notices under their common hour, or each with its own."""
    hours = {f"{each.at:%H:%M}" for each in notices}
    is_one = len(hours) == 1
    heading = f"<b>{HEADINGS[kind]}{f' · {hours.pop()}' if is_one else ''}</b>"
    named = [f"• {_notice(each, shown, with_hour=not is_one)}" for each in notices[:shown]]
    more = len(notices) - shown
    return [heading, *named, *([f"… y {more} más"] if more > 0 else [])]


def _summary(kind: NoticeKind, notices: Sequence[Notice], shown: int) -> list[str]:
    names = ", ".join(shorten(each.name, LONGEST_NAME) for each in notices[:shown])
    more = len(notices) - shown
    told = escape(f"{names} y {more} más" if more > 0 else names)
    return [f"<b>{HEADINGS[kind]} · {notices[0].at:%H:%M}</b>: {told}"]


def _notice(notice: Notice, shown: int, *, with_hour: bool) -> str:
    name = shorten(notice.name, LONGEST_NAME)
    head = f"{notice.at:%H:%M} · {name}" if with_hour else name
    lines = "; ".join(line_words(line) for line in notice.lines[:shown])
    more = len(notice.lines) - shown
    text = f"{head} · {lines}" if lines else head
    return escape(f"{text} y {more} UR más" if more > 0 else text)


def _left_alone(left_alone: Iterable[LeftAlone], shown: int) -> list[str]:
    order = list(Spared)
    by_reason = sorted(left_alone, key=lambda each: (order.index(each.why), each.unit_code))
    grouped = groupby(by_reason, key=lambda each: each.why)
    return [f"• {_reason(why, list(same), shown)}" for why, same in grouped]


def _reason(why: Spared, same: Sequence[LeftAlone], shown: int) -> str:
    codes = [escape(each.unit_code) + spared_until(each) for each in same[:shown]]
    more = len(same) - shown
    return f"{SPARED[why]}: {', '.join(codes)}" + (f" y {more} más" if more > 0 else "")


def _most(rehearsed: RehearsedDay) -> int:
    """Return the length of the longest list of a day."""
    by_reason = [sum(each.why is why for each in rehearsed.left_alone) for why in Spared]
    by_kind = [len(rehearsed.of(kind)) for kind in NoticeKind]
    return max([*by_reason, *by_kind, *(len(notice.lines) for notice in rehearsed.notices)])
