"""The result of a measure: one line of the table, one object of the JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`ratio` is ours over the peer's in the same unit; `bound` names the lower limit and how far it is."""

    measure: str
    who: str
    value: float | None
    unit: str
    ratio: float | None = None
    against: str = ""
    target: str = ""
    is_met: bool | None = None
    bound: str = ""


HEADS = ("measure", "who", "value", "ratio", "target", "met")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures in columns, and their bounds below."""
    bounds = [f"{figure.measure}, {figure.who}: {figure.bound}" for figure in figures if figure.bound]
    return "\n".join([columns(HEADS, [_cells(figure) for figure in figures]), "", *bounds])


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return headings and rows in aligned columns."""
    every = [heads, *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in every]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def as_json(figures: Sequence[Figure], **about: object) -> str:
    return json.dumps({**about, "figures": [asdict(figure) for figure in figures]}, indent=2)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that this share of the values does not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]


def _cells(figure: Figure) -> tuple[str, ...]:
    value = "none" if figure.value is None else f"{figure.value:,.4g} {figure.unit}".strip()
    ratio = "" if figure.ratio is None else f"{figure.ratio:.3g} x {figure.against}"
    met = {None: "", True: "yes", False: "NO"}[figure.is_met]
    return figure.measure, figure.who, value, ratio, figure.target, met
