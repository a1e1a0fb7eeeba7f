"""One copy of everything: the database as it is at one instant, and the evidence files beside it."""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy import URL

from storage.alone import AlreadyRunning, alone_on
from storage.durable import make_folders, put_in_place, workshop
from storage.engine import make_folder, sync_url
from storage.files import FileStore, sha256_of
from storage.leftovers import BACKUP, RESTORE, clear_workshops
from storage.migrate import DatabaseState, database_state

FORMAT = 1
MANIFEST = "manifest.json"
DUMPS = {"sqlite": "base.sqlite", "postgresql": "base.pgdump"}
EVIDENCE = "evidencias/"


class BackupProblem(Exception):
    """Why no copy could be made or restored: `code` names it, `detail` adds what the tool said."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def back_up(url: str, evidence: Path, target: Path) -> int:
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
        count = _pack(unfinished, dialect, dump, evidence)
        put_in_place(unfinished, target)
    return count


def restore(url: str, evidence: Path, source: Path) -> int:
    """Put a copy back into an empty database; return how many files it held.

    Every content is checked against the manifest before anything is written. The database comes last
    and in one step: whoever is killed meanwhile leaves it empty, beside files that nothing names yet.
    """
    address = sync_url(url)
    dialect = address.get_backend_name()
    with _alone(url):
        if database_state(url) is not DatabaseState.EMPTY or _holds_anything(address):
            raise BackupProblem("not_empty")
        with _workshop(address, evidence) as folder:
            names = _unpack(source, folder, dialect)
            _put_files(folder / EVIDENCE, evidence)
            dump = folder / DUMPS[dialect]
            _restore_sqlite(address, dump) if dialect == "sqlite" else _restore_postgres(address, dump)
    return len(names)


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Keep `puntual run` away: it would make its tables in the file that is about to be replaced."""
    try:
        with alone_on(url):
            yield
    except AlreadyRunning as other:
        raise BackupProblem("running", other.pid) from other


def _holds_anything(address: URL) -> bool:
    """Tell whether a file of SQLite has tables, whoever made them: it is going to be replaced as a whole."""
    if address.get_backend_name() != "sqlite" or not _file_of(address).exists():
        return False
    query = "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    with closing(sqlite3.connect(_file_of(address))) as connection:
        (count,) = connection.execute(query).fetchone()
    return bool(count)


@contextmanager
def _workshop(address: URL, evidence: Path) -> Iterator[Path]:
    """Open a folder on the disk of the target, so that what is ready there only changes its name."""
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
    store = FileStore(evidence)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            store.put(path.read_bytes())


def _restore_sqlite(address: URL, dump: Path) -> None:
    target = _file_of(address)
    for ending in ("-wal", "-shm"):  # of a file that was deleted: SQLite would write it into this one
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

    Without one the tool finds it as the bot does: PGPASSWORD, or the file of passwords at home.
    """
    program = shutil.which(name)
    if program is None:
        raise BackupProblem("no_tool", name)
    # `URL.set` takes None for what is not to be changed, and a password that is hidden is three stars.
    target = address._replace(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(address.password)} if address.password else None
    words = [program, f"--dbname={target}", *options]
    done = subprocess.run(words, env=secret, capture_output=True, text=True, check=False)  # noqa: S603 - our words
    if done.returncode:
        raise BackupProblem("tool_failed", done.stderr.strip().splitlines()[-1] if done.stderr else name)


def _pack(path: Path, dialect: str, dump: Path, evidence: Path) -> int:
    hashes = {}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in ((dump.name, dump), *_evidence(evidence)):
            archive.write(content, name)
            hashes[name] = sha256_of(content)
        manifest = {"format": FORMAT, "dialect": dialect, "sha256": hashes}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return len(hashes)


def _evidence(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        # Names that begin with a dot are files still being written.
        if path.is_file() and not path.name.startswith("."):
            yield f"{EVIDENCE}{path.relative_to(folder).as_posix()}", path


def _unpack(source: Path, folder: Path, dialect: str) -> list[str]:
    try:
        with ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            archive.extractall(folder)
    except (BadZipFile, KeyError, ValueError) as broken:
        raise BackupProblem("not_a_copy") from broken
    if manifest.get("format") != FORMAT or manifest.get("dialect") != dialect:
        raise BackupProblem("other_dialect", str(manifest.get("dialect")))
    hashes: dict[str, str] = manifest["sha256"]
    damaged = [name for name, sha256 in hashes.items() if not _is_whole(folder / name, sha256)]
    if damaged or DUMPS[dialect] not in hashes:
        raise BackupProblem("damaged", ", ".join(damaged[:3]))
    return list(hashes)


def _is_whole(path: Path, sha256: str) -> bool:
    return path.is_file() and sha256_of(path) == sha256
