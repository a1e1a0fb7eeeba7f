"""An enlace hands a UR over to another one."""

from collections.abc import Callable, Mapping

from bot.rendering import Message
from bot.texts.formats import LONGEST_NAME, escape, percent, shorten
from domain.messages import FormQuestion, HandedOver, HandoverNotTaken, MovedDraft, TakenOver

LONGEST_REASON = 180

PROBLEMS = {
    "no_enlace": "{code} no tiene enlace registrado. La invitación la da el IMPLAN.",
    "gone": "Esa persona ya no es enlace de {code}. Empiece de nuevo: /relevo",
}
"""Why a UR cannot be handed over."""

REFUSALS = {
    "handover_no_enlace": "«{said}» no tiene enlace registrado. Elija otra UR o toque Cancelar.",
}

OPTIONS = {
    "new": "Otra persona, con invitación",
    "leave": "Deja la UR",
    "stay": "Queda como suplente",
}


def handed_over(said: HandedOver) -> Message:
    leaver, successor = (escape(shorten(each, LONGEST_NAME)) for each in (said.leaver, said.successor))
    head = f"<b>Relevo</b> · {escape(said.unit_code)} · {escape(shorten(said.unit_name, LONGEST_NAME))}"
    who = "Usted" if said.is_own else leaver
    if said.is_invited:
        first = f"{who} entrega la UR a {successor}, en cuanto use su invitación."
    else:
        first = f"{who} entrega la UR a {successor}, desde hoy."
    rest = "queda como suplente" if said.stays else "ya no captura ni recibe avisos de esa UR"
    after = f"{who} {rest}."
    reason = escape(shorten(said.reason, LONGEST_REASON))
    return Message(f"{head}\n{first} {after}\nMotivo: «{reason}»")


def taken_over(said: TakenOver) -> Message:
    name = escape(shorten(said.unit_name, LONGEST_NAME))
    text = (
        f"<b>Relevo</b> · {escape(said.unit_code)} · {name}\n"
        f"Desde hoy usted captura esta UR. Se la entrega {escape(shorten(said.leaver, LONGEST_NAME))}.\n"
        f"Motivo: «{escape(shorten(said.reason, LONGEST_REASON))}»\n\n"
    )
    if said.draft is None:
        return Message(f"{text}Lo que falta: /pendientes")
    return Message(f"{text}{_draft(said.draft)}")


def not_taken(said: HandoverNotTaken) -> Message:
    return Message(PROBLEMS[said.problem].format(code=escape(said.unit_code)))


def question_unit(_: FormQuestion) -> str:
    return "<b>Relevo</b>\n¿De qué UR?"


def question_leaver(asked: FormQuestion) -> str:
    return f"<b>Relevo</b> · {_unit(asked)}\n¿Qué enlace entrega la UR?"


def question_successor(asked: FormQuestion) -> str:
    return f"<b>Relevo</b> · {_unit(asked)}\n¿Quién la toma, desde hoy?"


def question_name(_: FormQuestion) -> str:
    return "¿Cómo se llama? Escriba nombre y apellidos: le daré una invitación para esa persona."


def question_stays(_: FormQuestion) -> str:
    return "¿Quien entrega deja la UR, o queda como suplente?"


def question_reason(_: FormQuestion) -> str:
    return "¿Por qué es el relevo? Por ejemplo: cambio de adscripción."


QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "handover": {
        "unit": question_unit,
        "leaver": question_leaver,
        "successor": question_successor,
        "name": question_name,
        "stays": question_stays,
        "reason": question_reason,
    },
}


def _draft(draft: MovedDraft) -> str:
    level = escape(draft.level)
    value = "" if draft.value is None else f" ({percent(draft.value)})"
    if draft.is_asked:
        return f"Quedó abierta la captura de {level}{value}: sigue aquí."
    return (
        f"Quedó sin guardar {level}{value}. Usted tiene otra pregunta abierta; al terminarla: "
        f"/capturar {level}"
    )


def _unit(asked: FormQuestion) -> str:
    return escape(asked.answers.get("unit", asked.unit_code))
