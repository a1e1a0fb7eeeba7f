"""Faults: files and databases lost or altered, then restored from a backup."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from bench.year.databases import loses
from bench.year.mischief import NothingToBreak
from bench.year.town import Town


@asynccontextmanager
async def a_rotten_file(town: Town, dice: Random) -> AsyncIterator[None]:
    """Change one bit of a stored file, or delete it; then repair it from that morning's backup."""
    files = sorted(path for path in (town.data / "evidencias").glob("??/*") if path.is_file())
    if not files:
        raise NothingToBreak
    backup, rotten = await _backs_up(town, dice), dice.choice(files)
    _rot(rotten, dice)
    yield
    await _types(town, "evidence", "repair", "--from", str(backup))


@asynccontextmanager
async def a_restore(town: Town, dice: Random) -> AsyncIterator[None]:
    """Stop or kill the bot, delete its database, and restore the backup."""
    if dice.random() < 0.5:
        await town.is_killed()
    else:
        await town.is_stopped()
    backup = await _backs_up(town, dice)
    await town.city.office.database.dispose()  # close readers of the deleted file
    loses(town.url)
    await _types(town, "restore", str(backup))
    await town.opens()
    yield


async def _backs_up(town: Town, dice: Random) -> Path:
    backup = town.folder / f"backup-{dice.randrange(10**9)}.zip"
    await _types(town, "backup", str(backup))
    return backup


async def _types(town: Town, *words: str) -> None:
    """Run a command at the machine's hour."""
    told = await town.city.machine.types(*words, clock_start=town.wall().isoformat())
    assert told.code == 0, told


def _rot(path: Path, dice: Random) -> None:
    if dice.random() < 0.3:
        path.unlink()
        return
    content, place = bytearray(path.read_bytes()), dice.randrange(path.stat().st_size)
    content[place] ^= 1 << dice.randrange(8)
    path.chmod(0o600)
    path.write_bytes(content)
