"""An enlace hands a UR over: at once to another enlace of it, or by a link to a new person."""

from dataclasses import replace

from domain.kit.access import Action, Grant, Role
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option, Settled, sentence
from domain.kit.moments import Moment
from domain.people.handover_messages import HandoverNotTaken
from domain.people.invitations import InvitationEnd, Relevo
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer
from usecases.people.change_enlace import EnlaceChange, change_enlace
from usecases.people.end_invitations import enlace_grant, relevo_ended, withdraw_place
from usecases.people.offer_place import Offer, offer_place

NEW, WITHDRAW = "new", "withdraw"
LEAVE, STAY = "leave", "stay"
SHORTEST_REASON, SHORTEST_NAME, LONGEST_NAME = 10, 3, 120


async def begin_handover(uow: UnitOfWork, person: Person, unit_code: str | None, moment: Moment) -> None:
    """Answer /relevo of an enlace (for themselves) or of the titular (for an enlace of the UR)."""
    units = person.actor.units_for(Action.HAND_OVER)
    if unit_code is not None and unit_code not in units:
        await answer(uow, person.chat_id, NotAllowed(units, "relevo"), moment)
        return
    code = unit_code or (units[0] if len(units) == 1 else None)
    answers = {} if code is None else {"unit": code, **await _leaver(uow, person, code)}
    if code is not None and not await _enlaces(uow, code):
        await answer(uow, person.chat_id, HandoverNotTaken("no_enlace", code), moment)
        return
    await open_form(uow, person, HANDOVER, DialogueStart(code, answers=answers), moment)


async def _leaver(uow: UnitOfWork, person: Person, unit_code: str) -> dict[str, str]:
    """Return the leaving enlace if no question is needed: the person who asks, or the only enlace."""
    enlaces = await _enlaces(uow, unit_code)
    own = person.actor.person_id
    if own in enlaces:
        return {"leaver": str(own)}
    return {"leaver": str(next(iter(enlaces)))} if len(enlaces) == 1 else {}


async def _enlaces(uow: UnitOfWork, unit_code: str) -> dict[int, Person]:
    """Return the enlaces of a UR, suplentes last."""
    found = [each for each in await uow.people.everybody() if enlace_grant(each, unit_code)]
    found.sort(key=lambda each: _is_suplente(each, unit_code))
    return {each.actor.person_id: each for each in found}


def _is_suplente(person: Person, unit_code: str) -> bool:
    grant = enlace_grant(person, unit_code)
    return grant is not None and grant.is_suplente


async def _options(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
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
        if form.awaited == "leaver":
            return tuple(named)
        return (*named, Option(NEW, NEW), *await _pending(uow, form, moment))
    return ()


async def _pending(uow: UnitOfWork, form: Form, moment: Moment) -> list[Option]:
    """Offer to withdraw the invitation that gives this place already; its label is the invited name."""
    place = (form.answers["unit"], int(form.answers["leaver"]))
    open_ones = await uow.invitations.waiting(moment.now, place[0])
    return [
        Option(WITHDRAW, each.invited.name)
        for each in open_ones
        if each.invited.relevo and (each.invited.unit_code, each.invited.relevo.person_id) == place
    ]


async def _settle(uow: UnitOfWork, person: Person, form: Form, value: str, _: Moment) -> str | Settled:
    """With the UR, the leaving enlace is known if no question is needed."""
    if form.awaited != "unit":
        return value
    if not await _enlaces(uow, value):
        raise FieldRefused("handover_no_enlace")
    return Settled(value, await _leaver(uow, person, value))


def _fold(form: Form) -> Form:
    """Bind the dialogue to its UR; a name is asked for only if the successor is new."""
    answers = dict(form.answers)
    if answers.get("successor", NEW) != NEW:
        answers["name"] = ""
    if answers.get("successor") == WITHDRAW:
        answers |= {"stays": "", "reason": ""}
    return replace(form, unit_code=answers["unit"], answers=answers)


async def _hand_over(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    unit_code, leaver_id = form.answers["unit"], int(form.answers["leaver"])
    if form.answers["successor"] == WITHDRAW:
        await _withdraw(uow, person, form, moment)
        return
    # First wait for an invitation in use at this moment; then check who has the place.
    await uow.invitations.hold_place(unit_code, leaver_id)
    chosen = form.answers["successor"]
    await uow.holds.people(leaver_id, *(() if chosen == NEW else (int(chosen),)))
    enlaces = await _enlaces(uow, unit_code)
    leaver = enlaces.get(leaver_id)
    if leaver is None or (chosen != NEW and int(chosen) not in enlaces):
        await answer(uow, person.chat_id, HandoverNotTaken("gone", unit_code), moment)
        return
    stays = form.answers["stays"] == STAY
    relevo = Relevo(leaver_id, leaver.actor.name, form.answers["reason"], stays)
    if chosen == NEW:
        await offer_place(uow, person, Offer(unit_code, form.answers["name"], relevo), moment)
    else:
        by = f"person:{person.actor.person_id}"
        await _replace(uow, person, EnlaceChange(unit_code, relevo, enlaces[int(chosen)], by, by), moment)


async def _replace(uow: UnitOfWork, person: Person, change: EnlaceChange, moment: Moment) -> None:
    """Give the place to another enlace of the UR, from now on."""
    unit_code, leaver_id = change.unit_code, change.relevo.person_id
    await withdraw_place(uow, unit_code, leaver_id, moment, by=change.by, tells=False)
    await uow.people.give(change.successor.actor.person_id, Grant(Role.ENLACE, unit_code))
    told = await change_enlace(uow, change, moment)
    is_own = person.actor.person_id == leaver_id
    await answer(uow, person.chat_id, replace(told, is_own=is_own), moment)


async def _withdraw(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    """Withdraw the invitation: the enlace who was to leave continues."""
    unit_code, leaver_id = form.answers["unit"], int(form.answers["leaver"])
    by = f"person:{person.actor.person_id}"
    ended = await withdraw_place(uow, unit_code, leaver_id, moment, by=by)
    if not ended:
        await answer(uow, person.chat_id, HandoverNotTaken("none_waits", unit_code), moment)
        return
    for each in ended:
        said = await relevo_ended(uow, each, InvitationEnd.WITHDRAWN, by=by)
        await answer(uow, person.chat_id, said(person), moment)


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
