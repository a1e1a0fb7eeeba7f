"""Who may talk to Puntual and what it tells them about itself."""

import hashlib

from bot.rendering import Menu, Message
from bot.texts.formats import LONGEST_NAME, day, escape, joined, shorten
from bot.texts.wording import words
from domain.access import TABLE, Action, Role
from domain.invitations import InvitationProblem
from domain.messages.people import CommandMenu, InvitationRefused, Stranger, TooFast, Unhandled, Welcome
from domain.papers import PAPERS

ROLE_WORDS = {
    Role.ENLACE: "enlace",
    Role.TITULAR: "titular",
    Role.IMPLAN: "personal del IMPLAN",
    Role.CONSULTA: "persona que consulta todas las UR",
}

MENU: dict[str, tuple[str, Action]] = {
    "pendientes": ("Ver qué falta", Action.SEE_PENDING),
    "capturar": ("Capturar un indicador", Action.CAPTURE),
    "plantilla": ("Llenar el trimestre en Excel", Action.GET_TEMPLATE),
    "enviar": ("Enviar la entrega", Action.SEND_ENTREGA),
    "entrega": ("Ver en qué va la entrega", Action.SEE_ENTREGA),
    "estado": ("Ver cómo va el informe", Action.SEE_STATUS),
    "resumen": ("Ver las brechas de todas las UR", Action.SEE_SUMMARY),
    "simular": ("Ensayar quién recibiría qué", Action.SIMULATE),
    "prorroga": ("Pedir más días", Action.ASK_PRORROGA),
    "prorrogas": ("Resolver las prórrogas pedidas", Action.DECIDE_PRORROGA),
    "cerrar": ("Cerrar un trimestre", Action.CLOSE_PERIOD),
    "reabrir": ("Reabrir el trimestre a una UR", Action.CLOSE_PERIOD),
    "calendario": ("Ver las fechas y llevarlas al teléfono", Action.SEE_CALENDAR),
    "inhabiles": ("Ver los días inhábiles", Action.SEE_CALENDAR),
    "horario": ("Elegir a qué hora recibe recordatorios", Action.SET_HOURS),
    "escalera": ("Ver y cambiar cuándo se recuerda", Action.CHANGE_CALENDAR),
    **{paper.command: (f"Recibir {paper.in_chat}", paper.action) for paper in PAPERS.values()},
    "historial": ("Ver quién cambió qué", Action.SEE_HISTORY),
    "verificar": ("Comprobar un acuse", Action.VERIFY_ACUSE),
    "personas": ("Ver personas, invitar y revocar", Action.ADMINISTER),
    "unidades": ("Ver las UR y sus programas", Action.ADMINISTER),
    "metas": ("Ver y reprogramar metas", Action.ADMINISTER),
    "umbrales": ("Ver y cambiar los colores", Action.ADMINISTER),
    "variables": ("Ver y decidir qué se cuenta", Action.ADMINISTER),
    "causas": ("Ver y cambiar las causas", Action.ADMINISTER),
    "recordar": ("Recordar lo que falta", Action.NUDGE),
    "reasignaciones": ("Responder «No me corresponde»", Action.DECIDE_REASSIGNMENT),
    "posponer": ("Recibir después el recordatorio", Action.PUT_OFF_REMINDER),
    "relevo": ("Dejar su lugar a otra persona", Action.HAND_OVER),
    "cancelar": ("Dejar la pregunta abierta", Action.SEE_HELP),
    "ayuda": ("Qué puede hacer aquí", Action.SEE_HELP),
}
"""Command → what the menu says of it, and the action whose roles see it; in the order of the menu."""

UNOFFERED = {"horario": frozenset({Role.CONSULTA})}
"""Roles to which a command is of no use, though it is allowed: whoever only reads is not reminded."""

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
"""Why a link lets nobody in."""

COMMANDS: dict[str, tuple[str, frozenset[Role]]] = {
    name: (words, frozenset(TABLE[action]) - UNOFFERED.get(name, frozenset()))
    for name, (words, action) in MENU.items()
}


def edition() -> str:
    """Return a name that changes whenever a command or its words change."""
    words = repr([(name, text, sorted(roles)) for name, (text, roles) in COMMANDS.items()])
    return hashlib.sha256(words.encode()).hexdigest()[:8]


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


@words(CommandMenu)
def menu(said: CommandMenu) -> Menu:
    return Menu(tuple((name, words) for name, (words, roles) in COMMANDS.items() if roles & set(said.roles)))


def _role(role: Role, unit_code: str, unit_name: str) -> str:
    unit = f" de {unit_code} {shorten(unit_name, LONGEST_NAME)}" if unit_code else ""
    return escape(f"{ROLE_WORDS[role]}{unit}")


_NEXT = {
    Role.ENLACE: "Le avisaré antes de cada cierre solo de lo que falte. Para ver qué falta hoy: /pendientes",
    Role.TITULAR: "Le aviso cuando la entrega espere su Vo. Bo. Para ver cómo va el informe: /estado",
    Role.IMPLAN: "Cada día hábil recibirá las brechas. Para verlas ahora: /resumen",
    Role.CONSULTA: "Cada semana recibirá cómo van todas. Para ver una UR escriba, por ejemplo: /estado 402",
}
