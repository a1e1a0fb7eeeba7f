"""Administration: URs, goals, rules, causes."""

from collections.abc import Sequence

from bot.buttons.people import AdminDialogue, PagedList
from bot.people.list_words import deed_button, list_keyboard, page_of, turns_of
from domain.kit.causes import Side
from domain.kit.indicators import Quarters
from domain.people import messages as said
from domain.people.administration import UnitOverview
from domain.people.messages import CauseLine, GoalLine, LightChange, ProgrammeRules
from texts.kit.formats import LONGEST_NAME, count, escape, light, number, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words

SHORT_NAME = 40

SIDE_WORDS = {Side.BELOW: "por debajo de la meta", Side.ABOVE: "por encima de la meta"}
CHANGED_CAUSE = {
    "added": "Se ofrece desde ahora la causa «{text}», {side}.",
    "restored": "Se ofrece otra vez la causa «{text}», {side}.",
    "retired": "Ya no se ofrece la causa «{text}». Los informes que la citan la conservan.",
    "moved": "La causa «{text}» va ahora en el lugar {position}, {side}.",
}


@words(said.UnitList)
def unit_list(told: said.UnitList) -> Message:
    lines = [_unit(each) for each in told.units]
    shown = page_of(lines, told.page) or ["Todavía no hay UR. Se registran con su MIR o con su informe."]
    turns = turns_of(PagedList.UNITS, "", told.page, len(lines))
    keys = [deed_button("Renombrar", AdminDialogue.RENAME)] if lines else []
    return Message("\n".join([f"<b>UR y programas de {told.year}</b>", *shown]), list_keyboard(keys, turns))


@words(said.UnitRenamed)
def unit_renamed(told: said.UnitRenamed) -> Message:
    before, after = (escape(shorten(each, LONGEST_NAME)) for each in (told.before, told.after))
    return Message(f"La UR {escape(told.code)} se llama ahora {after}. Antes: {before}.")


@words(said.GoalList)
def goal_list(told: said.GoalList) -> Message:
    title = f"Metas {told.year} · {told.unit_code} {shorten(told.unit_name, LONGEST_NAME)}"
    lines = [_goals(each) for each in told.lines]
    turns = turns_of(PagedList.GOALS, told.unit_code, told.page, len(lines))
    keys = [deed_button(f"Reprogramar {told.unit_code}", AdminDialogue.REPROGRAMME, told.unit_code)]
    if told.doubts:
        keys.append(deed_button(f"Confirmar {told.unit_code}", AdminDialogue.CONFIRM, told.unit_code))
    waiting = count(told.doubts, "número importado espera", "números importados esperan")
    doubts = f"\n\n{waiting} que lo confirme." if told.doubts else ""
    body = "\n".join([f"<b>{escape(title)}</b>", *page_of(lines, told.page)])
    return Message(
        f"{body}{doubts}\n\nPara cargar una MIR, envíe aquí su archivo XLSX.", list_keyboard(keys, turns)
    )


@words(said.GoalsReplaced)
def goals_replaced(told: said.GoalsReplaced) -> Message:
    lines = [
        f"{escape(told.level)} de {escape(told.unit_code)}: metas cambiadas.",
        f"Antes: {goals(told.before)}",
        f"Ahora: {goals(told.after)}",
    ]
    if not told.changes:
        lines.append("Ningún trimestre ya reportado cambia de color.")
    lines += [_light_change(each) for each in told.changes]
    return Message("\n".join(lines))


@words(said.GoalsUnchanged)
def goals_unchanged(told: said.GoalsUnchanged) -> Message:
    return Message(f"Esas metas ya son las registradas. No cambió nada en {escape(told.unit_code)}.")


@words(said.RulesList)
def rules_list(told: said.RulesList) -> Message:
    lines = [line for each in told.programmes for line in _rules(each)]
    keys = [deed_button(f"Ajustar {told.unit_code}", AdminDialogue.RULES, told.unit_code)]
    title = f"<b>Colores y preguntas · {escape(told.unit_code)}</b>"
    note = "\n\nSon criterios del IMPLAN, no una norma. Los porcentajes se miden contra la meta."
    return Message("\n".join([title, *lines]) + note, list_keyboard(keys, ()))


@words(said.RulesSaved)
def rules_saved(told: said.RulesSaved) -> Message:
    lines = _rules(told.programme)
    return Message("\n".join([f"Guardado para {escape(told.unit_code)}. Vale desde ahora.", *lines]))


@words(said.CauseList)
def cause_list(told: said.CauseList) -> Message:
    lines = ["<b>Causas que se ofrecen</b>"]
    for side in (Side.BELOW, Side.ABOVE):
        lines.append(f"\n{SIDE_WORDS[side].capitalize()}:")
        lines += _causes([each for each in told.causes if each.side is side and each.is_active])
    retired = [shorten(each.text, SHORT_NAME) for each in told.causes if not each.is_active]
    if retired:
        lines.append(f"\n<i>Retiradas — {escape(', '.join(retired))}</i>")
    keys = [
        deed_button("Agregar causa", AdminDialogue.CAUSE_ADD),
        deed_button("Retirar causa", AdminDialogue.CAUSE_RETIRE),
        deed_button("Ordenar causas", AdminDialogue.CAUSE_PLACE),
    ]
    return Message("\n".join(lines), list_keyboard(keys, ()))


@words(said.CausesChanged)
def causes_changed(told: said.CausesChanged) -> Message:
    text = CHANGED_CAUSE[told.change]
    side = SIDE_WORDS[told.side]
    return Message(text.format(text=escape(shorten(told.text, 60)), side=side, position=told.position))


@words(said.UnitAsked)
def unit_asked(told: said.UnitAsked) -> Message:
    command = escape(told.command)
    return Message(f"¿De qué UR? Escriba su código, por ejemplo: /{command} 402")


def goals(values: Quarters) -> str:
    """`25 · 25 · 25 · 25 %`, with a dash where none is registered."""
    return " · ".join("—" if each is None else number(each) for each in values) + " %"


def _unit(unit: UnitOverview) -> str:
    programmes = f"PP {', '.join(unit.programmes)}" if unit.programmes else "sin programa"
    enlaces = ", ".join(shorten(each, 30) for each in unit.enlaces[:3]) or "sin enlace"
    name = escape(f"{unit.code} {shorten(unit.name, SHORT_NAME)}")
    indicators = count(unit.indicators, "indicador", "indicadores")
    return f"• {name} — {escape(shorten(programmes, 60))} · {indicators} · {escape(enlaces)}"


def _goals(line: GoalLine) -> str:
    programme = f" · PP {shorten(line.programme, 12)}" if line.programme else ""
    changed = f" ({count(line.changes, 'cambio', 'cambios')})" if line.changes else ""
    return f"• {escape(line.level + programme)} — {goals(line.goals)}{changed}"


def _light_change(change: LightChange) -> str:
    return f"• {change.period} — {light(change.before)} → {light(change.after)}"


def _rules(programme: ProgrammeRules) -> list[str]:
    limits = programme.rules.thresholds
    yellow, green, until = (number(each) for each in (limits.yellow_from, limits.green_from, limits.green_to))
    asked = [
        word
        for word, is_asked in (
            ("avance por mes", programme.rules.asks_months),
            ("ficha narrativa", programme.rules.asks_narrative),
        )
        if is_asked
    ]
    name = escape(f"PP {shorten(programme.code, 12)} {shorten(programme.name, SHORT_NAME)}")
    return [
        f"• {name} — 🟡 desde {yellow} % · 🟢 de {green} a {until} % · 🟣 más de {until} %",
        f"• Además del trimestre — {' y '.join(asked) or 'nada más'}",
    ]


def _causes(causes: Sequence[CauseLine]) -> list[str]:
    return [f"• {place}. {escape(shorten(each.text, 60))}" for place, each in enumerate(causes, start=1)]
