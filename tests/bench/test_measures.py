"""Each measure runs at the smallest size, and counts its work."""

from pathlib import Path

import pytest

from bench import broadcast, documents, latency, planning, replicas, startup, status
from bench.broadcast import Course
from bench.city import Plan
from bench.planning import Run
from bench.walks import Walk


@pytest.mark.parametrize("contestant", [broadcast.ours, broadcast.sleeping_loop])
async def test_a_broadcast_reaches_everybody(contestant: broadcast.Broadcast) -> None:
    course = await broadcast.run_course("who", contestant, Plan(units=2, enlaces=3))

    assert (course.accepted, course.refused) == (3, 0)


async def test_a_question_is_answered_while_everybody_is_reminded() -> None:
    plan = Plan(units=2, enlaces=2, askers=1)

    course = await broadcast.run_course("who", broadcast.ours, plan, asking=True)

    assert len(course.waits) == 1


def test_a_refused_send_misses_the_target() -> None:
    courses = [Course("Puntual", 100.0, 3000, 1, 30, []), Course("loop", 175.0, 3000, 0, 20, [])]

    seconds, refused, peer, _ = broadcast.figures_of(courses, 3000)

    assert seconds.is_met
    assert refused.is_met is False
    assert peer.ratio == pytest.approx(100 / 175)


def test_latency_is_compared_at_the_slow_end() -> None:
    courses = [Course("Puntual", 1, 1, 0, 1, [0.1, 0.2]), Course("limiter", 1, 1, 0, 1, [1.0, 2.0])]

    own, peer = latency.figures_of(courses, flush=0.001)

    assert (own.value, own.is_met) == (200, True)
    assert peer.ratio == pytest.approx(0.1)


async def test_planning_counts_notices_and_queries() -> None:
    small, large = await planning.run_of(1), await planning.run_of(3)

    assert (small.notices, large.notices) == (2, 4)
    assert small.queries == large.queries
    assert 0 < small.floor < small.seconds


def test_growth_is_the_slope_between_the_largest_sizes() -> None:
    runs = [Run(40, 1.0, 41, 16, 0.1), Run(400, 10.0, 401, 16, 1.0), Run(4000, 100.0, 4001, 16, 9.0)]

    assert planning.exponent(runs) == pytest.approx(1.0)
    assert [figure.is_met for figure in planning.figures_of(runs)] == [None, None, False, True, True]


async def test_the_same_question_is_asked_of_both_cities(tmp_path: Path) -> None:
    short = await status.a_city(tmp_path / "short", years=1)
    long = await status.a_city(tmp_path / "long", years=2)

    waits = await status.alternating(short, long, 2)

    assert [len(each) for each in waits] == [2, 2]
    assert [figure.is_met is None for figure in status.figures_of(waits, 2, flush=0.001)] == [True, False]
    for puntual in (short, long):
        await puntual.database.dispose()


def test_starts_are_reported_beside_the_echo_bot() -> None:
    seconds, _, memory, _ = startup.figures_of((1.0, 100.0), (0.5, 80.0), imports=(0.75, 75.0))

    assert (seconds.ratio, memory.ratio) == (2.0, 1.25)
    assert "0.75 s, 75% of it; 0.25 s above that" in seconds.bound
    assert "75 MB, 75% of it; 25 MB above that" in memory.bound


def test_what_our_modules_take_alone_is_measured() -> None:
    seconds, megabytes = startup.imports_alone()

    assert seconds > 0
    assert megabytes > 10


def test_three_processes_are_compared_with_one() -> None:
    one, three = replicas.figures_of(Walk(1000, 10.0, 9.0, 0.0), Walk(1500, 10.0, 15.0, 0.0), cores=2)

    assert (one.is_met, three.is_met) == (None, False)
    assert three.ratio == 1.5
    assert "90% of it; 9.00 ms" in one.bound
    assert "75% of them busy, 10.00 ms a step; 2 x at the most, 75% of that" in three.bound


@pytest.mark.parametrize("kind", documents.WRITERS)
async def test_documents_of_every_unit_are_written(kind: str) -> None:
    run = await documents.run_of(kind, 2)

    assert 0 < run.writing < run.seconds


def test_documents_are_held_against_one_unit_and_the_municipality() -> None:
    runs = [
        documents.Run("pdf", units, seconds, 0.9 * seconds)
        for units, seconds in ((1, 0.1), (40, 11.0), (80, 30.0))
    ]

    one, all_units, growth = documents.figures_of(runs)

    assert (one.is_met, all_units.is_met, growth.is_met) == (True, False, False)
    assert "bound by Typst: 90% is making the file with it, 10% reading the facts" in one.bound
