"""Arguments of the commands that run, fill, inspect and maintain the bot."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.words.spanish import add_command, port

if TYPE_CHECKING:
    from app.words.spanish import Parsers

ROLES = ("enlace", "titular", "implan", "consulta")
SHELLS = ("bash", "zsh", "fish", "tcsh")


def add_everyday(commands: "Parsers") -> None:
    add_command(commands, "migrate", "crea o actualiza las tablas de la base de datos")
    run = add_command(
        commands,
        "run",
        "pone el bot en marcha hasta que se le detenga",
        "Crea las tablas de una base vacía y se detiene limpio con Ctrl+C o SIGTERM.",
    )
    run.add_argument(
        "--take-over",
        action="store_true",
        help="si Telegram entrega en otra dirección, se la quita a quien la tiene",
    )
    add_command(commands, "demo", "representa un cierre de trimestre completo, sin Telegram")
    add_command(
        commands,
        "doctor",
        "revisa ajustes, base de datos, Telegram y personas sin contacto",
        "Termina con 1 si algo está mal.",
    )
    _add_import(commands)
    _add_access(commands)
    _add_clockwork(commands)
    _add_status(commands)
    _add_verify(commands)
    _add_evidence(commands)
    _add_copies(commands)
    _add_parked(commands)
    _add_tools(commands)


def _add_import(commands: "Parsers") -> None:
    parser = add_command(
        commands,
        "import",
        "importa informes trimestrales (texto, o los de Puntual) o una MIR",
        "Cada archivo entra entero o no entra.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="ARCHIVO", help="los archivos por importar")
    parser.add_argument(
        "--template", type=Path, metavar="ARCHIVO", help="escribe la plantilla XLSX de la MIR"
    )


def _add_access(commands: "Parsers") -> None:
    parser = add_command(
        commands,
        "invite",
        "crea una invitación de un solo uso",
        "Escribe el enlace que se envía a la persona.",
    )
    parser.add_argument("--role", required=True, choices=ROLES, help="qué será la persona")
    parser.add_argument("--unit", metavar="UR", help="código de la UR, por ejemplo 402")
    parser.add_argument("--name", required=True, metavar="NOMBRE", help="nombre de la persona")
    parser.add_argument("--suplente", action="store_true", help="enlace que suple al principal")
    revoke = add_command(commands, "revoke", "quita el acceso a una persona, o retira su invitación")
    revoke.add_argument("who", metavar="PERSONA", help="su nombre, o su número de Telegram")
    revoke.add_argument(
        "--invitation", action="store_true", help="solo retira las invitaciones que no ha usado"
    )
    revoke.add_argument("--reason", metavar="MOTIVO", help="queda en el historial")


def _add_clockwork(commands: "Parsers") -> None:
    tick = add_command(
        commands, "tick", "planea y envía ahora los avisos que toquen", "Repetirla no repite mensajes."
    )
    tick.add_argument(
        "name",
        choices=["reminders", "summary", "closings"],
        metavar="AVISO",
        help="reminders, los recordatorios; summary, el resumen; closings, los cierres con fecha",
    )
    tick.add_argument("--at", metavar="FECHA-HORA", help="como si fuera este instante (ISO-8601)")
    rehearse = add_command(commands, "rehearse", "muestra quién recibiría qué y por qué; no envía nada")
    rehearse.add_argument("day", nargs="*", metavar="DÍA", help="2025-09-24, 24 a 30 sep, 3T2025")


def _add_status(commands: "Parsers") -> None:
    parser = add_command(commands, "status", "muestra cómo va el informe de una UR")
    parser.add_argument("unit", metavar="UR", help="su código, por ejemplo 402")
    parser.add_argument("period", nargs="?", metavar="TRIMESTRE", help="por ejemplo 3T2025")
    parser.add_argument("--json", action="store_true", dest="as_json", help="como objeto JSON")


def _add_verify(commands: "Parsers") -> None:
    parser = add_command(
        commands,
        "verify",
        "revisa que un paquete de cierre siga como se hizo",
        "No necesita base de datos; termina con 1 si algo cambió.",
    )
    parser.add_argument("package", type=Path, metavar="PAQUETE.zip", help="el paquete por revisar")


def _add_evidence(commands: "Parsers") -> None:
    evidence = add_command(
        commands, "evidence", "lee las evidencias guardadas, dice cuáles cambiaron o faltan y las repara"
    )
    deeds = evidence.add_subparsers(dest="deed", required=True, title="qué", metavar="QUÉ")
    add_command(
        deeds,
        "verify",
        "lee todos los archivos y nombra los alterados y los que faltan",
        "Termina con 1 si hay alguno.",
    )
    repair = add_command(
        deeds,
        "repair",
        "toma de una copia los archivos alterados o que faltan",
        "Solo los que tienen la huella de cuando se guardaron; termina con 1 si queda alguno.",
    )
    repair.add_argument(
        "--from",
        dest="sources",
        type=Path,
        nargs="+",
        required=True,
        metavar="COPIA",
        help="un respaldo, un paquete de cierre o una carpeta de evidencias",
    )


def _add_copies(commands: "Parsers") -> None:
    backup = add_command(commands, "backup", "respalda la base de datos y las evidencias en un archivo")
    backup.add_argument("file", type=Path, metavar="ARCHIVO", help="el respaldo por escribir")
    restore = add_command(commands, "restore", "restaura un respaldo en una base de datos vacía")
    restore.add_argument("file", type=Path, metavar="ARCHIVO", help="el respaldo que se restaura")


def _add_parked(commands: "Parsers") -> None:
    parser = add_command(commands, "parked", "muestra lo apartado; lo intenta de nuevo o lo da por visto")
    parser.add_argument(
        "action",
        nargs="?",
        choices=["retry", "dismiss"],
        metavar="QUÉ",
        help="retry lo intenta de nuevo, dismiss lo da por visto; si falta, lo muestra",
    )
    parser.add_argument("id", nargs="?", metavar="ID", help="como aparece en la lista, o «all»")


def _add_tools(commands: "Parsers") -> None:
    sandbox = add_command(commands, "sandbox", "abre un Telegram de práctica en el navegador")
    sandbox.add_argument(
        "--port", type=port, default=0, metavar="PUERTO", help="si falta, uno que esté libre"
    )
    completion = add_command(
        commands,
        "completion",
        "escribe lo que la terminal necesita para completar las órdenes con el tabulador",
        "En bash, para esta terminal: source <(puntual completion bash)",
    )
    completion.add_argument("shell", choices=SHELLS, metavar="TERMINAL", help="bash, zsh, fish o tcsh")
