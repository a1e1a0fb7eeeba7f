"""The weekly summary for readers of every UR, and the final one with the punctuality ranking."""

from collections.abc import Sequence
from itertools import groupby

from bot.summary import part_words as parts
from domain.summary.messages import FinalText, OutlookLine, WeeklyText
from domain.summary.punctuality import Placed, ReportOutcome
from texts.kit.formats import count, day, escape, fitted, no_programmes, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words

SIZES = (6, 4, 3, 2, 1)
LONGEST = 880
GROUPS = 3
"""Programmes and ejes named in the weekly summary."""
HIDDEN = 20
"""Characters of the name of a programme or eje that is listed without figures."""
PLACES = 5
"""Places of the ranking in the message; the workbook has all of them."""


@words(WeeklyText)
def weekly(said: WeeklyText) -> Message:
    if not said.units:
        return Message(no_programmes(said.period))
    text = parts.fitting(lambda shown: "\n".join(_weekly_lines(said, shown)), LONGEST, SIZES)
    buttons = parts.status_button(said.worst[0].code, said.period) if said.worst else []
    return Message(fitted(text.split("\n"), LONGEST), (tuple(buttons),) if buttons else ())


@words(FinalText)
def final(said: FinalText) -> Message:
    """List who handed in when, and name the URs that are missing without comment."""
    text = parts.fitting(lambda shown: "\n".join(_final_lines(said, shown)), LONGEST, SIZES)
    return Message(fitted(text.split("\n"), LONGEST))


def _weekly_lines(said: WeeklyText, shown: int) -> list[str]:
    counts = [
        count(said.complete, "completa", "completas"),
        count(said.incomplete, "incompleta", "incompletas"),
        f"{said.not_started} sin iniciar",
    ]
    lines = [
        f"<b>Semana del {day(said.day)}</b> · {said.period} · {parts.time_left(said.due)}",
        f"{' · '.join(counts)} ({said.units} UR){_handed_in(said)}",
    ]
    if said.worst:
        lines += ["", "Con más por reportar:", *(f"• {parts.gaps(unit)}" for unit in said.worst[:shown])]
    if said.forecast:
        lines += ["", parts.forecast_lines(said.forecast, 0)[0]]
    for label, groups in (("programa", said.programmes), ("eje", said.ejes)):
        if groups:
            lines += ["", f"Por {label}:", *_groups(groups, min(shown, GROUPS))]
    return lines


def _handed_in(said: WeeklyText) -> str:
    accepted = f" ({count(said.accepted, 'ya aceptada', 'ya aceptadas')})" if said.accepted else ""
    return f". {count(said.handed_in, 'enviada', 'enviadas')}{accepted}" if said.handed_in else ""


def _groups(groups: Sequence[OutlookLine], shown: int) -> list[str]:
    lines = [
        f"• {escape(shorten(each.name, parts.LONGEST_GROUP))}: {_percents(each)}" for each in groups[:shown]
    ]
    hidden = [escape(shorten(each.name, HIDDEN)) for each in groups[shown:]]
    return [*lines, *([f"… y {len(hidden)} más: {parts.listed(hidden, shown)}"] if hidden else [])]


def _percents(group: OutlookLine) -> str:
    now = f"{group.done} % hoy"
    return now if group.expected is None else f"{now}, {group.expected} % al cierre"


def _final_lines(said: FinalText, shown: int) -> list[str]:
    by_outcome: dict[ReportOutcome, list[Placed]] = {outcome: [] for outcome in ReportOutcome}
    for each in said.placed:
        by_outcome[each.outcome].append(each)
    lines = [
        f"<b>Cierre del {said.period}</b> · {_ended(said)}",
        f"{said.complete} de {count(said.units, 'UR', 'UR')} con el informe completo.",
    ]
    if on_time := by_outcome[ReportOutcome.ON_TIME]:
        lines += ["", f"Entregaron a tiempo: {len(on_time)}", *_places(on_time, shown)]
    every = (
        ("Después del límite", by_outcome[ReportOutcome.LATE]),
        ("Sin enviar", by_outcome[ReportOutcome.NOT_SENT]),
        ("Con prórroga vigente", by_outcome[ReportOutcome.STILL_OPEN]),
    )
    counted = [
        f"{label}: {len(units)} · {parts.listed([_dated(each) for each in units], shown)}"
        for label, units in every
        if units
    ]
    return [*lines, *(["", *counted] if counted else [])]


def _ended(said: FinalText) -> str:
    if said.is_closed:
        return f"cerrado el {day(said.ended_on)}"
    return f"recepción hasta el {day(said.ended_on)}"


def _places(on_time: Sequence[Placed], shown: int) -> list[str]:
    """`1.º jue 18 sep: 304, 118`: URs of one day share a place."""
    days = [list(same) for _, same in groupby(on_time, key=lambda each: each.place)]
    lines = [
        f"{same[0].place}.º {_sent(same[0])}: {parts.named([each.hand_in.code for each in same], shown)}"
        for same in days[: min(shown, PLACES)]
    ]
    more = sum(len(same) for same in days[min(shown, PLACES) :])
    return [*lines, *([f"… y {more} más, en días posteriores"] if more else [])]


def _dated(each: Placed) -> str:
    """Return a UR with the day of its hand-in, or its due day."""
    code = parts.code(each.hand_in.code)
    match each.outcome:
        case ReportOutcome.LATE:
            return f"{code} ({_sent(each)})"
        case ReportOutcome.STILL_OPEN:
            return f"{code} (hasta el {day(each.hand_in.due_on)})"
        case _:
            return code


def _sent(each: Placed) -> str:
    assert each.hand_in.sent_on is not None
    return day(each.hand_in.sent_on)
