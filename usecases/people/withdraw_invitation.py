"""Withdraw an unused invitation: by a dialogue, or when its person is revoked."""

from domain.kit.access import Action, Grant
from domain.kit.dialogues.choices import NO, YES, YES_OR_NO
from domain.kit.dialogues.forms import Field, Form, Option
from domain.kit.moments import Moment
from domain.people.invitations import Issued, key_of
from domain.people.membership_messages import InvitationKept, InvitationWithdrawn
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer
from usecases.people.end_invitations import enlace_grant, withdraw


async def begin_withdrawal(uow: UnitOfWork, person: Person, unit_code: str | None, moment: Moment) -> None:
    """Ask which invitation to withdraw, of everybody or of one UR, or say that there is none."""
    if not await uow.invitations.waiting(moment.now, unit_code):
        await answer(uow, person.chat_id, InvitationKept(is_none=True), moment)
        return
    await open_form(uow, person, WITHDRAWAL, DialogueStart(unit_code), moment)


async def withdraw_those_of(
    uow: UnitOfWork,
    name: str,
    moment: Moment,
    *,
    by: str,
    grant: Grant | None = None,
    reason: str | None = None,
) -> list[Issued]:
    """Withdraw the open invitations of a name, or only those to one role; return them."""
    ended = [
        await withdraw(uow, each.code_sha256, moment, by=by, reason=reason)
        for each in await uow.invitations.waiting(moment.now)
        if each.invited.key == key_of(name) and _leads_to(each, grant)
    ]
    return [each for each in ended if each is not None]


def _leads_to(issued: Issued, grant: Grant | None) -> bool:
    led = issued.invited.grant
    return grant is None or (led.role, led.unit_code) == (grant.role, grant.unit_code)


async def withdrawn_of(uow: UnitOfWork, ended: Issued) -> InvitationWithdrawn:
    """Return the message about a withdrawn invitation."""
    invited, relevo = ended.invited, ended.invited.relevo
    leaver = await uow.people.by_id(relevo.person_id) if relevo else None
    unit_code = invited.unit_code or ""
    goes_on = leaver is not None and enlace_grant(leaver, unit_code) is not None
    name = leaver.actor.name if leaver is not None and goes_on else ""
    return InvitationWithdrawn(invited.name, invited.role, unit_code, invited.is_suplente, name)


async def _options(uow: UnitOfWork, _: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    if form.awaited == "sure":
        return YES_OR_NO
    return tuple(
        Option(each.code_sha256, _label(each))
        for each in await uow.invitations.waiting(moment.now, form.unit_code)
    )


def _label(issued: Issued) -> str:
    invited = issued.invited
    return f"{invited.name} · {invited.role.value} {invited.unit_code or ''}".strip()


async def _withdraw(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    if form.answers["sure"] != YES:
        await answer(uow, person.chat_id, InvitationKept(), moment)
        return
    by = f"person:{person.actor.person_id}"
    ended = await withdraw(uow, form.answers["which"], moment, by=by)
    said = InvitationKept(is_gone=True) if ended is None else await withdrawn_of(uow, ended)
    await answer(uow, person.chat_id, said, moment)


WITHDRAWAL = FormSpec(
    "withdraw_invitation",
    Action.ADMINISTER,
    (Field("which"), Field("sure", yes=YES, no=NO)),
    _withdraw,
    _options,
)
