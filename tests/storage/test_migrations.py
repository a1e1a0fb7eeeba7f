"""Migrations create exactly the tables of the code, and lose no row."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from storage.engine import sync_url
from storage.migrate import (
    VERSIONS,
    BrokenReferences,
    DatabaseRefused,
    DatabaseState,
    alembic_config,
    connected,
    database_state,
    migrate,
)
from storage.schema import metadata


def test_migrations_make_the_tables_of_the_code(url: str) -> None:
    migrate(url)

    with connected(url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata()) == []


def test_migrations_make_the_same_sqlite_tables_down_to_the_checks(tmp_path: Path) -> None:
    migrated, created = f"sqlite:///{tmp_path / 'a.db'}", f"sqlite:///{tmp_path / 'b.db'}"
    migrate(migrated)
    engine = create_engine(sync_url(created))
    metadata().create_all(engine)
    engine.dispose()

    assert _constraints(migrated) == _constraints(created)


def test_a_second_migration_changes_nothing(url: str) -> None:
    migrate(url)
    _fill(url)

    migrate(url)

    assert _row_counts(url) == {"person": 1, "person_role": 2}


def test_the_state_of_a_database_is_told(url: str) -> None:
    assert database_state(url) is DatabaseState.EMPTY

    migrate(url)
    assert database_state(url) is DatabaseState.CURRENT

    _set_revision(url, "9999")
    assert database_state(url) is DatabaseState.AHEAD
    with pytest.raises(DatabaseRefused):
        migrate(url)


def test_an_older_database_is_behind(url: str, newer: list[Path]) -> None:
    migrate(url)

    assert database_state(url, versions=newer) is DatabaseState.BEHIND


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(url: str, newer: list[Path]) -> None:
    migrate(url)
    _fill(url)

    migrate(url, versions=newer)

    assert _row_counts(url) == {"person": 1, "person_role": 2}
    assert database_state(url, versions=newer) is DatabaseState.CURRENT
    assert database_state(url) is DatabaseState.AHEAD


def test_asking_for_the_state_creates_no_file(tmp_path: Path) -> None:
    path = tmp_path / "puntual.db"

    database_state(f"sqlite:///{path}")

    assert not path.exists()


def test_a_migration_that_would_leave_orphans_is_undone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'puntual.db'}"
    migrate(url)
    _fill(url)
    _execute(url, "DELETE FROM person")

    with pytest.raises(BrokenReferences) as refusal:
        migrate(url)

    assert refusal.value.tables == ["person_role"]


def test_a_database_in_memory_cannot_be_migrated() -> None:
    with pytest.raises(ValueError, match="in memory"):
        migrate("sqlite://")


def test_migrations_can_be_undone(url: str) -> None:
    migrate(url)

    with connected(url) as connection, connection.begin():
        command.downgrade(alembic_config(connection), "base")

    assert database_state(url) is DatabaseState.EMPTY


def test_a_database_of_the_first_version_keeps_its_rows_and_gets_the_causes(url: str) -> None:
    migrate(url)
    with connected(url) as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0001")
    assert database_state(url) is DatabaseState.BEHIND
    _fill(url)

    migrate(url)

    assert database_state(url) is DatabaseState.CURRENT
    assert _row_counts(url) == {"person": 1, "person_role": 2}
    with connected(url) as connection:
        suplentes = connection.execute(text("SELECT is_suplente FROM person_role")).scalars().all()
        causes = connection.execute(text("SELECT count(*) FROM cause")).scalar_one()
    assert [bool(each) for each in suplentes] == [False, False]
    assert causes == 6


def test_earlier_reminders_are_not_given_again(url: str) -> None:
    migrate(url)
    with connected(url) as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0002")
    _fill(url)
    _execute(
        url,
        "INSERT INTO person_role (id, person_id, role, unit_code, is_suplente)"
        " VALUES (3, 1, 'enlace', '504', true)",
    )
    first = {"person_id": 1, "period": {"year": 2025, "quarter": 3}, "rung": -5}
    second = {**first, "rung": -3, "due_on": "2025-10-03", "unit_codes": ["504"]}
    for number, said in enumerate((first, first, second), start=1):
        _execute(url, _a_reminder(number, said))

    migrate(url)

    with connected(url) as connection:
        given = connection.execute(
            text(
                "SELECT unit_code, programme, recipient, due_on, rung, given_on, outbox_id"
                " FROM rung_given ORDER BY outbox_id, unit_code"
            )
        ).all()
    assert [tuple(map(str, row)) for row in given] == [
        ("402", "", "enlace", "2025-09-30", "-5", "2025-09-25", "2"),
        ("504", "", "suplente", "2025-09-30", "-5", "2025-09-25", "2"),
        ("504", "", "suplente", "2025-10-03", "-3", "2025-09-25", "3"),
    ]


def test_a_reminder_of_the_evening_was_given_on_that_day(url: str) -> None:
    migrate(url)
    with connected(url) as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0002")
    _fill(url)
    said: dict[str, object] = {"person_id": 1, "period": {"year": 2025, "quarter": 3}, "rung": -3}
    _execute(url, _a_reminder(1, said, at="2025-09-26T01:30:00.000000+00:00"))

    migrate(url)

    with connected(url) as connection:
        given = connection.execute(text("SELECT given_on FROM rung_given")).scalars().all()
    assert set(map(str, given)) == {"2025-09-25"}


def test_of_two_open_invitations_of_before_for_one_person_the_newer_stays(url: str) -> None:
    migrate(url)
    with connected(url) as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0003")
    for code, name, day, used in (
        ("a", "María López", 1, None),
        ("b", "MARIA  lopez", 2, None),
        ("c", "María López", 3, "2025-09-03T18:00:00.000000+00:00"),
        ("d", "Eva Mora", 1, None),
    ):
        _execute(url, _an_invitation(code, name, f"2025-09-0{day}T18:00:00.000000+00:00", used))

    migrate(url)

    with connected(url) as connection:
        rows = connection.execute(
            text("SELECT code_sha256, name_key, ended_as, ended_at FROM invitation ORDER BY code_sha256")
        ).all()
    assert [row[:3] for row in rows] == [
        ("a", "maria lopez", "replaced"),
        ("b", "maria lopez", None),
        ("c", "maria lopez", None),
        ("d", "eva mora", None),
    ]
    assert str(rows[0].ended_at).startswith("2025-09-02")


def _an_invitation(code: str, name: str, at: str, used: str | None) -> str:
    used_at = f"'{used}'" if used else "NULL"
    return (
        "INSERT INTO invitation (code_sha256, role, unit_code, is_suplente, name, created_at, expires_at,"
        f" used_at) VALUES ('{code}', 'enlace', '402', '0', '{name}', '{at}', '{at}', {used_at})"
    )


def _a_reminder(number: int, said: dict[str, object], at: str = "2025-09-25T15:00:00.000000+00:00") -> str:
    return (
        "INSERT INTO outbox (id, chat_id, person_id, kind, key, data, priority, state, attempts, ambiguous,"
        f" unrendered, created_at) VALUES ({number}, 402, 1, 'reminder', 'reminder:{number}',"
        f" '{json.dumps(said)}', 1, 'sent', 0, 0, 0, '{at}')"
    )


@pytest.fixture
def newer(tmp_path: Path) -> list[Path]:
    """Return a folder of migrations with one more, which rebuilds `person` on SQLite."""
    folder = tmp_path / "versions"
    folder.mkdir()
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    (folder / "next.py").write_text(NEXT_MIGRATION.format(head=head))
    return [*VERSIONS, folder]


NEXT_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("person", recreate="always" if is_sqlite else "never") as batch:
        batch.add_column(sa.Column("nickname", sa.Text()))
"""


def _fill(url: str) -> None:
    _execute(
        url,
        "INSERT INTO person (id, telegram_id, name, joined_at)"
        " VALUES (1, 402, 'Ana', '2025-09-25T18:00:00.000000+00:00')",
        "INSERT INTO person_role (id, person_id, role, unit_code) VALUES (1, 1, 'enlace', '402')",
        "INSERT INTO person_role (id, person_id, role, unit_code) VALUES (2, 1, 'titular', '402')",
    )


def _row_counts(url: str) -> dict[str, int]:
    with connected(url) as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("person", "person_role")
        }


def _set_revision(url: str, revision: str) -> None:
    _execute(url, f"UPDATE alembic_version SET version_num = '{revision}'")


def _execute(url: str, *statements: str) -> None:
    with connected(url) as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)


def _constraints(url: str) -> dict[str, set[str]]:
    with connected(url) as connection:
        return {name: _lines(sql) for name, sql in _tables(connection)}


def _tables(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
        " AND name NOT LIKE 'sqlite%'"
    )
    return [(row[0], row[1]) for row in rows]


def _lines(sql: str) -> set[str]:
    """Return the columns and constraints of a table, split at the commas outside of inner brackets.

    The name of a rebuilt table is in quotes.
    """
    head, _, rest = sql.replace('"', "").partition("(")
    body, _, tail = rest.rpartition(")")
    parts, depth = [""], 0
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return {" ".join(part.split()) for part in (head, tail, *parts)}
