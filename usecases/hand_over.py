"""An enlace hands a UR over: the role, and a capture that is not saved yet."""

from dataclasses import replace
from datetime import timedelta

from domain.access import Action, Grant, Role
from domain.forms import Field, FieldRefused, Form, Option, sentence
from domain.messages import HandedOver, HandoverNotTaken, NotAllowed
from domain.messages.admin import InvitationLink, InvitationReady
from domain.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.concerned import of_unit, tell_each, who_may
from usecases.form_spec import FormSpec, Opening, open_form
from usecases.invite import invite
from usecases.move_draft import Handover, dump_handover, give_draft, take_draft
from usecases.revoke_person import take_role
from usecases.say import answer

NEW = "new"
LEAVE, STAY = "leave", "stay"
SHORTEST_REASON, SHORTEST_NAME, LONGEST_NAME = 10, 3, 120
DAYS = 14
"""How long the invitation of a newcomer is good."""


async def begin_handover(uow: UnitOfWork, person: Person, unit_code: str | None, moment: Moment) -> None:
    """Answer /relevo by an enlace (for themselves) or by the titular (for an enlace of the UR)."""
    units = person.actor.units_for(Action.HAND_OVER)
    if unit_code is not None and unit_code not in units:
        await answer(uow, person.chat_id, NotAllowed(units), moment)
        return
    code = unit_code or (units[0] if len(units) == 1 else None)
    answers = {} if code is None else {"unit": code, **await _leaver(uow, person, code)}
    if code is not None and not await _enlaces(uow, code):
        await answer(uow, person.chat_id, HandoverNotTaken("no_enlace", code), moment)
        return
    await open_form(uow, person, HANDOVER, Opening(code, answers=answers), moment)


async def _leaver(uow: UnitOfWork, person: Person, unit_code: str) -> dict[str, str]:
    """Return who leaves, where it need not be asked: the enlace who asks, or the only one there is."""
    enlaces = await _enlaces(uow, unit_code)
    own = person.actor.person_id
    if own in enlaces:
        return {"leaver": str(own)}
    return {"leaver": str(next(iter(enlaces)))} if len(enlaces) == 1 else {}


async def _enlaces(uow: UnitOfWork, unit_code: str) -> dict[int, Person]:
    """Return the enlaces of a UR, suplentes last."""
    found = [each for each in await uow.people.everybody() if _grant(each, unit_code)]
    found.sort(key=lambda each: _is_suplente(each, unit_code))
    return {each.actor.person_id: each for each in found}


def _grant(person: Person, unit_code: str) -> Grant | None:
    held = (each for each in person.actor.grants if each.role is Role.ENLACE)
    return next((each for each in held if each.unit_code == unit_code), None)


def _is_suplente(person: Person, unit_code: str) -> bool:
    grant = _grant(person, unit_code)
    return grant is not None and grant.is_suplente


async def _options(uow: UnitOfWork, person: Person, form: Form, _: Moment) -> tuple[Option, ...]:
    if form.awaited == "unit":
        names = {unit.code: unit.name for unit in await uow.programmes.units()}
        own = person.actor.units_for(Action.HAND_OVER)
        return tuple(Option(code, f"{code} · {names.get(code, '')}") for code in own)
    if form.awaited == "stays":
        return (Option(LEAVE, LEAVE), Option(STAY, STAY))
    if form.awaited in ("leaver", "successor"):
        enlaces = await _enlaces(uow, form.answers["unit"])
        people = [each for key, each in enlaces.items() if str(key) != form.answers.get("leaver")]
        named = [Option(str(each.actor.person_id), each.actor.name) for each in people]
        return tuple(named) if form.awaited == "leaver" else (*named, Option(NEW, NEW))
    return ()


async def _settle(uow: UnitOfWork, person: Person, form: Form, value: str, _: Moment) -> str:
    """With the UR it is known who leaves, where that need not be asked."""
    if form.awaited != "unit":
        return value
    if not await _enlaces(uow, value):
        raise FieldRefused("handover_no_enlace")
    leaver = (await _leaver(uow, person, value)).get("leaver", "")
    return f"{value}:{leaver}"


def _fold(form: Form) -> Form:
    """Bind the dialogue to its UR; only somebody new is asked for by name."""
    answers = dict(form.answers)
    unit, _, leaver = answers["unit"].partition(":")
    answers["unit"] = unit
    if leaver:
        answers["leaver"] = leaver
    if answers.get("successor", NEW) != NEW:
        answers["name"] = ""
    return replace(form, unit_code=unit, answers=answers)


async def _hand_over(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    unit_code = form.answers["unit"]
    enlaces = await _enlaces(uow, unit_code)
    leaver = enlaces.get(int(form.answers["leaver"]))
    chosen = form.answers["successor"]
    successor = None if chosen == NEW else enlaces.get(int(chosen))
    if leaver is None or (chosen != NEW and successor is None):
        await answer(uow, person.chat_id, HandoverNotTaken("gone", unit_code), moment)
        return
    draft = await take_draft(uow, leaver, unit_code, moment)
    handover = Handover(leaver.actor.person_id, leaver.actor.name, form.answers["reason"], draft)
    by = f"person:{person.actor.person_id}"
    if successor is None:
        await _invite(uow, person, form, handover, moment)
    else:
        await uow.people.give(successor.actor.person_id, Grant(Role.ENLACE, unit_code))
    await _release(uow, leaver, form, moment, by=by)
    await _audit(uow, form, handover, by, moment)
    await _tell(uow, person, leaver, await _told(uow, leaver, successor, form), moment)
    if successor is not None:
        await give_draft(uow, successor, unit_code, handover, moment)


async def _release(uow: UnitOfWork, leaver: Person, form: Form, moment: Moment, *, by: str) -> None:
    """Take the role at once, or keep it as a suplente's."""
    unit_code = form.answers["unit"]
    if form.answers["stays"] == STAY:
        suplente = Grant(Role.ENLACE, unit_code, is_suplente=True)
        await uow.people.give(leaver.actor.person_id, suplente)
        return
    grant = _grant(leaver, unit_code)
    assert grant is not None
    await take_role(uow, leaver, grant, moment, by=by, reason=form.answers["reason"])


async def _invite(uow: UnitOfWork, person: Person, form: Form, handover: Handover, moment: Moment) -> None:
    """Give a link to hand on; whoever uses it takes the draft over."""
    name, unit_code = form.answers["name"], form.answers["unit"]
    by = f"person:{person.actor.person_id}"
    code = await invite(
        uow,
        Role.ENLACE,
        unit_code,
        name,
        moment,
        days=DAYS,
        by=by,
        handover=dump_handover(handover),
    )
    until_on = (moment.local + timedelta(days=DAYS)).date()
    unit = await uow.programmes.unit(unit_code)
    bot = await uow.meta.get("bot_username") or ""
    ready = InvitationReady(name, Role.ENLACE, unit_code, is_suplente=False, until_on=until_on)
    link = InvitationLink(
        name=name,
        role=Role.ENLACE,
        unit_code=unit_code,
        unit_name=unit.name if unit else "",
        is_suplente=False,
        bot=bot,
        code=code,
        until_on=until_on,
    )
    await answer(uow, person.chat_id, ready, moment)
    await answer(uow, person.chat_id, link, moment)


async def _told(uow: UnitOfWork, leaver: Person, successor: Person | None, form: Form) -> HandedOver:
    unit_code = form.answers["unit"]
    unit = await uow.programmes.unit(unit_code)
    return HandedOver(
        unit_code,
        unit.name if unit else "",
        leaver.actor.name,
        successor.actor.name if successor else form.answers["name"],
        form.answers["stays"] == STAY,
        form.answers["reason"],
        is_invited=successor is None,
    )


async def _tell(uow: UnitOfWork, person: Person, leaver: Person, told: HandedOver, moment: Moment) -> None:
    """Tell who arranged it, who leaves, the titulares and IMPLAN; the successor hears it with the draft."""
    unit_code = told.unit_code
    titular = Grant(Role.TITULAR, unit_code)
    titulares = [each for each in await of_unit(uow, unit_code) if titular in each.actor.grants]
    # Nobody lets somebody into a UR without IMPLAN hearing of it.
    implan = await who_may(uow, Action.ADMINISTER)
    concerned = {each.actor.person_id: each for each in (*implan, *titulares, leaver)}
    concerned.pop(person.actor.person_id, None)

    def said(reader: Person) -> HandedOver:
        return replace(told, is_own=reader.actor.person_id == leaver.actor.person_id)

    await answer(uow, person.chat_id, said(person), moment)
    key = f"handover:{unit_code}:{moment.now.isoformat()}"
    await tell_each(uow, concerned.values(), said, moment, key=key)


async def _audit(uow: UnitOfWork, form: Form, handover: Handover, by: str, moment: Moment) -> None:
    after = {
        "successor": form.answers["successor"],
        "stays": form.answers["stays"] == STAY,
        "draft": dump_handover(handover)["draft"],
    }
    await uow.audit.add(
        moment.now,
        by,
        "unit_handed_over",
        f"unit:{form.answers['unit']}",
        before={"enlace": handover.person_id},
        after=after,
        reason=form.answers["reason"],
    )


HANDOVER = FormSpec(
    "handover",
    Action.HAND_OVER,
    (
        Field("unit"),
        Field("leaver"),
        Field("successor"),
        Field("name", sentence(SHORTEST_NAME, LONGEST_NAME)),
        Field("stays"),
        Field("reason", sentence(SHORTEST_REASON)),
    ),
    _hand_over,
    _options,
    _fold,
    _settle,
)
