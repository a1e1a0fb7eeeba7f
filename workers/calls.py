"""The call that a worker carries out, and how it may end."""

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

    The caller need not import the module, nor its libraries. `T` is the type of the result; a call that
    `writes` gets the path of its result as `into`, since that may be larger than the memory.
    """

    function: str
    arguments: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    writes: bool = False

    def __call__(self) -> T:
        """Carry it out now in this process: only for harmless calls on our own data."""
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
    """The limits of one task: resident bytes, seconds of processor time, seconds of waiting.

    The memory is that of the worker and of every process it has started; the processor time counts from what
    the worker had used before.
    """

    memory: int = 768 * 1024 * 1024
    processor: float = 45.0
    wall: float = 60.0


class TaskEnd(StrEnum):
    """Why a task has no result."""

    MEMORY = "memory"
    """It exceeded the limit of memory."""
    PROCESSOR = "processor"
    """It exceeded the limit of processor time."""
    WALL = "wall"
    """It exceeded the limit of time."""
    DIED = "died"
    """The worker ended by itself, or something else ended it."""
    GARBLED = "garbled"
    """The answer of the worker could not be read."""


LIMITS_MET = frozenset((TaskEnd.MEMORY, TaskEnd.PROCESSOR, TaskEnd.WALL))
"""Ends that the same file would cause again."""


class TaskEnded(Exception):
    """The worker ended before its task did; `LIMITS_MET` are the ends that another attempt would repeat."""

    def __init__(self, end: TaskEnd, function: str) -> None:
        super().__init__(end, function)
        self.end = end
        self.function = function


class TaskFailed(Exception):
    """The function raised an unexpected exception; `kind` is its class, `place` the line of our code."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(kind, place)
        self.kind = kind
        self.place = place


class WorkersClosed(Exception):
    """No task is accepted any more: the process is about to end."""
