"""The command `puntual`: reads the words, runs one thing, ends with 0, 1 or 2."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.admin_cli import ADMINISTRATION, add_administration, run_administration, run_audit, run_calendar
from app.clock import Clock
from app.logs import configure_logs
from app.offline import (
    CommandFailed,
    create_invitation,
    instant,
    migrate_database,
    print_status,
    write_template,
)
from app.report_cli import add_report
from app.settings import Settings, SettingWrong, load_settings
from app.verify_command import add_verify, run_verify
from bot.texts.faults import database_fault
from domain.access import Role
from domain.periods import Period, PeriodNotUnderstood
from storage.faults import DATABASE_ERRORS, DatabaseFault, fault_of
from usecases.invite import SuplenteRefused, UnitNeeded, UnitUnknown


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 1 when it could not be done, 2 for wrong words."""
    arguments = build_parser().parse_args(words)
    try:
        settings = Settings.model_construct() if arguments.command in UNSET else load_settings()
        configure_logs(settings.log_level if arguments.command in LOGGING else "WARNING")
        code = int(RUNNERS[arguments.command](settings, arguments) or 0)
        sys.stdout.flush()
    except (SettingWrong, CommandFailed) as failed:
        print(failed, file=sys.stderr)
        return 1
    except DATABASE_ERRORS as error:
        if fault_of(error) is DatabaseFault.OTHER:
            raise
        print(database_fault(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing is left to say, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except PeriodNotUnderstood as wrong:
        print(f"«{wrong.text}» no es un trimestre; escríbalo así: 3T2025", file=sys.stderr)
        return 1
    return code


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="puntual", description="Informes trimestrales a tiempo, completos y con prueba."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="ORDEN")
    commands.add_parser("migrate", help="crea o actualiza las tablas de la base de datos")
    commands.add_parser("run", help="pone el bot en marcha hasta que se le detenga")
    commands.add_parser("demo", help="representa un cierre de trimestre completo, sin Telegram")
    commands.add_parser("doctor", help="revisa ajustes, base de datos, Telegram y personas sin contacto")
    _add_import(commands)
    _add_invite(commands)
    _add_clockwork(commands)
    _add_status(commands)
    add_report(commands)
    add_verify(commands)
    _add_copies(commands)
    add_administration(commands)
    _add_parked(commands)
    sandbox = commands.add_parser("sandbox", help="abre un Telegram de práctica en el navegador")
    sandbox.add_argument("--port", type=int, default=0, help="puerto (0: uno libre)")
    return parser


def _add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "import", help="importa informes trimestrales (texto, o los de Puntual) o una MIR"
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="ARCHIVO")
    parser.add_argument(
        "--template", type=Path, metavar="ARCHIVO", help="escribe la plantilla XLSX de la MIR"
    )


def _add_invite(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("invite", help="crea una invitación de un solo uso")
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])
    parser.add_argument("--unit", metavar="UR", help="código de la UR, por ejemplo 402")
    parser.add_argument("--name", required=True, help="nombre de la persona")
    parser.add_argument("--suplente", action="store_true", help="enlace que suple al principal")
    revoke = commands.add_parser("revoke", help="quita el acceso a una persona, desde su siguiente mensaje")
    revoke.add_argument("who", metavar="PERSONA", help="su nombre, o su número de Telegram")
    revoke.add_argument("--reason", metavar="MOTIVO", help="queda en el historial")


def _add_clockwork(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    tick = commands.add_parser("tick", help="planea y envía ahora los avisos que toquen")
    tick.add_argument("name", choices=["reminders", "summary", "closings"])
    tick.add_argument("--at", metavar="FECHA-HORA", help="como si fuera este instante (ISO-8601)")
    rehearse = commands.add_parser("rehearse", help="muestra quién recibiría qué y por qué; no envía nada")
    rehearse.add_argument("day", nargs="*", metavar="DÍA", help="2025-09-24, 24 a 30 sep, 3T2025")


def _add_copies(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="respalda la base de datos y las evidencias en un archivo")
    backup.add_argument("file", type=Path, metavar="ARCHIVO")
    restore = commands.add_parser("restore", help="restaura un respaldo en una base de datos vacía")
    restore.add_argument("file", type=Path, metavar="ARCHIVO")


def _add_parked(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("parked", help="muestra lo apartado; lo intenta de nuevo o lo da por visto")
    parser.add_argument("action", nargs="?", choices=["retry", "dismiss"])
    parser.add_argument("id", nargs="?", metavar="ID", help="como aparece en la lista, o «all»")


def _add_status(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("status", help="muestra cómo va el informe de una UR")
    parser.add_argument("unit", metavar="UR")
    parser.add_argument("period", nargs="?", metavar="TRIMESTRE", help="por ejemplo 3T2025")
    parser.add_argument("--json", action="store_true", dest="as_json", help="como objeto JSON")


def _migrate(settings: Settings, _: argparse.Namespace) -> None:
    migrate_database(settings)
    print("Base de datos al día.")


def _import(settings: Settings, arguments: argparse.Namespace) -> int:
    from app.importing import import_files

    if arguments.template:
        write_template(arguments.template)
        if not arguments.files:
            return 0
    elif not arguments.files:
        raise CommandFailed("Diga qué archivo importar, por ejemplo: puntual import informe.txt")
    return 0 if asyncio.run(import_files(settings, _clock(settings), arguments.files)) else 1


def _invite(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.wiring import ask_name

    role = Role(arguments.role)
    work = create_invitation(
        settings, _clock(settings), role, arguments.unit, arguments.name, is_suplente=arguments.suplente
    )
    try:
        code, username = asyncio.run(work)
    except UnitNeeded as refused:
        told = "no lleva --unit" if refused.is_named else "necesita --unit, por ejemplo: --unit 402"
        raise CommandFailed(f"El rol {refused.role.value} {told}.") from refused
    except SuplenteRefused as refused:
        raise CommandFailed("Solo un enlace puede ser suplente: --role enlace --suplente.") from refused
    except UnitUnknown as unknown:
        text = f"No hay una UR {unknown.code}: importe primero su programa con «puntual import»."
        raise CommandFailed(text) from unknown
    username = username or asyncio.run(ask_name(settings))
    print(f"https://t.me/{username or '<bot>'}?start={code}")
    if username is None:
        print("Cambie <bot> por el nombre de su bot, o póngalo en PUNTUAL_BOT_USERNAME.", file=sys.stderr)


def _revoke(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.revoking import revoke

    asyncio.run(revoke(settings, _clock(settings), arguments.who, arguments.reason))


def _run(settings: Settings, _: argparse.Namespace) -> None:
    from app.collector import rarely_collecting
    from app.letterhead import letterhead_of
    from app.running import run_until_stopped
    from app.starting import breaking_down, check_database

    # What is missing or wrong must stop this before the database is touched.
    settings.token  # noqa: B018
    letterhead_of(settings)
    check_database(settings)
    with breaking_down(), rarely_collecting():
        asyncio.run(run_until_stopped(settings, _clock(settings)))


def _tick(settings: Settings, arguments: argparse.Namespace) -> int:
    from app.ticking import tick_once

    clock = Clock(instant(arguments.at, settings)) if arguments.at else _clock(settings)
    return 0 if asyncio.run(tick_once(settings, clock, arguments.name, is_now=not arguments.at)) else 1


def _rehearse(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.rehearsal import rehearse

    asyncio.run(rehearse(settings, _clock(settings), " ".join(arguments.day)))


def _status(settings: Settings, arguments: argparse.Namespace) -> None:
    period = Period.parse(arguments.period) if arguments.period else None
    work = print_status(settings, _clock(settings), arguments.unit, period, as_json=arguments.as_json)
    asyncio.run(work)


def _report(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.report_command import asked_of, report

    asyncio.run(report(settings, _clock(settings), asked_of(arguments)))


def _doctor(settings: Settings, _: argparse.Namespace) -> int:
    from app.doctor import examine

    return 0 if asyncio.run(examine(settings, _clock(settings))) else 1


def _parked(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.parked import dismiss_parked, list_parked, retry_parked

    if arguments.action is None:
        return asyncio.run(list_parked(settings, _clock(settings)))
    if arguments.id is None:
        raise CommandFailed(f"Diga cuál, o «all» para todo: puntual parked {arguments.action} ID")
    if arguments.action == "retry":
        return asyncio.run(retry_parked(settings, _clock(settings), arguments.id))
    return asyncio.run(dismiss_parked(settings, _clock(settings), arguments.id))


def _backup(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.copies import write_copy

    write_copy(settings, arguments.file)


def _restore(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.copies import put_back

    put_back(settings, arguments.file)


def _administer(settings: Settings, arguments: argparse.Namespace) -> int:
    return run_administration(settings, _clock(settings), arguments)


def _calendar(settings: Settings, arguments: argparse.Namespace) -> int:
    return run_calendar(settings, _clock(settings), arguments)


def _demo(_: Settings, __: argparse.Namespace) -> int:
    from app.demo import play

    return asyncio.run(play())


def _sandbox(_: Settings, arguments: argparse.Namespace) -> None:
    from app.practice import practise

    asyncio.run(practise(arguments.port))


def _clock(settings: Settings) -> Clock:
    start = settings.clock_start
    return Clock(start.replace(tzinfo=settings.zone) if start and start.tzinfo is None else start)


RUNNERS = {
    **dict.fromkeys(ADMINISTRATION, _administer),
    "audit": run_audit,
    "calendar": _calendar,
    "migrate": _migrate,
    "import": _import,
    "invite": _invite,
    "revoke": _revoke,
    "run": _run,
    "tick": _tick,
    "rehearse": _rehearse,
    "status": _status,
    "report": _report,
    "verify": run_verify,
    "doctor": _doctor,
    "demo": _demo,
    "sandbox": _sandbox,
    "backup": _backup,
    "restore": _restore,
    "parked": _parked,
}
UNSET = frozenset({"demo", "sandbox", "verify"})
"""Commands that need no settings, so a wrong `.env` does not stop them."""
LOGGING = frozenset({"run"})
"""Commands that tell what they do in the log; the others only speak when something is wrong."""

if __name__ == "__main__":
    sys.exit(main())
