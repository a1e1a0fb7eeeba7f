"""What is said to people about themselves and about Puntual."""

from dataclasses import dataclass
from datetime import datetime

from domain.kit.access import Role
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.people.invitations import InvitationProblem


@dataclass(frozen=True)
class Stranger(Said, kind="stranger", nature=Nature.NOTICE, read_by=ADDRESSEE):
    pass


@dataclass(frozen=True)
class TooFast(Said, kind="too_fast", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """So many messages were written at once that the newest ones wait until some answers have left."""


@dataclass(frozen=True)
class Unhandled(Said, kind="unhandled", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """What somebody sent at an instant could not be handled, and is not tried any more."""

    sent_at: datetime


@dataclass(frozen=True)
class Welcome(Said, kind="welcome", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """After an invitation was redeemed, or /start by somebody who is registered."""

    name: str
    roles: tuple[tuple[Role, str, str], ...]
    """(role, UR code, UR name); code and name are empty for roles of the whole municipality."""


@dataclass(frozen=True)
class InvitationRefused(Said, kind="invitation_refused", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """`name` is whom it is for, where somebody else opened it; `is_theirs` tells who used it before."""

    problem: InvitationProblem = InvitationProblem.UNKNOWN
    name: str = ""
    is_theirs: bool = False


@dataclass(frozen=True)
class Help(Said, kind="help", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """What one may do here; `unknown` is a command that there is not, as typed, `meant` the nearest one."""

    roles: tuple[Role, ...]
    unknown: str = ""
    meant: str = ""

    def is_refusal(self) -> bool:
        return bool(self.unknown)


@dataclass(frozen=True)
class NotAllowed(Said, kind="not_allowed", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A registered person asked for what the role does not allow; `units` are the URs that are open.

    `command` is what it was asked with.
    """

    units: tuple[str, ...]
    command: str = ""


@dataclass(frozen=True)
class CommandMenu(Said, kind="command_menu", nature=Nature.EDIT, read_by=ADDRESSEE):
    """The command menu of a chat by role; without roles the menu is removed."""

    roles: tuple[Role, ...]
