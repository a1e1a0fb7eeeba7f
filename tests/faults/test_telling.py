"""A fault is identified by its code, never by its message, and those of the environment count as no try."""

import errno
import logging
import sqlite3

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import OperationalError

from app.clock import wall
from bot.kit.faults import where
from domain.delivery.outcomes import OutboxRow, OutboxState
from domain.delivery.retries import RetryPolicy
from jobs.trigger import Trigger
from storage.engine import Database
from storage.faults import DatabaseFault, fault_of
from tests.bot.delivery.sending.test_sender import Post
from tests.clocks import ManualClock, until
from tests.deliveries import LEASE, Desk, a_message
from texts.kit.faults import DATABASE_FAULTS


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("clave s3creta")
    error.sqlite_errorcode = code
    return error


def wrapped(error: BaseException) -> OperationalError:
    return OperationalError("SELECT 1", None, error)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sqlite_error(sqlite3.SQLITE_BUSY), DatabaseFault.BUSY),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), DatabaseFault.BUSY),
        (sqlite_error(sqlite3.SQLITE_FULL), DatabaseFault.FULL),
        (sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY), DatabaseFault.READ_ONLY),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), DatabaseFault.DISK),
        (sqlite_error(sqlite3.SQLITE_CONSTRAINT_UNIQUE), DatabaseFault.OTHER),
        (errors.DiskFull(), DatabaseFault.FULL),
        (errors.AdminShutdown(), DatabaseFault.UNREACHABLE),
        (errors.TooManyConnections(), DatabaseFault.UNREACHABLE),
        (errors.InvalidPassword(), DatabaseFault.REFUSED),
        (errors.LockNotAvailable(), DatabaseFault.BUSY),
        (errors.DeadlockDetected(), DatabaseFault.CROSSED),
        (errors.SerializationFailure(), DatabaseFault.CROSSED),
        (errors.UniqueViolation(), DatabaseFault.OTHER),
        (psycopg.InterfaceError(), DatabaseFault.OTHER),
        (psycopg.OperationalError("FATAL: role does not exist"), DatabaseFault.REFUSED),
        (psycopg.OperationalError("FATAL: the database system is starting up"), DatabaseFault.UNREACHABLE),
        (psycopg.OperationalError("connection refused"), DatabaseFault.UNREACHABLE),
        (OSError(errno.ENOSPC, ""), DatabaseFault.FULL),
        (OSError(errno.EROFS, ""), DatabaseFault.READ_ONLY),
        (OSError(errno.ENOTDIR, ""), DatabaseFault.UNOPENED),
        (KeyError("x"), DatabaseFault.OTHER),
    ],
    ids=repr,
)
def test_a_fault_is_known_wrapped_or_not(error: BaseException, fault: DatabaseFault) -> None:
    assert fault_of(error) is fault
    assert fault_of(wrapped(error)) is fault


def test_every_fault_has_its_sentence() -> None:
    assert set(DATABASE_FAULTS) == set(DatabaseFault)
    assert all(sentence.endswith(".") for sentence in DATABASE_FAULTS.values())


def test_the_log_gets_the_sentence_and_not_the_words_of_the_error() -> None:
    told = where(wrapped(sqlite_error(sqlite3.SQLITE_FULL)))

    assert told == f"OperationalError: {DATABASE_FAULTS[DatabaseFault.FULL]}"


async def test_a_database_that_fails_while_wording_is_not_counted_against_the_message(
    memory_database: Database,
) -> None:
    clock = ManualClock()
    desk = Desk(memory_database, clock)
    post = Post(desk)
    added = await desk.add(a_message())
    assert added is not None

    async def unread(_: OutboxRow) -> None:
        raise wrapped(sqlite_error(sqlite3.SQLITE_BUSY))

    post.words = unread
    for _ in range(RetryPolicy().max_renderings + 1):
        await post.sender().drain()
        clock.advance(seconds=LEASE.total_seconds() + 1)

    row = await desk.row(added)
    assert (row.state, row.unrendered, row.attempts) == (OutboxState.CLAIMED, 0, 0)
    post.words = post.word
    await post.sender().drain()
    assert len(post.phones.arrived) == 1


async def test_a_tick_without_a_database_is_told_without_a_traceback_and_comes_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    calls = []

    async def tick() -> int:
        calls.append(1)
        raise wrapped(sqlite_error(sqlite3.SQLITE_BUSY))

    trigger = Trigger({"reminders": tick}, 0.005, wall=wall)
    with caplog.at_level(logging.WARNING, "jobs.trigger"):
        trigger.start()
        await until(lambda: len(calls) > 1)
        trigger.stop()

    assert caplog.records[0].getMessage() == "tick failed tick=reminders error=OperationalError fault=busy"
    assert caplog.records[0].exc_info is None
