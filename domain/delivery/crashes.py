"""What crashed processes tell about the updates they were working on, and how long a new start waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_ALONE = 3
"""Crashes in a row with nothing else in progress, after which an update is not tried any more."""
REST = timedelta(seconds=90)
"""How long no process may crash before the last try of a suspect; a crash meanwhile begins the rest anew.

Where kills come at random, seconds or minutes apart, a process that has run so long hardly crashes in the
instant of that try (`tests/domain/delivery/test_crashes.py` does the sum).
"""
FIRST_TURN, LONGEST_TURN = timedelta(seconds=5), timedelta(seconds=40)
OTHERS_TURN = timedelta(seconds=10)
"""How long the others go on between two turns of suspects."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)
HEALTHY_AFTER = timedelta(minutes=5)
"""A process that has run that long no longer counts as one that crashes as soon as it starts."""


@dataclass(frozen=True)
class Suspicion:
    """`crashes` counts processes that crashed with an update in progress, `alone` those with nothing else."""

    crashes: int = 0
    alone: int = 0

    def after_crash(self, *, was_alone: bool) -> "Suspicion":
        return Suspicion(self.crashes + 1, self.alone + was_alone)

    @property
    def is_proven(self) -> bool:
        return self.alone >= MOST_ALONE

    @property
    def needs_rest(self) -> bool:
        return self.alone == MOST_ALONE - 1

    @property
    def turn(self) -> timedelta:
        """How long everything else waits for it: longer each time, as it may need that to do its harm."""
        doublings = min(max(self.crashes, 1) - 1, 10)
        return min(FIRST_TURN * (1 << doublings), LONGEST_TURN)


@dataclass(frozen=True)
class Pause:
    """Why and until when a process does not begin its work."""

    unclean_ends: int
    since: datetime
    until: datetime


def pause_after(unclean_ends: int, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """Return what lies at least between two starts after so many processes that did not end cleanly."""
    if unclean_ends <= 0:
        return timedelta(0)
    doublings = min(unclean_ends - 1, 30)
    return min(FIRST_PAUSE * (1 << doublings), longest)


def rest_of_pause(pause: timedelta, begun_at: datetime, now: datetime) -> timedelta:
    """Return what is left of a pause since a start; a start that lies ahead was told by a wrong clock."""
    passed = max(now - begun_at, timedelta(0))
    return max(pause - passed, timedelta(0))
