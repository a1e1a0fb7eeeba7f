"""Who may talk to Puntual and what it tells them about itself."""

import hashlib

from bot.rendering import Menu, Message
from bot.texts.formats import escape, joined
from domain.access import Role
from domain.messages import CommandMenu, Help, InvitationRefused, Stranger, Welcome

ROLE_WORDS = {
    Role.ENLACE: "enlace",
    Role.TITULAR: "titular",
    Role.IMPLAN: "personal del IMPLAN",
    Role.CONSULTA: "persona con consulta de todas las UR",
}

COMMANDS: dict[str, tuple[str, frozenset[Role]]] = {
    "pendientes": ("Ver qué falta", frozenset({Role.ENLACE, Role.TITULAR, Role.IMPLAN})),
    "capturar": ("Capturar un indicador", frozenset({Role.ENLACE})),
    "estado": ("Ver cómo va el informe", frozenset(Role)),
    "resumen": ("Ver las brechas de todas las UR", frozenset({Role.IMPLAN})),
    "cancelar": ("Dejar la captura abierta", frozenset({Role.ENLACE})),
    "ayuda": ("Qué puede hacer aquí", frozenset(Role)),
}
"""Command → what the menu says of it, and the roles that see it."""


def edition() -> str:
    """Return a name that changes whenever a command or its words change."""
    words = repr([(name, text, sorted(roles)) for name, (text, roles) in COMMANDS.items()])
    return hashlib.sha256(words.encode()).hexdigest()[:8]


EXAMPLES = {
    "pendientes": "/pendientes — qué falta y para cuándo",
    "capturar": "/capturar — dar un valor y su oficio",
    "estado": "/estado 402 — cómo va una UR; /estado 402 3T2025, otro trimestre",
    "resumen": "/resumen — brechas de todas las UR",
    "cancelar": "/cancelar — dejar la captura abierta sin guardar",
}


def stranger(_: Stranger) -> Message:
    return Message(
        "Este bot es para personal del municipio con invitación. Si la necesita, pídala al IMPLAN."
    )


def invitation_refused(_: InvitationRefused) -> Message:
    return Message("Esta invitación ya no sirve: se usó o venció. Pida otra al IMPLAN.")


def welcome(said: Welcome) -> Message:
    roles = joined([_role(*each) for each in said.roles])
    first = said.roles[0][0] if said.roles else Role.CONSULTA
    return Message(f"Hola, {escape(said.name)}. Usted entra como {roles}.\n\n{_NEXT[first]}")


def help_text(said: Help) -> Message:
    lines = [line for command, line in EXAMPLES.items() if COMMANDS[command][1] & set(said.roles)]
    capture = ""
    if Role.ENLACE in said.roles:
        capture = (
            "\n\nPara capturar bastan el porcentaje del trimestre y un oficio. "
            "Puede escribir o tocar los botones; nada se guarda hasta que toque Guardar."
        )
    return Message("\n".join(["<b>Qué puede hacer aquí</b>", *lines]) + capture)


def menu(said: CommandMenu) -> Menu:
    return Menu(tuple((name, words) for name, (words, roles) in COMMANDS.items() if roles & set(said.roles)))


def _role(role: Role, unit_code: str, unit_name: str) -> str:
    unit = f" de {unit_code} {unit_name}" if unit_code else ""
    return escape(f"{ROLE_WORDS[role]}{unit}")


_NEXT = {
    Role.ENLACE: "Le avisaré antes de cada cierre solo de lo que falte. Para ver qué falta hoy: /pendientes",
    Role.TITULAR: "Para ver cómo va el informe de su UR: /estado",
    Role.IMPLAN: "Cada día hábil recibirá las brechas. Para verlas ahora: /resumen",
    Role.CONSULTA: "Para ver una UR escriba su código, por ejemplo: /estado 402",
}
