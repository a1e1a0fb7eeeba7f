"""The measures from outside: they use a real process, and import no module of the product."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.__main__ import OUTSIDE
from bench.outside import commands, papers, start, talk, ticks
from bench.outside.builds import ROOT, Build, Ended, Refused, our_build
from bench.outside.city import copy
from bench.outside.informe import INDICATORS, informe
from bench.outside.meters import Used, used_by
from bench.walks import Walk
from documents.read.informe.text import read_informe
from tests.architecture.project import PACKAGES


def test_nothing_of_the_product_is_imported_but_the_stand_in() -> None:
    modules = ", ".join([*(f"bench.outside.{name}" for name in OUTSIDE), "bench.against", "bench.older"])
    program = f"import sys, {modules}\nprint(*sys.modules)"

    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert loaded & set(PACKAGES) == {"sandbox"}
    assert not {"sqlalchemy", "telegram", "pydantic"} & loaded


async def test_people_are_answered_by_a_process_that_was_started_as_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not our_build().puntual.exists():
        pytest.skip("the command is not installed")

    walk = await talk.walk(our_build(), 2, steps=2, quiet=0.1)

    assert walk.steps == 4
    assert walk.user > 0


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_report_of_the_test_data_is_read_without_a_doubt(quarter: int) -> None:
    read = read_informe(informe("101", quarter), source="informe.txt")

    assert len(read.indicators) == INDICATORS
    assert [flag.text for each in read.indicators for flag in each.flags] == []
    assert [value is not None for value in read.indicators[0].achieved] == [n < quarter for n in range(4)]


def test_rows_are_copied_with_unknown_columns(tmp_path: Path) -> None:
    path = tmp_path / "puntual.db"
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.executescript(SCHEMA)

    copy(path, 3)

    units = read(path, "SELECT code, colour FROM unit")
    indicators = read(path, f"SELECT unit_code, count(*) FROM {INDICATORS_OF} GROUP BY 1 ORDER BY 1")
    quarters = read(path, f"SELECT DISTINCT unit_code, quarter FROM {EVIDENCE_OF} ORDER BY 1")
    people = read(path, f"SELECT telegram_id, unit_code FROM {PEOPLE_OF}")
    assert units == [("101", "red"), ("1001", "red"), ("1002", "red")]
    assert indicators == [("1001", 2), ("1002", 2), ("101", 2)]
    assert quarters == [("1001", 2), ("1002", 2), ("101", 2)]
    assert people == [(10001, "101"), (10002, "1001"), (10003, "1002")]


def test_data_of_a_single_unit_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "puntual.db"
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.executescript(SCHEMA)

    copy(path, 1)

    assert read(path, "SELECT code FROM unit") == [("101",)]


def read(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as rows:
        return rows.execute(query).fetchall()


def test_lost_captures_are_found_out(tmp_path: Path) -> None:
    path = tmp_path / "puntual.db"
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.executescript(
            "CREATE TABLE avance (quarter, value); INSERT INTO avance VALUES (3, 30), (3, 25), (2, 30)"
        )

    talk.check(path, 1)
    with pytest.raises(Refused, match="1 captures were saved, 2 were typed"):
        talk.check(path, 2)


def test_what_a_process_and_its_children_use_is_added_up() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    alone, both = used_by(child.pid), used_by(os.getpid())

    child.communicate(b"\n")
    assert 0 < alone.megabytes == alone.megabytes_of_all
    assert both.megabytes + alone.megabytes <= both.megabytes_of_all
    assert both.processor > 0


def test_a_command_that_fails_says_what_it_said(tmp_path: Path) -> None:
    command = tmp_path / "puntual"
    command.write_text('#!/bin/sh\necho "no hay $PUNTUAL_UNIT" >&2\nexit 3\n')
    command.chmod(0o755)
    build = Build("old", tmp_path, tmp_path / "python")

    ended = build.runs("status", place=tmp_path, unit=402)

    assert (ended.code, ended.out, ended.err) == (3, "", "no hay 402\n")
    with pytest.raises(Refused, match="old: puntual status: 3\nno hay 402"):
        build.does("status", place=tmp_path, unit=402)


def test_a_process_that_has_ended_uses_nothing_more(tmp_path: Path) -> None:
    command = tmp_path / "puntual"
    command.write_text("#!/bin/sh\nexit 1\n")
    command.chmod(0o755)

    with Build("old", tmp_path, tmp_path / "python").starts("run", place=tmp_path) as started:
        started.process.wait()
        with pytest.raises(Refused, match="ended with 1"):
            _ = started.used


def test_figures_are_named_after_what_a_person_types() -> None:
    figures = [
        *commands.figures_of({"puntual -h": 0.04, "puntual status": 1.7}),
        *start.figures_of(1.9, Used(1.5, 0.2, 170.0, 170.0)),
        *talk.figures_of(Walk(1000, 4.0, 2.6, 0.4)),
        *ticks.figures_of(ticks.Plan(40, 2.2, 1.8, 1.6)),
    ]

    assert [figure.value for figure in figures] == [0.04, 1.7, 1.9, 1.7, 170.0, 170.0, 3.0, 250.0, 2.2, 1.8]
    assert all(
        figure.measure.removeprefix("step of ").removeprefix("steps of ").startswith("puntual ")
        for figure in figures
    )
    assert "1000 µs for each indicator above the 1.60 s" in figures[-1].bound
    assert papers.figures_of("pdf", 40, Ended(0, 12.0, 11.0, "", ""))[0].bound.endswith(
        "20.0 ms for each of 15 indicators of a UR"
    )


INDICATORS_OF = "programme JOIN indicator ON programme_id = programme.id"
EVIDENCE_OF = (
    f"{INDICATORS_OF} JOIN avance ON indicator_id = indicator.id JOIN evidence ON avance_id = avance.id"
)
PEOPLE_OF = "person JOIN person_role ON person_id = person.id"
SCHEMA = """
    CREATE TABLE unit (code TEXT PRIMARY KEY, colour TEXT);
    CREATE TABLE programme (id INTEGER PRIMARY KEY, unit_code TEXT);
    CREATE TABLE indicator (id INTEGER PRIMARY KEY, programme_id INTEGER);
    CREATE TABLE avance (id INTEGER PRIMARY KEY, indicator_id INTEGER, quarter INTEGER);
    CREATE TABLE evidence (id INTEGER PRIMARY KEY, avance_id INTEGER);
    CREATE TABLE person (id INTEGER PRIMARY KEY, telegram_id INTEGER UNIQUE);
    CREATE TABLE person_role (id INTEGER PRIMARY KEY, person_id INTEGER, unit_code TEXT);
    INSERT INTO unit VALUES ('101', 'red');
    INSERT INTO programme VALUES (7, '101');
    INSERT INTO indicator VALUES (3, 7), (5, 7);
    INSERT INTO avance VALUES (1, 3, 2), (2, 5, 2);
    INSERT INTO evidence VALUES (4, 1);
    INSERT INTO person VALUES (2, 10001);
    INSERT INTO person_role VALUES (9, 2, '101');
"""
