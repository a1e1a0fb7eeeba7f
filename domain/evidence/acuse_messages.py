"""Messages about acuses."""

from dataclasses import dataclass
from datetime import datetime

from domain.evidence.acuses import AcuseFacts, AcuseKind
from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class AcuseIssued(Said, kind="acuse_issued", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """An acuse to be sent; its PDF is made when it is sent."""

    code: str


@dataclass(frozen=True)
class AcuseText(Said, kind="acuse_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """An acuse with its facts, ready for its wording; instants are local, `bot_name` may be unknown."""

    code: str
    sha256: str
    issued_at: datetime
    facts: AcuseFacts
    bot_name: str | None = None


@dataclass(frozen=True)
class AcuseChecked(Said, kind="acuse_checked", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The answer to /verificar.

    `changed`, and the levels in `files`, are empty for a reader who may not see the UR. `files` pairs the
    hash of each file with the level that it proves; `damaged` are the files that are not as they were stored.
    An acuse that is not genuine is one whose stored facts do not have the hash they were issued with.
    """

    folio: str
    kind: AcuseKind
    unit_code: UnitCode
    unit_name: str
    period: Period
    issued_at: datetime
    is_genuine: bool
    is_unchanged: bool
    changed: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    damaged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AcuseUnknown(Said, kind="acuse_unknown", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """No acuse has this code; one that is not `is_possible` was mistyped: its check character is wrong."""

    typed: str
    is_possible: bool = False
