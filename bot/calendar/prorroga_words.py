"""Prórrogas: asked by a UR, decided by IMPLAN."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.buttons.prorrogas import DecideProrroga
from bot.kit.callbacks import pack
from domain.calendar.prorroga_messages import (
    NoProrrogas,
    ProrrogaAsked,
    ProrrogaDecided,
    ProrrogaFacts,
    ProrrogaNotTaken,
    ProrrogaRequest,
)
from domain.calendar.prorrogas import Verdict
from domain.kit.dialogues.messages import FormQuestion
from texts.kit.formats import LONGEST_NAME, count, day, escape, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

LONGEST_REASON = 180

PROBLEMS = {
    "reception_closed": (
        "La recepción del {period} de {code} terminó el {day} y ya no se puede pedir prórroga. "
        "Lo que falte se recibe como extemporáneo, mientras el IMPLAN no cierre el trimestre: "
        "/pendientes {period}"
    ),
    "shut": (
        "El IMPLAN cerró el {period} el {day} y ya no se puede pedir prórroga. "
        "Si {code} debe entregar algo, pida al IMPLAN que lo reabra."
    ),
    "sent": (
        "La entrega de {code} del {period} ya se envió y está en revisión desde el {day}: no hay nada que "
        "aplazar. Para ver cómo va: /entrega {code} {period}"
    ),
    "accepted": (
        "La entrega de {code} del {period} se aceptó el {day}: no hay nada que aplazar. "
        "Para ver cómo quedó: /entrega {code} {period}"
    ),
    "complete": (
        "{code} tiene completo el {period}: no hay nada que aplazar. "
        "Para ver cómo quedó: /estado {code} {period}"
    ),
    "awaited": (
        "Ya hay una prórroga de {code} para el {period}, pedida{by} el {day}. "
        "El IMPLAN la resuelve y aquí se le avisa."
    ),
    "past": "El día pedido, {day}, ya pasó. Conceda otros días a {code} para el {period}.",
    "none_awaited": "{code} no tiene prórrogas por decidir. Para ver las que hay: /prorrogas",
}
"""Why a prórroga cannot be asked for, or not be granted so."""

REFUSALS = {
    "days_not_understood": "No entendí «{said}». Escriba cuántos días hábiles o la fecha, como: 3 o 3/10",
    "days_none": "Escriba al menos un día hábil, por ejemplo: 3",
    "days_too_many": "«{said}» pasa de 20 días hábiles. Escriba menos, por ejemplo: 5",
    "day_not_later": "«{said}» no es posterior. Escriba un día después de esa fecha, o cuántos días: 3",
    "day_not_worked": "«{said}» no es día hábil. Escriba otro día, o cuántos días hábiles: 3",
    "oficio_not_read": (
        "En «{said}» no hay número de oficio. Escríbalo completo, por ejemplo: SP/112/2025. "
        "Si no lo tiene, toque Omitir."
    ),
    "prorroga_reception_closed": "La recepción de «{said}» ya terminó. Elija otra UR o toque Cancelar.",
    "prorroga_shut": "El IMPLAN ya cerró ese trimestre. Elija otra UR o toque Cancelar.",
    "prorroga_sent": "La entrega de «{said}» ya se envió. Elija otra UR o toque Cancelar.",
    "prorroga_accepted": "La entrega de «{said}» ya se aceptó. Elija otra UR o toque Cancelar.",
    "prorroga_complete": "«{said}» ya tiene completo ese trimestre. Elija otra UR o toque Cancelar.",
    "prorroga_awaited": "«{said}» ya tiene una prórroga por decidir. Elija otra UR o toque Cancelar.",
    "prorroga_no_programme": "«{said}» no tiene programa ese año. Elija otra UR o toque Cancelar.",
}


@words(ProrrogaAsked)
def asked(said: ProrrogaAsked) -> Message:
    facts = said.facts
    return Message(
        f"<b>Prórroga pedida</b> · {escape(facts.unit_code)} · {facts.period}\n"
        f"{_days(facts.days)}: hasta el {day(facts.until_on)}.\n\n"
        f"La decide el IMPLAN y aquí se le avisa. Mientras tanto, el límite sigue: {day(facts.due_on)}."
    )


@words(ProrrogaRequest)
def request(said: ProrrogaRequest) -> Message:
    facts = said.facts
    code, name = escape(facts.unit_code), escape(shorten(facts.unit_name, LONGEST_NAME))
    oficio = f"\nOficio: {escape(shorten(facts.oficio, LONGEST_NAME))}" if facts.oficio else "\nSin oficio."
    text = (
        f"<b>Prórroga por decidir</b>\n{code} · {name} · {facts.period}\n"
        f"{escape(shorten(facts.by, LONGEST_NAME))} solicita {_days(facts.days)}: "
        f"del {day(facts.due_on)} al {day(facts.until_on)}.\n"
        f"Motivo: «{escape(shorten(facts.reason, LONGEST_REASON))}»{oficio}\n{_delivered(facts)}\n"
        f"También puede escribir: /prorrogas {code} conceder"
    )
    return Message(text, ((_grant(facts), _button("Negar", facts, Verdict.REFUSE)), (_others(facts),)))


def _delivered(facts: ProrrogaFacts) -> str:
    if facts.delivered_on is None:
        return ""
    return f"Ya envió su entrega ({day(facts.delivered_on)}): nada que aplazar.\n"


@words(ProrrogaDecided)
def decided(said: ProrrogaDecided) -> Message:
    where = f"{escape(said.unit_code)} · {said.period}"
    by = escape(shorten(said.by, LONGEST_NAME)) if said.by else "el IMPLAN"
    late = "Esta prórroga ya se había decidido.\n" if said.is_late else ""
    if said.until_on is None:
        reason = f"\nMotivo: «{escape(shorten(said.text, LONGEST_REASON))}»" if said.text else ""
        limit = f"\nEl límite no cambia. Lo que falta: /pendientes {said.period}"
        return Message(f"{late}<b>Prórroga negada</b> · {where}\nLa decidió {by}.{reason}{limit}")
    return Message(
        f"{late}<b>Prórroga concedida</b> · {where}\n"
        f"Nuevo límite: {day(said.until_on)} ({_days(said.days)} más). La decidió {by}.\n\n"
        "Los recordatorios siguen la nueva fecha. Al pasar ese día, la prórroga termina sola."
    )


@words(ProrrogaNotTaken)
def not_taken(said: ProrrogaNotTaken) -> Message:
    on = day(said.day) if said.day else ""
    by = f" por {escape(shorten(said.by, LONGEST_NAME))}" if said.by else ""
    problem = PROBLEMS[said.problem]
    return Message(problem.format(code=escape(said.unit_code), period=said.period, day=on, by=by))


@words(NoProrrogas)
def none_awaited(_: NoProrrogas) -> Message:
    return Message("No hay prórrogas por decidir.")


def question_unit(asked_: FormQuestion) -> str:
    return f"Prórroga del {asked_.subject['period']}.\n¿De qué UR?"


def question_days(asked_: FormQuestion) -> str:
    unit = escape(asked_.answers.get("unit", asked_.unit_code))
    return (
        f"<b>Prórroga</b> · {unit} · {asked_.subject['period']}\n"
        "¿Cuántos días hábiles necesita? Toque una opción, o escriba el número o el día."
    )


def question_reason(_: FormQuestion) -> str:
    return "¿Por qué la necesita? Dígalo en una frase: la lee el IMPLAN."


def question_oficio(_: FormQuestion) -> str:
    return "¿Con qué oficio la solicita? Escriba número y fecha, como: SP/112/2025 del 26 de septiembre."


def question_refusal(asked_: FormQuestion) -> str:
    return (
        f"<b>Negar la prórroga</b> · {escape(asked_.unit_code)} · {asked_.subject['period']}\n"
        "¿Por qué? La UR lo va a leer."
    )


def question_other_days(asked_: FormQuestion) -> str:
    due_on = day(date.fromisoformat(asked_.subject["due_on"]))
    wanted = _days(int(asked_.subject["days"]))
    return (
        f"<b>Conceder otros días</b> · {escape(asked_.unit_code)} · {asked_.subject['period']}\n"
        f"Solicita {wanted}; el límite es el {due_on}.\n"
        "¿Cuántos días hábiles concede? Toque una opción, o escriba el número o el día."
    )


QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "prorroga": {
        "unit": question_unit,
        "days": question_days,
        "reason": question_reason,
        "oficio": question_oficio,
    },
    "prorroga_refusal": {"reason": question_refusal},
    "prorroga_days": {"days": question_other_days},
}


def _days(amount: int) -> str:
    return count(amount, "día hábil", "días hábiles")


def _grant(facts: ProrrogaFacts) -> Button:
    return _button("Conceder", facts, Verdict.GRANT)


def _others(facts: ProrrogaFacts) -> Button:
    return _button("Conceder otros días", facts, Verdict.OTHER_DAYS)


def _button(label: str, facts: ProrrogaFacts, verdict: Verdict) -> Button:
    return Button(label, pack(DecideProrroga(facts.id, verdict)))
