"""Invite a person with a code that works once; only its hash is stored."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from domain.kit.access import UNIT_ROLES, Role
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.invitations import Invitation, InvitationEnd, Issued, Relevo
from domain.people.welcome_messages import CommandMenu, Welcome
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.people.end_invitations import note_end, reference, tell_end

CODE_BYTES = 24
"""192 random bits: 32 characters, within the 64 of a deep link."""
DAYS = 14
"""How long an invitation is valid if the running process has not set it."""
DAYS_KEY = "invitation_days"


class UnitNeeded(Exception):
    """The role needs a UR and none was named, or the other way round."""

    def __init__(self, role: Role, *, is_named: bool) -> None:
        super().__init__(role)
        self.role = role
        self.is_named = is_named


class UnitUnknown(Exception):
    """There is no UR with this code; importing its programme registers it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SuplenteRefused(Exception):
    """Only an enlace can stand in for another."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


@dataclass(frozen=True)
class InvitationWanted:
    """The invited person, the role and the days; `by` is written as in the audit trail."""

    role: Role
    unit_code: str | None
    name: str
    days: int
    is_suplente: bool = False
    by: str = "cli"
    relevo: Relevo | None = None


@dataclass(frozen=True)
class NewInvitation:
    """An invitation whose `code` is shown once; the valid invitations in `replaced` have ended."""

    code: str
    until_on: date
    replaced: tuple[Issued, ...] = ()


async def invite(uow: UnitOfWork, wanted: InvitationWanted, moment: Moment) -> NewInvitation:
    """Create an invitation in place of those to the same person, role and UR, or to the same place.

    Raise UnitNeeded, UnitUnknown or SuplenteRefused.
    """
    role, unit_code = wanted.role, wanted.unit_code
    if wanted.is_suplente and role is not Role.ENLACE:
        raise SuplenteRefused(role)
    if (role in UNIT_ROLES) != (unit_code is not None):
        raise UnitNeeded(role, is_named=unit_code is not None)
    if unit_code is not None and await uow.programmes.unit(unit_code) is None:
        raise UnitUnknown(unit_code)
    code = secrets.token_urlsafe(CODE_BYTES)
    lasts = timedelta(days=wanted.days)
    invited = Invitation(
        role, unit_code, wanted.name, moment.now + lasts, wanted.is_suplente, wanted.by, wanted.relevo
    )
    replaced = await uow.invitations.issue(hash_code(code), invited, moment.now)
    await _audit(uow, Issued(hash_code(code), invited), wanted, moment)
    for each in replaced:
        await note_end(uow, each, InvitationEnd.REPLACED, moment, by=wanted.by)
        if _place_of(each.invited.relevo) != _place_of(wanted.relevo):
            # A newer offer of the same place has its own message.
            await tell_end(uow, each, InvitationEnd.REPLACED, moment, by=wanted.by)
    good = tuple(each for each in replaced if each.invited.expires_at > moment.now)
    return NewInvitation(code, (moment.local + lasts).date(), good)


async def days_of(uow: UnitOfWork) -> int:
    """Return how many days an invitation made in a chat is valid."""
    return int(await uow.meta.get(DAYS_KEY) or DAYS)


def _place_of(relevo: Relevo | None) -> int | None:
    return relevo.person_id if relevo else None


async def _audit(uow: UnitOfWork, issued: Issued, wanted: InvitationWanted, moment: Moment) -> None:
    subject = f"invitation:{wanted.role.value}:{wanted.unit_code or ''}"
    after = {"days": wanted.days, "is_suplente": wanted.is_suplente, "invitation": reference(issued)}
    await uow.audit.add(moment.now, wanted.by, "person_invited", subject, after=after)


async def welcome(uow: UnitOfWork, person: Person) -> Said:
    names = {unit.code: unit.name for unit in await uow.programmes.units()}
    roles = tuple((g.role, g.unit_code or "", names.get(g.unit_code or "", "")) for g in person.actor.grants)
    return Welcome(person.actor.name, roles)


def menu_of(person: Person) -> CommandMenu:
    return CommandMenu(tuple(dict.fromkeys(grant.role for grant in person.actor.grants)))


def hash_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
