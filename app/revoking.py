"""`puntual revoke`: ends a person's access, and the invitations that would restore it."""

from dataclasses import dataclass

from app.clock import ProductClock
from app.offline import CommandFailed, opened_database
from app.plain import plain_text
from app.settings import Settings
from bot.people.membership_words import invitation_withdrawn
from domain.kit.moments import Moment
from domain.people.invitations import Invitation, key_of
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.people.revoke_person import revoke_person
from usecases.people.withdraw_invitation import withdraw_those_of, withdrawn_of

BY = "cli"


@dataclass(frozen=True)
class RevokeRequest:
    """Whose access ends, and why; `only_invitations` ends unused invitations only."""

    who: str
    reason: str | None = None
    only_invitations: bool = False


@dataclass(frozen=True)
class _Meant:
    """The named person: with access, with unused invitations, or both."""

    person: Person | None
    name: str
    has_invitations: bool


async def revoke(settings: Settings, clock: ProductClock, asked: RevokeRequest) -> None:
    """Revoke the named person; raise CommandFailed for none or several."""
    moment = Moment(clock.now(), settings.zone)
    async with opened_database(settings) as database, database.write() as uow:
        told = await _revoke(uow, asked, moment)
        await uow.commit()
    for line in told:
        print(line)


async def _revoke(uow: UnitOfWork, asked: RevokeRequest, moment: Moment) -> list[str]:
    people = [] if asked.only_invitations else await uow.people.everybody()
    invited = [each.invited for each in await uow.invitations.waiting(moment.now)]
    meant = _meant(people, invited, asked)
    told = []
    if meant.person is not None:
        await revoke_person(uow, meant.person, moment, by=BY, reason=asked.reason)
        told.append(f"{meant.name} ya no tiene acceso. Lo que esperaba en su chat se canceló.")
    if meant.has_invitations:
        ended = await withdraw_those_of(uow, meant.name, moment, by=BY, reason=asked.reason)
        told += [plain_text(invitation_withdrawn(await withdrawn_of(uow, each)).html) for each in ended]
    return told


def _meant(people: list[Person], invited: list[Invitation], asked: RevokeRequest) -> _Meant:
    found = _exactly(people, invited, asked.who) or _partly(people, invited, asked.who)
    if not found:
        what = "una invitación pendiente" if asked.only_invitations else "acceso ni invitación pendiente"
        raise CommandFailed(
            f"No hay nadie con {what} que se llame «{asked.who}»"
            f"{'' if asked.only_invitations else ' ni con ese número de Telegram'}."
        )
    if len(found) > 1:
        lines = "\n".join(_line(each) for each in found)
        raise CommandFailed(
            f"«{asked.who}» puede ser más de una persona. Use su número de Telegram, o el nombre completo "
            f"de la invitación:\n{lines}"
        )
    return found[0]


def _exactly(people: list[Person], invited: list[Invitation], who: str) -> list[_Meant]:
    key = key_of(who)
    return _gathered(
        [each for each in people if key in (str(each.chat_id), key_of(each.actor.name))],
        [each for each in invited if each.key == key],
        invited,
    )


def _partly(people: list[Person], invited: list[Invitation], who: str) -> list[_Meant]:
    key = key_of(who)
    return _gathered(
        [each for each in people if key in key_of(each.actor.name)],
        [each for each in invited if key in each.key],
        invited,
    )


def _gathered(people: list[Person], named: list[Invitation], invited: list[Invitation]) -> list[_Meant]:
    """Return each person with their invitations; those with only an invitation come last."""
    open_for = {each.key for each in invited}
    known = {key_of(each.actor.name) for each in people}
    alone = {each.key: each.name for each in named if each.key not in known}
    return [
        *(_Meant(each, each.actor.name, key_of(each.actor.name) in open_for) for each in people),
        *(_Meant(None, name, has_invitations=True) for name in alone.values()),
    ]


def _line(meant: _Meant) -> str:
    number = str(meant.person.chat_id) if meant.person else "invitación"
    return f"  {number}  {meant.name}"
