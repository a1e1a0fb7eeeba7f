"""What is said about people and invitations to those who administer them."""

from dataclasses import dataclass
from datetime import date

from domain.kit.access import Role
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.people.administration import Invited, Member


@dataclass(frozen=True)
class InvitationReady(Said, kind="invitation_ready", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The next message is the one to forward.

    `replaced` are the names on the invitations that no longer work; of a relevo more is told beside it.
    """

    name: str
    role: Role
    unit_code: UnitCode
    is_suplente: bool
    until_on: date
    replaced: tuple[str, ...] = ()
    is_relevo: bool = False


@dataclass(frozen=True)
class InvitationLink(Said, kind="invitation_link", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Written to be forwarded to whoever is invited; `bot` is empty where its name is not known yet.

    `leaver` is whose place it gives, if it gives one.
    """

    name: str
    role: Role
    unit_code: UnitCode
    unit_name: str
    is_suplente: bool
    bot: str
    code: str
    until_on: date
    leaver: str = ""


@dataclass(frozen=True)
class PeopleList(Said, kind="people_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """`unit_code` is empty for everybody."""

    unit_code: UnitCode
    members: tuple[Member, ...]
    invited: tuple[Invited, ...]
    page: int = 0


@dataclass(frozen=True)
class RoleTaken(Said, kind="role_taken", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """`has_others` tells somebody who keeps another role from somebody who is out.

    `had_invitation` says that one to the same role was still open, and ended with it.
    """

    name: str
    role: Role
    unit_code: UnitCode
    has_others: bool
    had_invitation: bool = False


@dataclass(frozen=True)
class RoleKept(Said, kind="role_kept", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nobody lost anything: it was not confirmed, or was done already."""


@dataclass(frozen=True)
class InvitationWithdrawn(Said, kind="invitation_withdrawn", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Its link lets nobody in any more; `leaver` is who goes on in the place it gave, if any."""

    name: str
    role: Role
    unit_code: UnitCode
    is_suplente: bool = False
    leaver: str = ""


@dataclass(frozen=True)
class InvitationKept(Said, kind="invitation_kept", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nothing was withdrawn: it was not wanted, was used or ended before it could be, or none was open."""

    is_gone: bool = False
    is_none: bool = False
