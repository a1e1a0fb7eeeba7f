"""The interface that carries out calls: the workers, or a substitute in tests."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from workers.calls import Call, Limits

T = TypeVar("T")


@dataclass(frozen=True)
class WrittenFile:
    """A file that a task has written: its path, the SHA-256 of its content, and its size."""

    path: Path
    sha256: str
    size: int


class TaskRunner(Protocol):
    """Both methods raise the refusal that the function raised, if it is one of ours.

    They raise TaskFailed for any other exception, TaskEnded if the worker met a limit or died, and
    WorkersClosed at the end of the process.
    """

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        """Return the result of the function, bytes included."""

    def file(
        self, call: Call[bytes], limits: Limits | None = None
    ) -> AbstractAsyncContextManager[WrittenFile]:
        """Lend the file with the bytes of the result; it is deleted after the block."""

    async def close(self) -> None:
        """End every task, and accept no call any more."""
