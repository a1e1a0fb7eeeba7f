"""What is said of acuses."""

from dataclasses import dataclass
from datetime import datetime

from domain.evidence.acuses import AcuseFacts, AcuseKind
from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class AcuseIssued(Said, kind="acuse_issued", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """An acuse to be sent; its document is made when its turn comes."""

    code: str


@dataclass(frozen=True)
class AcuseText(Said, kind="acuse_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """An acuse with its facts, ready to be worded; instants are local, `bot_name` may be unknown."""

    code: str
    sha256: str
    issued_at: datetime
    facts: AcuseFacts
    bot_name: str | None = None


@dataclass(frozen=True)
class AcuseChecked(Said, kind="acuse_checked", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Answer to /verificar; `changed` is empty for whoever may not see the UR.

    `files` pairs the hash of each file with the level that it proves, `damaged` those that are not as they
    were stored; without a level for whoever may not see the UR.
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
    """No acuse has this code; one that is not `is_possible` was mistyped, for its check sign is wrong."""

    typed: str
    is_possible: bool = False
