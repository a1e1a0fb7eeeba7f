"""The hand-in of one UR for one quarter: where it stands."""

from enum import StrEnum


class EntregaState(StrEnum):
    """Where an entrega stands; without a row it is OPEN."""

    OPEN = "open"
    """The enlace captures and corrects."""
    SENT = "sent"
    """Handed in; the titular reads it."""
    APPROVED = "approved"
    """It has the Vo. Bo. of the titular; IMPLAN reads it."""
    RETURNED = "returned"
    """The titular gave it back: what was observed is open again, the rest locked."""
    OBSERVED = "observed"
    """IMPLAN gave it back: what was observed is open again, the rest locked."""
    ACCEPTED = "accepted"
    """IMPLAN has it; only a correction request changes anything."""
