"""What may be changed in a report now, and why the rest is locked."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kit.entregas import GIVEN_BACK, Entrega, EntregaState


class LockReason(StrEnum):
    SENT = "sent"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    GIVEN_BACK = "given_back"
    """Only the observed indicators are open."""
    CLOSED = "closed"
    """IMPLAN closed the quarter; the lock does not apply to a UR that is reopened."""
    NOT_BEGUN = "not_begun"
    """The first day of the quarter has not come."""


@dataclass(frozen=True)
class Lock:
    """Without a reason everything is open; with one, only the indicators in `open_ids`.

    `since_at` is when the lock began. A closing of the quarter is one more reason: the stricter lock applies.
    """

    reason: LockReason | None = None
    since_at: datetime | None = None
    open_ids: frozenset[int] = frozenset()

    def allows(self, indicator_id: int) -> bool:
        return self.reason is None or indicator_id in self.open_ids

    @property
    def takes_corrections(self) -> bool:
        """Tell whether IMPLAN can be asked for a change instead."""
        return self.reason not in (None, LockReason.CLOSED, LockReason.NOT_BEGUN)


UNLOCKED = Lock()

_REASONS = {
    EntregaState.SENT: LockReason.SENT,
    EntregaState.APPROVED: LockReason.APPROVED,
    EntregaState.ACCEPTED: LockReason.ACCEPTED,
}


def lock_of_entrega(entrega: Entrega, observed: Set[int]) -> Lock:
    """Return the lock of an entrega; `observed` are the indicators it was returned for."""
    if entrega.state is EntregaState.OPEN:
        return UNLOCKED
    if entrega.state in GIVEN_BACK:
        return Lock(LockReason.GIVEN_BACK, entrega.since_at, frozenset(observed))
    return Lock(_REASONS[entrega.state], entrega.since_at)
