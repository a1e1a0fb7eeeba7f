"""The catalogue of causes: list it, add, retire, sort."""

from domain.kit.access import Action
from domain.kit.causes import Side
from domain.kit.dialogues.choices import SIDES
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option, sentence
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.messages import CauseLine, CauseList, CausesChanged
from domain.people.welcome_messages import NotAllowed
from storage.causes import Cause
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import FormSpec
from usecases.kit.say import answer

SHORTEST, LONGEST = 5, 60


async def show_causes(uow: UnitOfWork, person: Person) -> Said:
    """Answer /causas."""
    if not person.actor.may(Action.ADMINISTER):
        return NotAllowed(())
    return await causes(uow)


async def causes(uow: UnitOfWork) -> CauseList:
    return CauseList(
        tuple(CauseLine(each.side, each.text, each.is_active) for each in await uow.causes.all())
    )


async def add_cause(uow: UnitOfWork, side: Side, text: str, moment: Moment, *, by: str) -> CausesChanged:
    """Offer a cause; a retired one with the same words is restored."""
    await uow.holds.turn(AdvisoryLock.CATALOGUE)
    known = next((each for each in await uow.causes.all() if _same(each, side, text)), None)
    if known is not None:
        await uow.causes.set_active(known.id, is_active=True)
        await _audit(uow, known.id, "cause_restored", {"text": known.text}, moment, by=by)
        return CausesChanged("restored", known.text, side)
    cause_id = await uow.causes.add(side, text)
    await _audit(uow, cause_id, "cause_added", {"side": side.value, "text": text}, moment, by=by)
    return CausesChanged("added", text, side)


async def retire_cause(uow: UnitOfWork, cause: Cause, moment: Moment, *, by: str) -> CausesChanged:
    """Retire a cause; it stays valid in the avances that have it."""
    await uow.holds.turn(AdvisoryLock.CATALOGUE)
    await uow.causes.set_active(cause.id, is_active=False)
    await _audit(uow, cause.id, "cause_retired", {"text": cause.text}, moment, by=by)
    return CausesChanged("retired", cause.text, cause.side)


async def place_cause(
    uow: UnitOfWork, cause: Cause, position: int, moment: Moment, *, by: str
) -> CausesChanged:
    await uow.holds.turn(AdvisoryLock.CATALOGUE)
    await uow.causes.place(cause.id, position)
    await _audit(uow, cause.id, "cause_moved", {"text": cause.text, "position": position}, moment, by=by)
    return CausesChanged("moved", cause.text, cause.side, position)


async def _audit(
    uow: UnitOfWork, cause_id: int, action: str, after: dict[str, object], moment: Moment, *, by: str
) -> None:
    await uow.audit.add(moment.now, by, action, f"cause:{cause_id}", after=after)


def _same(cause: Cause, side: Side, text: str) -> bool:
    return cause.side is side and cause.text.casefold() == text.casefold()


async def _options(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    match form.awaited:
        case "side":
            return SIDES
        case "cause":
            return tuple(Option(str(each.id), each.text) for each in await uow.causes.all() if each.is_active)
        case "position":
            same_side = await uow.causes.active((await _chosen(uow, form)).side)
            return tuple(Option(str(place), str(place)) for place in range(1, len(same_side) + 1))
        case _:
            return ()


async def _settle(uow: UnitOfWork, _: Person, form: Form, value: str, __: Moment) -> str:
    if form.awaited == "text":
        await uow.holds.turn(AdvisoryLock.CATALOGUE)
        side = Side(form.answers["side"])
        if any(each.is_active and _same(each, side, value) for each in await uow.causes.all()):
            raise FieldRefused("cause_exists")
    return value


async def _chosen(uow: UnitOfWork, form: Form) -> Cause:
    return next(each for each in await uow.causes.all() if str(each.id) == form.answers["cause"])


async def _add(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    side, text = Side(form.answers["side"]), form.answers["text"]
    changed = await add_cause(uow, side, text, moment, by=_by(person))
    await answer(uow, person.chat_id, changed, moment)


async def _retire(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    changed = await retire_cause(uow, await _chosen(uow, form), moment, by=_by(person))
    await answer(uow, person.chat_id, changed, moment)


async def _place(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    position = int(form.answers["position"])
    changed = await place_cause(uow, await _chosen(uow, form), position, moment, by=_by(person))
    await answer(uow, person.chat_id, changed, moment)


def _by(person: Person) -> str:
    return f"person:{person.actor.person_id}"


ADD = FormSpec(
    "cause_add",
    Action.ADMINISTER,
    (Field("side"), Field("text", sentence(SHORTEST, LONGEST))),
    _add,
    _options,
    settle=_settle,
)
RETIRE = FormSpec("cause_retire", Action.ADMINISTER, (Field("cause"),), _retire, _options)
PLACE = FormSpec("cause_place", Action.ADMINISTER, (Field("cause"), Field("position")), _place, _options)
