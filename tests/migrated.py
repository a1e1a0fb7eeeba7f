"""Databases as `puntual migrate` leaves them: the steps are run once in a process, and then copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.migrate import migrate
from tests.postgres import a_database_of_its_own, create_database


def migrated_sqlite(path: Path) -> str:
    """Write a SQLite file and return its address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_file())
    return f"sqlite:///{path}"


@contextmanager
def migrated_postgres(server: str) -> Iterator[str]:
    """Create a database beside those of the suite, and return its address."""
    with a_database_of_its_own(server, template=_template(server)) as url:
        yield url


@cache
def _file() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "puntual.db"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()


@cache
def _template(server: str) -> str:
    url = create_database(server, "migrated_template")
    migrate(url)
    return url
