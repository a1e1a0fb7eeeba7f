"""Answers to /estado: one UR in short or by indicator, or several URs in short."""

from decimal import Decimal
from itertools import accumulate

from bot.buttons.review import ShowEntrega
from bot.buttons.status import ShowChart, ShowDetail, ShowStatus
from bot.kit.callbacks import pack
from bot.status.turning import page_of, turns
from domain.kit.avances import Missing
from domain.kit.entregas import EntregaState
from domain.kit.lights import Light
from domain.kit.next_steps import UNSENT
from domain.kit.periods import Period, PeriodNotUnderstood
from domain.kit.report_messages import (
    Following,
    IndicatorLine,
    Overview,
    ProgrammeStatus,
    QuarterCount,
    UnitCount,
    UnitStatus,
)
from domain.status.messages import StatusDetail
from texts.kit.formats import (
    LONGEST_NAME,
    MISSING_WORDS,
    count,
    due,
    escape,
    fitted,
    joined,
    light,
    missing,
    no_programmes,
    number,
    of_goal,
    percent,
    rounded_percent,
    shorten,
    visible_length,
)
from texts.kit.next_steps import what_next
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.standings import UNSENT_WORDS, spared, standing
from texts.kit.wording import words

NAMED = 4
"""Levels named one by one in a gap; more are counted."""
LONGEST_STATUS = 880
"""Most characters of a status; a button opens the detail."""
DETAIL_PAGE = 5
"""Indicators of one page of the detail."""


@words(UnitStatus)
def unit_status(said: UnitStatus) -> Message:
    return Message(status_text(said), _buttons(said))


def status_text(said: UnitStatus, longest: int = LONGEST_STATUS) -> str:
    """Return every indicator where they fit; else the number of each light and as many as fit."""
    heading, gaps = _heading(said), _what_is_left(said)
    lines = [line for programme in said.programmes for line in _programme(programme, said.period)]
    whole = "\n".join([heading, *lines, "", gaps])
    if visible_length(whole) <= longest:
        return whole
    heading = f"{heading}\n\n{_lights(said)}"
    room = longest - visible_length(f"{heading}\n\n{gaps}") - len("\n… y 999 indicadores más")
    shown = _that_fit(lines, room)
    more = sum(len(programme.lines) for programme in said.programmes) - sum("—" in line for line in shown)
    rest = f"… y {count(more, 'indicador', 'indicadores')} más"
    return "\n".join([heading, *shown, rest, "", gaps])


@words(StatusDetail)
def detail(said: StatusDetail) -> Message:
    """Return five indicators per page, with name and value of the quarter before."""
    page, shown = page_of(said.lines, said.page, DETAIL_PAGE)
    title = f"<b>{escape(said.code)} · {_name(said.name)}</b> · {said.period}"
    if not shown:
        return Message(f"{title}\nSus programas no tienen indicadores. Los registra el IMPLAN.")
    first = page * DETAIL_PAGE + 1
    place = f"Indicadores {first} a {first + len(shown) - 1} de {len(said.lines)}"
    blocks = "\n\n".join(_block(line, said.period) for line in shown)
    left = _left_of_detail(said)
    chart = Button("Gráfica", pack(ShowChart(said.code, said.period)))
    back = Button("Ver resumen", pack(ShowStatus(said.code, said.period)))
    pages = turns(
        lambda turned: pack(ShowDetail(said.code, said.period, turned)), page, len(said.lines), DETAIL_PAGE
    )
    send = _send(said.code, said.period, said.stands.following) if said.stands else ()
    text = "\n".join(filter(None, (title, _stands_of_detail(said), place)))
    return Message(f"{text}\n\n{blocks}" + (f"\n\n{left}" if left else ""), ((back, chart), *pages, *send))


@words(Overview)
def overview(said: Overview) -> Message:
    if not said.units:
        return Message(no_programmes(said.period))
    heading = f"<b>Todas las UR</b> · {said.period}\n{due(said.due)}"
    lines = [_unit(unit) for unit in sorted(said.units, key=lambda unit: (-unit.gaps, unit.code))]
    return Message(f"{heading}\n\n{fitted(lines)}\n\nPara ver una: /estado {escape(said.units[0].code)}")


def compared(line: IndicatorLine, period: Period) -> str:
    """Compare a value in words with that of the quarter before; empty where one is missing."""
    if line.value is None or line.before is None:
        return ""
    then = f"{period.quarter - 1}T"
    more = line.value - line.before
    if not more:
        return f"= igual que en {then}"
    return f"↑ {number(more)} más que en {then}" if more > 0 else f"↓ {number(-more)} menos que en {then}"


def _heading(said: UnitStatus) -> str:
    lines = [
        f"<b>{escape(said.code)} · {_name(said.name)}</b> · {said.period}",
        f"{due(said.due)} · {said.reported} de {said.asked} reportados",
    ]
    if said.before is not None and said.asked and (said.reported or said.before.reported):
        now = QuarterCount(said.period, said.reported, said.asked, said.accumulated)
        lines.append(f"{said.before.period}: {_counted(said.before)}; ahora {_counted(now)}")
    if said.standing.state is not EntregaState.OPEN:
        lines.append(f"Entrega: {standing(said.standing)}")
    return "\n".join(lines)


def _counted(quarter: QuarterCount) -> str:
    reported = f"{quarter.reported} de {quarter.asked}"
    return reported + _accumulated(quarter.accumulated)


def _accumulated(mean: Decimal | None) -> str:
    return "" if mean is None else f", promedio acumulado {rounded_percent(mean)}"


def _lights(said: UnitStatus) -> str:
    """Count the indicators of each light."""
    lights = [line.light for programme in said.programmes for line in programme.lines]
    return " · ".join(f"{light(each)} {lights.count(each)}" for each in Light if each in lights)


def _that_fit(lines: list[str], room: int) -> list[str]:
    """Return the first lines that fit, without a heading at the end."""
    lengths = accumulate(visible_length(line) + 1 for line in lines)
    kept = [line for line, length in zip(lines, lengths, strict=True) if length <= room]
    while kept and "—" not in kept[-1]:
        kept.pop()
    return kept


def _buttons(said: UnitStatus) -> Keyboard:
    if not any(programme.lines for programme in said.programmes):
        return _previous(said)
    detail_button = Button("Ver detalle", pack(ShowDetail(said.code, said.period)))
    chart = Button("Gráfica", pack(ShowChart(said.code, said.period)))
    return (*_send(said.code, said.period, said.following), (detail_button, chart), *_previous(said))


def _send(code: str, period: Period, following: Following) -> Keyboard:
    if not following.may_send or following.step not in UNSENT:
        return ()
    return ((Button("Enviar entrega", pack(ShowEntrega(code, period))),),)


def _previous(said: UnitStatus) -> Keyboard:
    try:
        before = said.period.previous()
    except PeriodNotUnderstood:
        return ()
    return ((Button("Trimestre anterior", pack(ShowStatus(said.code, before))),),)


def _programme(programme: ProgrammeStatus, period: Period) -> list[str]:
    heading = f"\n<b>PP {escape(programme.code)}</b> {_name(programme.name)}"
    return [heading, *(_compared_line(line, period) for line in programme.lines)]


def _compared_line(line: IndicatorLine, period: Period) -> str:
    beside = compared(line, period)
    return f"{indicator_line(line)} · {beside}" if beside else indicator_line(line)


def _block(line: IndicatorLine, period: Period) -> str:
    """Describe one indicator: level and name, light and figures, the quarter before, gaps."""
    programme = f" · PP {escape(line.programme)}" if line.programme else ""
    name = f" — {escape(shorten(line.name, LONGEST_NAME))}" if line.name else ""
    verdict, _, rest = indicator_line(line).partition(" — ")
    figures = rest.partition("</b>")[2].removeprefix(": ")
    lines = [f"<b>{escape(line.level)}{programme}</b>{name}", " — ".join(filter(None, (verdict, figures)))]
    beside = compared(line, period)
    if beside:
        assert line.before is not None
        lines.append(f"{period.quarter - 1}T: {percent(line.before)} · {beside}")
    if line.missing:
        lines.append(f"Falta: {missing(line.missing)}")
    return "\n".join(lines)


def indicator_line(line: IndicatorLine) -> str:
    """Return the line of an indicator: light, value and goal, number of documents."""
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


def _what_is_left(said: UnitStatus) -> str:
    """Return one line for each kind of gap, then the next step and its owner."""
    lines = [line for programme in said.programmes for line in programme.lines if line.missing]
    following = what_next(said.following, said.due, said.code, said.period, lacks=bool(lines))
    if not lines:
        return following
    rows = [_gap(what, [line.level for line in lines if what in line.missing]) for what in Missing]
    return "\n".join(["<b>Falta</b>", *(row for row in rows if row), *([following] if following else [])])


def _stands_of_detail(said: StatusDetail) -> str:
    if said.stands is None:
        return ""
    if said.stands.standing.state is EntregaState.OPEN:
        return due(said.stands.due)
    return f"Entrega: {standing(said.stands.standing)}"


def _left_of_detail(said: StatusDetail) -> str:
    if said.stands is None:
        return ""
    lacks = any(line.missing for line in said.lines)
    return what_next(said.stands.following, said.stands.due, said.code, said.period, lacks=lacks)


def _gap(what: Missing, levels: list[str]) -> str:
    if not levels:
        return ""
    if len(levels) > NAMED:
        return f"{MISSING_WORDS[what]}: {len(levels)} indicadores"
    return f"{MISSING_WORDS[what]}: {escape(joined(levels))}"


def _unit(unit: UnitCount) -> str:
    is_left = unit.step in UNSENT_WORDS
    sign = "⚪" if unit.gaps and not unit.reported else "🟡" if unit.gaps or is_left else "✅"
    left = f" · {UNSENT_WORDS[unit.step]}" if is_left and not unit.gaps else ""
    reported = f"{unit.reported} de {unit.asked}{left}{spared(unit.until)}"
    return f"{sign} {escape(unit.code)} · {_name(unit.name)} — {reported}"


def _name(name: str) -> str:
    return escape(shorten(name, LONGEST_NAME))
