"""What a worker is asked to do, and how it may end."""

import importlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Call(Generic[T]):
    """A function of ours by its name (`package.module:function`), with arguments that pickle knows.

    Whoever makes a call need not import the module, nor the libraries behind it. `T` is what it returns; a
    call that `writes` takes the path of its result as `into`, since that may be larger than the memory.
    """

    function: str
    arguments: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    writes: bool = False

    def __call__(self) -> T:
        """Do it here and now, in this process: for what is our own, and harmless."""
        if not self.writes:
            result: T = self.found()(*self.arguments, **self.named)
            return result
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder) / "made"
            self.found()(*self.arguments, **self.named, into=into)
            content: Any = into.read_bytes()
            return content  # type: ignore[no-any-return]

    def found(self) -> Callable[..., Any]:
        """Import the function; raise what importing raises."""
        module, _, attribute = self.function.partition(":")
        function: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
        return function


def call(function: str, *arguments: Any, **named: Any) -> Call[Any]:
    return Call(function, arguments, named)


def writing(function: str, *arguments: Any, **named: Any) -> Call[bytes]:
    """Return the call of a function that writes its result into a file."""
    return Call(function, arguments, named, writes=True)


@dataclass(frozen=True)
class Limits:
    """What one task may take: bytes that are resident, seconds of processor, seconds of waiting for it.

    The memory is that of the worker and of everything it has started; the processor time is counted from
    what the worker had used before.
    """

    memory: int = 768 * 1024 * 1024
    processor: float = 45.0
    wall: float = 60.0


class TaskEnd(StrEnum):
    """Why a task has no result."""

    MEMORY = "memory"
    """It took more memory than it may."""
    PROCESSOR = "processor"
    """It took more processor time than it may."""
    WALL = "wall"
    """It took longer than it may."""
    DIED = "died"
    """The worker ended by itself, or something else ended it."""
    GARBLED = "garbled"
    """The worker answered what nobody can read."""


LIMITS_MET = frozenset((TaskEnd.MEMORY, TaskEnd.PROCESSOR, TaskEnd.WALL))
"""Ends that the same file would meet again."""


class TaskEnded(Exception):
    """The worker did not live to the end of its task, which may be tried again or not (`LIMITS_MET`)."""

    def __init__(self, end: TaskEnd, function: str) -> None:
        super().__init__(end, function)
        self.end = end
        self.function = function


class TaskFailed(Exception):
    """The function raised what nobody expects of it; `kind` is the class and `place` the line of our code."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(kind, place)
        self.kind = kind
        self.place = place


class WorkersClosed(Exception):
    """No task is taken any more: the process is about to end."""
