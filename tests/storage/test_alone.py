"""Locks on a SQLite file: one run, any number of ticks; a lock ends with its process."""

from pathlib import Path

import pytest

from storage.alone import AlreadyRunning, alone_on, between_ticks, ticking_on

POSTGRES = "postgresql+psycopg://puntual@localhost/puntual"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'puntual.db'}"


def test_a_second_run_on_one_file_is_refused(url: str) -> None:
    with alone_on(url), pytest.raises(AlreadyRunning), alone_on(url):
        raise AssertionError("two runs on one file")


def test_the_next_run_begins_when_the_first_has_ended(url: str) -> None:
    with alone_on(url):
        pass

    with alone_on(url):
        pass


def test_ticks_go_beside_a_run_and_beside_each_other(url: str) -> None:
    with alone_on(url), ticking_on(url), ticking_on(url):
        pass


def test_a_start_sees_that_a_tick_is_at_work(url: str) -> None:
    with ticking_on(url), between_ticks(url) as nobody:
        assert not nobody


def test_a_start_between_ticks_knows_that_nobody_sends(url: str) -> None:
    with between_ticks(url) as nobody:
        assert nobody


def test_on_postgresql_there_is_no_lock_and_leases_decide() -> None:
    with alone_on(POSTGRES), alone_on(POSTGRES), ticking_on(POSTGRES), between_ticks(POSTGRES) as nobody:
        assert not nobody
