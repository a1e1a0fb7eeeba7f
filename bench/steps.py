"""Conversation steps per second, each one durable: 200 people capture indicators at once, no limit.

Puntual and its peers use the same sandbox over HTTP; also measured without a network.
"""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.figures import Figure
from bench.floors import fsync_seconds
from bench.steps_bare import walk_bare
from bench.steps_ours import walk_here, walk_ours
from bench.steps_ptb import in_memory, pickled, walk_ptb, walk_ptb_here, with_sqlite
from bench.walks import Walk

Walker = Callable[[Path, int, int], Awaitable[Walk]]

OURS, COMMITTING = "Puntual, SQLite", "PTB, every update committed"
FLOOR = "our rows and calls alone, sqlite3 and PTB"
ON_SANDBOX: dict[str, Walker] = {
    OURS: walk_ours,
    COMMITTING: lambda folder, people, steps: walk_ptb(with_sqlite(folder), people, steps),
    "PTB, every update committed, our requests": lambda folder, people, steps: walk_ptb(
        with_sqlite(folder), people, steps, has_our_requests=True
    ),
    "PTB, PicklePersistence": lambda folder, people, steps: walk_ptb(pickled(folder), people, steps),
    "PTB, in memory": lambda _, people, steps: walk_ptb(in_memory(), people, steps),
}
IN_PROCESS: dict[str, Walker] = {
    OURS: walk_here,
    COMMITTING: lambda folder, people, steps: walk_ptb_here(with_sqlite(folder), people, steps),
    FLOOR: walk_bare,
}
WANTED = 300


async def measure(*, quick: bool) -> list[Figure]:
    people, steps, rounds = (100, 10, 1) if quick else (200, 10, 3)
    over_http = await _best_of(rounds, ON_SANDBOX, people, steps)
    here = await _best_of(rounds, IN_PROCESS, people, steps)
    bound = bound_of(over_http[OURS], here, fsync_seconds()) + f"; the fastest of {rounds} walks of each"
    return [*figures_of(over_http, bound), *figures_without_network(here)]


async def _best_of(rounds: int, walkers: dict[str, Walker], people: int, steps: int) -> dict[str, Walk]:
    """Let all walk in turn and keep the fastest walk of each."""
    walks: dict[str, list[Walk]] = {who: [] for who in walkers}
    for _ in range(rounds):
        for who, walker in walkers.items():
            with tempfile.TemporaryDirectory() as folder:
                walks[who].append(await walker(Path(folder), people, steps))
    return {who: max(each, key=lambda walk: walk.speed) for who, each in walks.items()}


def bound_of(own: Walk, here: dict[str, Walk], flush: float) -> str:
    """Say what a step costs: over HTTP, without it, and for rows and calls alone."""
    bare = here[OURS].cpu_ms
    return (
        f"{own.told}; without the network {bare:.2f} ms, so {own.cpu_ms - bare:.2f} for HTTP; "
        f"{here[FLOOR].cpu_ms:.2f} for the rows and two calls alone, before any rule is asked; "
        f"one commit with FULL takes {1000 * flush:.2g} ms and is shared"
    )


def figures_of(walks: dict[str, Walk], bound: str) -> list[Figure]:
    """Return the walks over the sandbox; only these have a target."""
    own, peer = walks[OURS].speed, walks[COMMITTING].speed
    goal, is_met = f">= {WANTED}/s and >= 1.0 x", own >= max(WANTED, peer)
    first = Figure("steps over HTTP", OURS, own, "/s", target=goal, is_met=is_met, bound=bound)
    return [first, *_beside("steps over HTTP", walks)]


def figures_without_network(walks: dict[str, Walk]) -> list[Figure]:
    """Return the walks inside one process: the cost of our own code, without a target."""
    measure = "steps, no network, in the process"
    first = Figure(measure, OURS, walks[OURS].speed, "/s", bound=walks[OURS].told)
    return [first, *_beside(measure, walks)]


def _beside(measure: str, walks: dict[str, Walk]) -> list[Figure]:
    own = walks[OURS].speed
    return [
        Figure(measure, who, walk.speed, "/s", own / walk.speed, "(ours / theirs)", bound=walk.told)
        for who, walk in walks.items()
        if who != OURS
    ]
