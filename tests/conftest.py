"""What every process of tests begins with."""

import gc

import pytest

from tests.side_by_side import plugin as side_by_side


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-postgres", action="store_true", help="skip what needs PostgreSQL, visibly")
    side_by_side.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    # PTB 22 warns whenever it builds a RetryAfter, that is at every 429.
    config.addinivalue_line("filterwarnings", "ignore:.*attribute `retry_after` will be of type")
    side_by_side.register(config)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Bring the databases once coverage counts: what is imported before is never seen to run.

    Whoever only hands out tests needs no database, and nothing that is imported for one.
    """
    if side_by_side.runs_tests(session.config):
        session.config.pluginmanager.import_plugin("tests.databases")


def pytest_collection_finish() -> None:
    """Let the collector look no more through what stays to the end: all modules, all tests."""
    gc.collect()
    gc.freeze()
