"""Runs each command of `puntual`; a command imports only what it needs."""

import argparse
import asyncio
import sys

from app.clock import ProductClock
from app.logs import configure_logs
from app.offline import (
    CommandFailed,
    create_invitation,
    instant,
    migrate_database,
    print_status,
    write_template,
)
from app.settings import Settings, SettingWrong, load_settings
from app.words.administration import ADMINISTRATION
from domain.kit.access import Role
from domain.kit.periods import Period, PeriodNotUnderstood
from storage.faults import DATABASE_ERRORS, DatabaseFault, fault_of, is_overtaken
from storage.queues.overtaken import Overtaken
from texts.kit.faults import OVERTAKEN, database_fault
from usecases.people.invite import SuplenteRefused, UnitNeeded, UnitUnknown

NO_NAME = (
    "No se conoce el enlace, porque falta el nombre del bot: cambie <bot> por él, "
    "o póngalo en PUNTUAL_BOT_USERNAME. El código sirve."
)


def run_command(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit code; a failure prints one sentence."""
    try:
        settings = Settings.model_construct() if arguments.command in UNSET else load_settings()
        configure_logs(settings.log_level if arguments.command in LOGGING else "WARNING")
        return int(RUNNERS[arguments.command](settings, arguments) or 0)
    except (SettingWrong, CommandFailed) as failed:
        print(failed, file=sys.stderr)
    except (*DATABASE_ERRORS, Overtaken) as error:
        if is_overtaken(error):
            print(OVERTAKEN, file=sys.stderr)
        elif fault_of(error) is DatabaseFault.OTHER:
            raise
        else:
            print(database_fault(error), file=sys.stderr)
    except PeriodNotUnderstood as wrong:
        print(f"«{wrong.text}» no es un trimestre; escríbalo así: 3T2025", file=sys.stderr)
    return 1


def _migrate(settings: Settings, _: argparse.Namespace) -> None:
    migrate_database(settings)
    print("Base de datos al día.")


def _import(settings: Settings, arguments: argparse.Namespace) -> int:
    from app.importing import import_files

    if arguments.template:
        write_template(settings, arguments.template)
        if not arguments.files:
            return 0
    elif not arguments.files:
        raise CommandFailed("Diga qué archivo importar, por ejemplo: puntual import informe.txt")
    return 0 if asyncio.run(import_files(settings, clock_of(settings), arguments.files)) else 1


def _invite(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.telegram_connection import ask_name

    role = Role(arguments.role)
    work = create_invitation(
        settings, clock_of(settings), role, arguments.unit, arguments.name, is_suplente=arguments.suplente
    )
    try:
        made, username = asyncio.run(work)
    except UnitNeeded as refused:
        told = "no lleva --unit" if refused.is_named else "necesita --unit, por ejemplo: --unit 402"
        raise CommandFailed(f"El rol {refused.role.value} {told}.") from refused
    except SuplenteRefused as refused:
        raise CommandFailed("Solo un enlace puede ser suplente: --role enlace --suplente.") from refused
    except UnitUnknown as unknown:
        text = f"No hay una UR {unknown.code}: importe primero su programa con «puntual import»."
        raise CommandFailed(text) from unknown
    username = username or asyncio.run(ask_name(settings))
    print(f"https://t.me/{username or '<bot>'}?start={made.code}")
    for each in made.replaced:
        print(f"La invitación anterior de {each.invited.name} ya no sirve.", file=sys.stderr)
    if username is None:
        print(NO_NAME, file=sys.stderr)


def _revoke(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.revoking import RevokeRequest, revoke

    asked = RevokeRequest(arguments.who, arguments.reason, only_invitations=arguments.invitation)
    asyncio.run(revoke(settings, clock_of(settings), asked))


def _run(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.collector import rarely_collecting
    from app.letterhead import letterhead_of
    from app.running import run_until_stopped
    from app.starting import breaking_down, check_database

    if arguments.take_over:
        settings = settings.model_copy(update={"take_over": True})
    # A missing or wrong setting must stop this before the database is touched.
    settings.require()
    letterhead_of(settings)
    check_database(settings)
    with breaking_down(), rarely_collecting():
        asyncio.run(run_until_stopped(settings, clock_of(settings)))


def _tick(settings: Settings, arguments: argparse.Namespace) -> int:
    from app.ticking import tick_once

    is_now = arguments.at is None
    clock = clock_of(settings) if is_now else ProductClock(instant(arguments.at, settings))
    return 0 if asyncio.run(tick_once(settings, clock, arguments.name, is_now=is_now)) else 1


def _rehearse(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.rehearsal import rehearse

    asyncio.run(rehearse(settings, clock_of(settings), " ".join(arguments.day)))


def _status(settings: Settings, arguments: argparse.Namespace) -> None:
    period = Period.parse(arguments.period) if arguments.period else None
    work = print_status(settings, clock_of(settings), arguments.unit, period, as_json=arguments.as_json)
    asyncio.run(work)


def _report(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.report_command import asked_of, report

    asyncio.run(report(settings, clock_of(settings), asked_of(arguments)))


def _doctor(settings: Settings, _: argparse.Namespace) -> int:
    from app.doctor import examine

    return 0 if asyncio.run(examine(settings, clock_of(settings))) else 1


def _parked(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.parked import dismiss_parked, list_parked, retry_parked

    if arguments.action is None:
        return asyncio.run(list_parked(settings, clock_of(settings)))
    if arguments.id is None:
        raise CommandFailed(f"Diga cuál, o «all» para todo: puntual parked {arguments.action} ID")
    if arguments.action == "retry":
        return asyncio.run(retry_parked(settings, clock_of(settings), arguments.id))
    return asyncio.run(dismiss_parked(settings, clock_of(settings), arguments.id))


def _evidence(settings: Settings, arguments: argparse.Namespace) -> int:
    from app.evidence_command import repair_evidence, verify_evidence

    if arguments.deed == "verify":
        return 0 if asyncio.run(verify_evidence(settings)) else 1
    return 0 if asyncio.run(repair_evidence(settings, clock_of(settings), arguments.sources)) else 1


def _backup(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.copies import write_copy

    write_copy(settings, clock_of(settings), arguments.file)


def _restore(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.copies import put_back

    put_back(settings, clock_of(settings), arguments.file)


def _administer(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.administering import administer

    asyncio.run(administer(settings, clock_of(settings), arguments))


def _calendar(settings: Settings, arguments: argparse.Namespace) -> None:
    from app.calendar_command import calendar

    asyncio.run(calendar(settings, clock_of(settings), arguments))


def _audit(settings: Settings, arguments: argparse.Namespace) -> int:
    from app.audit_command import AuditRequest, audit

    period = Period.parse(arguments.period) if arguments.period else None
    asked = AuditRequest(arguments.unit, period, arguments.export, arguments.verify, tuple(arguments.against))
    return 0 if asyncio.run(audit(settings, asked)) else 1


def _verify(settings: Settings, arguments: argparse.Namespace) -> int:
    from app.verify_command import verify

    return 0 if verify(settings, arguments.package) else 1


def _demo(_: Settings, __: argparse.Namespace) -> int:
    from app.demo import play

    return asyncio.run(play())


def _sandbox(_: Settings, arguments: argparse.Namespace) -> None:
    from app.practice import practise

    asyncio.run(practise(arguments.port))


def clock_of(settings: Settings) -> ProductClock:
    start = settings.clock_start
    return ProductClock(start.replace(tzinfo=settings.zone) if start and start.tzinfo is None else start)


RUNNERS = {
    **dict.fromkeys(ADMINISTRATION, _administer),
    "audit": _audit,
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
    "verify": _verify,
    "doctor": _doctor,
    "demo": _demo,
    "sandbox": _sandbox,
    "evidence": _evidence,
    "backup": _backup,
    "restore": _restore,
    "parked": _parked,
}
UNSET = frozenset({"demo", "sandbox", "verify"})
"""Commands that need no settings, so a wrong `.env` does not stop them."""
LOGGING = frozenset({"run"})
"""Commands that log their actions; the others log only problems."""
