"""Finds files that other accounts of the machine may open, with the command that fixes it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from shlex import quote

from app.cli import OWNER_ONLY
from app.findings import Finding, details
from app.settings import Settings
from storage.engine import is_in_memory, sync_url
from storage.leftovers import places_of

BESIDE = ("", "-wal", "-shm", "-journal", ".run", ".tick")
"""The files of a SQLite database, by what follows its name."""
SHOWN = 5
ENV = Path(".env")


def found_open(settings: Settings, env: Path = ENV) -> list[Finding]:
    return [*_env(env.absolute()), *_data(settings)]


def _env(env: Path) -> list[Finding]:
    if not is_open(env):
        return []
    text = f"Otras cuentas del equipo pueden leer {env}, que tiene el token: chmod 600 {quote(str(env))}"
    return [Finding(text, is_wrong=True)]


def _data(settings: Settings) -> list[Finding]:
    folder = settings.data_dir.absolute()
    inside = [path for path in (folder, *_under(folder)) if is_open(path)]
    beside = [path for path in _outside(settings, folder) if is_open(path)]
    if not inside and not beside:
        return []
    found = [*beside, *inside]
    many = "1 archivo o carpeta" if len(found) == 1 else f"{len(found)} archivos o carpetas"
    return [
        Finding(f"Otras cuentas del equipo pueden abrir {many} de Puntual. Ciérrelos:", is_warning=True),
        *details(_mending(folder if inside else None, beside)),
        *details(map(str, found[:SHOWN])),
        *details(["…"] if len(found) > SHOWN else []),
    ]


def _mending(folder: Path | None, files: Iterable[Path]) -> Iterator[str]:
    """Return the commands: one for the whole folder, the rest by name."""
    if folder is not None:
        yield f"chmod -R u=rwX,go= {quote(str(folder))}"
    named = " ".join(quote(str(path)) for path in files)
    if named:
        yield f"chmod go= {named}"


def _under(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        yield from (Path(place) / name for name in (*folders, *files))


def _outside(settings: Settings, folder: Path) -> Iterator[Path]:
    """Return a database outside the data folder, and the backups."""
    address = sync_url(settings.database)
    if address.get_backend_name() == "sqlite" and not is_in_memory(address):
        database = Path(str(address.database)).absolute()
        yield from (Path(f"{database}{ending}") for ending in BESIDE if not _is_in(database, folder))
    for place in places_of(folder):
        yield from (path for path in sorted(place.glob("*.zip")) if not _is_in(path, folder))


def _is_in(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder)


def is_open(path: Path) -> bool:
    """Tell whether anybody but the owner has access; a link has no mode of its own."""
    try:
        return not path.is_symlink() and bool(path.stat().st_mode & OWNER_ONLY)
    except OSError:
        return False
