"""The ladders: on which business days around a due date somebody is reminded; data of IMPLAN."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Recipient(StrEnum):
    """Who stands on a ladder; escalation goes from the first to the last."""

    ENLACE = "enlace"
    SUPLENTE = "suplente"
    TITULAR = "titular"


class Rhythm(StrEnum):
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    """For the months of an indicator that is measured by month, around the last business day of each."""


@dataclass(frozen=True)
class Ladder:
    """Rungs are business days relative to the due date, in order; `goes_on` adds each one after it."""

    rungs: tuple[int, ...] = ()
    goes_on: bool = False

    def latest(self, offset: int) -> int | None:
        """Return the rung reached at an offset (business days past the due date); None before the first.

        A tick that comes late (machine off over a rung) gets that rung, and only the latest.
        """
        if self.goes_on and offset > 0:
            return offset
        return max((rung for rung in self.rungs if rung <= offset), default=None)

    @property
    def first(self) -> int | None:
        return min(self.rungs, default=None)


DEFAULT = {
    (Recipient.ENLACE, Rhythm.QUARTERLY): Ladder((-10, -5, -3, -1, 0), goes_on=True),
    (Recipient.SUPLENTE, Rhythm.QUARTERLY): Ladder((-3, -1, 0), goes_on=True),
    (Recipient.TITULAR, Rhythm.QUARTERLY): Ladder((-1,), goes_on=True),
}
"""What counts until IMPLAN sets its own. Whether months are asked for is not confirmed: no ladder."""


@dataclass(frozen=True)
class Ladders:
    """Those that IMPLAN set, by programme (its code key, empty for all), recipient and rhythm."""

    by_key: Mapping[tuple[str, Recipient, Rhythm], Ladder] = field(default_factory=dict)

    def of(self, programme: str, recipient: Recipient, rhythm: Rhythm = Rhythm.QUARTERLY) -> Ladder:
        """Return the ladder of a programme, else that of all of them, else the default."""
        own = self.by_key.get((programme, recipient, rhythm)) or self.by_key.get(("", recipient, rhythm))
        return own or DEFAULT.get((recipient, rhythm), Ladder())
