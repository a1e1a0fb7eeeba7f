"""Messages about the hand-over of a UR from one enlace to another."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.people.invitations import InvitationEnd


@dataclass(frozen=True)
class MovedDraft:
    """An unsaved capture that the successor takes over; `is_asked` says that its question follows."""

    level: str
    value: Decimal | None
    is_asked: bool = True
    period: Period | None = None


@dataclass(frozen=True)
class HandedOver(Said, kind="handed_over", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """A hand-over is complete; sent to the leaving enlace, the titulares, IMPLAN and the arranger.

    With `stays` the leaving enlace remains as suplente; `is_own` says that the reader is the leaving enlace.
    Only rows older than RelevoOffered have `is_invited`: the successor had not used the invitation yet.
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
    """The successor has an invitation until a day; the leaving enlace continues until it is used.

    `instead_of` is the name on the invitation to the same place that no longer works.
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
    """The invitation was not used; `by` is empty if it expired.

    `goes_on` says that the enlace who was to leave is still an enlace, `may_arrange` that the reader may
    offer the place again.
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
    """Sent to the successor."""

    unit_code: UnitCode
    unit_name: str
    leaver: str
    reason: str
    draft: MovedDraft | None = None


@dataclass(frozen=True)
class HandoverNotTaken(
    Said, kind="handover_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """The hand-over was refused; `problem` is a key of `texts.people.handover.PROBLEMS`."""

    problem: str
    unit_code: UnitCode = ""
