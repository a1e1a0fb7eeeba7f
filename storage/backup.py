"""Backup and restore: a consistent copy of the database, and the evidence files."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from domain.evidence.proof_files import FileState
from storage.alone import AlreadyRunning, alone_on
from storage.backup_archive import DUMPS, EVIDENCE, BackupProblem, Packed, pack, unpack
from storage.backup_facts import UNKNOWN, CopyFacts, known_files, mark
from storage.durable import make_folders, put_in_place, workshop, write_whole
from storage.engine import make_folder, sync_url
from storage.files import FileStore, is_hash, sha256_of
from storage.leftovers import BACKUP, RESTORE, clear_workshops
from storage.migrate import DatabaseState, database_state

__all__ = ["BackupProblem", "back_up", "faulty_files", "restore"]


def back_up(url: str, evidence: Path, target: Path, facts: CopyFacts = UNKNOWN) -> int:
    """Write a ZIP with the database and the evidence files; return how many files it holds.

    The copy is consistent while the bot runs: SQLite's online backup in one step, or pg_dump. It
    appears under its name only when it is whole.
    """
    address = sync_url(url)
    dialect = address.get_backend_name()
    make_folders(target.parent)
    clear_workshops([target.parent])
    with workshop(target.parent, BACKUP) as folder:
        dump = folder / DUMPS[dialect]
        _dump_sqlite(address, dump) if dialect == "sqlite" else _dump_postgres(address, dump)
        unfinished = folder / "copy.zip"
        count = pack(unfinished, Packed(dialect, dump, evidence, facts))
        put_in_place(unfinished, target)
    return count


def restore(url: str, evidence: Path, source: Path, *, marks: Mapping[str, str] | None = None) -> int:
    """Restore a backup into an empty database, and store some meta values; return how many files it held.

    Every content is checked against the manifest before anything is written. The database comes last and in
    one step: a restore that is killed leaves it empty, beside files that no row names yet.
    """
    address = sync_url(url)
    dialect = address.get_backend_name()
    with _alone(url):
        if database_state(url) is not DatabaseState.EMPTY or _holds_anything(address):
            raise BackupProblem("not_empty")
        with _workshop(address, evidence) as folder:
            names = unpack(source, folder, dialect)
            _put_files(folder / EVIDENCE, evidence)
            dump = folder / DUMPS[dialect]
            if dialect == "sqlite":
                mark(URL.create("sqlite", database=str(dump)), marks or {})
                _restore_sqlite(address, dump)
            else:
                _restore_postgres(address, dump)
                mark(address, marks or {})
    return len(names)


def faulty_files(url: str, evidence: Path) -> dict[str, FileState]:
    """Return the files that a database names and that are missing or altered in a folder."""
    store = FileStore(evidence)
    states = {sha256: store.state(sha256) for sha256 in known_files(sync_url(url))}
    return {sha256: state for sha256, state in states.items() if state is not FileState.OK}


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Lock out `puntual run`, which would create its tables in the file to be replaced."""
    try:
        with alone_on(url):
            yield
    except AlreadyRunning as other:
        raise BackupProblem("running", other.pid) from other


def _holds_anything(address: URL) -> bool:
    """Tell whether a SQLite file has any tables: it will be replaced as a whole."""
    if address.get_backend_name() != "sqlite" or not _file_of(address).exists():
        return False
    query = "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    with closing(sqlite3.connect(_file_of(address))) as connection:
        (count,) = connection.execute(query).fetchone()
    return bool(count)


@contextmanager
def _workshop(address: URL, evidence: Path) -> Iterator[Path]:
    """Open a temporary folder on the disk of the target, so that a finished file only needs renaming."""
    place, prefix = evidence.parent, RESTORE
    if address.get_backend_name() == "sqlite":
        make_folder(address)
        path = _file_of(address)
        place, prefix = path.parent, f".{path.name}{RESTORE}"
    make_folders(place)
    clear_workshops([place])
    with workshop(place, prefix) as folder:
        yield folder


def _put_files(source: Path, evidence: Path) -> None:
    """Store each content; one already altered in the backup is restored only where none exists."""
    store = FileStore(evidence)
    for path in sorted(each for each in source.rglob("*") if each.is_file()):
        named = path.parent.name + path.name
        if sha256_of(path) == named or not is_hash(named):
            store.put(path.read_bytes())
        elif store.state(named) is FileState.MISSING:
            with path.open("rb") as content:
                write_whole(store.path(named), content)


def _restore_sqlite(address: URL, dump: Path) -> None:
    target = _file_of(address)
    for ending in ("-wal", "-shm"):  # a journal of a deleted file: SQLite would replay it into this one
        Path(f"{target}{ending}").unlink(missing_ok=True)
    put_in_place(dump, target)


def _file_of(address: URL) -> Path:
    return Path(str(address.database)).resolve()


def _dump_sqlite(address: URL, dump: Path) -> None:
    path = Path(str(address.database))
    if not path.exists():
        raise BackupProblem("no_database")
    with closing(sqlite3.connect(path)) as origin, closing(sqlite3.connect(dump)) as copy:
        origin.backup(copy)


def _dump_postgres(address: URL, dump: Path) -> None:
    _run_tool("pg_dump", address, "--format=custom", f"--file={dump}")


def _restore_postgres(address: URL, dump: Path) -> None:
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
    _run_tool("pg_restore", address, *options, str(dump))


def _run_tool(name: str, address: URL, *options: str) -> None:
    """Run a tool of PostgreSQL; the password goes through its environment, where `ps` does not show it.

    Without one the tool reads PGPASSWORD or the password file, as the bot does.
    """
    program = shutil.which(name)
    if program is None:
        raise BackupProblem("no_tool", name)
    # `URL.set` ignores None, and a hidden password is three asterisks.
    target = address._replace(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(address.password)} if address.password else None
    words = [program, f"--dbname={target}", *options]
    done = subprocess.run(words, env=secret, capture_output=True, text=True, check=False)  # noqa: S603 - our words
    if done.returncode:
        raise BackupProblem("tool_failed", done.stderr.strip().splitlines()[-1] if done.stderr else name)
