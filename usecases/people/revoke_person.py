"""Take all roles of a person away, and close their questions, messages and drafts."""

from dataclasses import replace

from domain.kit.access import Action, Grant
from domain.kit.moments import Moment
from domain.people.welcome_messages import CommandMenu
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import Thread, held_thread, keep_thread
from usecases.kit.say import answer, close_question
from usecases.people.invite import menu_of
from usecases.summary.plan_summary import summary_key


async def revoke_person(
    uow: UnitOfWork, person: Person, moment: Moment, *, by: str, reason: str | None = None
) -> None:
    """Revoke a person, even in the middle of a conversation.

    Their messages in the outbox are withdrawn, reminders and summaries included. `by` is written as in the
    audit trail: `person:7` or `cli`.
    """
    person_id = person.actor.person_id
    await uow.holds.people(person_id)
    current = await uow.people.by_id(person_id)
    if current is None:
        return  # another person has just done it
    await uow.people.revoke(person_id, moment.now)
    await uow.outbox.cancel_chat(person.chat_id, "revoked")
    await _empty(uow, person, moment)
    await answer(uow, person.chat_id, CommandMenu(()), moment)
    before = {"roles": [facts_of_grant(each) for each in current.actor.grants]}
    await uow.audit.add(
        moment.now, by, "person_revoked", f"person:{person_id}", before=before, after={}, reason=reason
    )


async def take_role(
    uow: UnitOfWork, person: Person, grant: Grant, moment: Moment, *, by: str, reason: str | None = None
) -> None:
    """Take one role away from a person whose roles are locked; without any left they are revoked."""
    person_id = person.actor.person_id
    await uow.people.take(person_id, grant)
    left = await uow.people.by_id(person_id)
    assert left is not None
    if not left.actor.may(Action.RECEIVE_SUMMARY):
        await uow.outbox.cancel(summary_key(moment.today, person_id), "role taken")
    await answer(uow, left.chat_id, menu_of(left), moment)
    await uow.audit.add(
        moment.now,
        by,
        "role_taken",
        f"person:{person_id}",
        before={"roles": [facts_of_grant(each) for each in person.actor.grants]},
        after={"roles": [facts_of_grant(each) for each in left.actor.grants]},
        reason=reason,
    )


def facts_of_grant(grant: Grant) -> dict[str, str | bool | None]:
    """Return a role in the form of the audit trail."""
    return {"role": grant.role.value, "unit": grant.unit_code, "is_suplente": grant.is_suplente}


async def _empty(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    """Close the open question and remove the buttons of the last one."""
    thread = await held_thread(uow, person.actor.person_id)
    if thread.version:
        await close_question(uow, person.chat_id, thread.prompt_outbox_id, "", moment)
        emptied = replace(Thread(), version=thread.version)
        await keep_thread(uow, person.actor.person_id, emptied, moment)
