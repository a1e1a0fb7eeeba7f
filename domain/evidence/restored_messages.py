"""What is said of a backup that was put back."""

from dataclasses import dataclass
from datetime import datetime

from domain.kit.said import ADDRESSEE, Nature, Said


@dataclass(frozen=True)
class Restored(Said, kind="restored", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Between which local instants it is not known what was sent; `doubted` counts what may have been."""

    made_at: datetime
    restored_at: datetime
    doubted: int
