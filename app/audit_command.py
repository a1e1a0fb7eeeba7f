"""`puntual audit`: print, export or verify the audit trail."""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from app.audit_proof import prove, witness_of
from app.offline import CommandFailed, opened_database
from app.settings import Settings
from documents.formulas import may_be_formula
from domain.evidence.audit_subjects import read_subject
from domain.kit.periods import Period
from storage.audit import AuditEntry
from storage.uow import UnitOfWork
from texts.kit.formats import count
from usecases.status.show_history import differences, ids_of, who_of

COLUMNS = ("id", "at", "actor", "name", "action", "subject", "unit", "period", "before", "after", "reason")
HASHES = ("previous_hash", "hash")


@dataclass(frozen=True)
class AuditRequest:
    """Which entries are wanted; None means all."""

    unit: str | None = None
    period: Period | None = None
    export: Path | None = None
    verify: bool = False
    against: tuple[str, ...] = ()


async def audit(settings: Settings, asked: AuditRequest) -> bool:
    """Run the command; return whether the chain is intact, if it was to be verified."""
    witnesses = [(each, witness_of(settings, each)) for each in asked.against]
    async with opened_database(settings) as database, database.read() as uow:
        if asked.verify or witnesses:
            return await prove(uow, witnesses)
        ids = set(await ids_of(uow, asked.unit, asked.period))
        if asked.export is None:
            await _print(uow, ids, settings)
        else:
            amount = await _export(uow, ids, asked.export)
            print(f"{count(amount, 'asiento exportado', 'asientos exportados')} a {asked.export}.")
    return True


def harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if may_be_formula(cell) else cell


async def _print(uow: UnitOfWork, ids: set[int], settings: Settings) -> None:
    names = await uow.registry.names()
    async for entry in uow.audit.in_order():
        if entry.id not in ids:
            continue
        at = entry.at.astimezone(settings.zone)
        who = who_of(entry.actor, names)
        print(f"{entry.id}  {at:%Y-%m-%d %H:%M}  {who}  {entry.action}  {entry.subject}")
        for each in differences(entry.before, entry.after):
            print(f"    {each.what}: {each.before or '—'} → {each.after or '—'}")
        if entry.reason:
            print(f"    motivo: {entry.reason}")


async def _export(uow: UnitOfWork, ids: set[int], path: Path) -> int:
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise CommandFailed(f"{path}: el archivo debe terminar en .csv o .jsonl")
    names, owners = await uow.registry.names(), await uow.registry.owners()
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            write = writer(file)
            amount = 0
            async for entry in uow.audit.in_order():
                if entry.id in ids:
                    write(_row(entry, names, owners))
                    amount += 1
    except FileExistsError as exists:
        raise CommandFailed(f"{path} ya existe: escoja otro nombre.") from exists
    except OSError as error:
        raise CommandFailed(f"{path}: no se puede escribir ({error.strerror}).") from error
    return amount


def _row(entry: AuditEntry, names: Mapping[int, str], owners: Mapping[int, str]) -> dict[str, Any]:
    subject = read_subject(entry.subject)
    unit = subject.unit_code if subject.indicator_id is None else owners.get(subject.indicator_id)
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "name": who_of(entry.actor, names),
        "action": entry.action,
        "subject": entry.subject,
        "unit": unit,
        "period": str(subject.period) if subject.period else None,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def _csv(file: TextIO) -> Callable[[dict[str, Any]], None]:
    sheet = csv.writer(file)
    sheet.writerow((*COLUMNS, *HASHES))
    return lambda row: sheet.writerow([harmless(_cell(value)) for value in row.values()])


def _jsonl(file: TextIO) -> Callable[[dict[str, Any]], None]:
    def write(row: dict[str, Any]) -> None:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return write


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


WRITERS = {".csv": _csv, ".jsonl": _jsonl}
