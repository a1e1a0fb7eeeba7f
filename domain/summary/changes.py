"""The changes of a quarter between two snapshots."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from domain.kit.entregas import GIVEN_BACK, HANDED_IN, EntregaState


@dataclass(frozen=True)
class UnitStand:
    """The state of one UR: `gaps` of `asked` indicators lack something, `values` are those reported, by id.

    `is_late`: past its own due day with gaps it may still fill. `is_cut_off`: it has gaps, and nobody who
    could fill them can be reached. `reassigned` are open requests «No me corresponde».
    """

    gaps: int
    asked: int
    values: Mapping[str, str] = field(default_factory=dict)
    state: EntregaState = EntregaState.OPEN
    is_late: bool = False
    is_cut_off: bool = False
    extended_until: date | None = None
    asks_prorroga: bool = False
    reassigned: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.gaps == 0


Snapshot = Mapping[str, UnitStand]
"""Every UR of a quarter, by its code."""


@dataclass(frozen=True)
class Counted:
    """A UR and a count."""

    code: str
    amount: int


@dataclass(frozen=True)
class Extended:
    """A UR with a prórroga, and until when."""

    code: str
    until_on: date


@dataclass(frozen=True)
class Changes:
    """The news of a quarter, URs in the order of their codes."""

    completed: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    """Complete before and not now: a value was taken back, or a new indicator counts."""
    advanced: tuple[Counted, ...] = ()
    """Still incomplete, with fewer gaps or more values."""
    corrected: tuple[Counted, ...] = ()
    """Reported values that have changed."""
    handed_in: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    given_back: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    granted: tuple[Extended, ...] = ()
    asked: tuple[str, ...] = ()
    """Prórrogas that wait for a decision."""
    cut_off: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    reassigned: tuple[Counted, ...] = ()
    registered: tuple[str, ...] = ()
    """URs that were not there before."""

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, each.name) for each in fields(self))


def changes_between(before: Snapshot, after: Snapshot) -> Changes:
    """Return the changes up to the later of two snapshots; a UR that is gone is left out."""
    pairs = {code: (before[code], now) for code, now in sorted(after.items()) if code in before}
    return Changes(
        completed=_became(pairs, lambda unit: unit.is_complete),
        reopened=_became(pairs, lambda unit: not unit.is_complete),
        advanced=_counted(pairs, _advance),
        corrected=_counted(pairs, _values_changed),
        handed_in=_became(pairs, lambda unit: unit.state in HANDED_IN),
        accepted=_became(pairs, lambda unit: unit.state is EntregaState.ACCEPTED),
        given_back=_became(pairs, lambda unit: unit.state in GIVEN_BACK),
        late=_became(pairs, lambda unit: unit.is_late),
        granted=_granted(pairs),
        asked=_became(pairs, lambda unit: unit.asks_prorroga),
        cut_off=_became(pairs, lambda unit: unit.is_cut_off),
        reached=tuple(code for code, (was, now) in pairs.items() if _is_reached(was, now)),
        reassigned=_counted(pairs, lambda was, now: len(set(now.reassigned) - set(was.reassigned))),
        registered=tuple(code for code in sorted(after) if code not in before),
    )


_Pairs = Mapping[str, tuple[UnitStand, UnitStand]]


def _became(pairs: _Pairs, holds: Callable[[UnitStand], bool]) -> tuple[str, ...]:
    return tuple(code for code, (was, now) in pairs.items() if holds(now) and not holds(was))


def _counted(pairs: _Pairs, count: Callable[[UnitStand, UnitStand], int]) -> tuple[Counted, ...]:
    amounts = ((code, count(was, now)) for code, (was, now) in pairs.items())
    return tuple(Counted(code, amount) for code, amount in amounts if amount > 0)


def _advance(was: UnitStand, now: UnitStand) -> int:
    """A value without its evidence leaves the gap open, and is progress all the same."""
    if now.is_complete:
        return 0
    return max(was.gaps - now.gaps, sum(each not in was.values for each in now.values))


def _values_changed(was: UnitStand, now: UnitStand) -> int:
    return sum(was.values[each] != value for each, value in now.values.items() if each in was.values)


def _is_reached(was: UnitStand, now: UnitStand) -> bool:
    """A UR without gaps needs nobody: a change of its enlace is no news."""
    return was.is_cut_off and not now.is_cut_off and not (now.is_complete or now.state in HANDED_IN)


def _granted(pairs: _Pairs) -> tuple[Extended, ...]:
    return tuple(
        Extended(code, now.extended_until)
        for code, (was, now) in pairs.items()
        if now.extended_until is not None and now.extended_until != was.extended_until
    )
