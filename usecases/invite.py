"""Invitations: a code that works once, of which only the hash is kept."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.access import UNIT_ROLES, Role
from domain.messages import CommandMenu, InvitationRefused, Said, Welcome
from domain.moments import Moment
from storage.people import Invitation, Person
from storage.uow import UnitOfWork
from usecases.move_draft import give_draft, load_handover
from usecases.say import answer

CODE_BYTES = 24
"""192 random bits: 32 characters, within the 64 of a deep link."""


class UnitNeeded(Exception):
    """The role is held for one UR and none was named, or the other way round."""

    def __init__(self, role: Role, *, is_named: bool) -> None:
        super().__init__(role)
        self.role = role
        self.is_named = is_named


class UnitUnknown(Exception):
    """There is no UR with this code; it is registered by importing its programme."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SuplenteRefused(Exception):
    """Only an enlace stands in for another one."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


async def invite(
    uow: UnitOfWork,
    role: Role,
    unit_code: str | None,
    name: str,
    moment: Moment,
    *,
    days: int,
    by: str = "cli",
    is_suplente: bool = False,
    handover: Mapping[str, Any] | None = None,
) -> str:
    """Create an invitation and return its code, which is shown once.

    Raise UnitNeeded, UnitUnknown or SuplenteRefused. `handover` is what the newcomer takes over.
    """
    if is_suplente and role is not Role.ENLACE:
        raise SuplenteRefused(role)
    if (role in UNIT_ROLES) != (unit_code is not None):
        raise UnitNeeded(role, is_named=unit_code is not None)
    if unit_code is not None and await uow.programmes.unit(unit_code) is None:
        raise UnitUnknown(unit_code)
    code = secrets.token_urlsafe(CODE_BYTES)
    expires_at = moment.now + timedelta(days=days)
    invited = Invitation(role, unit_code, name, expires_at, is_suplente, handover)
    await uow.people.invite(hash_code(code), invited, moment.now)
    subject = f"invitation:{role.value}:{unit_code or ''}"
    after = {"days": days, "is_suplente": is_suplente}
    await uow.audit.add(moment.now, by, "person_invited", subject, after=after)
    return code


async def redeem(uow: UnitOfWork, code: str, telegram_id: int, moment: Moment) -> None:
    """Let a person in with an invitation, or say that it no longer works."""
    invited = await uow.people.use_invitation(hash_code(code), moment.now)
    if invited is None:
        await answer(uow, telegram_id, InvitationRefused(), moment)
        return
    grant = invited.grant
    person_id = await uow.people.join(telegram_id, invited.name, grant, moment.now)
    await uow.people.name_invited(hash_code(code), person_id)
    subject = f"person:{person_id}"
    after = {"role": grant.role.value, "unit": grant.unit_code, "is_suplente": grant.is_suplente}
    await uow.audit.add(moment.now, subject, "invitation_redeemed", subject, after=after)
    person = await uow.people.by_id(person_id)
    assert person is not None
    await answer(uow, telegram_id, await welcome(uow, person), moment)
    await answer(uow, telegram_id, menu_of(person), moment)
    if invited.handover is not None:
        handover = load_handover(invited.handover)
        await give_draft(uow, person, invited.unit_code or "", handover, moment)


async def welcome(uow: UnitOfWork, person: Person) -> Said:
    names = {unit.code: unit.name for unit in await uow.programmes.units()}
    roles = tuple((g.role, g.unit_code or "", names.get(g.unit_code or "", "")) for g in person.actor.grants)
    return Welcome(person.actor.name, roles)


def menu_of(person: Person) -> CommandMenu:
    return CommandMenu(tuple(dict.fromkeys(grant.role for grant in person.actor.grants)))


def hash_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
