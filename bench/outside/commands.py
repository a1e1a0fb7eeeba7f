"""The cost of commands: the help, and the status of a UR."""

import tempfile
from pathlib import Path

from bench.figures import Figure
from bench.outside.builds import Build
from bench.outside.city import FIRST_CODE, found, settings


async def measure(build: Build, *, quick: bool) -> list[Figure]:
    """Run each a few times and take the least CPU time."""
    times = 2 if quick else 5
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        await found(build, place, 40)
        typed = {
            "puntual -h": ("-h",),
            "puntual status": ("status", FIRST_CODE, "3T2025"),
            "puntual status --json": ("status", FIRST_CODE, "3T2025", "--json"),
        }
        used = {
            name: min(build.does(*words, place=place, **settings(place)).processor for _ in range(times))
            for name, words in typed.items()
        }
    return figures_of(used)


def figures_of(used: dict[str, float]) -> list[Figure]:
    bound = "bound by Python and its imports; {:.2f} s of it is what the help alone takes"
    told = bound.format(used["puntual -h"])
    return [Figure(f"{name}, processor", "Puntual", used[name], "s", bound=told) for name in used]
