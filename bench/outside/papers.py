"""The cost of all Informes Trimestrales of a municipality with one command, in each format."""

import tempfile
from pathlib import Path

from bench.figures import Figure
from bench.outside.builds import Build, Ended, Refused
from bench.outside.city import found, settings
from bench.outside.informe import INDICATORS

FORMATS = {"pdf": "Typst", "xlsx": "XlsxWriter", "docx": "python-docx"}


async def measure(build: Build, *, quick: bool) -> list[Figure]:
    units = 3 if quick else 40
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        await found(build, place, units, is_reported=True)
        written = {kind: write(build, place, units, kind) for kind in FORMATS}
    return [each for kind in FORMATS for each in figures_of(kind, units, written[kind])]


def write(build: Build, place: Path, units: int, kind: str) -> Ended:
    """Write them into a folder; raise Refused when one is missing."""
    words = ("report", "informe", "todas", "3T2025", "--format", kind, "--out", f"{kind}s")
    ended = build.does(*words, place=place, **settings(place))
    written = len(list((place / f"{kind}s").glob(f"*.{kind}")))
    if written != units:
        raise Refused(f"{build.name} wrote {written} of {units} files: {ended.out}{ended.err}")
    return ended


def figures_of(kind: str, units: int, ended: Ended) -> list[Figure]:
    each = 1000 * ended.seconds / units / INDICATORS
    told = f"bound by {FORMATS[kind]} and Python: {each:.1f} ms for each of {INDICATORS} indicators of a UR"
    name = f"puntual report informe todas, {kind}, {units} UR"
    return [
        Figure(name, "Puntual", ended.seconds, "s", bound=told),
        Figure(f"{name}, processor", "Puntual", ended.processor, "s", bound=told),
    ]
