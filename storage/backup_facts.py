"""What a backup reads from its database and a restore writes into it, for every version of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, inspect, text

from domain.evidence.audit_chain import Seal
from storage.engine import sync_url

SET = text(
    "INSERT INTO meta (key, value) VALUES (:key, :value) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


@dataclass(frozen=True)
class CopyFacts:
    """When a backup is made (product time), the files its database names, and the seal of its audit trail."""

    made_at: datetime | None = None
    files: frozenset[str] = frozenset()
    seal: Seal | None = None


UNKNOWN = CopyFacts()


def copy_facts(url: str, made_at: datetime) -> CopyFacts:
    """Read the facts for the manifest, just before the backup is made."""
    address = sync_url(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).exists():
        return UNKNOWN
    with _connected(address) as connection:
        return CopyFacts(made_at, _files(connection), _seal(connection))


def known_files(address: URL) -> frozenset[str]:
    """Return the hashes of the files that the database names; none where the table is missing."""
    with _connected(address) as connection:
        return _files(connection)


def _connected(address: URL) -> Connection:
    return create_engine(address, poolclass=NullPool).connect()


def _files(connection: Connection) -> frozenset[str]:
    if not inspect(connection).has_table("evidence_file"):
        return frozenset()
    return frozenset(connection.execute(text("SELECT sha256 FROM evidence_file")).scalars())


def _seal(connection: Connection) -> Seal | None:
    if not inspect(connection).has_table("audit_head"):
        return None
    row = connection.execute(text("SELECT length, head FROM audit_head")).first()
    return Seal(row.length, row.head) if row and row.head else None


def mark(address: URL, facts: Mapping[str, str]) -> None:
    """Write meta values into a database that no process uses."""
    if not facts:
        return
    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as connection:
        for key, value in facts.items():
            connection.execute(SET, {"key": key, "value": value})
