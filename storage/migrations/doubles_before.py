"""For revision 0005: where two rows are open and one may be, closes one as if it had come second.

Two processes could open both at one moment. Of two requests to IMPLAN the older stays open and the newer is
refused, with an entry in the audit trail; of two reassignments or snoozes the newer counts.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, TableClause, column, insert, select, table, text, update

from domain.evidence.audit_chain import AuditRecord, hash_of
from storage.types import JsonData, UtcDateTime

# The tables as of that revision, independent of the models.
PRORROGA = table(
    "prorroga",
    *map(column, ("id", "unit_code", "year", "quarter", "days", "state", "decision")),
    column("asked_at", UtcDateTime()),
    column("decided_at", UtcDateTime()),
)
CORRECTION = table(
    "correction",
    *map(column, ("id", "indicator_id", "quarter", "reason", "state", "decision")),
    column("draft", JsonData()),
    column("asked_at", UtcDateTime()),
    column("decided_at", UtcDateTime()),
)
INDICATOR = table("indicator", column("id"), column("programme_id"))
PROGRAMME = table("programme", column("id"), column("year"))
REASSIGNMENT = table(
    "reassignment",
    *map(column, ("id", "person_id", "indicator_id", "year", "state", "decided_by")),
    column("asked_at", UtcDateTime()),
    column("decided_at", UtcDateTime()),
)
SNOOZE = table(
    "snooze",
    *map(column, ("id", "person_id", "year", "quarter")),
    column("asked_at", UtcDateTime()),
    column("reminded_at", UtcDateTime()),
)
REOPENING = table(
    "reopening",
    *map(column, ("id", "unit_code", "year", "quarter")),
    column("opened_at", UtcDateTime()),
    column("ended_at", UtcDateTime()),
)
AUDIT = table(
    "audit",
    column("id"),
    column("at", UtcDateTime()),
    *map(column, ("actor", "action", "subject")),
    column("before", JsonData()),
    column("after", JsonData()),
    *map(column, ("reason", "previous_hash", "hash")),
)
CHANGED = "prorroga, correction, reassignment, snooze, reopening"
WHY = "Ya había otra solicitud igual por decidir: se pidieron al mismo tiempo."
SYSTEM = "system"
AUDIT_TURN = 7_203_2026


def settle_doubles(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Keep others from opening another one before the index refuses it.
        connection.execute(text(f"LOCK TABLE {CHANGED} IN SHARE ROW EXCLUSIVE MODE"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": AUDIT_TURN})
    _write(connection, [*_refuse_prorrogas(connection), *_refuse_corrections(connection)])
    _keep_reassignments(connection)
    _end_snoozes(connection)
    _end_reopenings(connection)


def _refuse_prorrogas(connection: Connection) -> Iterator[AuditRecord]:
    asked = select(PRORROGA).where(PRORROGA.c.state == "asked")
    for _, *younger in _same(connection, asked, ("unit_code", "year", "quarter")):
        for row in younger:
            _change(connection, PRORROGA, row, state="refused", decision=WHY, decided_at=row.asked_at)
            subject = f"entrega:{row.unit_code}:{row.quarter}T{row.year}"
            before = {"prorroga": row.id, "days": row.days}
            yield AuditRecord(row.asked_at, SYSTEM, "prorroga_refused", subject, before, None, WHY)


def _refuse_corrections(connection: Connection) -> Iterator[AuditRecord]:
    asked = (
        select(CORRECTION, PROGRAMME.c.year)
        .join(INDICATOR, INDICATOR.c.id == CORRECTION.c.indicator_id)
        .join(PROGRAMME, PROGRAMME.c.id == INDICATOR.c.programme_id)
        .where(CORRECTION.c.state == "asked")
    )
    for _, *younger in _same(connection, asked, ("indicator_id", "quarter")):
        for row in younger:
            _change(connection, CORRECTION, row, state="refused", decision=WHY, decided_at=row.asked_at)
            subject = f"avance:{row.indicator_id}:{row.quarter}T{row.year}"
            wanted = {"correction": row.id, "value": row.draft["value"], "reason": row.reason}
            yield AuditRecord(row.asked_at, SYSTEM, "correction_refused", subject, wanted, None, WHY)


def _keep_reassignments(connection: Connection) -> None:
    said = select(REASSIGNMENT).where(REASSIGNMENT.c.state == "open")
    for *older, youngest in _same(connection, said, ("person_id", "indicator_id", "year")):
        for row in older:
            answered = {"state": "kept", "decided_by": SYSTEM, "decided_at": youngest.asked_at}
            _change(connection, REASSIGNMENT, row, **answered)


def _end_snoozes(connection: Connection) -> None:
    put_off = select(SNOOZE).where(SNOOZE.c.reminded_at.is_(None))
    for *older, youngest in _same(connection, put_off, ("person_id", "year", "quarter")):
        for row in older:
            _change(connection, SNOOZE, row, reminded_at=youngest.asked_at)


def _end_reopenings(connection: Connection) -> None:
    running = select(REOPENING).where(REOPENING.c.ended_at.is_(None))
    for *older, youngest in _same(connection, running, ("unit_code", "year", "quarter")):
        for row in older:
            _change(connection, REOPENING, row, ended_at=youngest.opened_at)


def _same(connection: Connection, rows: Select[Any], columns: tuple[str, ...]) -> list[list[Row[Any]]]:
    """Group the rows with equal values in these columns, oldest first."""
    found: dict[tuple[Any, ...], list[Row[Any]]] = {}
    for row in sorted(connection.execute(rows), key=lambda row: row.id):
        found.setdefault(tuple(getattr(row, name) for name in columns), []).append(row)
    return list(found.values())


def _change(connection: Connection, changed: TableClause, row: Row[Any], **values: Any) -> None:
    connection.execute(update(changed).where(changed.c.id == row.id).values(values))


def _write(connection: Connection, deeds: list[AuditRecord]) -> None:
    """Append an entry to the audit chain."""
    last = connection.scalar(select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1))
    for deed in deeds:
        row = {**vars(deed), "previous_hash": last, "hash": hash_of(deed, last)}
        connection.execute(insert(AUDIT), row)
        last = row["hash"]
