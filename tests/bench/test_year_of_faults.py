"""The year of faults is reproducible from a seed, and its checks find errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, NullPool, create_engine

from bench.year.checks import Checks
from bench.year.databases import DIALECTS, a_database, held, loses
from bench.year.days import year_of
from bench.year.faults import FAULTS, is_named
from bench.year.people import GOALS, VALUE, Proof
from bench.year.town import NINE, a_town
from storage.engine import sync_url
from storage.faults import DATABASE_ERRORS
from storage.migrate import DatabaseState, database_state
from tests.facts import OAXACA

KINDS = list(FAULTS)


def test_a_seed_draws_the_same_year_again() -> None:
    assert year_of(Random(7), KINDS, 60) == year_of(Random(7), KINDS, 60)
    assert year_of(Random(7), KINDS, 60) != year_of(Random(8), KINDS, 60)


def test_the_ladders_of_four_quarters_are_lived_first() -> None:
    days = year_of(Random(7), KINDS, 20)

    assert [day.quarter for day in days] == [quarter for quarter in (1, 2, 3, 4) for _ in range(5)]
    assert [day.on for day in days] == sorted({day.on for day in days})


def test_no_fault_comes_again_before_all_have_come() -> None:
    drawn = [fault for day in year_of(Random(7), KINDS, 60) for fault in day.faults]

    assert set(drawn[: len(KINDS)]) == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("kill", "/healthz: no answer (ConnectError)"),
        ("outage", "✗ Telegram: no responde (NetworkError)"),
        ("descriptors", "/healthz: 503 descriptors: 63 of 64 in use"),
        ("restore", "! Restaurado el 2025-09-25 11:00 de un respaldo del 2025-09-25 02:00"),
        ("another's poll", "✗ Telegram: alguien más usa el token (señales: 2, la última …)"),
        ("another's address", "/healthz: 503 telegram: delivers to otra.example, not to us, since …"),
        ("429", ""),
    ],
)
def test_a_fault_is_named_by_its_words(kind: str, told: str) -> None:
    assert is_named(FAULTS[kind], told)


def test_a_fault_is_not_named_where_all_is_well() -> None:
    assert not is_named(FAULTS["kill"], "✓ Telegram: responde como @puntual_bot\n/healthz: 200 ok")


def test_a_year_of_values_is_over_each_goal_and_never_over_the_whole() -> None:
    assert all(Decimal(VALUE) > Decimal(goal) for goal in GOALS.split())
    assert 4 * Decimal(VALUE) <= 100


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_database_is_held_by_another_and_lost(dialect: str, tmp_path: Path) -> None:
    with a_database(dialect, tmp_path) as url:
        assert database_state(url) is DatabaseState.CURRENT
        with held(url), pytest.raises(DATABASE_ERRORS, match="lock"), hurried(url) as connection:
            connection.exec_driver_sql("UPDATE outbox SET attempts = 0")
        loses(url)
        assert database_state(url) is DatabaseState.EMPTY


@contextmanager
def hurried(url: str) -> Iterator[Connection]:
    """Open a connection that waits for nobody."""
    engine = create_engine(sync_url(url), poolclass=NullPool)
    wait = "PRAGMA busy_timeout = 0" if engine.dialect.name == "sqlite" else "SET lock_timeout = 1"
    with engine.connect() as connection:
        connection.exec_driver_sql(wait)
        yield connection


async def test_the_checks_find_lost_values_and_missing_reminders(tmp_path: Path) -> None:
    (day, *_) = year_of(Random(7), KINDS, 1)
    async with a_town(tmp_path, datetime.combine(day.on, NINE, OAXACA), Random(7)) as town:
        town.comes_to(day)
        town.people[0].typed[day.quarter, 1] = Proof("SP/7/2025")
        checks = Checks()
        await checks.run(town, day)

    typed, *unheard = sorted(checks.lost, key=lambda each: "reminder" in each)
    assert typed.startswith("501, Componente 1")
    assert len(unheard) == len(town.people)
    assert not checks.is_clean
