"""Test data of any size: one UR is entered through commands and chat, and its rows are copied by SQL.

All columns that a build has are copied; this module only knows which columns identify a UR, an indicator or a
person.
"""

import atexit
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from bench.outside.builds import Build, Refused
from bench.outside.informe import informe
from bench.script import FIRST_ID
from bench.stand_in import TOKEN, a_stand_in

NOON = "2025-09-25T12:00:00-06:00"
"""Three business days before 3T2025 closes: reminders are due."""
FIRST_CODE = "101"
"""The UR that is copied; the copies are 1001, 1002 and so on, which no municipality uses."""
COPIES = "WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?)"
KEYS = {
    "unit": {"code": "CAST(1000 + n AS TEXT)"},
    "programme": {"id": "id + n * {programme}", "unit_code": "CAST(1000 + n AS TEXT)"},
    "indicator": {"id": "id + n * {indicator}", "programme_id": "programme_id + n * {programme}"},
    "avance": {"id": "id + n * {avance}", "indicator_id": "indicator_id + n * {indicator}"},
    "evidence": {"id": "id + n * {evidence}", "avance_id": "avance_id + n * {avance}"},
    "person": {"id": "id + n * {person}", "telegram_id": "telegram_id + n"},
    "person_role": {
        "id": "id + n * {person_role}",
        "person_id": "person_id + n * {person}",
        "unit_code": "CAST(1000 + n AS TEXT)",
    },
}


def settings(place: Path, url: str = "http://127.0.0.1:9") -> dict[str, object]:
    """Return the settings of a build: its folder, the sandbox, and the clock at noon."""
    return {
        "bot_token": TOKEN,
        "bot_api_url": url,
        "database_url": f"sqlite+aiosqlite:///{place / 'puntual.db'}",
        "data_dir": place,
        "clock_start": NOON,
        "log_level": "WARNING",
    }


async def found(build: Build, place: Path, units: int, *, is_reported: bool = False) -> None:
    """Fill an empty folder: each UR has an enlace and owes 15 indicators of 3T2025, or has reported them."""
    shutil.copy(await _of_one(build), place / "puntual.db")
    if is_reported:
        _import(build, place, 3)
    copy(place / "puntual.db", units)


def copy(database: Path, units: int) -> None:
    """Copy the one UR with all its dependent rows until there are this many."""
    with closing(sqlite3.connect(database)) as rows, rows:
        steps = {table: _highest(rows, table) for table in KEYS if table != "unit"}
        for table, keys in KEYS.items() if units > 1 else ():
            columns = [name for _, name, *_ in rows.execute(f"PRAGMA table_info({table})")]
            values = [keys.get(name, name).format(**steps) for name in columns]
            into, each = f"INSERT INTO {table} ({', '.join(columns)})", f"SELECT {', '.join(values)}"
            rows.execute(f"{COPIES} {into} {each} FROM {table}, copy", (units - 1,))


def _highest(rows: sqlite3.Connection, table: str) -> int:
    (highest,) = rows.execute(f"SELECT max(id) FROM {table}").fetchone()
    return highest or 0


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="puntual-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


async def _of_one(build: Build) -> Path:
    """Return the database with one UR, made once for each build in a run."""
    place = _folder() / build.name
    database = place / "puntual.db"
    if not database.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            _import(build, place, 2)
            await _let_the_enlace_in(build, place)
        except BaseException:
            database.unlink(missing_ok=True)
            raise
    return database


def _import(build: Build, place: Path, quarter: int) -> None:
    file = place / f"{quarter}T2025.txt"
    file.write_text(informe(FIRST_CODE, quarter), encoding="utf-8")
    told = build.does("import", str(file), place=place, **settings(place))
    if "CONFIRMAR" in told.out:
        raise Refused(f"{build.name} doubts the report: {told.out}")


async def _let_the_enlace_in(build: Build, place: Path) -> None:
    async with a_stand_in(1, limited=False) as stand_in:
        own = settings(place, stand_in.url) | {"bot_username": "puntual_bot"}
        words = ("invite", "--role", "enlace", "--unit", FIRST_CODE, "--name", "Persona")
        link = build.does(*words, place=place, **own).out
        code = re.search(r"start=(\S+)", link)
        if code is None:
            raise Refused(f"{build.name} told no link: {link}")
        with build.starts("run", place=place, **own):
            await stand_in.first_call("getupdates")
            ana = await stand_in.client.person(FIRST_ID, "Persona")
            await ana.says(f"/start {code[1]}")
            await stand_in.first_call("sendmessage")  # their invitation is used by then
