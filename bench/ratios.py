"""Figures of two builds compared by name: how many times theirs is ours."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from bench.figures import columns

WANTED: Mapping[str, float] = {"puntual -h, processor": 0.2}
"""At most so many times the figure of commit 8165f50."""
HEADS = ("measure", "who", "today", "theirs", "ratio", "of medians", "better", "wanted", "met")


@dataclass(frozen=True)
class Values:
    """One figure by round and build; empty where a build does not measure it."""

    measure: str
    who: str
    unit: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def more_is_better(self) -> bool:
        return self.unit == "/s"

    @property
    def ratio(self) -> float | None:
        """Return the ratio of the best rounds, the least disturbed ones."""
        best = max if self.more_is_better else min
        return self._ratio(best(self.ours, default=0.0), best(self.theirs, default=0.0))

    @property
    def ratio_of_medians(self) -> float | None:
        return self._ratio(median(self.ours or (0.0,)), median(self.theirs or (0.0,)))

    @property
    def wanted(self) -> float | None:
        return WANTED.get(self.measure)

    @property
    def is_met(self) -> bool | None:
        if self.wanted is None or self.ratio is None:
            return None
        return self.ratio >= self.wanted if self.more_is_better else self.ratio <= self.wanted

    def _ratio(self, ours: float, theirs: float) -> float | None:
        return ours / theirs if self.ours and self.theirs and theirs else None


Rounds = Sequence[Iterable[Mapping[str, object]]]
"""The figures of each round, as the JSON of the benchmark has them."""


def pair(ours: Rounds, theirs: Rounds) -> list[Values]:
    """Return the figures of either build, in order of measurement."""
    ours_by_name, theirs_by_name = _by_name(ours), _by_name(theirs)
    names = [*ours_by_name, *(name for name in theirs_by_name if name not in ours_by_name)]
    return [
        Values(*name, tuple(ours_by_name.get(name, ())), tuple(theirs_by_name.get(name, ())))
        for name in names
    ]


def _by_name(rounds: Rounds) -> dict[tuple[str, str, str], list[float]]:
    found: dict[tuple[str, str, str], list[float]] = {}
    for figures in rounds:
        for each in figures:
            name = (str(each["measure"]), str(each["who"]), str(each["unit"]))
            if isinstance(each["value"], int | float):
                found.setdefault(name, []).append(float(each["value"]))
    return found


def comparison(values: Sequence[Values], theirs: str) -> str:
    """Return the table, and below it the figures that only one build has."""
    both = [each for each in values if each.ours and each.theirs]
    lines = [columns(HEADS, [_cells(each) for each in both]), "", f"theirs: {theirs}"]
    lines += [
        f"only {'today' if each.ours else 'theirs'}: {each.measure}, {each.who}"
        for each in values
        if each not in both
    ]
    return "\n".join(lines)


def comparison_as_json(values: Sequence[Values], **about: object) -> str:
    figures = [
        asdict(each)
        | {"ratio": each.ratio, "ratio_of_medians": each.ratio_of_medians}
        | {"wanted": each.wanted, "is_met": each.is_met}
        for each in values
    ]
    return json.dumps({**about, "figures": figures}, indent=2)


def _cells(values: Values) -> tuple[str, ...]:
    best = max if values.more_is_better else min
    sign = ">=" if values.more_is_better else "<="
    return (
        values.measure,
        values.who,
        f"{best(values.ours):,.4g} {values.unit}".strip(),
        f"{best(values.theirs):,.4g} {values.unit}".strip(),
        "none" if values.ratio is None else f"{values.ratio:.3f} x",
        "none" if values.ratio_of_medians is None else f"{values.ratio_of_medians:.3f} x",
        "above 1" if values.more_is_better else "below 1",
        "" if values.wanted is None else f"{sign} {values.wanted} x",
        {None: "", True: "yes", False: "NO"}[values.is_met],
    )
