"""Hands out tests: first each process its own files, then the common ones to whoever is nearly done."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.side_by_side.shares import Shares

ENOUGH = 2
"""Tests a process has to have at hand: it begins the last one when it knows what follows."""


class Node(Protocol):
    """What is asked of a process that runs tests."""

    @property
    def shutting_down(self) -> bool: ...

    def send_runtest_some(self, indices: Sequence[int]) -> None: ...

    def shutdown(self) -> None: ...


@dataclass
class Work:
    """What one process has collected, by file, and what it was given and has not done."""

    collected: list[str] | None = None
    places: dict[str, list[int]] = field(default_factory=dict)
    given: dict[int, None] = field(default_factory=dict)

    def collects(self, ids: Sequence[str]) -> None:
        self.collected = list(ids)
        for place, nodeid in enumerate(self.collected):
            self.places.setdefault(file_of(nodeid), []).append(place)


class Scheduler:
    """What xdist asks of a scheduler; it holds for processes that have collected different tests."""

    def __init__(self, shares: Shares) -> None:
        self.numnodes = len(shares.owned)
        self._work: dict[Node, Work] = {}
        self._common = deque(shares.common)
        self._shared = frozenset(shares.common)
        self._done: set[str] = set()
        self._has_begun = False

    @property
    def nodes(self) -> list[Node]:
        return list(self._work)

    @property
    def collection_is_completed(self) -> bool:
        return self._has_begun or (
            len(self._work) >= self.numnodes
            and all(work.collected is not None for work in self._work.values())
        )

    @property
    def tests_finished(self) -> bool:
        is_given_out = self._has_begun and not self._common
        return is_given_out and all(len(work.given) < ENOUGH for work in self._work.values())

    @property
    def has_pending(self) -> bool:
        return bool(self._common) or any(work.given for work in self._work.values())

    @property
    def tests(self) -> int:
        """Return how many tests there are, each counted once."""
        ids: set[str] = set()
        return len(ids.union(*(work.collected or () for work in self._work.values())))

    def add_node(self, node: Node) -> None:
        self._work[node] = Work()

    def add_node_collection(self, node: Node, collection: Sequence[str]) -> None:
        self._work[node].collects(collection)

    def mark_test_complete(self, node: Node, item_index: int, duration: float = 0) -> None:
        work = self._work[node]
        work.given.pop(item_index, None)
        assert work.collected is not None
        self._done.add(work.collected[item_index])
        self._feed(node, work)

    def remove_node(self, node: Node) -> str | None:
        """Return the test in which the process ended; its replacement collects the same files."""
        work = self._work.pop(node)
        if not work.given or work.collected is None:
            return None
        crashed = work.collected[next(iter(work.given))]
        self._done.add(crashed)
        begun = {file_of(work.collected[place]) for place in work.given} & self._shared
        self._common.extendleft(begun)
        return crashed

    def schedule(self) -> None:
        self._has_begun = True
        for node, work in list(self._work.items()):
            if work.collected is None:
                continue
            own = [
                place for file, places in work.places.items() if file not in self._shared for place in places
            ]
            self._give(node, work, [place for place in own if place not in work.given])
            self._feed(node, work)

    def _feed(self, node: Node, work: Work) -> None:
        """Give the next common file to a process that is nearly done, or nothing more."""
        if node.shutting_down:
            return
        while len(work.given) < ENOUGH and self._common:
            self._give(node, work, work.places.get(self._common.popleft(), []))
        if len(work.given) < ENOUGH:
            node.shutdown()

    def _give(self, node: Node, work: Work, places: Sequence[int]) -> None:
        assert work.collected is not None
        left = [place for place in places if work.collected[place] not in self._done]
        if left:
            work.given.update(dict.fromkeys(left))
            node.send_runtest_some(left)


def file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]
