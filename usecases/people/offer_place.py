"""Offer an enlace's place to a new person: a link to forward; the people concerned are told."""

from dataclasses import dataclass

from domain.kit.access import Role
from domain.kit.moments import Moment
from domain.people.handover_messages import RelevoOffered
from domain.people.invitations import Relevo, key_of
from domain.people.membership_messages import InvitationLink, InvitationReady
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.concerned import tell_each
from usecases.kit.say import answer
from usecases.people.end_invitations import concerned_by_relevo
from usecases.people.invite import InvitationWanted, NewInvitation, days_of, hash_code, invite


@dataclass(frozen=True)
class Offer:
    """The place of a leaving enlace, for a person by name."""

    unit_code: str
    name: str
    relevo: Relevo


async def offer_place(uow: UnitOfWork, person: Person, offer: Offer, moment: Moment) -> None:
    """Give a link to forward; the leaving enlace continues until it is used."""
    by = f"person:{person.actor.person_id}"
    wanted = InvitationWanted(
        Role.ENLACE, offer.unit_code, offer.name, await days_of(uow), by=by, relevo=offer.relevo
    )
    made = await invite(uow, wanted, moment)
    await _give_link(uow, person, offer, made, moment)
    await _audit(uow, offer, made, moment, by=by)
    await _tell(uow, person, offer, made, moment)


async def _give_link(
    uow: UnitOfWork, person: Person, offer: Offer, made: NewInvitation, moment: Moment
) -> None:
    unit = await uow.programmes.unit(offer.unit_code)
    ready = InvitationReady(
        offer.name,
        Role.ENLACE,
        offer.unit_code,
        is_suplente=False,
        until_on=made.until_on,
        replaced=tuple(each.invited.name for each in made.replaced),
        is_relevo=True,
    )
    link = InvitationLink(
        name=offer.name,
        role=Role.ENLACE,
        unit_code=offer.unit_code,
        unit_name=unit.name if unit else "",
        is_suplente=False,
        bot=await uow.meta.get("bot_username") or "",
        code=made.code,
        until_on=made.until_on,
        leaver=offer.relevo.name,
    )
    await answer(uow, person.chat_id, ready, moment)
    await answer(uow, person.chat_id, link, moment)


async def _tell(uow: UnitOfWork, person: Person, offer: Offer, made: NewInvitation, moment: Moment) -> None:
    """Tell the arranger, the leaving enlace, the titulares and IMPLAN."""
    relevo, unit = offer.relevo, await uow.programmes.unit(offer.unit_code)
    others = [each.invited.name for each in made.replaced if each.invited.key != key_of(offer.name)]

    def said(reader: Person) -> RelevoOffered:
        return RelevoOffered(
            offer.unit_code,
            unit.name if unit else "",
            relevo.name,
            offer.name,
            bool(relevo.stays),
            relevo.reason,
            made.until_on,
            instead_of=", ".join(others),
            is_own=reader.actor.person_id == relevo.person_id,
        )

    await answer(uow, person.chat_id, said(person), moment)
    told = await concerned_by_relevo(uow, offer.unit_code, await uow.people.by_id(relevo.person_id))
    told.pop(person.actor.person_id, None)
    key = f"relevo_offered:{hash_code(made.code)[:12]}"
    await tell_each(uow, told.values(), said, moment, key=key)


async def _audit(uow: UnitOfWork, offer: Offer, made: NewInvitation, moment: Moment, *, by: str) -> None:
    await uow.audit.add(
        moment.now,
        by,
        "place_offered",
        f"unit:{offer.unit_code}",
        before={"enlace": offer.relevo.person_id},
        after={"invitation": hash_code(made.code)[:12], "stays": offer.relevo.stays},
        reason=offer.relevo.reason,
    )
