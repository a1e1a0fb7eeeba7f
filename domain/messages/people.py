"""What is said to people about themselves and about Puntual."""

from dataclasses import dataclass
from datetime import datetime

from domain.access import Role
from domain.invitations import InvitationProblem
from domain.said import Said


@dataclass(frozen=True)
class Stranger(Said):
    pass


@dataclass(frozen=True)
class TooFast(Said):
    """So many messages were written at once that the newest ones wait until some answers have left."""


@dataclass(frozen=True)
class Unhandled(Said):
    """What somebody sent at an instant could not be handled, and is not tried any more."""

    sent_at: datetime


@dataclass(frozen=True)
class Welcome(Said):
    """After an invitation was redeemed, or /start by somebody who is registered."""

    name: str
    roles: tuple[tuple[Role, str, str], ...]
    """(role, UR code, UR name); code and name are empty for roles of the whole municipality."""


@dataclass(frozen=True)
class InvitationRefused(Said):
    """`name` is whom it is for, where somebody else opened it; `is_theirs` tells who used it before."""

    problem: InvitationProblem = InvitationProblem.UNKNOWN
    name: str = ""
    is_theirs: bool = False


@dataclass(frozen=True)
class Help(Said):
    """What one may do here; `unknown` is a command that there is not, as typed, `meant` the nearest one."""

    roles: tuple[Role, ...]
    unknown: str = ""
    meant: str = ""


@dataclass(frozen=True)
class NotAllowed(Said):
    """A registered person asked for what the role does not allow; `units` are the URs that are open.

    `command` is what it was asked with.
    """

    units: tuple[str, ...]
    command: str = ""


@dataclass(frozen=True)
class CommandMenu(Said):
    """The command menu of a chat by role; without roles the menu is removed."""

    roles: tuple[Role, ...]
