"""What crashes tell about an update, and how the pause between starts grows."""

from datetime import UTC, datetime, timedelta
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery.crashes import (
    LONGEST_PAUSE,
    LONGEST_TURN,
    MOST_ALONE,
    REST,
    Suspicion,
    pause_after,
    rest_of_pause,
)

NOON = datetime(2025, 9, 25, 12, tzinfo=UTC)
KILLS = 200
RARE = 1e-4
HANDLING = 0.05
"""Seconds that an innocent update is at hand: ten times what it takes on an idle machine."""


@given(st.lists(st.booleans()))
def test_an_update_is_proven_guilty_by_three_deaths_alone_and_never_by_others(crashes: list[bool]) -> None:
    suspicion = Suspicion()

    for was_alone in crashes:
        suspicion = suspicion.after_crash(was_alone=was_alone)

    assert suspicion == Suspicion(len(crashes), sum(crashes))
    assert suspicion.is_proven == (sum(crashes) >= 3)
    assert suspicion.needs_rest == (sum(crashes) == 2)


def _hits(every: float) -> float:
    """Return the chance that a kill falls in one try, where they come at random, so many seconds apart."""
    return 1 - exp(-HANDLING / every)


def _comes_to_its_last_try(every: float) -> float:
    """Return the chance that none of them falls in a whole rest: a death meanwhile begins it anew."""
    return exp(-REST.total_seconds() / every)


@given(st.floats(min_value=0.01, max_value=1e7))
def test_kills_at_random_condemn_nobody_however_far_apart_they_come(every: float) -> None:
    """Though each finds somebody alone at hand: the next two have to fall in the tries of the same."""
    assert KILLS * _hits(every) * _comes_to_its_last_try(every) * _hits(every) < RARE


@given(st.floats(min_value=0.01, max_value=8))
def test_kills_in_short_lives_condemn_nobody_though_they_always_hit_the_first_one_of_a_start(
    every: float,
) -> None:
    """Whoever is the oldest has its turn first after each start: its first two crashes prove nothing then."""
    assert KILLS * _comes_to_its_last_try(every) * _hits(every) < RARE


def test_one_that_ends_its_process_each_time_is_condemned_after_three_and_rests_once() -> None:
    suspicion, rests = Suspicion(), 0
    while not suspicion.is_proven:
        rests += suspicion.needs_rest
        suspicion = suspicion.after_crash(was_alone=True)

    assert (suspicion, rests) == (Suspicion(MOST_ALONE, MOST_ALONE), 1)


@pytest.mark.parametrize(("crashes", "seconds"), [(0, 5), (1, 5), (2, 10), (3, 20), (4, 40), (400, 40)])
def test_who_was_near_at_more_deaths_is_watched_longer_up_to_a_bound(crashes: int, seconds: int) -> None:
    assert Suspicion(crashes).turn == timedelta(seconds=seconds) <= LONGEST_TURN


@pytest.mark.parametrize(
    ("ends", "seconds"), [(0, 0), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (5000, 60)]
)
def test_the_pause_doubles_up_to_a_minute(ends: int, seconds: int) -> None:
    assert pause_after(ends) == timedelta(seconds=seconds) <= LONGEST_PAUSE


@pytest.mark.parametrize(
    ("passed", "left"),
    [
        pytest.param(0, 8, id="at once"),
        pytest.param(3, 5, id="meanwhile"),
        pytest.param(8, 0, id="over"),
        pytest.param(9000, 0, id="long over"),
        pytest.param(-9000, 8, id="clock set back"),
    ],
)
def test_of_a_pause_what_has_passed_since_the_start_counts(passed: int, left: int) -> None:
    begun_at = NOON - timedelta(seconds=passed)

    assert rest_of_pause(timedelta(seconds=8), begun_at, NOON) == timedelta(seconds=left)
