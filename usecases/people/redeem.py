"""Let a person in with an invitation; if it gives a place, the enlace who has it leaves now."""

from domain.kit.moments import Moment
from domain.people.invitations import InvitationProblem, Issued, Relevo
from domain.people.welcome_messages import InvitationRefused
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.say import answer
from usecases.people.change_enlace import EnlaceChange, change_enlace
from usecases.people.invite import hash_code, menu_of, welcome


async def redeem(uow: UnitOfWork, code: str, telegram_id: int, moment: Moment) -> None:
    """Let a person in with an invitation, or say why it is refused."""
    issued = await uow.invitations.get(hash_code(code))
    known = await uow.people.by_telegram_id(telegram_id)
    if issued is None or _is_own_place(issued, known) or not await _use(uow, issued, moment):
        await answer(uow, telegram_id, await _refused(uow, code, known, moment), moment)
        return
    grant = issued.invited.grant
    person_id = await uow.people.join(telegram_id, issued.invited.name, grant, moment.now)
    await uow.invitations.name_user(issued.code_sha256, person_id)
    subject = f"person:{person_id}"
    after = {"role": grant.role.value, "unit": grant.unit_code, "is_suplente": grant.is_suplente}
    await uow.audit.add(moment.now, subject, "invitation_redeemed", subject, after=after)
    person = await uow.people.by_id(person_id)
    assert person is not None
    await answer(uow, telegram_id, await welcome(uow, person), moment)
    await answer(uow, telegram_id, menu_of(person), moment)
    if issued.invited.relevo is not None:
        await _take_place(uow, person, issued, issued.invited.relevo, moment)


async def _use(uow: UnitOfWork, issued: Issued, moment: Moment) -> bool:
    return await uow.invitations.use(issued.code_sha256, moment.now)


def _is_own_place(issued: Issued, person: Person | None) -> bool:
    relevo = issued.invited.relevo
    return relevo is not None and person is not None and person.actor.person_id == relevo.person_id


async def _refused(uow: UnitOfWork, code: str, person: Person | None, moment: Moment) -> InvitationRefused:
    """Return the refusal by the state of now: another person may just have used the invitation."""
    issued = await uow.invitations.get(hash_code(code))
    if issued is None:
        return InvitationRefused()
    problem = issued.problem(moment.now)
    if problem is None:
        return InvitationRefused(InvitationProblem.OWN_PLACE, issued.invited.name)
    is_theirs = person is not None and person.actor.person_id == issued.used_by
    return InvitationRefused(problem, is_theirs=is_theirs)


async def _take_place(
    uow: UnitOfWork, person: Person, issued: Issued, relevo: Relevo, moment: Moment
) -> None:
    unit_code = issued.invited.unit_code or ""
    by = f"person:{person.actor.person_id}"
    await change_enlace(uow, EnlaceChange(unit_code, relevo, person, by, issued.invited.by), moment)
