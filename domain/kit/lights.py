"""Arithmetic of goals and results: variation, compliance and the traffic light (all Decimal)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.kit.indicators import Quarters, Sense

HUNDRED = Decimal(100)
ZERO = Decimal(0)


class Light(StrEnum):
    """The light of one quarter; the values are those of `status --json`."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OVER = "over"
    NOT_APPLICABLE = "na"
    NONE = "none"

    @property
    def asks_for_reason(self) -> bool:
        return self in (Light.YELLOW, Light.RED, Light.OVER)


@dataclass(frozen=True)
class Thresholds:
    """Limits in percent of the goal: a default that IMPLAN can change, not a norm."""

    green_from: Decimal = Decimal(90)
    green_to: Decimal = Decimal(110)
    yellow_from: Decimal = Decimal(80)


def variation(programmed: Decimal, achieved: Decimal | None) -> Decimal:
    """Return the shortfall of one quarter in points of the annual plan; negative is over-achievement.

    A quarter not yet reported counts as 0, as the printed report does.
    Source: Informe Trimestral 2022 and 2024, every intact row.
    """
    return programmed - (achieved or ZERO)


def total(quarters: Quarters) -> Decimal:
    """Add up the quarters that are not blank."""
    return sum((value for value in quarters if value is not None), ZERO)


def compliance(
    programmed: Decimal | None, achieved: Decimal | None, sense: Sense = Sense.ASCENDING
) -> Decimal | None:
    """Return percent of the goal reached; None when nothing is programmed or reported.

    A descending indicator at 0 gives twice 100: better than any goal, without dividing by zero.
    """
    if achieved is None or not programmed:
        return None
    if sense is Sense.ASCENDING:
        return HUNDRED * achieved / programmed
    if sense is Sense.DESCENDING:
        return HUNDRED * programmed / achieved if achieved else 2 * HUNDRED
    return HUNDRED - HUNDRED * abs(achieved - programmed) / programmed


def light_of(
    programmed: Decimal | None,
    achieved: Decimal | None,
    sense: Sense = Sense.ASCENDING,
    thresholds: Thresholds | None = None,
) -> Light:
    """Return the light of one quarter, or of an accumulated value against an accumulated goal."""
    if programmed == 0:
        return Light.NOT_APPLICABLE
    if achieved is None:
        return Light.NONE
    percent = compliance(programmed, achieved, sense)
    return Light.NOT_APPLICABLE if percent is None else _judge(percent, thresholds or Thresholds())


def _judge(percent: Decimal, bounds: Thresholds) -> Light:
    if percent > bounds.green_to:
        return Light.OVER
    if percent >= bounds.green_from:
        return Light.GREEN
    return Light.YELLOW if percent >= bounds.yellow_from else Light.RED
