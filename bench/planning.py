"""The cost of planning reminders and summary, by size of the municipality."""

import math
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import time as hour
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import event

from bench.city import NOON, Plan, found_city
from bench.figures import Figure
from bench.floors import of_linear
from jobs.ticks import NoticeHours, Ticks
from storage.engine import Database

ZONE = ZoneInfo("America/Mexico_City")
HOURS = NoticeHours(hour(9), hour(8, 30))
WANTED = 10.0
QUESTIONS = tuple(
    f"SELECT * FROM {name}" for name in ("unit", "programme", "indicator", "avance", "person", "person_role")
)


@dataclass(frozen=True)
class Run:
    """`queries` are the reads; each notice adds one insert.

    `floor` are the seconds that sqlite3 alone takes to read the same rows and write the same notices.
    """

    units: int
    seconds: float
    notices: int
    queries: int
    floor: float


async def measure(*, quick: bool) -> list[Figure]:
    sizes = (4, 40, 400) if quick else (40, 400, 4000)
    return figures_of([await run_of(size) for size in sizes])


async def run_of(units: int) -> Run:
    """Plan for a city where every UR has 15 indicators and an enlace who owes them all."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'puntual.db'}"
        found_city(url, Plan(units=units, enlaces=units))
        database = Database(url)
        ticks = Ticks(database, now=lambda: NOON, zone=ZONE, hours=HOURS)
        with statements_of(database) as statements:
            began = time.perf_counter()
            notices = await ticks.reminders() + await ticks.summary()
            seconds = time.perf_counter() - began
        await database.dispose()
        floor = rows_alone(Path(folder) / "puntual.db")
    queries = sum(statement.startswith("SELECT") for statement in statements)
    return Run(units, seconds, notices, queries, floor)


def rows_alone(path: Path) -> float:
    """Read every row that planning asks for and write its notices again, with sqlite3 and nothing else."""
    with closing(sqlite3.connect(path, isolation_level=None)) as rows:
        rows.execute("PRAGMA synchronous = FULL")
        began = time.perf_counter()
        rows.execute("BEGIN IMMEDIATE")
        for question in QUESTIONS:
            rows.execute(question).fetchall()
        rows.execute("CREATE TABLE again AS SELECT * FROM outbox")
        rows.execute("COMMIT")
        return time.perf_counter() - began


def figures_of(runs: list[Run]) -> list[Figure]:
    largest, growth = runs[-1], exponent(runs)
    figures = [
        Figure(
            f"planning {run.units} UR",
            "Puntual",
            run.seconds,
            "s",
            ratio=run.seconds / run.units / (runs[0].seconds / runs[0].units),
            against=f"per UR of {runs[0].units}",
            target=f"<= {WANTED:.0f} s" if run is largest else "",
            is_met=run.seconds <= WANTED if run is largest else None,
            bound=f"{run.notices} notices, {run.queries} queries; bound by Python: "
            f"{1e6 * run.seconds / run.units / 15:.0f} µs per indicator, {run.seconds / run.floor:.0f} x the "
            f"{run.floor:.2g} s in which sqlite3 alone reads every row and writes the notices",
        )
        for run in runs
    ]
    return [*figures, _growth(growth), _queries(runs)]


def _growth(growth: float) -> Figure:
    bound = of_linear(growth, "every indicator is read and every notice written once")
    wanted = {"target": "<= 1.05", "is_met": growth <= 1.05, "bound": bound}
    return Figure("planning growth", "Puntual", growth, "exponent", **wanted)  # type: ignore[arg-type]


def _queries(runs: list[Run]) -> Figure:
    first, last = runs[0], runs[-1]
    bound = (
        f"one for each kind of fact, however many UR: {last.queries - first.queries} more for "
        f"{last.units} UR than for {first.units}"
    )
    is_constant = len({run.queries for run in runs}) == 1
    return Figure(
        "planning queries", "Puntual", last.queries, "", target="constant", is_met=is_constant, bound=bound
    )


def exponent(runs: list[Run]) -> float:
    """Return the slope of seconds over units on a double logarithmic scale, between the last two sizes."""
    before, last = runs[-2], runs[-1]
    return math.log(last.seconds / before.seconds) / math.log(last.units / before.units)


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
