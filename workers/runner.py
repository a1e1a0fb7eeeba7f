"""What does a call for whoever asks: the workers, or a test in their place."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from workers.calls import Call, Limits

T = TypeVar("T")


@dataclass(frozen=True)
class WrittenFile:
    """A file that a task has written: where, the SHA-256 of its content, and its bytes."""

    path: Path
    sha256: str
    size: int


class TaskRunner(Protocol):
    """Both raise the refusal that the function raised where it is one of ours.

    They raise TaskFailed for any other exception, TaskEnded where the worker met a limit or died, and
    WorkersClosed at the end of the process.
    """

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        """Return what the function returns, bytes too."""

    def file(
        self, call: Call[bytes], limits: Limits | None = None
    ) -> AbstractAsyncContextManager[WrittenFile]:
        """Lend the file that holds the bytes of the result; it is gone after the block."""

    async def close(self) -> None:
        """End whatever is being done, and take no call any more."""
