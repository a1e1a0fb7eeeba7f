"""One enlace hands a UR over to another: the role, the unsaved capture, and the messages."""

from dataclasses import dataclass, replace

from domain.kit.access import Grant
from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from domain.people.handover_messages import HandedOver
from domain.people.invitations import Relevo
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.move_draft import Handover, dump_draft, give_draft, load_draft, take_draft
from usecases.kit.concerned import tell_each
from usecases.people.end_invitations import concerned_by_relevo, enlace_grant, person_named
from usecases.people.revoke_person import take_role


@dataclass(frozen=True)
class EnlaceChange:
    """A change of enlace; `successor` has the role already.

    `by` carries it out now; `arranged_by` arranged it, as the audit trail writes it.
    """

    unit_code: str
    relevo: Relevo
    successor: Person
    by: str
    arranged_by: str


async def change_enlace(uow: UnitOfWork, change: EnlaceChange, moment: Moment) -> HandedOver:
    """End the role of the leaving enlace, tell people, and ask the successor the open question.

    Return the message about it. An enlace who lost the role meanwhile is left unchanged.
    """
    relevo, unit_code = change.relevo, change.unit_code
    await uow.holds.people(relevo.person_id)
    leaver = await uow.people.by_id(relevo.person_id)
    held = enlace_grant(leaver, unit_code) if leaver else None
    draft = load_draft(relevo.draft)
    told = await _message(uow, change)
    if relevo.stays is not None:
        if leaver is not None and held is not None:
            draft = await take_draft(uow, leaver, unit_code, moment)
            await _release(uow, leaver, held, relevo, moment, by=change.by)
        told = replace(told, stays=relevo.stays and held is not None)
        await _audit(uow, change, draft, moment)
        await _tell(uow, change, leaver, told, moment)
    handover = Handover(relevo.person_id, relevo.name, relevo.reason, draft)
    await give_draft(uow, change.successor, unit_code, handover, moment)
    return told


async def _release(
    uow: UnitOfWork, leaver: Person, held: Grant, relevo: Relevo, moment: Moment, *, by: str
) -> None:
    """Take the role away, or change it to suplente."""
    if relevo.stays:
        await uow.people.give(leaver.actor.person_id, replace(held, is_suplente=True))
        return
    await take_role(uow, leaver, held, moment, by=by, reason=relevo.reason)


async def _message(uow: UnitOfWork, change: EnlaceChange) -> HandedOver:
    unit = await uow.programmes.unit(change.unit_code)
    return HandedOver(
        change.unit_code,
        unit.name if unit else "",
        change.relevo.name,
        change.successor.actor.name,
        stays=False,
        reason=change.relevo.reason,
    )


async def _tell(
    uow: UnitOfWork, change: EnlaceChange, leaver: Person | None, told: HandedOver, moment: Moment
) -> None:
    """Tell the leaving enlace, the arranger, the titulares and IMPLAN; the draft tells the successor."""
    concerned = await concerned_by_relevo(uow, change.unit_code, leaver)
    arranger = await person_named(uow, change.arranged_by)
    if arranger is not None:
        concerned[arranger.actor.person_id] = arranger
    doer = await person_named(uow, change.by)
    for each in (doer, change.successor):
        concerned.pop(each.actor.person_id if each else 0, None)

    def said(reader: Person) -> HandedOver:
        return replace(told, is_own=reader.actor.person_id == change.relevo.person_id)

    key = f"handover:{change.unit_code}:{moment.now.isoformat()}"
    await tell_each(uow, concerned.values(), said, moment, key=key)


async def _audit(uow: UnitOfWork, change: EnlaceChange, draft: Draft | None, moment: Moment) -> None:
    after = {
        "successor": change.successor.actor.person_id,
        "stays": change.relevo.stays,
        "draft": dump_draft(draft),
    }
    await uow.audit.add(
        moment.now,
        change.by,
        "unit_handed_over",
        f"unit:{change.unit_code}",
        before={"enlace": change.relevo.person_id},
        after=after,
        reason=change.relevo.reason,
    )
