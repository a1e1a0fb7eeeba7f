"""A forecast: how a quarter closes if every UR goes on as in its earlier quarters.

The close is the last day of reception. In earlier quarters, a share of what a UR lacked at the same number of
business days before the close came in by the close: its usual share. It is applied to what the UR lacks now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from domain.kit.figures import whole_percent

ALL = Fraction(1)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class PastQuarter:
    """One UR in one earlier quarter.

    For each captured indicator: the business days from the capture to the close (negative: after it), of
    `asked` in all.
    """

    asked: int
    days_before_close: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProgrammePart:
    """The indicators of one programme of a UR, and the ejes they count for."""

    programme: str
    asked: int
    gaps: int
    ejes: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitProgress:
    """The progress of a UR; `share` of its gaps usually comes in by the close, None without history."""

    code: str
    parts: tuple[ProgrammePart, ...]
    share: Fraction | None = None

    @property
    def gaps(self) -> int:
        return sum(part.gaps for part in self.parts)


@dataclass(frozen=True)
class Outlook:
    """One programme, eje or UR: how much is complete now, and at the close.

    `expected` is None if every gap belongs to a UR without history.
    """

    name: str
    asked: int
    done: int
    expected: Fraction | None

    @property
    def done_percent(self) -> int:
        return whole_percent(self.done, self.asked)

    @property
    def expected_percent(self) -> int | None:
        return None if self.expected is None else whole_percent(self.expected, self.asked)


@dataclass(frozen=True)
class Projection:
    """`complete` of `units` URs would be complete at the close.

    `unknown` have gaps and no history, so they count in neither number.
    """

    complete: int = 0
    units: int = 0
    unknown: int = 0
    by_unit: Mapping[str, Outlook] = field(default_factory=dict)
    programmes: tuple[Outlook, ...] = ()
    ejes: tuple[Outlook, ...] = ()


def usual_share(past: Iterable[PastQuarter], days_left: int) -> Fraction | None:
    """Return the share of the gaps, so many business days before the close, that came in by it.

    None without any earlier quarter; all of it if there was never a gap so late.
    """
    quarters = tuple(past)
    if not quarters:
        return None
    missing = filled = 0
    for quarter in quarters:
        before = sum(days > days_left for days in quarter.days_before_close)
        missing += max(quarter.asked - before, 0)
        filled += sum(0 <= days <= days_left for days in quarter.days_before_close)
    return min(Fraction(filled, missing), ALL) if missing else ALL


def project(units: Iterable[UnitProgress]) -> Projection:
    """Return the forecast of the quarter: in all, by programme and by eje, furthest behind first."""
    every = tuple(units)
    known = [unit for unit in every if not unit.gaps or unit.share is not None]
    programmes: dict[str, list[tuple[UnitProgress, ProgrammePart]]] = {}
    ejes: dict[str, list[tuple[UnitProgress, ProgrammePart]]] = {}
    for unit in every:
        for part in unit.parts:
            programmes.setdefault(part.programme, []).append((unit, part))
            for eje in part.ejes:
                ejes.setdefault(eje, []).append((unit, part))
    return Projection(
        complete=sum(map(_closes_complete, known)),
        units=len(known),
        unknown=len(every) - len(known),
        by_unit={unit.code: _outlook(unit.code, [(unit, part) for part in unit.parts]) for unit in every},
        programmes=_worst_first(programmes),
        ejes=_worst_first(ejes),
    )


def _closes_complete(unit: UnitProgress) -> bool:
    """Less than half an indicator would have a gap."""
    return not unit.gaps or unit.gaps * (ALL - (unit.share or 0)) < HALF


def _worst_first(groups: Mapping[str, Sequence[tuple[UnitProgress, ProgrammePart]]]) -> tuple[Outlook, ...]:
    found = [_outlook(name, members) for name, members in groups.items()]
    return tuple(sorted((each for each in found if each.asked), key=_rank))


def _rank(outlook: Outlook) -> tuple[Fraction, Fraction, str]:
    expected = outlook.done if outlook.expected is None else outlook.expected
    return Fraction(expected) / outlook.asked, Fraction(outlook.done, outlook.asked), outlook.name


def _outlook(name: str, members: Iterable[tuple[UnitProgress, ProgrammePart]]) -> Outlook:
    """A UR without history counts as it is now."""
    asked = done = 0
    come, is_known = Fraction(0), False
    for unit, part in members:
        asked += part.asked
        done += part.asked - part.gaps
        is_known |= not part.gaps or unit.share is not None
        come += part.gaps * (unit.share or 0)
    return Outlook(name, asked, done, done + come if is_known else None)
