"""What /historial answers."""

from dataclasses import dataclass
from datetime import datetime

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.people.administration import Invited


@dataclass(frozen=True)
class Difference:
    """One change; an empty text means that there was nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """`who` is the name of a person, or the actor of the entry (`cli`, `import:…`).

    `invited` is the name on the invitation that the entry is about.
    """

    id: int
    at: datetime
    who: str
    action: str
    what: str
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    invited: Invited | None = None


@dataclass(frozen=True)
class History(Said, kind="history", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """`older_than` is the start of the next page; 0 if there is none."""

    unit_code: UnitCode
    period: Period
    lines: tuple[HistoryLine, ...]
    older_than: int = 0
    is_first: bool = True
