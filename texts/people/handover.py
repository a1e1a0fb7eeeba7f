"""An enlace hands a UR over to another one."""

from collections.abc import Callable, Mapping

from domain.kit.dialogues.messages import FormQuestion
from domain.people.handover_messages import (
    HandedOver,
    HandoverNotTaken,
    MovedDraft,
    RelevoEnded,
    RelevoOffered,
    TakenOver,
)
from domain.people.invitations import InvitationEnd
from texts.kit.formats import LONGEST_NAME, day, escape, percent, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words

LONGEST_REASON = 180

PROBLEMS = {
    "no_enlace": "{code} no tiene enlace registrado. La invitación la da el IMPLAN.",
    "gone": "Esa persona ya no es enlace de {code}. Empiece de nuevo: /relevo",
    "none_waits": "Esa invitación de {code} ya se usó, venció o se retiró: no hay qué retirar.",
}
"""Why a UR cannot be handed over."""

REFUSALS = {
    "handover_no_enlace": "«{said}» no tiene enlace registrado. Elija otra UR o toque Cancelar.",
}

OPTIONS = {
    "new": "Otra persona, con invitación",
    "withdraw": "Nadie: retirar la invitación",
    "leave": "Deja la UR",
    "stay": "Queda como suplente",
}


@words(HandedOver)
def handed_over(said: HandedOver) -> Message:
    leaver, successor = (escape(shorten(each, LONGEST_NAME)) for each in (said.leaver, said.successor))
    who = "Usted" if said.is_own else leaver
    rest = "queda como suplente" if said.stays else "ya no captura ni recibe avisos de esa UR"
    when = "en cuanto use su invitación" if said.is_invited else "desde hoy"
    first = f"{who} entrega la UR a {successor}, {when}. {who} {rest}."
    return Message(f"{_head(said.unit_code, said.unit_name)}\n{first}\n{_why(said.reason)}")


@words(RelevoOffered)
def offered(said: RelevoOffered) -> Message:
    leaver, successor = (escape(shorten(each, LONGEST_NAME)) for each in (said.leaver, said.successor))
    who, goes_on = ("Usted", "usted") if said.is_own else (leaver, leaver)
    then = "queda como suplente" if said.stays else "deja la UR"
    first = (
        f"{who} entrega la UR a {successor}, en cuanto use su invitación. "
        f"Entonces {goes_on} {then}; mientras tanto sigue como enlace."
    )
    until = f"La invitación vence el {day(said.until_on)}."
    if said.instead_of:
        until += f" La de {escape(shorten(said.instead_of, LONGEST_NAME))} ya no sirve."
    return Message(f"{_head(said.unit_code, said.unit_name)}\n{first}\n{until}\n{_why(said.reason)}")


@words(RelevoEnded)
def ended(said: RelevoEnded) -> Message:
    leaver, successor, by = (
        escape(shorten(each, LONGEST_NAME)) for each in (said.leaver, said.successor, said.by)
    )
    what = {
        InvitationEnd.WITHDRAWN: f"{by} retiró la invitación de {successor}."
        if by
        else f"Se retiró la invitación de {successor}.",
        InvitationEnd.REPLACED: f"La invitación de {successor} ya no sirve: hay otra más reciente.",
        InvitationEnd.EXPIRED: f"La invitación de {successor} venció sin usarse.",
    }[said.how]
    goes_on = f"{'Usted' if said.is_own else leaver} sigue como enlace." if said.goes_on else ""
    again = f"Para invitar a alguien más: /relevo {escape(said.unit_code)}" if said.may_arrange else ""
    text = " ".join(filter(None, (what, goes_on)))
    return Message("\n".join(filter(None, (_head(said.unit_code, said.unit_name), text, again))))


@words(TakenOver)
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


@words(HandoverNotTaken)
def not_taken(said: HandoverNotTaken) -> Message:
    return Message(PROBLEMS[said.problem].format(code=escape(said.unit_code)))


def question_unit(_: FormQuestion) -> str:
    return "<b>Relevo</b>\n¿De qué UR?"


def question_leaver(asked: FormQuestion) -> str:
    return f"<b>Relevo</b> · {_unit(asked)}\n¿Qué enlace entrega la UR?"


def question_successor(asked: FormQuestion) -> str:
    waiting = next((each.label for each in asked.options if each.value == "withdraw"), None)
    head = f"<b>Relevo</b> · {_unit(asked)}"
    if waiting is None:
        return f"{head}\n¿Quién la toma, desde hoy?"
    name = escape(shorten(waiting, LONGEST_NAME))
    return (
        f"{head}\nYa hay una invitación para {name}, que no la ha usado. Si la toma alguien más, "
        "esa deja de servir.\n¿Quién la toma?"
    )


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
        f"/capturar {level}{f' {draft.period}' if draft.period else ''}"
    )


def _unit(asked: FormQuestion) -> str:
    return escape(asked.answers.get("unit", asked.unit_code))


def _head(unit_code: str, unit_name: str) -> str:
    return f"<b>Relevo</b> · {escape(unit_code)} · {escape(shorten(unit_name, LONGEST_NAME))}"


def _why(reason: str) -> str:
    return f"Motivo: «{escape(shorten(reason, LONGEST_REASON))}»"
