"""Verifies the audit trail: its chain, its stored length, and an acuse, seal, package or backup."""

import json
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from app.offline import CommandFailed
from app.settings import Settings
from app.working import ENDS, limits_of
from domain.evidence.audit_chain import Break, ChainCheck, Seal
from storage.backup_archive import DUMPS, MANIFEST
from storage.uow import UnitOfWork
from texts.kit.formats import count, percent
from usecases.evidence.verify_audit import UnauditedValue, unaudited_values
from usecases.kit.makers import PDF_TEXT
from workers.calls import TaskEnded, call
from workers.once import done_once

PROBLEMS = {
    Break.CHANGED: "su contenido no es el que se escribió",
    Break.CUT: "no sigue al anterior: se quitó, se agregó o se movió uno",
    Break.UNCHAINED: "no tiene sello, aunque otros anteriores sí",
    Break.SHORT: "faltan los últimos asientos, o todos",
    Break.UNCOUNTED: "hay asientos que la base no contó al escribirlos",
    Break.UNSEALED: "hay asientos sin sello que lo tenían",
    Break.REWRITTEN: "el último asiento no tiene el sello que la base anotó aparte: se volvió a escribir",
}
SEAL = re.compile(r"\b(\d{1,18})\D{1,40}?\b([0-9a-f]{12,64})\b", re.IGNORECASE)
PRINTED = re.compile(r"asiento(\d{1,18}),sello([0-9a-f]{64})")
CONTENT = re.compile(r"Huelladelcontenido\(SHA-256\):([0-9a-f]{64})")
FOLIO = re.compile(r"A-[^\s/\\]+?-[1-4]T20\d\d-\d{4}")
NO_SEAL = (
    "no lleva el sello del historial: es de una versión anterior, o no es un acuse ni un respaldo de Puntual"
)


@dataclass(frozen=True)
class Witness:
    """What a document or a backup says about the trail: its seal then, and an acuse with its content hash."""

    seal: Seal | None = None
    folio: str = ""
    content: str = ""


def told(verdict: ChainCheck) -> str:
    """Return the state of the chain in one sentence."""
    if verdict.problem is not None:
        where = f" en el asiento {verdict.broken_at}" if verdict.broken_at is not None else ""
        of = f" (hay {verdict.length} y se contaron {verdict.counted})" if verdict.counted is not None else ""
        return f"Cadena rota{where}: {PROBLEMS[verdict.problem]}{of}."
    older = f" y {verdict.unchained} anteriores sin sello" if verdict.unchained else ""
    return f"Cadena íntegra: {count(verdict.chained, 'asiento', 'asientos')}{older}."


async def prove(uow: UnitOfWork, witnesses: Sequence[tuple[str, Witness]]) -> bool:
    """Print the result of each check; return whether all passed."""
    verdict = await uow.audit.verify()
    print(told(verdict))
    if verdict.problem is None and verdict.last_hash:
        print(f"Último sello: {verdict.last_hash}")
    unaudited = await unaudited_values(uow)
    for each in unaudited:
        print(line_of(each))
    held = [await _holds(uow, name, witness) for name, witness in witnesses]
    return verdict.problem is None and not unaudited and all(held)


def line_of(unaudited: UnauditedValue) -> str:
    """Return the line for a value that the trail does not contain."""
    now, then = (_value(each) for each in (unaudited.reported, unaudited.audited))
    place = f"{unaudited.unit_code} · {unaudited.period} · {unaudited.level}"
    return f"{place}: hoy dice {now} y el historial dice {then}; cambió fuera de Puntual"


def witness_of(settings: Settings, text: str) -> Witness:
    """Read the given witness: an acuse in PDF, a backup, a package, or a printed seal."""
    path = Path(text)
    try:
        if not path.is_file():
            return _typed(text)
        found = _in_archive(path) if path.read_bytes()[:2] == b"PK" else _in_pdf(settings, path)
    except (OSError, BadZipFile, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise CommandFailed(f"{text}: no se puede leer, o no es un acuse ni un respaldo.") from fault
    if found.seal is None and not found.content:
        raise CommandFailed(f"{text}: {NO_SEAL}.")
    return found


async def _holds(uow: UnitOfWork, name: str, witness: Witness) -> bool:
    """Compare a witness with the trail, and print the result."""
    faults = [*await _faults_of_seal(uow, witness.seal), *await _faults_of_acuse(uow, witness)]
    for fault in faults:
        print(f"No coincide con {name}: {fault}.")
    if not faults:
        what = (
            f"el asiento {witness.seal.number} tiene el sello que lleva"
            if witness.seal
            else "lleva lo que se asentó"
        )
        print(f"Coincide con {name}: {what}.")
    return not faults


async def _faults_of_seal(uow: UnitOfWork, seal: Seal | None) -> list[str]:
    if seal is None:
        return []
    found = await uow.audit.hash_at(seal.number) if seal.number else None
    if found is None:
        length = (await uow.audit.head()).length
        return [f"cuando se hizo había {seal.number} asientos y hoy el historial no llega a ese ({length})"]
    if found.startswith(seal.hash):
        return []
    return [f"el asiento {seal.number} tenía el sello {seal.hash[:12]}… y hoy tiene {found[:12]}…"]


async def _faults_of_acuse(uow: UnitOfWork, witness: Witness) -> list[str]:
    if not witness.folio or not witness.content:
        return []
    issued = await uow.audit.issued(witness.folio)
    if issued is None:
        return [f"el historial no dice que se emitiera el acuse {witness.folio}"]
    return [] if issued == witness.content else [f"el historial dice otra huella del acuse {witness.folio}"]


def _typed(text: str) -> Witness:
    found = SEAL.search(text)
    if found is None:
        raise CommandFailed(
            f"«{text}» no es un archivo ni un sello; escriba el número del asiento y su sello como están "
            "impresos, por ejemplo: '1234 3f2a9c1d5b7e'"
        )
    return Witness(Seal(int(found[1]), found[2].lower()))


def _in_pdf(settings: Settings, path: Path) -> Witness:
    try:
        printed: str = done_once(call(PDF_TEXT, path.absolute()), limits_of(settings))
    except TaskEnded as ended:
        raise CommandFailed(f"{path.name}: leerlo {ENDS[ended.end]}") from ended
    text = re.sub(r"\s+", "", printed)
    seal, content, folio = PRINTED.search(text), CONTENT.search(text), FOLIO.search(printed)
    return Witness(
        Seal(int(seal[1]), seal[2]) if seal else None,
        folio[0] if folio else "",
        content[1] if content else "",
    )


def _in_archive(path: Path) -> Witness:
    """Read the manifest of a backup; from an older SQLite backup read the trail."""
    with ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        said = manifest.get("audit")
        if said:
            return Witness(Seal(int(said["length"]), str(said["head"])))
        if manifest.get("dialect") != "sqlite":
            return Witness()
        with tempfile.TemporaryDirectory() as folder:
            copy = archive.extract(DUMPS["sqlite"], folder)
            return Witness(_last_of(copy))


def _last_of(copy: str) -> Seal | None:
    with closing(sqlite3.connect(copy)) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM audit), hash FROM audit ORDER BY id DESC LIMIT 1"
        ).fetchone()
    return Seal(row[0], row[1]) if row and row[1] else None


def _value(value: Decimal | None) -> str:
    return "sin valor" if value is None else percent(value)
