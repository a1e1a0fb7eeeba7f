"""Messages about people and invitations to those who administer them."""

from dataclasses import dataclass
from datetime import date

from domain.kit.access import Role
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.people.administration import Invited, Member


@dataclass(frozen=True)
class InvitationReady(Said, kind="invitation_ready", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The next message is the one to forward.

    `replaced` are the names on the invitations that no longer work; a relevo is told in its own message.
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
    """A message to be forwarded to the invited person; `bot` is empty if its name is not known yet.

    `leaver` is the enlace whose place it gives, if any.
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
    """People by UR; `unit_code` is empty for everybody."""

    unit_code: UnitCode
    members: tuple[Member, ...]
    invited: tuple[Invited, ...]
    page: int = 0


@dataclass(frozen=True)
class RoleTaken(Said, kind="role_taken", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """A role was taken away; `has_others` says that the person keeps another one.

    `had_invitation` says that an open invitation to the same role ended with it.
    """

    name: str
    role: Role
    unit_code: UnitCode
    has_others: bool
    had_invitation: bool = False


@dataclass(frozen=True)
class RoleKept(Said, kind="role_kept", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """No role was taken away: it was not confirmed, or was done already."""


@dataclass(frozen=True)
class InvitationWithdrawn(Said, kind="invitation_withdrawn", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The link no longer works; `leaver` is the enlace who keeps the place, if it gave one."""

    name: str
    role: Role
    unit_code: UnitCode
    is_suplente: bool = False
    leaver: str = ""


@dataclass(frozen=True)
class InvitationKept(Said, kind="invitation_kept", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """No invitation was withdrawn: not confirmed, used or ended before, or none was open."""

    is_gone: bool = False
    is_none: bool = False
