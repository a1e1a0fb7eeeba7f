"""The audit trail truncated, emptied or rewritten: command and doctor report it, acuses and backups too."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from documents.acuse import acuse_pdf
from domain.evidence.acuse_messages import AcuseIssued, AcuseText
from domain.evidence.acuses import AcuseKind
from domain.kit.access import Role
from domain.kit.entregas import Move
from domain.summary.messages import Summary, SummaryText
from sandbox.server import Sandbox
from storage.append_only import GUARDS, RELEASES
from storage.uow import UnitOfWork
from tests.app.conftest import Types
from tests.facts import ANA, CARLA, NOW, T3, Office, a_document, a_row
from texts.evidence.acuses import sheet_of
from usecases.evidence.issue_acuse import issue_acuse
from usecases.imports.import_document import import_document
from usecases.review.move_entrega import MadeMove, make_move
from usecases.switchboard.compose import compose

FILE = Path("data") / "puntual.db"


@pytest.fixture
async def acuse(office: Office, place: Path) -> Path:
    """Import a report, so that the trail has its values, and send it; return its acuse as a PDF."""
    document = a_document(a_row(achieved="_ _ 25 _"), a_row("Actividad 7.1", achieved="_ _ 20 _"))
    await office.do(lambda uow: import_document(uow, document, NOW))
    ana = await office.lets_in(ANA)
    await office.lets_in(CARLA, Role.IMPLAN, None)

    async def sends(uow: UnitOfWork) -> str:
        read = await uow.entregas.get("402", T3)
        moved = await make_move(uow, ana, read, MadeMove(Move.SEND, "Falta evidencia"), NOW)
        return (await issue_acuse(uow, moved, AcuseKind.SENT, ana, NOW)).code

    code = await office.do(sends)
    said = await office.do(lambda uow: compose(uow, AcuseIssued(code), NOW))
    assert isinstance(said, AcuseText)
    (place / "acuse.pdf").write_bytes(acuse_pdf(sheet_of(said)))
    (place / "viejo.pdf").write_bytes(
        acuse_pdf(sheet_of(replace(said, facts=replace(said.facts, seal=None))))
    )
    return place / "acuse.pdf"


def alter(*statements: str) -> None:
    """Alter the trail after dropping its triggers."""
    with closing(sqlite3.connect(FILE)) as connection:
        for statement in (*RELEASES["sqlite"], *statements, *GUARDS["sqlite"]):
            connection.execute(statement)
        connection.commit()


def forget_count(statements: Iterable[str]) -> None:
    """Alter the trail and its stored head too: the database alone cannot tell then."""
    with closing(sqlite3.connect(FILE)) as connection:
        names = ("audit_update", "audit_delete", "audit_head_update", "audit_head_delete")
        kept = [
            connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            for name in names
        ]
        count = "(SELECT count(*) FROM audit), head = (SELECT hash FROM audit ORDER BY id DESC LIMIT 1)"
        for statement in (
            *(f"DROP TRIGGER {name}" for name in names),
            *statements,
            f"UPDATE audit_head SET length = {count}, last_id = (SELECT max(id) FROM audit)",
            *kept,
        ):
            connection.execute(statement)
        connection.commit()


CUT = "DELETE FROM audit WHERE id > 2"


async def test_a_whole_trail_agrees_with_every_witness(acuse: Path, types: Types) -> None:
    backup = await types("backup", "copia.zip")

    told = await types("audit", "--verify", "--against", acuse, "viejo.pdf", "copia.zip")

    assert (backup.code, told.code, told.err) == (0, 0, "")
    assert told.out.count("Coincide con") == 3


@pytest.mark.parametrize(
    "statement",
    [CUT, "DELETE FROM audit", "UPDATE audit SET hash = NULL, previous_hash = NULL"],
    ids=["cut", "emptied", "hashes gone"],
)
async def test_what_was_taken_from_the_trail_is_told(
    statement: str, acuse: Path, telegram: Sandbox, types: Types
) -> None:
    alter(statement)

    told, examined = await types("audit", "--verify"), await types("doctor")

    assert (told.code, examined.code) == (1, 1)
    assert "Cadena rota" in told.out
    assert "✗ Historial: " in examined.out


@pytest.mark.parametrize("statement", [CUT, "DELETE FROM audit"], ids=["cut", "emptied"])
@pytest.mark.parametrize("witness", ["acuse.pdf", "viejo.pdf", "copia.zip"])
async def test_a_paper_or_a_backup_proves_it_though_nothing_in_the_database_tells(
    witness: str, statement: str, acuse: Path, types: Types
) -> None:
    await types("backup", "copia.zip")
    forget_count(
        [
            statement,
            "DELETE FROM audit_head WHERE NOT EXISTS (SELECT 1 FROM audit)",
            "DELETE FROM sqlite_sequence",
        ]
    )

    alone, told = await types("audit", "--verify"), await types("audit", "--against", witness)

    assert alone.code == 0 or "historial" in alone.out
    assert told.code == 1
    assert f"No coincide con {witness}: " in told.out


async def test_an_older_backup_of_sqlite_proves_it_as_well(acuse: Path, place: Path, types: Types) -> None:
    with closing(sqlite3.connect(FILE)) as origin, closing(sqlite3.connect(place / "base.sqlite")) as copy:
        origin.backup(copy)
    with zipfile.ZipFile(place / "vieja.zip", "w") as archive:
        archive.write(place / "base.sqlite", "base.sqlite")
        archive.writestr("manifest.json", json.dumps({"format": 1, "dialect": "sqlite", "sha256": {}}))
    whole = await types("audit", "--against", "vieja.zip")
    forget_count([CUT])

    told = await types("audit", "--against", "vieja.zip")

    assert (whole.code, told.code) == (0, 1)


async def test_the_summary_carries_a_seal_that_can_be_typed(
    acuse: Path, office: Office, types: Types
) -> None:
    said = await office.do(lambda uow: compose(uow, Summary(NOW.today, None, T3), NOW))
    assert isinstance(said, SummaryText)
    assert said.seal is not None
    printed = f"Historial: asiento {said.seal.number}, sello {said.seal.hash[:12]}"
    whole = await types("audit", "--against", printed)
    forget_count(["DELETE FROM audit WHERE id > 2"])

    told = await types("audit", "--against", printed)

    assert (whole.code, "Coincide con" in whole.out) == (0, True)
    assert (told.code, "hoy el historial no llega a ese (2)" in told.out) == (1, True)


async def test_a_seal_of_another_trail_is_told(acuse: Path, types: Types) -> None:
    told = await types("audit", "--against", "2 abcdefabcdef")

    assert (told.code, "el asiento 2 tenía el sello abcdefabcdef…" in told.out) == (1, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("no hay", None),
        ("texto.txt", b"text"),
        ("vacio.zip", b"PK\x03\x04"),
        ("otro.zip", "zip"),
        ("pg.zip", "postgresql"),
    ],
)
async def test_a_file_that_is_no_witness_is_refused(
    name: str, content: bytes | str | None, acuse: Path, place: Path, types: Types
) -> None:
    if isinstance(content, bytes):
        (place / name).write_bytes(content)
    elif content is not None:
        with zipfile.ZipFile(place / name, "w") as archive:
            archive.writestr("manifest.json" if content != "zip" else "a", json.dumps({"dialect": content}))

    told = await types("audit", "--against", name)

    assert (told.code, told.out) == (1, "")
    assert told.err.startswith((name, f"«{name}»"))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE avance SET value = 30 WHERE value = 25",
            "402 · 3T2025 · Componente 7: hoy dice 30 % y el historial dice 25 %",
        ),
        (
            "DELETE FROM avance WHERE value = 25",
            "402 · 3T2025 · Componente 7: hoy dice sin valor y el historial dice 25 %",
        ),
        (
            "UPDATE avance SET state = 'confirmed_zero', value = 0 WHERE value = 20",
            "402 · 3T2025 · Actividad 7.1: hoy dice 0 % y el historial dice 20 %",
        ),
    ],
    ids=["another value", "gone", "zero"],
)
async def test_a_value_that_the_trail_does_not_know_is_named(
    statement: str, said: str, acuse: Path, telegram: Sandbox, types: Types
) -> None:
    with closing(sqlite3.connect(FILE)) as connection:
        connection.execute(statement)
        connection.commit()

    told, examined = await types("audit", "--verify"), await types("doctor")

    assert (told.code, examined.code) == (1, 1)
    assert f"{said}; cambió fuera de Puntual\n" in told.out
    assert said in examined.out
