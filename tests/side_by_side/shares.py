"""Who runs which files of tests: shares of about one length, by the seconds each file took the last time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

NOTED = Path(__file__).with_name("seconds.txt")
"""One line for each file: its seconds, how many tests it has, its path."""

MOSTLY_WAIT = frozenset(("chaos", "faults", "stories"))
"""Folders of real processes, whose tests wait for them: side by side they would leave the machine idle."""

TOGETHER = frozenset(("page",))
"""Folders whose files share one browser."""

COMMON = 0.25
"""Share of all seconds that nobody owns: whoever is done takes the next file, so all end at one moment."""
FEW = 40
"""A file with more tests is not common: everybody would have to collect them."""


@dataclass(frozen=True)
class Cost:
    """What one file took; one that was never noted is guessed."""

    seconds: float = 1.0
    tests: int = 1


@dataclass(frozen=True)
class Shares:
    """Each file is owned by one process, or common to all; what takes longest comes first."""

    owned: tuple[tuple[str, ...], ...]
    common: tuple[str, ...]

    def of(self, place: int) -> tuple[str, ...]:
        """Return what one process collects."""
        return (*self.owned[place], *self.common)


def divide(costs: Mapping[str, Cost], processes: int) -> Shares:
    """Divide files among processes; the last one gets what mostly waits, and so leaves time to the others."""
    common = _common(costs)
    owned: list[list[str]] = [[] for _ in range(processes)]
    seconds = [0.0] * processes
    groups = _groups(path for path in costs if path not in common)
    lengths = {name: sum(costs[path].seconds for path in paths) for name, paths in groups.items()}
    fair = sum(lengths.values()) / processes
    for name in sorted(groups, key=lambda name: (not _waits(name), -lengths[name], name)):
        fits = _waits(name) and seconds[-1] + lengths[name] / 2 <= fair
        place = processes - 1 if fits else seconds.index(min(seconds))
        owned[place] += groups[name]
        seconds[place] += lengths[name]
    longest_first = sorted(common, key=lambda path: (-costs[path].seconds, path))
    return Shares(tuple(map(tuple, owned)), tuple(longest_first))


def _common(costs: Mapping[str, Cost]) -> set[str]:
    """Return files that take long for the few tests they have, up to a part of all seconds."""
    left = COMMON * sum(cost.seconds for cost in costs.values())
    common = set()
    for path, cost in sorted(costs.items(), key=lambda item: (-item[1].seconds, item[0])):
        if not _waits(path) and not _stays(path) and cost.tests <= FEW and cost.seconds <= left / 4:
            common.add(path)
            left -= cost.seconds
    return common


def _groups(paths: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for path in sorted(paths):
        groups.setdefault(path.rpartition("/")[0] if _stays(path) else path, []).append(path)
    return groups


def _stays(path: str) -> bool:
    return not TOGETHER.isdisjoint(path.split("/"))


def _waits(path: str) -> bool:
    return not MOSTLY_WAIT.isdisjoint(path.split("/"))


def read_costs(text: str) -> dict[str, Cost]:
    rows = (line.split() for line in text.splitlines())
    return {path: Cost(float(seconds), int(tests)) for seconds, tests, path in rows}


def written_costs(costs: Mapping[str, Cost]) -> str:
    rows = (f"{cost.seconds:.2f} {cost.tests} {path}\n" for path, cost in sorted(costs.items()))
    return "".join(rows)
