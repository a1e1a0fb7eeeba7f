"""Who may talk to Puntual and what it tells them about itself."""

import hashlib

from bot.rendering import Menu, Message
from bot.texts.formats import LONGEST_NAME, escape, joined, shorten
from domain.access import Role
from domain.messages import CommandMenu, Help, InvitationRefused, Stranger, TooFast, Welcome

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
    "plantilla": ("Llenar el trimestre en Excel", frozenset({Role.ENLACE, Role.IMPLAN})),
    "verificar": ("Comprobar un acuse", frozenset(Role)),
    "cancelar": ("Dejar la captura abierta", frozenset({Role.ENLACE})),
    "ayuda": ("Qué puede hacer aquí", frozenset(Role)),
}
"""Command → what the menu says of it, and the roles that see it."""


def edition() -> str:
    """Return a name that changes whenever a command or its words change."""
    words = repr([(name, text, sorted(roles)) for name, (text, roles) in COMMANDS.items()])
    return hashlib.sha256(words.encode()).hexdigest()[:8]


OWN, ALL = frozenset({Role.ENLACE, Role.TITULAR}), frozenset({Role.IMPLAN, Role.CONSULTA})

EXAMPLES = (
    ("/pendientes — qué falta y para cuándo", frozenset({Role.ENLACE, Role.TITULAR})),
    ("/capturar — dar un valor y su oficio", frozenset({Role.ENLACE})),
    ("/cancelar — dejar la captura abierta sin guardar", frozenset({Role.ENLACE})),
    ("/estado — cómo va su UR; /estado 2T2025, otro trimestre", OWN),
    ("/estado — todas las UR; /estado 402, una; /estado 402 2T2025, otro trimestre", ALL),
    ("/resumen — brechas de todas las UR; /resumen todas, sin recortes", frozenset({Role.IMPLAN})),
    ("/plantilla — llenar el trimestre en Excel y enviarlo aquí", frozenset({Role.ENLACE})),
    ("/plantilla 402 — el libro de una UR, para leer", frozenset({Role.IMPLAN})),
    ("/verificar K7Q2M-9X34T — ver si un acuse es auténtico", frozenset(Role)),
)
"""What /ayuda says of each command, and the roles it says it to."""


def stranger(_: Stranger) -> Message:
    return Message(
        "Este bot es para personal del municipio con invitación. Si la necesita, pídala al IMPLAN."
    )


def invitation_refused(_: InvitationRefused) -> Message:
    return Message(
        "Esta invitación ya no sirve: se usó o venció. Si usted ya entró, siga con /ayuda. "
        "Si no, pida otra al IMPLAN."
    )


def too_fast(_: TooFast) -> Message:
    return Message(
        "Llegaron muchos mensajes seguidos y los últimos no se tomaron. "
        "Espere mis respuestas y siga desde la última pregunta."
    )


def welcome(said: Welcome) -> Message:
    roles = joined([_role(*each) for each in said.roles])
    name, first = shorten(said.name, LONGEST_NAME), said.roles[0][0]
    return Message(f"Hola, {escape(name)}. Usted entra como {roles}.\n\n{_NEXT[first]}")


def help_text(said: Help) -> Message:
    lines = [line for line, roles in EXAMPLES if roles & set(said.roles)]
    capture = ""
    if Role.ENLACE in said.roles:
        capture = (
            "\n\nPara capturar bastan el porcentaje del trimestre y un oficio. "
            "Puede escribir o tocar los botones. Nada se guarda hasta que toque Guardar."
        )
    return Message("\n".join(["<b>Qué puede hacer aquí</b>", *lines]) + capture)


def menu(said: CommandMenu) -> Menu:
    return Menu(tuple((name, words) for name, (words, roles) in COMMANDS.items() if roles & set(said.roles)))


def _role(role: Role, unit_code: str, unit_name: str) -> str:
    unit = f" de {unit_code} {shorten(unit_name, LONGEST_NAME)}" if unit_code else ""
    return escape(f"{ROLE_WORDS[role]}{unit}")


_NEXT = {
    Role.ENLACE: "Le avisaré antes de cada cierre solo de lo que falte. Para ver qué falta hoy: /pendientes",
    Role.TITULAR: "Para ver cómo va el informe de su UR: /estado",
    Role.IMPLAN: "Cada día hábil recibirá las brechas. Para verlas ahora: /resumen",
    Role.CONSULTA: "Para ver una UR escriba su código, por ejemplo: /estado 402",
}
