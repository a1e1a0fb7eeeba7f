"""`--against COMMIT`: measures today's build and an older one in turn, so that noise affects both."""

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.outside.builds import Build, Refused, our_build
from bench.ratios import Values, pair

UNKNOWN_WORDS = 2
"""The exit code of a benchmark that has no measure of that name."""

Figures = list[dict[str, Any]]


def measured_in_turn(
    inside: Sequence[str], outside: Sequence[str], builds: tuple[Build, Build], rounds: int, *, quick: bool
) -> list[Values]:
    """Run each measure alternately on both builds; return the figures paired by name."""
    values: list[Values] = []
    for name in (*outside, *inside):
        measured = _driven if name in outside else _own
        seen: list[list[Figures]] = [[], []]
        for number in range(rounds):
            for build, figures in zip(builds, seen, strict=True):
                print(f"{name}, {build.name}, {number + 1} of {rounds} …", file=sys.stderr, flush=True)
                figures.append(measured(name, build, quick=quick))
        values += pair(*seen)
    return values


def _driven(name: str, build: Build, *, quick: bool) -> Figures:
    """Measure a build from outside, with today's code and today's sandbox."""
    measure = import_module(f"bench.outside.{name}").measure
    try:
        return [asdict(figure) for figure in asyncio.run(measure(build, quick=quick))]
    except Refused as refused:
        if build == our_build():
            raise
        print(f"{build.name} cannot do this: {refused}", file=sys.stderr)
        return []


def _own(name: str, build: Build, *, quick: bool) -> Figures:
    """Run the build's own benchmark; no figures if it lacks the measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.json"
        words = ["-m", "bench", "--only", name, "--json", str(path), *(["--quick"] if quick else [])]
        ended = subprocess.run(
            [build.python, *words], cwd=build.folder, capture_output=True, text=True, check=False
        )
        if ended.returncode == UNKNOWN_WORDS:
            return []
        if ended.returncode:
            raise RuntimeError(f"the benchmark of {build.name} failed: {name}\n{ended.stderr}")
        figures: Figures = json.loads(path.read_text())["figures"]
    return figures
