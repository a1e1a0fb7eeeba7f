"""What is said to whoever asks for help: the commands of a person's roles, by what they are for."""

from collections.abc import Iterator

from bot.rendering import Message
from bot.texts.formats import escape, shorten
from bot.texts.wording import words
from domain.access import TABLE, Role
from domain.messages.people import Help
from domain.papers import PAPERS, Reach

LONGEST_COMMAND = 32
"""Characters that Telegram allows a command."""

ENLACE, TITULAR = frozenset({Role.ENLACE}), frozenset({Role.TITULAR})
OWN = ENLACE | TITULAR
IMPLAN = frozenset({Role.IMPLAN})
ALL = IMPLAN | {Role.CONSULTA}

Lines = tuple[tuple[str, frozenset[Role]], ...]


def _documents() -> Iterator[tuple[str, frozenset[Role]]]:
    """Say each document there is to the roles that may have it; whoever sees all URs names one."""
    for paper in PAPERS.values():
        roles = frozenset(TABLE[paper.action])
        operands = "402 3T2025" if paper.reach is Reach.UNIT else "3T2025"
        yield f"/{paper.command} — {paper.in_chat}", roles & OWN
        yield f"/{paper.command} {operands} — {paper.in_chat}", roles & ALL


GROUPS: tuple[tuple[str, Lines], ...] = (
    (
        "Capturar",
        (
            ("/pendientes — qué falta y para cuándo", OWN),
            ("/capturar — dar un valor y su oficio", ENLACE),
            ("corregir 7.1 — cambiar lo que ya dio", ENLACE),
            ("/posponer mañana — recibir después el recordatorio", OWN),
            ("no me corresponde 7.1 — avisar que no es suyo", ENLACE),
            ("/plantilla — llenar el trimestre en Excel y enviarlo aquí", ENLACE),
        ),
    ),
    (
        "Entregar",
        (
            ("/enviar — entregar el trimestre, con lo que falte a la vista", ENLACE),
            ("/entrega — en qué va la entrega", ENLACE),
            ("/entrega — dar el Vo. Bo. o devolverla", TITULAR),
            ("/prorroga — pedir más días", OWN),
            ("/relevo — dejar su lugar a otra persona", OWN),
            ("/recordar — recordar al enlace lo que falta", TITULAR),
        ),
    ),
    (
        "Recibir",
        (
            ("/resumen — brechas; también /resumen todas, imagen o excel", IMPLAN),
            ("/simular 24 sep — quién recibiría qué ese día, sin enviar nada", IMPLAN),
            ("/entrega — las entregas; /entrega 402, aceptar u observar", IMPLAN),
            ("/recordar 402 — recordar a una UR; /recordar todas, o titulares", IMPLAN),
            ("/prorrogas — resolver las pedidas", IMPLAN),
            ("/reasignaciones — responder «No me corresponde»", IMPLAN),
            ("/cerrar 3T2025 — cerrar el trimestre", IMPLAN),
            ("/reabrir 402 3T2025 — abrirlo a una UR", IMPLAN),
            ("/plantilla 402 — el libro de una UR", IMPLAN),
        ),
    ),
    (
        "Consultar",
        (
            ("/estado — cómo va su UR; /estado 2T2025, otro trimestre", OWN),
            ("/estado — todas; /estado 402, particular, PP 8 o eje 3", ALL),
            ("/calendario — las fechas, con un archivo para su teléfono", frozenset(Role)),
            ("/horario 10:00 a 15:00 — cuándo recibir recordatorios", OWN | IMPLAN),
            ("/historial — quién cambió qué y por qué", OWN),
            ("/historial 402 3T2025 — quién cambió qué", ALL),
            ("/verificar CÓDIGO — si un acuse es auténtico", frozenset(Role)),
            ("/ayuda ¿su pregunta? — la responde el IMPLAN", OWN),
            ("/cancelar — dejar la pregunta abierta sin guardar", OWN | IMPLAN),
        ),
    ),
    ("Documentos", tuple(_documents())),
    (
        "Administrar",
        (
            ("/personas — quién entra; invitar y revocar", IMPLAN),
            ("/unidades — las UR; cambiar un nombre", IMPLAN),
            ("/metas 402 — ver, reprogramar, confirmar; enviar aquí la MIR", IMPLAN),
            ("/umbrales 402 — colores y preguntas", IMPLAN),
            ("/variables 402 — qué se cuenta: 302 de 1,440", IMPLAN),
            ("/causas — el catálogo de causas", IMPLAN),
            ("/atencion — registrar una llamada o visita", IMPLAN),
            ("/inhabiles — días que no se trabajan; enviar aquí la lista", IMPLAN),
            ("/escalera — qué días se recuerda", IMPLAN),
        ),
    ),
)
"""Title → the commands under it, each with the roles it is said to."""

CAPTURE = (
    "Para capturar bastan el porcentaje del trimestre y un oficio. "
    "Puede escribir o tocar los botones. Nada se guarda hasta que toque Guardar."
)


INLINE = (
    "En cualquier otro chat escriba @, el nombre de este bot y un código: muestra cómo va esa UR. "
    "Lo que ahí publique lo ven todos."
)


@words(Help)
def help_text(said: Help) -> Message:
    unknown = f"/{escape(shorten(said.unknown, LONGEST_COMMAND))}"
    meant = f" ¿Quiso escribir /{escape(said.meant)}?" if said.meant else ""
    parts = [f"No conozco {unknown}.{meant} Estos son los que hay:"] if said.unknown else []
    parts.append("<b>Qué puede hacer aquí</b>")
    for title, lines in GROUPS:
        theirs = [line for line, roles in lines if roles & set(said.roles)]
        if theirs:
            parts.append("\n".join([f"<b>{title}</b>", *dict.fromkeys(theirs)]))
    if Role.ENLACE in said.roles:
        parts.append(CAPTURE)
    parts.append(INLINE)
    return Message("\n\n".join(parts))
