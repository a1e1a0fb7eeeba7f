"""Nudges: who was reminded, who could not be, and whether to repeat."""

from collections.abc import Sequence
from datetime import datetime

from bot.buttons.reminders import Nudge
from bot.kit.callbacks import pack
from domain.reminders.messages import NudgedAll, NudgeMade, NudgeNotMade, NudgeRepeated
from texts.kit.formats import LONGEST_NAME, count, day, escape, joined, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

MOST_NAMED = 8
"""URs or people named one by one."""

PROBLEMS = {
    "which": "¿De qué UR? Escriba su código, como: /recordar 402",
    "nothing_owed": "{unit} no debe nada del {period}. Para ver su informe: /estado {unit} {period}",
    "shut": "El {period} ya está cerrado para {unit}. Si debe entregar algo: /reabrir {unit} {period}",
    "nobody": "{unit} no tiene enlace registrado. Invite a alguien: /personas {unit}",
    "too_early": (
        "El {period} de {unit} aún no se recuerda: su límite está lejos. Para verlo: /estado {unit} {period}"
    ),
    "all_complete": "Ninguna UR debe nada del {period}. Para ver el resumen: /resumen {period}",
}
"""Why nobody was nudged."""
TO_TITULAR = {
    "shut": (
        "El {period} ya está cerrado para {unit}. Si debe entregar algo, pida al IMPLAN que reabra la UR."
    ),
    "nobody": "{unit} no tiene enlace registrado. Pida al IMPLAN que invite a alguien.",
}
"""The same to a titular, who can neither reopen nor invite."""


@words(NudgeMade)
def made(said: NudgeMade) -> Message:
    where = f"<b>{escape(said.unit_code)}</b> · {said.period}"
    lost = _names(said.unreachable)
    if not said.reached:
        other = "cambie al enlace: /relevo" if said.by_titular else "invite a otra persona: /personas"
        text = f"No se pudo escribir a {lost}: no hay cómo localizarle aquí."
        return Message(f"{where}\n{text}\n\nLlame a la UR, o {other} {escape(said.unit_code)}")
    whom = f"{_names(said.reached)}{', como suplente' if said.as_suplentes else ''}"
    text = f"Se le recordó lo que falta a {whom}."
    if said.later:
        text = f"Se le recordará {_later(said.later)} lo que falte a {whom}."
    missed = f"\nNo hemos podido localizar a {lost}." if lost else ""
    return Message(f"{where}\n{text}{missed}")


@words(NudgeRepeated)
def repeated(said: NudgeRepeated) -> Message:
    once_more = Button("Recordar otra vez", pack(Nudge(said.unit_code, said.period, said.count)))
    text = f"Hoy a las {_hour(said.at)} ya se pidió recordar a {escape(said.unit_code)}. ¿Otra vez?"
    return Message(text, ((once_more,),))


@words(NudgeNotMade)
def not_made(said: NudgeNotMade) -> Message:
    problems = {**PROBLEMS, **TO_TITULAR} if said.by_titular else PROBLEMS
    return Message(problems[said.problem].format(unit=escape(said.unit_code), period=said.period))


@words(NudgedAll)
def made_all(said: NudgedAll) -> Message:
    whom = "titulares" if said.to_titulares else "enlaces"
    lines = [f"<b>Recordatorio a {whom}</b> · {said.period}", _reached(said)]
    if said.later:
        lines.append(f"Sale {_later(said.later)}.")
    if said.today_already:
        lines.append(f"Hoy ya se había pedido para: {_listed(said.today_already)}.")
    if said.unreachable:
        whose = "Sin titular localizable" if said.to_titulares else "Sin enlace localizable"
        lines.append(f"{whose}: {_listed(said.unreachable)}.")
    return Message("\n".join(lines))


def _reached(said: NudgedAll) -> str:
    if not said.units:
        return "No se escribió a nadie."
    people = count(said.people, "persona", "personas")
    wrote = "Se escribirá" if said.later else "Se escribió"
    return f"{wrote} a {people} de {count(len(said.units), 'UR', 'UR')}: {_listed(said.units)}."


def _listed(codes: Sequence[str]) -> str:
    if len(codes) <= MOST_NAMED:
        return escape(joined(codes))
    return f"{escape(', '.join(codes[:MOST_NAMED]))} y {len(codes) - MOST_NAMED} más"


def _names(people: Sequence[str]) -> str:
    named = [escape(shorten(each, LONGEST_NAME)) for each in people[:MOST_NAMED]]
    more = len(people) - MOST_NAMED
    return joined(named if more <= 0 else [*named, f"{more} más"])


def _later(at: datetime) -> str:
    return f"el {day(at.date())} a las {_hour(at)}"


def _hour(value: datetime) -> str:
    return f"{value.hour}:{value:%M}"
