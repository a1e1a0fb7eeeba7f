"""Rules that read the numbers of one printed report row, even with shifted, lost or altered cells.

A row prints four goals and their total, four achieved values and theirs, four variations and theirs.
The identities between them are a checksum, so one lost or altered number can be told from the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product, zip_longest

from domain.imports.row_readings import AmbiguousValue, Repair, RowReading, RowState, Slot, SlotKind
from domain.kit.indicators import BLANK, Quarters
from domain.kit.periods import QUARTERS

Cells = Sequence[Decimal | None]
GOAL_CELLS = 5


@dataclass(frozen=True)
class _Facts:
    """Goals and achieved values by quarter; a quarter that is not reported has no entry."""

    goals: dict[int, Decimal]
    reported: dict[int, Decimal]

    def printed(self, slot: Slot) -> Decimal:
        """Return what a slot must print; an unreported quarter counts as 0 in the variation."""
        goals = [self.goals[slot.quarter]] if slot.quarter else list(self.goals.values())
        values = [self.reported.get(slot.quarter, Decimal(0))] if slot.quarter else self.reported.values()
        programmed, achieved = sum(goals, Decimal(0)), sum(values, Decimal(0))
        if slot.kind in {SlotKind.GOAL, SlotKind.GOAL_TOTAL}:
            return programmed
        if slot.kind in {SlotKind.VARIATION, SlotKind.VARIATION_TOTAL}:
            return programmed - achieved
        return achieved

    def value(self, kind: SlotKind, quarter: int) -> Decimal | None:
        return (self.goals if kind is SlotKind.GOAL else self.reported).get(quarter)


@dataclass(frozen=True)
class _Reading:
    """One way the row may have been printed; the fewer edits, the closer to the cells."""

    facts: _Facts
    repair: Repair | None
    blank_edits: int

    @property
    def edits(self) -> tuple[int, int]:
        return (0 if self.repair is None else 1, self.blank_edits)


def read_row(cells: Cells, quarter: int) -> RowReading:
    """Read the cells from the first goal to the last number; quarters after `quarter` are not reported.

    A single lost cell, altered number or run of added blanks never gives a wrong value: the true reading is
    always among the closest ones, and where they differ the value becomes a doubt.
    """
    closest = _closest(list(_readings(cells, quarter)))
    if closest:
        return _agreed(closest, quarter)
    return _without_reading(cells, quarter)


def _closest(readings: list[_Reading]) -> list[_Reading]:
    """Keep the readings that no other reading beats in both lost-or-altered numbers and moved blanks."""
    return [r for r in readings if not any(_beats(other, r) for other in readings)]


def _beats(other: _Reading, reading: _Reading) -> bool:
    (numbers, blanks), (other_numbers, other_blanks) = reading.edits, other.edits
    return other.edits != reading.edits and other_numbers <= numbers and other_blanks <= blanks


def _readings(cells: Cells, quarter: int) -> Iterator[_Reading]:
    numbers = [cell for cell in cells if cell is not None]
    for layout in _layouts(quarter):
        slots = [slot for slot in layout if slot is not None]
        lost = len(numbers) < len(slots)
        for values, edited in _alignments(numbers, len(slots)):
            facts = _solve(dict(zip(slots, values, strict=True)))
            if facts is None:
                continue
            blanks = _blank_edits(_gaps(layout), _gaps(cells), edited if lost else None)
            if edited is None:
                yield _Reading(facts, None, blanks)
                continue
            slot, printed = slots[edited], None if lost else numbers[edited]
            yield _Reading(facts, Repair(slot, printed, facts.printed(slot)), blanks)


def _layouts(quarter: int) -> Iterator[list[Slot | None]]:
    """Every way to print a row: reported quarters blank or not, later ones blank or all in zero."""
    later = [t for t in QUARTERS if t > quarter]
    for printed in product((True, False), repeat=quarter):
        reported = [
            Slot(SlotKind.ACHIEVED, t) if is_printed else None
            for t, is_printed in enumerate(printed, start=1)
        ]
        yield _layout([*reported, *(None for _ in later)])
        if later and all(printed):
            yield _layout([*reported, *(Slot(SlotKind.UNREPORTED, t) for t in later)])


def _layout(achieved: list[Slot | None]) -> list[Slot | None]:
    return [
        *(Slot(SlotKind.GOAL, t) for t in QUARTERS),
        Slot(SlotKind.GOAL_TOTAL),
        *achieved,
        Slot(SlotKind.ACHIEVED_TOTAL),
        *(Slot(SlotKind.VARIATION, t) for t in QUARTERS),
        Slot(SlotKind.VARIATION_TOTAL),
    ]


def _alignments(numbers: list[Decimal], slots: int) -> Iterator[tuple[list[Decimal | None], int | None]]:
    """Give each slot its printed number, then leave one slot unknown in turn (its index comes along)."""
    if len(numbers) == slots:
        yield list(numbers), None
        for i in range(slots):
            yield [*numbers[:i], None, *numbers[i + 1 :]], i
    if len(numbers) == slots - 1:
        for i in range(slots):
            yield [*numbers[:i], None, *numbers[i:]], i


def _solve(by_slot: dict[Slot, Decimal | None]) -> _Facts | None:
    """Return goals and achieved values when the known numbers hold every identity."""
    facts = _Facts(
        goals=_completed(by_slot, SlotKind.GOAL, SlotKind.GOAL_TOTAL),
        reported=_completed(by_slot, SlotKind.ACHIEVED, SlotKind.ACHIEVED_TOTAL),
    )
    if min([*facts.goals.values(), *facts.reported.values()]) < 0:
        return None
    known = [(slot, value) for slot, value in by_slot.items() if value is not None]
    return facts if all(value == facts.printed(slot) for slot, value in known) else None


def _completed(
    by_slot: dict[Slot, Decimal | None], kind: SlotKind, total_kind: SlotKind
) -> dict[int, Decimal]:
    """Return the values of one kind by quarter; an unknown value is the total less the others."""
    values = {slot.quarter: value for slot, value in by_slot.items() if slot.kind is kind}
    known = sum((value for value in values.values() if value is not None), Decimal(0))
    rest = (by_slot[Slot(total_kind)] or Decimal(0)) - known
    return {t: rest if value is None else value for t, value in values.items()}


def _gaps(cells: Sequence[object | None]) -> list[int]:
    """Count the blank cells before each number."""
    gaps, blanks = [], 0
    for cell in cells:
        if cell is None:
            blanks += 1
        else:
            gaps.append(blanks)
            blanks = 0
    return gaps


def _blank_edits(expected: list[int], observed: list[int], lost: int | None) -> int:
    """Count blanks added or dropped; a lost number may have left its own cell blank."""
    if lost is None:
        return sum(abs(a - b) for a, b in zip(expected, observed, strict=True))
    after = lost + 1
    merged = [*expected[:lost], *([expected[lost] + expected[after]] if after < len(expected) else [])]
    whole = [*merged, *expected[after + 1 :]]
    differences = [b - a for a, b in zip(whole, observed, strict=True)]
    if lost < len(differences):
        differences[lost] = min(differences[lost], differences[lost] - 1, key=abs)
    return sum(abs(difference) for difference in differences)


def _agreed(readings: list[_Reading], quarter: int) -> RowReading:
    programmed, goal_doubts = _shared(readings, SlotKind.GOAL, 4)
    achieved, doubts = _shared(readings, SlotKind.ACHIEVED, quarter)
    repairs = tuple(dict.fromkeys(r.repair for r in readings if r.repair is not None))
    state = RowState.REPAIRED if repairs else RowState.SHIFTED
    if any(r.facts != readings[0].facts for r in readings):
        state, repairs = RowState.AMBIGUOUS, ()
    elif readings[0].edits == (0, 0):
        state = RowState.EXACT
    has_moved_blanks = all(r.blank_edits for r in readings)
    return RowReading(programmed, achieved, state, repairs, (*goal_doubts, *doubts), has_moved_blanks)


def _shared(readings: list[_Reading], kind: SlotKind, last: int) -> tuple[Quarters, list[AmbiguousValue]]:
    """Return the values that all readings agree on, and a doubt for each other value.

    An achieved value that no reading finds printed is never accepted: it is a doubt as well.
    """
    values: list[Decimal | None] = [None] * 4
    doubts = []
    for t in range(1, last + 1):
        fits = [r.facts.value(kind, t) for r in readings]
        edits = [r.repair for r in readings if r.repair and r.repair.slot == Slot(kind, t)]
        unprinted = kind is SlotKind.ACHIEVED and len(edits) == len(readings)
        if len(set(fits)) == 1 and not unprinted:
            values[t - 1] = fits[0]
        else:
            doubts.append(AmbiguousValue(kind, t, _distinct([*fits, *(edit.printed for edit in edits)])))
    return _quarters(values), doubts


def _without_reading(cells: Cells, quarter: int) -> RowReading:
    """Read a row that no single mistake explains: keep the goals if they add up, and doubt the rest."""
    goals, goal_doubts = _goals_in_place(cells)
    tail = cells[GOAL_CELLS:]
    numbers = [cell for cell in tail if cell is not None]
    if not numbers:
        return RowReading(goals, BLANK, RowState.EMPTY, doubts=goal_doubts)
    if len(numbers) == quarter and tail[0] is not None and not goal_doubts:
        return _cut(goals, numbers)
    in_place = list(tail[:quarter])
    doubts = [
        AmbiguousValue(SlotKind.ACHIEVED, t, _distinct([cell]))
        for t, cell in zip_longest(QUARTERS[:quarter], in_place)
    ]
    return RowReading(goals, BLANK, RowState.UNREADABLE, doubts=(*goal_doubts, *doubts))


def _cut(goals: Quarters, numbers: list[Decimal]) -> RowReading:
    """The last number of a cut row is the reported quarter, or the accumulated variation that implies it."""
    *sure, last = numbers
    implied = sum((goal for goal in goals if goal is not None), Decimal(0)) - sum(sure) - last
    candidates = _distinct([last, implied if implied >= 0 else None])
    doubt = AmbiguousValue(SlotKind.ACHIEVED, len(numbers), candidates)
    return RowReading(goals, _quarters([*sure, *[None] * (4 - len(sure))]), RowState.CUT, doubts=(doubt,))


def _goals_in_place(cells: Cells) -> tuple[Quarters, tuple[AmbiguousValue, ...]]:
    *goals, total = [*cells[:GOAL_CELLS], *[None] * GOAL_CELLS][:GOAL_CELLS]
    known = [goal for goal in goals if goal is not None]
    if len(known) == 4 and sum(known) == total:
        return _quarters(goals), ()
    doubts = (AmbiguousValue(SlotKind.GOAL, t, _distinct([goal])) for t, goal in enumerate(goals, start=1))
    return BLANK, tuple(doubts)


def _distinct(values: list[Decimal | None]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _quarters(values: Sequence[Decimal | None]) -> Quarters:
    first, second, third, fourth = values
    return (first, second, third, fourth)
