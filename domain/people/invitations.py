"""Invitations: whom one is for, whose place it gives, and why it may no longer work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.kit.access import Grant, Role
from domain.kit.unit_codes import UnitCode
from domain.kit.words.plain_words import without_accents


class InvitationEnd(StrEnum):
    """How an invitation ended that nobody used."""

    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """A newer one is for the same person, or gives the same place."""
    EXPIRED = "expired"
    """It ran out and those concerned were told; any other one that ran out only has its day behind it."""


class InvitationProblem(StrEnum):
    """Why a code lets nobody in."""

    UNKNOWN = "unknown"
    USED = "used"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    EXPIRED = "expired"
    OWN_PLACE = "own_place"
    """Whoever hands over opened the link that is for the successor."""


@dataclass(frozen=True)
class Relevo:
    """Whose place an invitation gives: the one who leaves goes on until it is used.

    `stays` is True for who remains as suplente; None in invitations of before, where the one who leaves
    left at once and `draft` is what they had not saved.
    """

    person_id: int
    name: str
    reason: str
    stays: bool | None = None
    draft: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Invitation:
    """What somebody is let in with; `by` is as in the audit trail: `person:7` or `cli`."""

    role: Role
    unit_code: UnitCode | None
    name: str
    expires_at: datetime
    is_suplente: bool = False
    by: str = "cli"
    relevo: Relevo | None = None

    @property
    def grant(self) -> Grant:
        return Grant(self.role, self.unit_code, self.is_suplente)

    @property
    def key(self) -> str:
        """Return what tells whom it is for."""
        return key_of(self.name)


@dataclass(frozen=True)
class Issued:
    """An invitation as it is kept, under the hash of its code."""

    code_sha256: str
    invited: Invitation
    used_by: int | None = None
    is_used: bool = False
    end: InvitationEnd | None = None

    def problem(self, now: datetime) -> InvitationProblem | None:
        """Return why it lets nobody in at a moment; None while it is good."""
        if self.is_used:
            return InvitationProblem.USED
        if self.end is not None:
            return InvitationProblem(self.end.value)
        return InvitationProblem.EXPIRED if self.invited.expires_at <= now else None


def key_of(name: str) -> str:
    """Return what the spellings of one name share, whatever their case, accents and blanks."""
    return " ".join(without_accents(name.casefold()).split())
