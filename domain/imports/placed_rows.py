"""Reading the numbers of a row whose cells stand where Puntual prints them."""

from collections.abc import Sequence
from decimal import Decimal

from domain.imports.row_readings import RowReading, RowState
from domain.kit.indicators import Quarters
from domain.kit.lights import HUNDRED, total, variation

Cells = Sequence[Decimal | None]
CELLS = 15
"""Goals, results and variations of four quarters, each group with its accumulated one."""


def read_placed(cells: Cells, quarter: int) -> RowReading | None:
    """Read every number by its position; None if the sums do not confirm it."""
    goals, achieved = _four(cells[0:4]), _four(cells[5:9])
    if len(cells) != CELLS or tuple(cells) != _printed(goals, achieved) or any(_later(achieved, quarter)):
        return None
    return RowReading(goals, achieved, RowState.EXACT)


def _printed(goals: Quarters, achieved: Quarters) -> tuple[Decimal | None, ...]:
    """Return the fifteen cells of a row; without any goal there are no sums."""
    if all(goal is None for goal in goals):
        return (*goals, None, *achieved, *(None,) * 6)
    variations = (
        None if goal is None else variation(goal, value) for goal, value in zip(goals, achieved, strict=True)
    )
    done = total(achieved)
    return (*goals, total(goals), *achieved, done, *variations, HUNDRED - done)


def _later(achieved: Quarters, quarter: int) -> list[bool]:
    return [value is not None for value in achieved[quarter:]]


def _four(cells: Cells) -> Quarters:
    first, second, third, fourth = (*cells, *(None,) * 4)[:4]
    return (first, second, third, fourth)
