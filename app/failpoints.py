"""PUNTUAL_FAILPOINTS: makes a bot under test fail at named points."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from app.clock import sleep
from storage.failpoints import Failpoints, Point

KILLED = 137
"""The exit code of a process ended by `kill -9`."""

_ACTION = re.compile(
    r"(?P<point>\w+)=(?:(?P<deed>exit|raise)|sleep:(?P<seconds>\d+(?:\.\d+)?))(?:@(?P<first>[1-9]\d*))?"
)


class FailpointReached(Exception):
    """Raised by a failpoint."""


@dataclass
class FailpointAction:
    """One failpoint: it acts from the `first`-th time it is reached."""

    point: Point
    deed: str
    seconds: float = 0.0
    first: int = 1
    leave: Callable[[int], object] = os._exit

    async def __call__(self) -> None:
        self.first -= 1
        if self.first > 0:
            return
        if self.deed == "exit":
            self.leave(KILLED)
        if self.deed == "raise":
            raise FailpointReached(self.point)
        await sleep(self.seconds)


def read_failpoints(text: str) -> list[FailpointAction]:
    """Read `after_claim=exit,after_http=sleep:2@3`: point, action, and from which time on.

    Raise ValueError for malformed text.
    """
    return [_read(part.strip()) for part in text.split(",")]


def failpoints_of(text: str | None) -> Failpoints:
    actions = read_failpoints(text) if text else []
    return Failpoints({action.point: action for action in actions})


def _read(text: str) -> FailpointAction:
    found = _ACTION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    seconds, first = float(found["seconds"] or 0), int(found["first"] or 1)
    return FailpointAction(Point(found["point"]), found["deed"] or "sleep", seconds, first)
