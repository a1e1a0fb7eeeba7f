"""Answers to /estado: one UR in detail, or several at a glance."""

from bot.callbacks import ShowStatus, pack
from bot.rendering import Button, Keyboard, Message
from bot.texts.formats import (
    LONGEST_NAME,
    MISSING_WORDS,
    count,
    due,
    escape,
    fitted,
    joined,
    light,
    no_programmes,
    number,
    of_goal,
    percent,
    shorten,
)
from bot.texts.standings import standing
from domain.avances import Missing
from domain.entregas import EntregaState
from domain.messages import IndicatorLine, Overview, ProgrammeStatus, UnitCount, UnitStatus
from domain.periods import PeriodNotUnderstood

NAMED = 4
"""Levels named one by one in a gap; more are counted."""


def unit_status(said: UnitStatus) -> Message:
    heading = (
        f"<b>{escape(said.code)} · {_name(said.name)}</b> · {said.period}\n"
        f"{due(said.due)} · {said.reported} de {said.asked} reportados"
    )
    if said.standing.state is not EntregaState.OPEN:
        heading = f"{heading}\nEntrega: {standing(said.standing)}"
    body = fitted([line for programme in said.programmes for line in _programme(programme)])
    parts = [heading, *([body] if body else []), "", _what_is_missing(said)]
    return Message("\n".join(parts), _buttons(said))


def overview(said: Overview) -> Message:
    if not said.units:
        return Message(no_programmes(said.period))
    heading = f"<b>Todas las UR</b> · {said.period}\n{due(said.due)}"
    lines = [_unit(unit) for unit in sorted(said.units, key=lambda unit: (-unit.gaps, unit.code))]
    return Message(f"{heading}\n\n{fitted(lines)}\n\nPara ver una: /estado {escape(said.units[0].code)}")


def _buttons(said: UnitStatus) -> Keyboard:
    try:
        before = said.period.previous()
    except PeriodNotUnderstood:
        return ()
    return ((Button("Trimestre anterior", pack(ShowStatus(said.code, before))),),)


def _programme(programme: ProgrammeStatus) -> list[str]:
    heading = f"\n<b>PP {escape(programme.code)}</b> {_name(programme.name)}"
    return [heading, *map(indicator_line, programme.lines)]


def indicator_line(line: IndicatorLine) -> str:
    """One indicator of a report: its light, what was achieved of the goal, how much is proved."""
    if line.value is None:
        return f"{light(line.light)} — <b>{escape(line.level)}</b>{_why_silent(line)}"
    facts = [of_goal(line.value, line.goal), f"acum. {number(line.accumulated)} de 100"]
    if line.goal is None:
        facts.insert(1, "sin meta registrada")
    if line.evidence_count:
        facts.append(count(line.evidence_count, "evidencia", "evidencias"))
    return f"{light(line.light)} — <b>{escape(line.level)}</b>: {' · '.join(facts)}"


def _why_silent(line: IndicatorLine) -> str:
    if line.candidates:
        return f": por confirmar, {' o '.join(percent(value) for value in line.candidates)}"
    if line.goal is None:
        return ": sin meta registrada"
    return "" if line.goal == 0 else f": meta {percent(line.goal)}"


def _what_is_missing(said: UnitStatus) -> str:
    """One line for each kind of gap: the fact that counts is what to bring."""
    lines = [line for programme in said.programmes for line in programme.lines if line.missing]
    if not lines:
        return "No falta nada."
    rows = [_gap(what, [line.level for line in lines if what in line.missing]) for what in Missing]
    return "\n".join(["<b>Falta</b>", *(row for row in rows if row)])


def _gap(what: Missing, levels: list[str]) -> str:
    if not levels:
        return ""
    if len(levels) > NAMED:
        return f"{MISSING_WORDS[what]}: {len(levels)} indicadores"
    return f"{MISSING_WORDS[what]}: {escape(joined(levels))}"


def _unit(unit: UnitCount) -> str:
    sign = "✅" if not unit.gaps else "⚪" if not unit.reported else "🟡"
    return f"{sign} {escape(unit.code)} · {_name(unit.name)} — {unit.reported} de {unit.asked}"


def _name(name: str) -> str:
    return escape(shorten(name, LONGEST_NAME))
