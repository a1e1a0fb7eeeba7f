"""The duration of a walk through the script, and its CPU time."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Walk:
    """`user`, `system` and `sandbox` are CPU seconds: ours, the kernel's for us, the sandbox's."""

    steps: int
    seconds: float
    user: float
    system: float
    sandbox: float | None = None

    @property
    def speed(self) -> float:
        return self.steps / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Return the CPU milliseconds per step in our process, all threads."""
        return self._each(self.user + self.system)

    @property
    def told(self) -> str:
        """Return the split of the time in words."""
        busy = (self.user + self.system) / self.seconds
        words = f"{self.cpu_ms:.2f} ms of processor a step, {self._each(self.system):.2f} of it in the kernel"
        words += f"; its process was busy {busy:.0%} of the time"
        if self.sandbox is not None:
            share = self.sandbox / self.seconds
            words += f", the sandbox's {share:.0%} ({self._each(self.sandbox):.2f} ms a step)"
        return words

    def _each(self, seconds: float) -> float:
        return 1000 * seconds / self.steps


@dataclass
class Stopwatch:
    """Elapsed and CPU time of a block, all threads of this process."""

    seconds: float = 0.0
    user: float = 0.0
    system: float = 0.0

    def walk(self, steps: int) -> Walk:
        return Walk(steps, self.seconds, self.user, self.system)


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    watch, began, before = Stopwatch(), time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    yield watch
    after = resource.getrusage(resource.RUSAGE_SELF)
    watch.seconds = time.perf_counter() - began
    watch.user = after.ru_utime - before.ru_utime
    watch.system = after.ru_stime - before.ru_stime
