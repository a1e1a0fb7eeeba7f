"""Every figure of ours names its lower limit and, as a number, its distance from it."""

from collections.abc import Callable

import pytest

from bench import broadcast, documents, latency, planning, replicas, startup, status, steps
from bench.__main__ import MEASURES
from bench.broadcast import Course
from bench.figures import Figure
from bench.outside import commands, papers, start, talk, ticks
from bench.outside.builds import Ended
from bench.outside.meters import Used
from bench.walks import Walk

COURSES = [Course("Puntual", 101.0, 3000, 0, 29, [0.1, 0.2]), Course("PTB", 175.0, 3000, 9, 30, [1.0, 2.0])]
WALKS = {who: Walk(1000, 4.0, 2.6, 0.4) for who in (steps.OURS, steps.COMMITTING, steps.FLOOR)}
RUNS = [planning.Run(units, units / 40, units + 1, 16, units / 400) for units in (40, 400, 4000)]
PAPERS = [documents.Run("pdf", units, units / 10, units / 11) for units in (1, 40, 80)]

FIGURES: dict[str, Callable[[], list[Figure]]] = {
    "commands": lambda: commands.figures_of({"puntual -h": 0.04, "puntual status": 1.7}),
    "start": lambda: start.figures_of(1.9, Used(1.5, 0.2, 170.0, 170.0)),
    "talk": lambda: talk.figures_of(Walk(1000, 4.0, 2.6, 0.4)),
    "ticks": lambda: ticks.figures_of(ticks.Plan(40, 2.2, 1.8, 1.6)),
    "papers": lambda: papers.figures_of("pdf", 40, Ended(0, 12.0, 11.0, "", "")),
    "broadcast": lambda: broadcast.figures_of(COURSES, 3000),
    "latency": lambda: latency.figures_of(COURSES, flush=0.001),
    "steps": lambda: [
        *steps.figures_of(WALKS, steps.bound_of(WALKS[steps.OURS], WALKS, 0.001)),
        *steps.figures_without_network(WALKS),
    ],
    "replicas": lambda: replicas.figures_of(WALKS[steps.OURS], WALKS[steps.OURS], cores=2),
    "planning": lambda: planning.figures_of(RUNS),
    "status": lambda: status.figures_of(([0.01], [0.02]), 100, flush=0.001),
    "startup": lambda: startup.figures_of((1.0, 100.0), (0.5, 80.0), imports=(0.75, 75.0)),
    "documents": lambda: documents.figures_of(PAPERS),
}
BY = ("Telegram", "commit", "Python", "processor", "cores", "Typst", "once", "one for each")
"""What bounds: the limit of Telegram, the disk, Python, the machine, a library, or the work itself."""


@pytest.mark.parametrize("measure", MEASURES)
def test_every_figure_of_ours_says_what_bounds_it_and_how_far_it_is(measure: str) -> None:
    ours = [figure for figure in FIGURES[measure]() if figure.who.startswith("Puntual")]

    assert ours
    for figure in ours:
        assert any(word in figure.bound for word in BY), figure
        assert any(letter.isdigit() for letter in figure.bound), figure


def test_a_broadcast_says_how_near_the_limit_of_a_second_it_came() -> None:
    _, refused, *_ = broadcast.figures_of(COURSES, 3000)

    assert refused.bound == "Telegram takes 30 in a second: 29 in the busiest one"


def test_an_answer_is_held_against_its_turn_and_its_commits() -> None:
    own, peer = latency.figures_of(COURSES, flush=0.001)

    assert own.bound.endswith("together 38 ms; p50 is 2.6 x that, p95 5.2 x")
    assert "together" not in peer.bound


def test_planning_is_held_against_sqlite_alone() -> None:
    *_, largest, growth, queries = planning.figures_of(RUNS)

    assert "1667 µs per indicator, 10 x the 10 s in which sqlite3 alone" in largest.bound
    assert growth.bound.endswith("+0.00 from 1.00")
    assert queries.bound.endswith("0 more for 4000 UR than for 40")


def test_a_status_says_what_the_disk_takes_of_it() -> None:
    short, long = status.figures_of(([0.01], [0.02]), 100, flush=0.001)

    assert "2 commits with FULL take 2 ms, 20% of the median of 10 ms" in short.bound
    assert "10% of the median of 20 ms" in long.bound
