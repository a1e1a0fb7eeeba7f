"""The end of unused invitations: withdrawn by hand, replaced, or expired."""

from collections.abc import Callable

from domain.kit.access import Action, Grant, Role
from domain.kit.moments import Moment
from domain.people.administration import Invited
from domain.people.handover_messages import RelevoEnded
from domain.people.invitations import InvitationEnd, Issued
from storage.invitations import InvitationEnding
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.concerned import of_unit, tell_each, who_may

SYSTEM = "system"
ACTIONS = {
    InvitationEnd.WITHDRAWN: "invitation_withdrawn",
    InvitationEnd.REPLACED: "invitation_replaced",
    InvitationEnd.EXPIRED: "invitation_expired",
}


async def withdraw(
    uow: UnitOfWork, code_sha256: str, moment: Moment, *, by: str, reason: str | None = None
) -> Issued | None:
    """End a valid invitation; None if it was used, ended or expired meanwhile."""
    ending = InvitationEnding(InvitationEnd.WITHDRAWN, by, moment.now)
    ended = await uow.invitations.end(code_sha256, ending)
    if ended is not None:
        await note_end(uow, ended, ending.how, moment, by=by, reason=reason)
        await tell_end(uow, ended, ending.how, moment, by=by)
    return ended


async def withdraw_place(
    uow: UnitOfWork, unit_code: str, leaver_id: int, moment: Moment, *, by: str, tells: bool = True
) -> list[Issued]:
    """End the invitation that gives an enlace's place, if one is open.

    If the place is given to another person, the people concerned are told of that instead.
    """
    ending = InvitationEnding(InvitationEnd.WITHDRAWN, by, moment.now)
    ended = await uow.invitations.end_place(unit_code, leaver_id, ending)
    for each in ended:
        await note_end(uow, each, ending.how, moment, by=by)
        if tells:
            await tell_end(uow, each, ending.how, moment, by=by)
    return ended


async def end_expired_places(uow: UnitOfWork, moment: Moment) -> int:
    """Tell people of each expired relevo: the enlace who was to leave continues."""
    ending = InvitationEnding(InvitationEnd.EXPIRED, SYSTEM, moment.now)
    expired = await uow.invitations.end_expired_places(ending)
    for each in expired:
        await note_end(uow, each, ending.how, moment, by=SYSTEM)
        await tell_end(uow, each, ending.how, moment, by=SYSTEM)
    return len(expired)


async def note_end(
    uow: UnitOfWork, ended: Issued, how: InvitationEnd, moment: Moment, *, by: str, reason: str | None = None
) -> None:
    """Write an end to the audit trail."""
    invited = ended.invited
    subject = f"invitation:{invited.role.value}:{invited.unit_code or ''}"
    after = {"invitation": reference(ended)}
    await uow.audit.add(moment.now, by, ACTIONS[how], subject, after=after, reason=reason)


async def relevo_ended(
    uow: UnitOfWork, ended: Issued, how: InvitationEnd, *, by: str
) -> Callable[[Person], RelevoEnded]:
    """Return the message to each reader about a relevo that did not happen."""
    relevo, unit_code = ended.invited.relevo, ended.invited.unit_code or ""
    assert relevo is not None
    leaver = await uow.people.by_id(relevo.person_id)
    unit = await uow.programmes.unit(unit_code)
    doer = await person_named(uow, by)

    def said(reader: Person) -> RelevoEnded:
        return RelevoEnded(
            unit_code,
            unit.name if unit else "",
            relevo.name,
            ended.invited.name,
            how,
            doer.actor.name if doer else "",
            goes_on=leaver is not None and enlace_grant(leaver, unit_code) is not None,
            is_own=reader.actor.person_id == relevo.person_id,
            may_arrange=unit_code in reader.actor.units_for(Action.HAND_OVER),
        )

    return said


async def tell_end(uow: UnitOfWork, ended: Issued, how: InvitationEnd, moment: Moment, *, by: str) -> None:
    """Tell the people who were told of a relevo, except the one who ended it; nobody else was told."""
    relevo, unit_code = ended.invited.relevo, ended.invited.unit_code or ""
    if relevo is None or relevo.stays is None:
        return
    told = await concerned_by_relevo(uow, unit_code, await uow.people.by_id(relevo.person_id))
    doer = await person_named(uow, by)
    told.pop(doer.actor.person_id if doer else 0, None)
    said = await relevo_ended(uow, ended, how, by=by)
    await tell_each(uow, told.values(), said, moment, key=f"relevo_ended:{reference(ended)}")


async def concerned_by_relevo(uow: UnitOfWork, unit_code: str, leaver: Person | None) -> dict[int, Person]:
    """Return the people concerned by a relevo: the leaving enlace, the titulares of the UR and IMPLAN.

    Nobody lets a person into a UR without IMPLAN being told.
    """
    titular = Grant(Role.TITULAR, unit_code)
    titulares = [each for each in await of_unit(uow, unit_code) if titular in each.actor.grants]
    implan = await who_may(uow, Action.ADMINISTER)
    leaving = [leaver] if leaver is not None else []
    return {each.actor.person_id: each for each in (*implan, *titulares, *leaving)}


async def person_named(uow: UnitOfWork, by: str) -> Person | None:
    """Return the person of an actor in the audit trail; None for the command line and the system."""
    kind, _, number = by.partition(":")
    return await uow.people.by_id(int(number)) if kind == "person" else None


def enlace_grant(person: Person, unit_code: str) -> Grant | None:
    held = (each for each in person.actor.grants if each.role is Role.ENLACE)
    return next((each for each in held if each.unit_code == unit_code), None)


def reference(issued: Issued) -> str:
    """Name an invitation without its code, such as in the audit trail."""
    return issued.code_sha256[:12]


def invited_of(issued: Issued) -> Invited:
    """Return an invitation as lists show it."""
    invited = issued.invited
    leaver = invited.relevo.name if invited.relevo else ""
    return Invited(
        invited.name,
        invited.role,
        invited.unit_code or "",
        invited.expires_at,
        is_suplente=invited.is_suplente,
        leaver=leaver,
        key=issued.code_sha256,
    )
