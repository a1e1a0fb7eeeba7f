"""Messages about a restored backup."""

from dataclasses import dataclass
from datetime import datetime

from domain.kit.said import ADDRESSEE, Nature, Said


@dataclass(frozen=True)
class Restored(Said, kind="restored", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The local instants between which it is unknown what was sent; `doubted` counts those messages."""

    made_at: datetime
    restored_at: datetime
    doubted: int
