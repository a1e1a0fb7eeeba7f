"""The messages about a MIR workbook (faults, changes to confirm, import) and about doubtful numbers."""

from bot.buttons.people import AdminDialogue
from bot.people.list_words import deed_button, list_keyboard
from bot.people.words import goals
from domain.imports import messages as said
from texts.kit.formats import count, escape, fitted, joined, percent, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words


@words(said.MirRefused)
def mir_refused(told: said.MirRefused) -> Message:
    lines = [f"• {escape(shorten(place, 40))} — {escape(shorten(text, 120))}" for place, text in told.errors]
    if told.more:
        lines.append(f"… y {told.more} más")
    title = f"De {escape(shorten(told.name, 40))} no se cargó nada. Corrija y envíelo otra vez."
    return Message("\n".join([title, *lines]))


@words(said.MirPreview)
def mir_preview(told: said.MirPreview) -> Message:
    name = escape(shorten(told.name, 40))
    if told.is_nothing:
        return Message(f"El archivo {name} dice lo mismo que está registrado. No hay nada que cargar.")
    lines = [line for each in told.programmes for line in _mir_programme(each)]
    title = f"<b>{escape(f'Lo que cambiaría {shorten(told.name, 40)}')}</b>"
    return Message("\n".join([title, fitted(lines)]))


@words(said.MirLoaded)
def mir_loaded(told: said.MirLoaded) -> Message:
    units = escape(joined(told.units))
    return Message(f"Cargado {escape(shorten(told.name, 40))}. UR: {units}. Las metas de antes se conservan.")


@words(said.MirGone)
def mir_gone(_: said.MirGone) -> Message:
    return Message("Ese libro ya no es el último que envió. Envíelo otra vez.")


@words(said.NoDoubts)
def no_doubts(told: said.NoDoubts) -> Message:
    where = f" de {escape(told.unit_code)}" if told.unit_code else ""
    return Message(f"No hay números importados{where} por confirmar.")


@words(said.DoubtSettled)
def doubt_settled(told: said.DoubtSettled) -> Message:
    what = "meta" if told.is_goal else "valor"
    text = f"Confirmado: {escape(told.level)} · {told.period} · {what} {percent(told.value)}."
    if not told.left:
        return Message(f"{text} Ya no queda nada por confirmar en {escape(told.unit_code)}.")
    left = "Falta 1 número" if told.left == 1 else f"Faltan {told.left} números"
    keys = [deed_button(f"Confirmar {told.unit_code}", AdminDialogue.CONFIRM, told.unit_code)]
    return Message(f"{text} {left} de {escape(told.unit_code)}.", list_keyboard(keys, ()))


@words(said.DoubtGone)
def doubt_gone(told: said.DoubtGone) -> Message:
    return Message(f"Ese número de {escape(told.unit_code)} ya está confirmado. No cambió nada.")


def _mir_programme(programme: said.MirProgramme) -> list[str]:
    title = f"{programme.unit_code} · PP {programme.code} {programme.name}"
    amount = count(programme.indicators, "indicador", "indicadores")
    lines = [f"• {escape(shorten(title, 80))} — MIR {programme.year} · {amount}"]
    if programme.new:
        shown = escape(shorten(", ".join(programme.new), 120))
        lines.append(f"   nuevos — {len(programme.new)}: {shown}")
    lines += [f"   {escape(level)} — {goals(old)} → {goals(new)}" for level, old, new in programme.goals]
    if programme.described:
        lines.append(f"   nombres o descripciones — {programme.described}")
    return lines
