"""CPU time and peak memory of a process and its children, from Linux."""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Used:
    """Seconds of processor of all, in their code and in the kernel for them; megabytes at the most, of the
    first process and of all added up."""

    user: float
    system: float
    megabytes: float
    megabytes_of_all: float

    @property
    def processor(self) -> float:
        return self.user + self.system


def used_by(pid: int) -> Used:
    """Read the counters; a child that has ended counts for its parent."""
    user, system, peaks = 0, 0, []
    for each in _with_children(pid):
        try:
            fields = (PROC / str(each) / "stat").read_text().rpartition(")")[2].split()
            peaks.append(_peak((PROC / str(each) / "status").read_text()))
        except (FileNotFoundError, ProcessLookupError):
            continue
        own_user, own_system, waited_user, waited_system = map(int, fields[11:15])
        user += own_user + waited_user
        system += own_system + waited_system
    return Used(user / TICKS, system / TICKS, peaks[0], sum(peaks))


def _with_children(pid: int) -> list[int]:
    """Return the process and all its descendants."""
    children = defaultdict(list)
    for path in PROC.glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children[parent].append(int(path.parent.name))
    found = [pid]
    for each in found:
        found += children[each]
    return found


def _peak(status: str) -> float:
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
