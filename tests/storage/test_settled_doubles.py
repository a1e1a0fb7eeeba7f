"""Double open rows of an older database are settled once, with an entry in the audit trail."""

from alembic import command
from sqlalchemy import text

from storage.engine import Database
from storage.migrate import alembic_config, connected, migrate
from tests.read_back import audit_entries

BEFORE = """
INSERT INTO person (id, telegram_id, name, joined_at) VALUES (1, 402, 'Ana', $at);
INSERT INTO unit (code, name) VALUES ('402', 'Secretaría'), ('504', 'Instituto');
INSERT INTO programme (id, unit_code, year, code_key, code, name, raw, source, ejes, objetivos, flags)
VALUES (1, '402', 2025, '8', '08', 'Gobierno', '08', 'mir', '[]', '[]', '[]');
INSERT INTO indicator (id, programme_id, level_kind, level_number, name)
VALUES (1, 1, 'Componente', '7', 'Porcentaje');
INSERT INTO prorroga (id, unit_code, year, quarter, days, reason, state, asked_at, asked_by)
VALUES (1, '402', 2025, 3, 3, 'Uno', 'asked', $at, 1), (2, '402', 2025, 3, 5, 'Dos', 'asked', $at, 1),
(3, '402', 2025, 3, 2, 'Antes', 'granted', $at, 1), (4, '504', 2025, 3, 2, 'Otra', 'asked', $at, 1);
INSERT INTO correction (id, indicator_id, quarter, draft, reason, state, asked_at, asked_by)
VALUES (1, 1, 3, '{"value": "26"}', 'Uno', 'asked', $at, 1),
(2, 1, 3, '{"value": "27"}', 'Dos', 'asked', $at, 1);
INSERT INTO reassignment (id, person_id, unit_code, indicator_id, year, quarter, reason, state, asked_at)
VALUES (1, 1, '402', 1, 2025, 3, 'Uno', 'open', $at), (2, 1, '402', 1, 2025, 4, 'Dos', 'open', $at);
INSERT INTO snooze (id, person_id, year, quarter, asked_at, until_at)
VALUES (1, 1, 2025, 3, $at, $at), (2, 1, 2025, 3, $at, $at);
INSERT INTO reopening (id, unit_code, year, quarter, reason, opened_at, opened_by, expires_at)
VALUES (1, '402', 2025, 3, 'Uno', $at, 'person:1', $at), (2, '402', 2025, 3, 'Dos', $at, 'person:1', $at);
""".replace("$at", "'2025-09-25T15:00:00.000000+00:00'")
"""Two of each that two processes could open at one moment, beside some that are no doubles."""

AFTER = {
    "SELECT state FROM prorroga ORDER BY id": ["asked", "refused", "granted", "asked"],
    "SELECT state FROM correction ORDER BY id": ["asked", "refused"],
    "SELECT state FROM reassignment ORDER BY id": ["kept", "open"],
    "SELECT id FROM snooze WHERE reminded_at IS NULL": [2],
    "SELECT id FROM reopening WHERE ended_at IS NULL": [2],
}


async def test_of_two_that_stood_open_one_is_settled_and_the_trail_tells(url: str) -> None:
    _fill_the_version_of_before(url)

    migrate(url)

    with connected(url) as connection:
        found = {query: list(connection.execute(text(query)).scalars()) for query in AFTER}
    assert found == AFTER
    database = Database(url)
    async with database.read() as uow:
        trail = [(each.actor, each.action, each.subject) for each in await audit_entries(uow)]
        verdict = await uow.audit.verify()
    await database.dispose()
    assert trail == [
        ("system", "correction_refused", "avance:1:3T2025"),
        ("system", "prorroga_refused", "entrega:402:3T2025"),
    ]
    assert (verdict.chained, verdict.problem) == (2, None)


def _fill_the_version_of_before(url: str) -> None:
    migrate(url)
    with connected(url) as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0004")
    with connected(url) as connection, connection.begin():
        for statement in filter(str.strip, BEFORE.split(";")):
            connection.exec_driver_sql(statement)
