"""Invitations: for whom, whose place one gives, and why it no longer works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.kit.access import Grant, Role
from domain.kit.unit_codes import UnitCode
from domain.kit.words.plain_words import without_accents


class InvitationEnd(StrEnum):
    """How an unused invitation ended."""

    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """A newer one is for the same person, or gives the same place."""
    EXPIRED = "expired"
    """It expired and the people concerned were told; other expired ones only have their day in the past."""


class InvitationProblem(StrEnum):
    """Why a code is refused."""

    UNKNOWN = "unknown"
    USED = "used"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    EXPIRED = "expired"
    OWN_PLACE = "own_place"
    """The leaving enlace opened the link of the successor."""


@dataclass(frozen=True)
class Relevo:
    """Whose place an invitation gives: the leaving enlace continues until it is used.

    `stays` is True if the leaving enlace remains as suplente; it is None in older invitations, where the
    enlace left at once and `draft` is their unsaved capture.
    """

    person_id: int
    name: str
    reason: str
    stays: bool | None = None
    draft: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Invitation:
    """The role that an invitation gives; `by` is written as in the audit trail: `person:7` or `cli`."""

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
        """Return a key of the invited person."""
        return key_of(self.name)


@dataclass(frozen=True)
class Issued:
    """A stored invitation, under the hash of its code."""

    code_sha256: str
    invited: Invitation
    used_by: int | None = None
    is_used: bool = False
    end: InvitationEnd | None = None

    def problem(self, now: datetime) -> InvitationProblem | None:
        """Return why it is refused at a moment; None while it is valid."""
        if self.is_used:
            return InvitationProblem.USED
        if self.end is not None:
            return InvitationProblem(self.end.value)
        return InvitationProblem.EXPIRED if self.invited.expires_at <= now else None


def key_of(name: str) -> str:
    """Return the same key for each spelling of a name, in any case, with any accents and blanks."""
    return " ".join(without_accents(name.casefold()).split())
