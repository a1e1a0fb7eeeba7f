"""Closing a quarter, and reopening it for one UR."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from domain.calendar.closing_messages import (
    AboutClosing,
    ClosingNotTaken,
    MissingCount,
    PeriodClosed,
    PeriodShut,
    UnitReopened,
    UnsavedValue,
)
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.next_steps import UNSENT, WITH_REVIEWERS, NextStep
from texts.kit.formats import LONGEST_NAME, count, day, escape, fitted, joined, percent, shorten
from texts.kit.hints import A_QUARTER, A_UNIT
from texts.kit.rendering import Message
from texts.kit.unsaved import unsaved_by_unit
from texts.kit.wording import words

SHOWN = 15
"""URs named one by one; the rest are counted, and /resumen todas names them."""
LONGEST_REASON = 180

PROBLEMS = {
    "closed": "El {period} ya se cerró el {day}. Para que una UR entregue algo: /reabrir 402 {period}",
    "nothing": "Del {period} no hay programas registrados y no hay qué cerrar. Por ejemplo: /cerrar 3T2025",
    "which": "Escriba la UR y el trimestre que reabre, por ejemplo: /reabrir {example}",
    "not_closed": "El {period} no está cerrado: {code} todavía puede capturar y enviar.",
    "not_closed_given_back": (
        "El {period} no está cerrado. La entrega de {code} volvió el {day}: la UR puede atender lo observado "
        "y enviarla otra vez."
    ),
    "not_closed_answered": (
        "El {period} no está cerrado. La entrega de {code} volvió el {day} y la UR ya atendió lo observado: "
        "puede enviarla otra vez."
    ),
    "not_closed_sent": (
        "El {period} no está cerrado, pero {code} ya envió su entrega y no la puede cambiar. "
        "Para que la cambie, obsérvela: /entrega {code} {period}"
    ),
    "not_closed_accepted": (
        "La entrega de {code} del {period} se aceptó el {day}. Solo cambia con una corrección que pida la UR."
    ),
    "not_begun": "El {period} empieza el {day}: la entrega de {code} se recibe desde ese día.",
    "no_programme": "{code} no tiene programa en el {period} y no hay qué reabrir.",
    "shut": (
        "El IMPLAN cerró el {period} el {day}: la entrega de {code} ya no se puede enviar. "
        "Si debe entregarla, pida al IMPLAN que reabra su UR."
    ),
}
"""Why a quarter cannot be closed or reopened, or a report not be sent."""


@words(PeriodClosed)
def closed(said: PeriodClosed) -> Message:
    by = f"por {escape(shorten(said.by, LONGEST_NAME))}" if said.by else "en la fecha que se fijó"
    missing = _missing(said.missing, said.units, said.unsent)
    text = f"<b>{said.period} cerrado</b> el {day(said.day)} {by}.\n{missing}"
    example = next((escape(each) for each in (*(m.unit_code for m in said.missing), *said.unsent)), "402")
    return Message(
        f"{text}\n\nYa no se captura ni se recuerda nada de ese trimestre. "
        f"Para una excepción: /reabrir {example} {said.period}"
    )


@words(PeriodShut)
def shut(said: PeriodShut) -> Message:
    given = dict(said.open)
    lines = [_own(unit, given.get(unit.unit_code)) for unit in said.units]
    lines += [_lost(each) for each in said.unsaved]
    head = f"El IMPLAN cerró el <b>{said.period}</b> el {day(said.day)}."
    if not said.unsaved and all(not unit.gaps and not unit.is_unsent for unit in said.units):
        return Message("\n".join([head, *lines, "No tiene que hacer nada más."]))
    return Message(
        "\n".join([head, *lines, "", "Si debe entregar algo más, pida al IMPLAN que reabra su UR."])
    )


@words(UnitReopened)
def reopened(said: UnitReopened) -> Message:
    name = escape(shorten(said.unit_name, LONGEST_NAME))
    reason = escape(shorten(said.reason, LONGEST_REASON))
    text = (
        f"<b>{said.period} reabierto</b> para {escape(said.unit_code)} · {name}\n"
        f"Hasta el {day(said.until_on)}. Lo decidió {escape(shorten(said.by, LONGEST_NAME))}.\n"
        f"Motivo: «{reason}»"
    )
    if said.may_capture:
        return Message(f"{text}\n\n{_what_now(said)}")
    return Message(f"{text}\n\nAl pasar ese día se cierra solo.")


def _what_now(said: UnitReopened) -> str:
    """Say what the UR may do after the reopening."""
    if said.step in WITH_REVIEWERS:
        return f"La entrega ya se envió. Para pedir una corrección escriba: corregir 7.1 {said.period}"
    if said.step is NextStep.NOTHING:
        return f"No falta nada. Para ver el informe: /estado {escape(said.unit_code)} {said.period}"
    if said.step in UNSENT:
        return f"Solo falta enviar la entrega: /enviar {escape(said.unit_code)} {said.period}"
    what = "atender lo observado" if said.step is NextStep.ANSWER else "capturar lo que falta"
    return f"Para {what}: /capturar {said.period}"


@words(ClosingNotTaken)
def not_taken(said: ClosingNotTaken) -> Message:
    on = day(said.day) if said.day else ""
    code, period = escape(said.unit_code), said.period
    example = f"{code or A_UNIT} {period or A_QUARTER}"
    return Message(PROBLEMS[said.problem].format(code=code, period=period, day=on, example=example))


def question_confirm(asked: FormQuestion) -> str:
    about = AboutClosing.of(asked)
    lines = [f"<b>Cerrar el {about.period}</b>"]
    if about.due_on is not None:
        lines.append(f"El límite todavía no pasa: {day(about.due_on)}.")
    lines += [_missing(about.missing, about.units, about.unsent)]
    unsaved = unsaved_by_unit(about.unsaved)
    if unsaved:
        lines += ["Alguien lo captura ahora y no lo ha guardado:", *(f"• {each}" for each in unsaved)]
    given = [f"{escape(code)} (hasta el {day(on)})" for code, on in about.extended]
    if given:
        lines.append(f"Con prórroga, siguen abiertas hasta su fecha: {joined(given)}.")
    lines += ["", "Al cerrar, lo que falta queda como faltante y ya no se captura. ¿Lo cierra?"]
    return "\n".join(lines)


def question_reason(asked: FormQuestion) -> str:
    where = f"{escape(asked.unit_code)} · {asked.subject['period']}"
    return f"<b>Reabrir</b> · {where}\n¿Por qué se reabre? La UR lo va a leer."


def question_days(_: FormQuestion) -> str:
    return "¿Hasta cuándo? Toque una opción, o escriba cuántos días hábiles o el día."


QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "closing": {"confirm": question_confirm},
    "reopening": {"reason": question_reason, "days": question_days},
}


def _missing(missing: Iterable[MissingCount], units: int, unsent: Sequence[str] = ()) -> str:
    found = list(missing)
    whole = f"{count(units - len(found), 'UR completa', 'UR completas')} de {units}."
    if unsent:
        whole = f"{whole} Completas sin enviar: {_named(unsent)}."
    if not found:
        return whole if unsent else f"{whole} No falta nada."
    lines = [f"• {escape(each.unit_code)}: {_gaps(each)}" for each in found[:SHOWN]]
    more = [f"… y {len(found) - SHOWN} más: /resumen todas"] if len(found) > SHOWN else []
    return fitted([whole, "Queda como faltante:", *lines, *more])


def _named(codes: Sequence[str]) -> str:
    if len(codes) <= SHOWN:
        return escape(joined(codes))
    return f"{escape(', '.join(codes[:SHOWN]))} y {len(codes) - SHOWN} más"


def _own(unit: MissingCount, given: date | None) -> str:
    if given is not None:
        return f"• {escape(unit.unit_code)}: tiene prórroga y sigue abierta hasta el {day(given)}."
    if not unit.gaps:
        sent = ", pero no se envió" if unit.is_unsent else ""
        return f"• {escape(unit.unit_code)}: completa{sent}."
    return f"• {escape(unit.unit_code)}: {_gaps(unit)}; queda como faltante."


def _lost(each: UnsavedValue) -> str:
    what = f"{escape(each.level)} ({percent(each.value)})"
    return f"• Usted tenía sin guardar {what}, de {escape(each.unit_code)}: no entró."


def _gaps(each: MissingCount) -> str:
    verb = "falta" if each.gaps == 1 else "faltan"
    return f"{verb} {each.gaps} de {each.asked}"
