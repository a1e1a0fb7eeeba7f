"""Welcome, invitations and strangers."""

from domain.kit.access import Role
from domain.people.invitations import InvitationProblem
from domain.people.welcome_messages import InvitationRefused, Stranger, TooFast, Unhandled, Welcome
from texts.kit.formats import LONGEST_NAME, day, escape, joined, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words

ROLE_WORDS = {
    Role.ENLACE: "enlace",
    Role.TITULAR: "titular",
    Role.IMPLAN: "personal del IMPLAN",
    Role.CONSULTA: "persona que consulta todas las UR",
}

INVITATION_PROBLEMS = {
    InvitationProblem.UNKNOWN: (
        "No hay una invitación con ese enlace. Ábralo completo, como se lo mandaron; si no entra, "
        "pida otro al IMPLAN."
    ),
    InvitationProblem.USED: "Esta invitación ya no sirve: se usó. Si no fue usted, pida otra al IMPLAN.",
    InvitationProblem.EXPIRED: "Esta invitación ya no sirve: venció. Si la necesita, pida otra al IMPLAN.",
    InvitationProblem.WITHDRAWN: "Esta invitación ya no sirve: se retiró. Si debe entrar, escriba al IMPLAN.",
    InvitationProblem.REPLACED: (
        "Esta invitación ya no sirve: hay otra más reciente. Abra el último enlace que le mandaron; "
        "si no lo tiene, pídalo al IMPLAN."
    ),
    InvitationProblem.OWN_PLACE: (
        "Esta invitación es para {name}, que toma el lugar de usted. Reenvíele el mensaje; "
        "mientras no la use, usted sigue como enlace."
    ),
}
"""Why an invitation link is refused."""


@words(Stranger)
def stranger(_: Stranger) -> Message:
    return Message(
        "Este bot es para personal del municipio con invitación. Si la necesita, pídala al IMPLAN."
    )


@words(InvitationRefused)
def invitation_refused(said: InvitationRefused) -> Message:
    if said.is_theirs:
        return Message("Usted ya entró con esta invitación. Para ver qué puede hacer: /ayuda")
    return Message(INVITATION_PROBLEMS[said.problem].format(name=escape(shorten(said.name, LONGEST_NAME))))


@words(TooFast)
def too_fast(_: TooFast) -> Message:
    return Message(
        "Llegaron muchos mensajes seguidos. Ninguno se pierde: se atienden en orden, uno tras otro. "
        "Espere las respuestas antes de escribir más."
    )


@words(Unhandled)
def unhandled(said: Unhandled) -> Message:
    when = f"el {day(said.sent_at)}, {said.sent_at:%H:%M} h,"
    return Message(
        f"Lo que envió {when} no se pudo atender y no se guardó nada de ello. "
        "Si era un archivo, envíelo en otro formato: PDF o foto. Si era texto, escríbalo de otra manera. "
        "Si vuelve a pasar, avise al IMPLAN."
    )


@words(Welcome)
def welcome(said: Welcome) -> Message:
    roles = joined([_role(*each) for each in said.roles])
    name, first = shorten(said.name, LONGEST_NAME), said.roles[0][0]
    return Message(f"Hola, {escape(name)}. Usted entra como {roles}.\n\n{_NEXT[first]}")


def _role(role: Role, unit_code: str, unit_name: str) -> str:
    unit = f" de {unit_code} {shorten(unit_name, LONGEST_NAME)}" if unit_code else ""
    return escape(f"{ROLE_WORDS[role]}{unit}")


_NEXT = {
    Role.ENLACE: "Le avisaré antes de cada cierre solo de lo que falte. Para ver qué falta hoy: /pendientes",
    Role.TITULAR: "Le aviso cuando la entrega espere su Vo. Bo. Para ver cómo va el informe: /estado",
    Role.IMPLAN: "Cada día hábil recibirá las brechas. Para verlas ahora: /resumen",
    Role.CONSULTA: "Cada semana recibirá cómo van todas. Para ver una UR escriba, por ejemplo: /estado 402",
}
