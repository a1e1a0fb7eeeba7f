"""Messages to people about themselves and about Puntual."""

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
    """The person wrote so many messages at once that the newest wait until some answers have left."""


@dataclass(frozen=True)
class Unhandled(Said, kind="unhandled", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A message sent at an instant could not be handled and is not tried again."""

    sent_at: datetime


@dataclass(frozen=True)
class Welcome(Said, kind="welcome", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """After an invitation was redeemed, or after /start by a registered person."""

    name: str
    roles: tuple[tuple[Role, str, str], ...]
    """(role, UR code, UR name); code and name are empty for roles of the whole municipality."""


@dataclass(frozen=True)
class InvitationRefused(Said, kind="invitation_refused", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """`name` is on the invitation if another person opened it; `is_theirs`: the reader used it before."""

    problem: InvitationProblem = InvitationProblem.UNKNOWN
    name: str = ""
    is_theirs: bool = False


@dataclass(frozen=True)
class Help(Said, kind="help", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """What the person may do here; `unknown` is a command as typed, `meant` the nearest one."""

    roles: tuple[Role, ...]
    unknown: str = ""
    meant: str = ""

    def is_refusal(self) -> bool:
        return bool(self.unknown)


@dataclass(frozen=True)
class NotAllowed(Said, kind="not_allowed", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """The person's role does not allow this; `units` are the URs that it does allow.

    `command` is the command that was used.
    """

    units: tuple[str, ...]
    command: str = ""


@dataclass(frozen=True)
class CommandMenu(Said, kind="command_menu", nature=Nature.EDIT, read_by=ADDRESSEE):
    """The command menu of a chat by role; without roles the menu is removed."""

    roles: tuple[Role, ...]
