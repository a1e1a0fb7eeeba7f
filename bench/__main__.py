"""`python -m bench`: measure everything, or one thing, and print a table and JSON."""

import argparse
import asyncio
import logging
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bench.figures import Figure, as_json, table
from bench.outside.builds import our_build

OUTSIDE = ("commands", "start", "talk", "ticks", "papers")
"""Measured from outside through commands and HTTP; works with older builds too."""
INSIDE = ("broadcast", "latency", "steps", "replicas", "planning", "status", "startup", "documents")
"""Measures that import the product's code, with peers."""
MEASURES = (*OUTSIDE, *INSIDE)
RARE = ("year_of_faults",)
"""Slow measures, run only when named."""


def main() -> None:
    given = _words().parse_args()
    logging.disable(logging.CRITICAL)
    names = given.only or MEASURES
    shown, report = _against(given, names) if given.against else _alone(given, names)
    print(shown)
    if given.json:
        given.json.write_text(report + "\n")
    else:
        print(report)


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    parser.add_argument("--only", choices=(*MEASURES, *RARE), action="append", help="measure this one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the JSON there")
    parser.add_argument("--against", metavar="COMMIT", help="measure that commit in turn, and print ratios")
    parser.add_argument("--rounds", type=int, default=3, help="with --against: how often each is measured")
    return parser


def _alone(given: argparse.Namespace, names: Sequence[str]) -> tuple[str, str]:
    figures = asyncio.run(measured(names, quick=given.quick))
    return table(figures), as_json(figures, **_machine(), quick=given.quick)


def _against(given: argparse.Namespace, names: Sequence[str]) -> tuple[str, str]:
    from bench.against import measured_in_turn  # noqa: PLC0415 - only this needs git and another build
    from bench.older import Unknown, commit_of, laid_out  # noqa: PLC0415
    from bench.ratios import comparison, comparison_as_json  # noqa: PLC0415

    try:
        commit = commit_of(given.against)
    except Unknown as unknown:
        sys.exit(str(unknown))
    inside, outside = ([each for each in names if each in group] for group in (INSIDE, OUTSIDE))
    rounds = 1 if given.quick else given.rounds
    builds = (our_build(), laid_out(commit))
    values = measured_in_turn(inside, outside, builds, rounds, quick=given.quick)
    about = {**_machine(), "quick": given.quick, "rounds": rounds, "against": commit}
    return comparison(values, commit), comparison_as_json(values, **about)


async def measured(names: Sequence[str], *, quick: bool) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        if name in OUTSIDE:
            figures += await import_module(f"bench.outside.{name}").measure(our_build(), quick=quick)
        else:
            figures += await import_module(f"bench.{name}").measure(quick=quick)
    return figures


def _machine() -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }


if __name__ == "__main__":
    main()
