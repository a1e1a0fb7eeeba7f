"""How a quarter would close if every UR went on as in its earlier quarters; from what was captured when.

The close is the last day of reception. Of what a UR had missing as many business days before earlier closes
as are left now, a share came in by those closes: its usual share. It is applied to what is missing now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from domain.kit.figures import whole_percent

ALL = Fraction(1)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class PastQuarter:
    """What one UR did in one earlier quarter: for each indicator that was captured, the business days from
    that day to the close (negative: after it), of `asked` in all.
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
    """How far a UR is; `share` of what it lacks usually comes in by the close, None without any history."""

    code: str
    parts: tuple[ProgrammePart, ...]
    share: Fraction | None = None

    @property
    def gaps(self) -> int:
        return sum(part.gaps for part in self.parts)


@dataclass(frozen=True)
class Outlook:
    """One programme, eje or UR: how much is complete, and how much would be at the close.

    `expected` is None where nothing can be said: all that is open is of URs without history.
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
    """`complete` of `units` URs would close complete; `unknown` are not and have no history, so they are
    left out of both numbers.
    """

    complete: int = 0
    units: int = 0
    unknown: int = 0
    by_unit: Mapping[str, Outlook] = field(default_factory=dict)
    programmes: tuple[Outlook, ...] = ()
    ejes: tuple[Outlook, ...] = ()


def usual_share(past: Iterable[PastQuarter], days_left: int) -> Fraction | None:
    """Return which share of what is missing so many business days before the close came in by it.

    None without any earlier quarter; all of it where nothing was ever missing so late.
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
    """Return how the quarter would close: for everybody, by programme and by eje, furthest behind first."""
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
    """Less than half an indicator would be missing."""
    return not unit.gaps or unit.gaps * (ALL - (unit.share or 0)) < HALF


def _worst_first(groups: Mapping[str, Sequence[tuple[UnitProgress, ProgrammePart]]]) -> tuple[Outlook, ...]:
    found = [_outlook(name, members) for name, members in groups.items()]
    return tuple(sorted((each for each in found if each.asked), key=_rank))


def _rank(outlook: Outlook) -> tuple[Fraction, Fraction, str]:
    expected = outlook.done if outlook.expected is None else outlook.expected
    return Fraction(expected) / outlook.asked, Fraction(outlook.done, outlook.asked), outlook.name


def _outlook(name: str, members: Iterable[tuple[UnitProgress, ProgrammePart]]) -> Outlook:
    """A UR without history is counted as it stands."""
    asked = done = 0
    come, is_known = Fraction(0), False
    for unit, part in members:
        asked += part.asked
        done += part.asked - part.gaps
        is_known |= not part.gaps or unit.share is not None
        come += part.gaps * (unit.share or 0)
    return Outlook(name, asked, done, done + come if is_known else None)
