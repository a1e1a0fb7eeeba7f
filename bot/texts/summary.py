"""The gap summary for IMPLAN: what is in and what is not, worst first, unreachable areas on top."""

from collections.abc import Callable

from bot.callbacks import ShowAllGaps, pack
from bot.rendering import Button, Message
from bot.texts.formats import MISSING_WORDS, count, day, escape, fitted, joined, workdays
from domain.avances import Missing
from domain.messages import Due, SummaryText, UnitGap

Describe = Callable[[UnitGap], str]

SHOWN = 6
"""URs named one by one in the short form; the rest are counted."""


def summary(said: SummaryText) -> Message:
    lines = [f"<b>Brechas del {said.period}</b> · {day(said.day)} · {_time_left(said.due)}", _counts(said)]
    lines += _paragraph(_unreachable(said))
    lines += _paragraph(_units("Sin iniciar", said.not_started, said, _not_started))
    lines += _paragraph(_units("Incompletas", said.incomplete, said, _incomplete))
    return Message(fitted("\n".join(lines).split("\n")), _buttons(said))


def _paragraph(text: str) -> list[str]:
    return ["", text] if text else []


def _time_left(due: Due) -> str:
    if due.workdays_left > 0:
        return f"faltan {workdays(due.workdays_left)}" if due.workdays_left > 1 else "falta 1 día hábil"
    if due.workdays_left == 0:
        return "vence hoy"
    return f"venció hace {workdays(-due.workdays_left)}"


def _counts(said: SummaryText) -> str:
    parts = [
        f"{said.complete} {'completa' if said.complete == 1 else 'completas'}",
        f"{len(said.incomplete)} {'incompleta' if len(said.incomplete) == 1 else 'incompletas'}",
        f"{len(said.not_started)} sin iniciar",
    ]
    return f"{' · '.join(parts)} ({said.units} UR)"


def _unreachable(said: SummaryText) -> str:
    if not said.unreachable:
        return ""
    return f"⚠️ Sin enlace localizable: {escape(', '.join(said.unreachable))}. Invite a su enlace."


def _units(title: str, units: tuple[UnitGap, ...], said: SummaryText, describe: Describe) -> str:
    if not units:
        return ""
    shown = units if said.pages else units[:SHOWN]
    more = f"\n… y {len(units) - len(shown)} más" if len(shown) < len(units) else ""
    listed = "\n".join(f"• {describe(unit)}" for unit in shown)
    return f"{title}:\n{listed}{more}"


def _not_started(unit: UnitGap) -> str:
    return f"{escape(unit.code)} ({count(unit.gaps, 'indicador', 'indicadores')})"


def _incomplete(unit: UnitGap) -> str:
    lacks = [f"{_words(what)} {escape(level)}" for level, what in unit.lacks[:3]]
    more = f" y {len(unit.lacks) - 3} más" if len(unit.lacks) > 3 else ""
    return f"{escape(unit.code)} (faltan {unit.gaps} de {unit.asked}: {', '.join(lacks)}{more})"


def _words(what: tuple[Missing, ...]) -> str:
    return joined(["meta" if each is Missing.GOAL else MISSING_WORDS[each] for each in what])


def _buttons(said: SummaryText) -> tuple[tuple[Button, ...], ...]:
    cut = max(len(said.not_started), len(said.incomplete)) > SHOWN
    if said.pages or not cut:
        return ()
    return ((Button("Ver todas", pack(ShowAllGaps(said.period))),),)
