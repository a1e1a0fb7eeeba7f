"""What is said when an enlace hands a UR over to another one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.people.invitations import InvitationEnd


@dataclass(frozen=True)
class MovedDraft:
    """An unsaved capture that goes along; `is_asked` says that its question follows."""

    level: str
    value: Decimal | None
    is_asked: bool = True
    period: Period | None = None


@dataclass(frozen=True)
class HandedOver(Said, kind="handed_over", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Told to who leaves, to the titular, to IMPLAN and to whoever arranged it, once it is so.

    With `stays` the one who hands over remains as suplente; `is_own` tells the reader that it is them.
    Only rows of before RelevoOffered say `is_invited`: the successor had still to use an invitation.
    """

    unit_code: UnitCode
    unit_name: str
    leaver: str
    successor: str
    stays: bool
    reason: str
    is_own: bool = False
    is_invited: bool = False


@dataclass(frozen=True)
class RelevoOffered(Said, kind="relevo_offered", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The successor has an invitation until a day; the one who leaves goes on until it is used.

    `instead_of` is whose invitation to the same place no longer works.
    """

    unit_code: UnitCode
    unit_name: str
    leaver: str
    successor: str
    stays: bool
    reason: str
    until_on: date
    instead_of: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class RelevoEnded(Said, kind="relevo_ended", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Nobody came with the invitation; `by` is empty where nobody ended it.

    `goes_on` says that the one who was to leave still is an enlace, `may_arrange` that the reader may offer
    the place again.
    """

    unit_code: UnitCode
    unit_name: str
    leaver: str
    successor: str
    how: InvitationEnd
    by: str = ""
    goes_on: bool = True
    is_own: bool = False
    may_arrange: bool = False


@dataclass(frozen=True)
class TakenOver(Said, kind="taken_over", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Told to who takes over."""

    unit_code: UnitCode
    unit_name: str
    leaver: str
    reason: str
    draft: MovedDraft | None = None


@dataclass(frozen=True)
class HandoverNotTaken(
    Said, kind="handover_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """`problem` is one of those of `texts.people.handover.PROBLEMS`."""

    problem: str
    unit_code: UnitCode = ""
