"""The ladders: the business days around a due day on which people are reminded; IMPLAN sets them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Recipient(StrEnum):
    """The people on a ladder, from the first to the last in an escalation."""

    ENLACE = "enlace"
    SUPLENTE = "suplente"
    TITULAR = "titular"


class Rhythm(StrEnum):
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    """For monthly indicators, around the last business day of each month."""


@dataclass(frozen=True)
class Ladder:
    """Rungs are business days relative to the due day, in order; `goes_on` adds every later business day."""

    rungs: tuple[int, ...] = ()
    goes_on: bool = False

    def latest(self, offset: int) -> int | None:
        """Return the rung reached at an offset (business days past the due day); None before the first.

        A late tick (the machine was off) gives the latest rung only.
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
"""The ladders until IMPLAN sets its own. There is none for months: that rule is not confirmed."""


@dataclass(frozen=True)
class Ladders:
    """The ladders that IMPLAN set, by programme (its code key, empty for all), recipient and rhythm."""

    by_key: Mapping[tuple[str, Recipient, Rhythm], Ladder] = field(default_factory=dict)

    def of(self, programme: str, recipient: Recipient, rhythm: Rhythm = Rhythm.QUARTERLY) -> Ladder:
        """Return the ladder of a programme, else that of all programmes, else the default."""
        own = self.by_key.get((programme, recipient, rhythm)) or self.by_key.get(("", recipient, rhythm))
        return own or DEFAULT.get((recipient, rhythm), Ladder())
