"""`python -m bench`: measure everything, or one thing, and print a table and JSON."""

import argparse
import asyncio
import logging
import os
import platform
import sqlite3
import sys
from importlib import import_module
from pathlib import Path

from bench.figures import Figure, as_json, table

MEASURES = ("broadcast", "latency", "steps", "replicas", "planning", "status", "startup", "documents")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    parser.add_argument("--only", choices=MEASURES, action="append", help="measure this one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the JSON there")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    figures = asyncio.run(measured(given.only or MEASURES, quick=given.quick))
    report = as_json(figures, **_machine(), quick=given.quick)
    print(table(figures))
    if given.json:
        given.json.write_text(report + "\n")
    else:
        print(report)


async def measured(names: tuple[str, ...] | list[str], *, quick: bool) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
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
