"""Buttons and typed words of administration and of the history."""

from bot.buttons.people import AdminDialogue, Administer, PagedList, ShowHistory, ShowList
from bot.kit.handlers import Buttons
from domain.kit.moments import Moment
from domain.kit.report_messages import UnknownUnit
from domain.kit.said import Said
from domain.people.messages import UnitAsked
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.imports.confirm_row import begin_confirmation
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer
from usecases.people.admin_goals import begin_reprogramming, show_goals
from usecases.people.admin_people import INVITE, REVOKE, show_people
from usecases.people.admin_units import RENAME, show_units
from usecases.people.edit_causes import ADD, PLACE, RETIRE
from usecases.people.set_thresholds import begin_rules
from usecases.people.set_variables import begin_variable, show_variables
from usecases.people.withdraw_invitation import begin_withdrawal
from usecases.status.show_history import show_history

buttons = Buttons()

DIALOGUES: dict[AdminDialogue, FormSpec] = {
    AdminDialogue.INVITE: INVITE,
    AdminDialogue.REVOKE: REVOKE,
    AdminDialogue.RENAME: RENAME,
    AdminDialogue.CAUSE_ADD: ADD,
    AdminDialogue.CAUSE_RETIRE: RETIRE,
    AdminDialogue.CAUSE_PLACE: PLACE,
}
"""Dialogues that open without reading anything first."""
OF_A_UNIT = frozenset({AdminDialogue.REPROGRAMME, AdminDialogue.RULES, AdminDialogue.VARIABLE})
OF_NO_UNIT = frozenset({AdminDialogue.CAUSE_ADD, AdminDialogue.CAUSE_RETIRE, AdminDialogue.CAUSE_PLACE})

PHRASES = {
    "invitar": AdminDialogue.INVITE,
    "revocar": AdminDialogue.REVOKE,
    "retirar invitación": AdminDialogue.WITHDRAW,
    "retirar invitacion": AdminDialogue.WITHDRAW,
    "renombrar": AdminDialogue.RENAME,
    "reprogramar": AdminDialogue.REPROGRAMME,
    "confirmar": AdminDialogue.CONFIRM,
    "ajustar": AdminDialogue.RULES,
    "contar": AdminDialogue.VARIABLE,
    "agregar causa": AdminDialogue.CAUSE_ADD,
    "retirar causa": AdminDialogue.CAUSE_RETIRE,
    "ordenar causas": AdminDialogue.CAUSE_PLACE,
}
"""What can be typed instead of a button, followed by the code of a UR where there is one."""


@buttons.on(Administer)
async def administer(uow: UnitOfWork, person: Person, callback: Administer, moment: Moment) -> None:
    await begin(uow, person, callback.deed, callback.unit_code, moment)


@buttons.on(ShowList)
async def turn_list(uow: UnitOfWork, person: Person, callback: ShowList, moment: Moment) -> None:
    said = await _list(uow, person, callback.listed, callback.unit_code, moment, page=callback.page)
    await answer(uow, person.chat_id, said, moment)


@buttons.on(ShowHistory)
async def turn_history(uow: UnitOfWork, person: Person, callback: ShowHistory, moment: Moment) -> None:
    unit_code, period, older_than = callback.unit_code, callback.period, callback.older_than
    said = await show_history(uow, person, unit_code, period, moment, older_than=older_than)
    await answer(uow, person.chat_id, said, moment)


async def answer_admin(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Run a typed button of administration; False when the text is none or the person lacks the right."""
    words = " ".join(text.casefold().split())
    deed = next((PHRASES[each] for each in PHRASES if words == each or words.startswith(f"{each} ")), None)
    if deed is None or not person.actor.may(Administer.needs):
        return False
    rest = next(words.removeprefix(each) for each in PHRASES if words.startswith(each)).strip()
    rest = rest.removeprefix("para ")
    if rest and not rest.isalnum():
        return False
    await begin(uow, person, deed, rest, moment)
    return True


async def begin(uow: UnitOfWork, person: Person, deed: AdminDialogue, unit_code: str, moment: Moment) -> None:
    """Begin an administrative dialogue, about one UR where a code is given."""
    if deed in OF_NO_UNIT:
        await open_form(uow, person, DIALOGUES[deed], DialogueStart(None), moment)
    elif unit_code and await uow.programmes.unit(unit_code) is None:
        await answer(uow, person.chat_id, UnknownUnit(unit_code, _word(deed)), moment)
    elif not unit_code and deed in OF_A_UNIT:
        await answer(uow, person.chat_id, UnitAsked(_word(deed)), moment)
    elif deed is AdminDialogue.REPROGRAMME:
        await begin_reprogramming(uow, person, unit_code, moment)
    elif deed is AdminDialogue.RULES:
        await begin_rules(uow, person, unit_code, moment)
    elif deed is AdminDialogue.VARIABLE:
        await begin_variable(uow, person, unit_code, moment)
    elif deed is AdminDialogue.WITHDRAW:
        await begin_withdrawal(uow, person, unit_code or None, moment)
    elif deed is AdminDialogue.CONFIRM:
        await begin_confirmation(uow, person, unit_code or None, moment)
    else:
        await open_form(uow, person, DIALOGUES[deed], DialogueStart(unit_code or None), moment)


def _word(deed: AdminDialogue) -> str:
    return next(phrase for phrase, each in PHRASES.items() if each is deed)


async def _list(
    uow: UnitOfWork, person: Person, listed: PagedList, unit_code: str, moment: Moment, *, page: int = 0
) -> Said:
    match listed:
        case PagedList.PEOPLE:
            return await show_people(uow, person, unit_code or None, moment, page=page)
        case PagedList.UNITS:
            return await show_units(uow, person, moment, page=page)
        case PagedList.GOALS:
            return await show_goals(uow, person, unit_code, moment, page=page)
        case PagedList.VARIABLES:
            return await show_variables(uow, person, unit_code, moment, page=page)
