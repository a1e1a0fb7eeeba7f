"""Shared by the questions of a capture: the heading, the result against the goal, the count."""

from datetime import date
from decimal import Decimal

from domain.capture.messages import Question
from domain.kit.causes import OTHER
from domain.kit.drafts import Change, Given
from texts.kit.formats import (
    MONTH_NAMES,
    count,
    escape,
    light,
    long_day,
    number,
    of_goal,
    percent,
    rounded_percent,
    shorten,
)

LONGEST_CAUSE, LONGEST_WORDS, LONGEST_ACTION, LONGEST_CHANGE = 60, 120, 100, 40
"""Characters that a summary repeats of what was typed; all of it is saved."""


def heading(asked: Question) -> str:
    return f"<b>{level(asked)}</b> · {escape(asked.unit_code)} · {asked.period}"


def level(asked: Question) -> str:
    programme = f" · PP {asked.programme}" if asked.programme else ""
    return escape(f"{asked.level}{programme}")


def counted(asked: Question) -> str:
    """`302/1440 = 20.97 %` on a line of its own, where the value was counted."""
    if asked.ratio is None or asked.value is None:
        return ""
    return f"{number(asked.ratio.counted)}/{number(asked.ratio.of)} = {percent(asked.value)}\n"


def against_goal(asked: Question) -> str:
    value = asked.value or Decimal(0)
    if asked.goal is None:
        return f"{counted(asked)}{level(asked)}: {percent(value)}. Sin meta registrada para comparar."
    if value == 0:
        return f"{level(asked)}: sin avance (0 de {percent(asked.goal)})."
    if value == asked.goal:
        return f"{counted(asked)}{level(asked)}: {percent(value)}, igual a la meta."
    against = f"{percent(value)}, {_distance(value, asked.goal)}{_verdict(asked)}"
    return f"{counted(asked)}{level(asked)}: {against}"


def result(asked: Question, value: Decimal) -> str:
    if asked.goal is None:
        return f"{percent(value)}, sin meta registrada"
    return f"{light(asked.light)}: {of_goal(value, asked.goal)}"


def variation(value: Decimal) -> str:
    """Say the variation in words; the printed report gives signed points."""
    if value == 0:
        return "ninguna"
    points = count(1, "punto", "puntos") if abs(value) == 1 else f"{number(abs(value))} puntos"
    return f"{'falta' if value == 1 else 'faltan'} {points}" if value > 0 else f"{points} de más"


def explained(asked: Question) -> list[str]:
    """Return the justification, one line for each part given."""
    given = ((named_cause(asked), LONGEST_CAUSE), (asked.reason, LONGEST_WORDS))
    parts = [shorten(text, limit) for text, limit in given if text]
    lines = [f"Causa: {escape('. '.join(parts))}"] if parts else []
    if asked.action:
        lines.append(f"Acción: {escape(shorten(asked.action, LONGEST_ACTION))}")
        lines.append(f"Se recupera: {recovery(asked)}")
    return lines


def named_cause(asked: Question) -> str:
    """Return the cause of the catalogue; `Otra` is left out before its own words."""
    return "" if asked.cause in (None, OTHER) else str(asked.cause)


def recovery(asked: Question) -> str:
    return long_day(asked.recovery_on) if asked.recovery_on else "no"


def changed(asked: Question) -> str:
    """`Actividad 7.1: 25 % → 26 %`, shown above the question after a correction."""
    change = asked.changed
    if change is None:
        return ""
    if change.given is Given.FILE:
        return "El archivo nuevo queda en lugar del que no se podía leer.\n\n"
    both = (_worded(change, text) for text in (change.before, change.after))
    before, after = (escape(shorten(text, LONGEST_CHANGE)) for text in both)
    if change.given is Given.VALUE:
        return f"{level(asked)}: {before} % → {after} %\n\n"
    return f"{CHANGED[change.given]}: «{before}» → «{after}»\n\n"


def month_name(month: int) -> str:
    return MONTH_NAMES[month - 1]


def _worded(change: Change, text: str) -> str:
    """Return a text as people read it: a stored ISO day in words."""
    if change.given is not Given.RECOVERY:
        return text
    try:
        return long_day(date.fromisoformat(text))
    except ValueError:
        return text


def _distance(value: Decimal, goal: Decimal) -> str:
    points = count(1, "punto", "puntos") if abs(goal - value) == 1 else f"{number(abs(goal - value))} puntos"
    side = "debajo" if value < goal else "encima"
    return f"{points} por {side} de la meta ({percent(goal)})."


def _verdict(asked: Question) -> str:
    return "" if asked.percent is None else f"\n{light(asked.light)} ({rounded_percent(asked.percent)})."


CHANGED = {
    Given.CAUSE: "Causa",
    Given.REASON: "Qué pasó",
    Given.ACTION: "Acción",
    Given.RECOVERY: "Se recupera",
}
