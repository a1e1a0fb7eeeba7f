"""The gap summary for IMPLAN: what is in and what is not, worst first, unreachable areas on top."""

from collections.abc import Sequence

from bot.callbacks import ShowAllGaps, pack
from bot.rendering import Button, Keyboard, Message
from bot.texts.formats import (
    MISSING_WORDS,
    count,
    day,
    escape,
    fitted,
    joined,
    no_programmes,
    shorten,
    workdays,
)
from domain.avances import Missing
from domain.messages import Due, SummaryText, UnitGap

SHOWN = 6
"""URs named one by one in the short form; the rest are counted."""
LACKS = 2
"""Gaps named for each UR; the rest are counted."""


def summary(said: SummaryText) -> Message:
    if not said.units:
        return Message(no_programmes(said.period))
    lines = [f"<b>Brechas del {said.period}</b> · {day(said.day)} · {_time_left(said.due)}", _counts(said)]
    for paragraph in (
        _outage(said),
        _awaited(said),
        _unreachable(said),
        _unsent(said),
        _not_started(said),
        _incomplete(said),
    ):
        lines += ["", *paragraph] if paragraph else []
    return Message(fitted(lines), _buttons(said))


def _time_left(due: Due) -> str:
    if due.shut_on is not None:
        return "cerrado"
    if due.workdays_left > 0:
        return f"faltan {workdays(due.workdays_left)}" if due.workdays_left > 1 else "falta 1 día hábil"
    if due.workdays_left == 0:
        return "vence hoy"
    return f"venció hace {workdays(-due.workdays_left)}"


def _counts(said: SummaryText) -> str:
    unsent = f" ({len(said.unsent)} sin enviar)" if said.unsent else ""
    parts = [
        count(said.complete, "completa", "completas") + unsent,
        count(len(said.incomplete), "incompleta", "incompletas"),
        f"{len(said.not_started)} sin iniciar",
    ]
    return f"{' · '.join(parts)} ({said.units} UR)"


def _outage(said: SummaryText) -> list[str]:
    """Who reads that reminders were late or left out knows why."""
    if said.outage is None:
        return []
    began, ended = (f"{day(at.date())} {at:%H:%M}" for at in (said.outage.began_at, said.outage.ended_at))
    return [f"⚠️ Puntual estuvo detenido del {began} al {ended}. De lo atrasado se envió solo lo último."]


def _awaited(said: SummaryText) -> list[str]:
    if not said.prorrogas_awaited:
        return []
    codes = [escape(code) for code in said.prorrogas_awaited]
    return [f"Prórrogas por decidir: {_inline(codes, said)}. Para verlas: /prorrogas"]


def _unreachable(said: SummaryText) -> list[str]:
    if not said.unreachable:
        return []
    codes = [escape(code) for code in said.unreachable]
    return [f"⚠️ Sin enlace localizable: {_inline(codes, said)}. Invite a su enlace."]


def _unsent(said: SummaryText) -> list[str]:
    if not said.unsent:
        return []
    return [f"Completas sin enviar: {_inline([escape(code) for code in said.unsent], said)}"]


def _not_started(said: SummaryText) -> list[str]:
    """`304 (7 indicadores), 210 (5)`: the unit is said once."""
    if not said.not_started:
        return []
    first, *others = said.not_started
    units = [f"{escape(first.code)} ({count(first.gaps, 'indicador', 'indicadores')})"]
    units += [f"{escape(unit.code)} ({unit.gaps})" for unit in others]
    return [f"Sin iniciar: {_inline(units, said)}"]


def _incomplete(said: SummaryText) -> list[str]:
    if not said.incomplete:
        return []
    shown = said.incomplete if said.pages else said.incomplete[:SHOWN]
    more = len(said.incomplete) - len(shown)
    return ["Incompletas:", *(f"• {_gaps(unit)}" for unit in shown), *([f"… y {more} más"] if more else [])]


def _gaps(unit: UnitGap) -> str:
    lacks = [f"{_words(what)} {escape(shorten(level, 40))}" for level, what in unit.lacks[:LACKS]]
    more = f" y {len(unit.lacks) - LACKS} más" if len(unit.lacks) > LACKS else ""
    verb = "falta" if unit.gaps == 1 else "faltan"
    return f"{escape(unit.code)} ({verb} {unit.gaps} de {unit.asked}: {', '.join(lacks)}{more})"


def _words(what: tuple[Missing, ...]) -> str:
    return joined(["meta" if each is Missing.GOAL else MISSING_WORDS[each] for each in what])


def _inline(words: Sequence[str], said: SummaryText) -> str:
    more = len(words) - SHOWN
    return ", ".join(words) if said.pages or more <= 0 else f"{', '.join(words[:SHOWN])} y {more} más"


def _buttons(said: SummaryText) -> Keyboard:
    longest = max(len(said.not_started), len(said.incomplete), len(said.unreachable), len(said.unsent))
    if said.pages or longest <= SHOWN:
        return ()
    return ((Button("Ver todas", pack(ShowAllGaps(said.period))),),)
