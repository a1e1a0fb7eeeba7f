"""Who is registered, who is invited, and the dialogue that invites somebody."""

from dataclasses import replace

from domain.kit.access import UNIT_ROLES, Action, Grant, Role
from domain.kit.dialogues.choices import FIRST, NO, ROLES, STANDINGS, SUPLENTE, YES, YES_OR_NO
from domain.kit.dialogues.forms import Field, Form, Option, sentence
from domain.kit.moments import Moment
from domain.kit.report_messages import UnknownUnit
from domain.kit.said import Said
from domain.people.administration import Member
from domain.people.membership_messages import InvitationLink, InvitationReady, PeopleList, RoleKept, RoleTaken
from domain.people.welcome_messages import NotAllowed, Stranger
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import FormSpec
from usecases.kit.say import answer
from usecases.people.end_invitations import invited_of
from usecases.people.invite import InvitationWanted, days_of, invite
from usecases.people.revoke_person import take_role
from usecases.people.withdraw_invitation import withdraw_those_of


async def show_people(
    uow: UnitOfWork, person: Person, unit_code: str | None, moment: Moment, *, page: int = 0
) -> Said:
    """Answer /personas for everybody or one UR."""
    if not person.actor.may(Action.ADMINISTER, unit_code):
        return NotAllowed(())
    return await people_of(uow, unit_code, moment, page=page)


async def people_of(uow: UnitOfWork, unit_code: str | None, moment: Moment, *, page: int = 0) -> Said:
    """Return the people without checking rights (for the command line and show_people)."""
    if unit_code is not None and await uow.programmes.unit(unit_code) is None:
        return UnknownUnit(unit_code, "personas")
    members = [_here(each, moment) for each in await uow.registry.members(unit_code)]
    waiting = map(invited_of, await uow.invitations.waiting(moment.now, unit_code))
    invited = [replace(each, expires_at=each.expires_at.astimezone(moment.zone)) for each in waiting]
    return PeopleList(unit_code or "", tuple(members), tuple(invited), page)


def _here(member: Member, moment: Moment) -> Member:
    """Return the member with the local day of their last message."""
    seen = member.last_seen_at
    return replace(member, last_seen_at=seen.astimezone(moment.zone) if seen else None)


async def unit_options(uow: UnitOfWork) -> tuple[Option, ...]:
    return tuple(Option(each.code, f"{each.code} · {each.name}") for each in await uow.programmes.units())


async def _options(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    match form.awaited:
        case "role":
            return ROLES
        case "unit":
            return await unit_options(uow)
        case "standing":
            return STANDINGS
        case _:
            return ()


def _fold(form: Form) -> Form:
    """Skip the UR for roles without one, or if it was named; only an enlace may be a suplente."""
    role = Role(form.answers["role"])
    settled = {} if role in UNIT_ROLES else {"unit": ""}
    if role in UNIT_ROLES and form.unit_code:
        settled["unit"] = form.unit_code
    if role is not Role.ENLACE:
        settled["standing"] = FIRST
    return replace(form, answers={**form.answers, **settled})


async def _finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    role, unit_code, name = Role(form.answers["role"]), form.answers["unit"], form.answers["name"]
    is_suplente = form.answers["standing"] == SUPLENTE
    by = f"person:{person.actor.person_id}"
    wanted = InvitationWanted(role, unit_code or None, name, await days_of(uow), is_suplente, by)
    made = await invite(uow, wanted, moment)
    unit = await uow.programmes.unit(unit_code) if unit_code else None
    bot = await uow.meta.get("bot_username") or ""
    replaced = tuple(each.invited.name for each in made.replaced)
    ready = InvitationReady(name, role, unit_code, is_suplente, made.until_on, replaced)
    unit_name = unit.name if unit else ""
    link = InvitationLink(name, role, unit_code, unit_name, is_suplente, bot, made.code, made.until_on)
    await answer(uow, person.chat_id, ready, moment)
    await answer(uow, person.chat_id, link, moment)


async def _revoke_options(uow: UnitOfWork, person: Person, form: Form, _: Moment) -> tuple[Option, ...]:
    if form.awaited == "sure":
        return YES_OR_NO
    others = [each for each in await uow.registry.members(form.unit_code) if not _is(each, person)]
    return tuple(
        Option(_key(each), f"{each.name} · {each.role.value} {each.unit_code}".strip()) for each in others
    )


async def _revoke(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    person_id, role, unit_code = form.answers["who"].split(":")
    grant = Grant(Role(role), unit_code or None)
    await uow.holds.people(person.actor.person_id, int(person_id))
    me = await uow.people.by_id(person.actor.person_id)
    if me is None or not me.actor.may(Action.ADMINISTER, form.unit_code):
        # If two people take the role from each other at the same moment, one keeps it.
        await answer(uow, person.chat_id, NotAllowed(()) if me and me.actor.grants else Stranger(), moment)
        return
    found = await uow.people.by_id(int(person_id))
    held = (
        [each for each in found.actor.grants if (each.role, each.unit_code) == (grant.role, grant.unit_code)]
        if found
        else []
    )
    if form.answers["sure"] != YES or found is None or not held:
        await answer(uow, person.chat_id, RoleKept(), moment)
        return
    left = found.actor.grants != (held[0],)
    if not left:
        # Messages that wait for them are no longer theirs to read.
        await uow.outbox.cancel_chat(found.chat_id, "role taken")
    by = f"person:{person.actor.person_id}"
    await take_role(uow, found, held[0], moment, by=by)
    # An open link would give back the role that was just taken away.
    links = await withdraw_those_of(uow, found.actor.name, moment, by=by, grant=grant)
    told = RoleTaken(found.actor.name, grant.role, unit_code, left, had_invitation=bool(links))
    await answer(uow, person.chat_id, told, moment)


def _key(member: Member) -> str:
    return f"{member.person_id}:{member.role.value}:{member.unit_code}"


def _is(member: Member, person: Person) -> bool:
    return member.person_id == person.actor.person_id


INVITE = FormSpec(
    "invite",
    Action.ADMINISTER,
    (Field("role"), Field("unit"), Field("name", sentence(3, 120)), Field("standing")),
    _finish,
    _options,
    _fold,
)
REVOKE = FormSpec(
    "revoke", Action.ADMINISTER, (Field("who"), Field("sure", yes=YES, no=NO)), _revoke, _revoke_options
)
