"""Deletes files left behind by killed writes, backups and restores, unless still in use."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from storage.durable import NEW, is_at_work, make_folders

BACKUP, RESTORE = ".respaldo-", ".restauracion-"
PLACES = ".respaldos"
"""The file of the data folder that names the folders where backups were written."""
MOST_PLACES = 20
OWN_FILE = re.compile(rf"{re.escape(NEW)}[a-z0-9_]{{8}}")
OWN_FOLDER = re.compile(rf"({re.escape(BACKUP)}|(\..+)?{re.escape(RESTORE)})[a-z0-9_]{{8}}")


def clear_files(folder: Path) -> int:
    """Delete unfinished files in a folder and its subfolders; return how many."""
    found = (*folder.glob(f"{NEW}*"), *folder.glob(f"*/{NEW}*"))
    return _clear(path for path in found if OWN_FILE.fullmatch(path.name))


def clear_workshops(places: Iterable[Path]) -> int:
    """Delete the temporary folders of killed backups and restores; return how many."""
    return sum(_clear(_workshops(place)) for place in dict.fromkeys(each.absolute() for each in places))


def note_place(data: Path, place: Path) -> None:
    """Record where a backup is written, so that the next start clears it."""
    known = places_of(data)
    others = [each for each in known if each != place.absolute()]
    wanted = [*others[-MOST_PLACES + 1 :], place.absolute()]
    if wanted == known:
        return
    make_folders(data)
    (data / PLACES).write_text("".join(f"{each}\n" for each in wanted), encoding="utf-8")


def places_of(data: Path) -> list[Path]:
    """Return the folders where backups were written, latest last."""
    try:
        lines = (data / PLACES).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    return [Path(line) for line in lines if line.startswith("/")]


def _workshops(place: Path) -> Iterator[Path]:
    # `glob("*")` also matches names that begin with a dot.
    return (path for path in place.glob("*") if OWN_FOLDER.fullmatch(path.name) and path.is_dir())


def _clear(paths: Iterator[Path]) -> int:
    return sum(map(_is_cleared, list(paths)))


def _is_cleared(path: Path) -> bool:
    """Delete it; False if we may not, or it is gone."""
    try:
        if path.is_symlink() or is_at_work(path):
            return False
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError:
        return False
    return True
