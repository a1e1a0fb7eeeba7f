"""Settle imported numbers with several possible readings, showing the raw row."""

from dataclasses import replace
from decimal import Decimal

from domain.imports.messages import DoubtGone, DoubtSettled, NoDoubts
from domain.kit.access import Action
from domain.kit.avances import Avance, AvanceState
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option
from domain.kit.figures import written
from domain.kit.indicators import Quarters
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.values import ValueRefused, parse_percent
from domain.kit.words.spoken_values import number_in
from domain.people.administration import Doubt
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.save_avance import facts_of_avance
from usecases.kit.say import answer

LONGEST_ROW = 500
"""Characters of the raw row that a question shows."""


async def begin_confirmation(uow: UnitOfWork, person: Person, unit_code: str | None, moment: Moment) -> None:
    """Answer /confirmar: ask which number is to be settled, or about the only one."""
    if not person.actor.may(Action.ADMINISTER, unit_code):
        await answer(uow, person.chat_id, NotAllowed(()), moment)
        return
    doubts = await uow.registry.doubts(unit_code)
    if not doubts:
        await answer(uow, person.chat_id, NoDoubts(unit_code or ""), moment)
    elif len(doubts) == 1:
        await _ask_value(uow, person, doubts[0], moment)
    else:
        await open_form(uow, person, CONFIRM_WHICH, DialogueStart(unit_code), moment)


async def settle_doubt(
    uow: UnitOfWork, key: str, unit_code: str, value: Decimal, moment: Moment, *, by: str
) -> DoubtSettled | DoubtGone:
    """Store the value of a doubtful number; its raw row goes into the audit trail."""
    known = await find_doubt(uow, key, unit_code)
    if known is not None:
        await uow.holds.indicator(known.indicator_id)
    doubt = await find_doubt(uow, key, unit_code)
    if doubt is None:
        return DoubtGone(unit_code)
    if doubt.is_goal:
        await _settle_goal(uow, doubt, value, moment, by=by)
    else:
        await _settle_value(uow, doubt, value, moment, by=by)
    left = len(await uow.registry.doubts(unit_code))
    return DoubtSettled(str(doubt.level), unit_code, doubt.period, doubt.is_goal, value, left)


async def find_doubt(uow: UnitOfWork, key: str, unit_code: str) -> Doubt | None:
    return next((each for each in await uow.registry.doubts(unit_code) if each.key == key), None)


async def _settle_goal(uow: UnitOfWork, doubt: Doubt, value: Decimal, moment: Moment, *, by: str) -> None:
    report = await uow.programmes.report_with(doubt.indicator_id, Period(doubt.year, 4))
    assert report is not None
    indicator = next(each for each in report.indicators if each.id == doubt.indicator_id)
    changed = [*indicator.goals]
    changed[doubt.quarter - 1] = value
    first, second, third, fourth = changed
    goals: Quarters = (first, second, third, fourth)
    await uow.registry.set_goals(doubt.indicator_id, goals)
    subject = f"goals:{doubt.indicator_id}:{doubt.year}"
    after = {"goal": str(value), "quarter": doubt.quarter, "row": doubt.flag.raw_row}
    await uow.audit.add(moment.now, by, "goal_confirmed", subject, after=after, reason=doubt.flag.text)


async def _settle_value(uow: UnitOfWork, doubt: Doubt, value: Decimal, moment: Moment, *, by: str) -> None:
    before = await uow.avances.get(doubt.indicator_id, doubt.period)
    known = before or Avance(AvanceState.UNCONFIRMED, None)
    state = AvanceState.REPORTED if value else AvanceState.CONFIRMED_ZERO
    # No longer an import: importing the same file again must not restore the doubt.
    confirmed = replace(known, state=state, value=value, is_imported=False)
    saved = await uow.avances.save(doubt.indicator_id, doubt.quarter, confirmed, at=moment.now, by=by)
    await uow.audit.add(
        moment.now,
        by,
        "value_confirmed",
        f"avance:{doubt.indicator_id}:{doubt.period}",
        before=facts_of_avance(known),
        after={**facts_of_avance(saved), "row": doubt.flag.raw_row},
        reason=doubt.flag.text,
    )


async def _ask_value(uow: UnitOfWork, person: Person, doubt: Doubt, moment: Moment) -> None:
    subject = {
        "key": doubt.key,
        "level": str(doubt.level),
        "programme": doubt.programme,
        "period": str(doubt.period),
        "is_goal": "1" if doubt.is_goal else "",
        "text": doubt.flag.text,
        "line": str(doubt.flag.source_line),
        "row": (doubt.flag.raw_row or "")[:LONGEST_ROW],
    }
    await open_form(uow, person, CONFIRM_VALUE, DialogueStart(doubt.unit_code, subject), moment)


def _read_value(text: str) -> str:
    try:
        return str(parse_percent(number_in(text)))
    except ValueRefused:
        raise FieldRefused("not_a_percent") from None


async def _doubts_offered(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    doubts = await uow.registry.doubts(form.unit_code)
    return tuple(Option(f"{each.unit_code}:{each.key}", _label(each, form.unit_code)) for each in doubts)


def _label(doubt: Doubt, unit_code: str | None) -> str:
    unit = "" if unit_code else f"{doubt.unit_code} · "
    kind = "meta " if doubt.is_goal else ""
    return f"{unit}{doubt.level} · PP {doubt.programme} · {kind}{doubt.period}"


async def _which_finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    unit_code, _, key = form.answers["row"].partition(":")
    doubt = await find_doubt(uow, key, unit_code)
    if doubt is None:
        await answer(uow, person.chat_id, DoubtGone(unit_code), moment)
        return
    await _ask_value(uow, person, doubt, moment)


async def _values_offered(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    doubt = await find_doubt(uow, form.subject["key"], form.unit_code or "")
    readings = doubt.candidates if doubt else ()
    return tuple(Option(written(each), f"{written(each)} %") for each in readings)


async def _value_finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    by = f"person:{person.actor.person_id}"
    value = Decimal(form.answers["value"])
    settled = await settle_doubt(uow, form.subject["key"], form.unit_code or "", value, moment, by=by)
    await answer(uow, person.chat_id, settled, moment)


CONFIRM_WHICH = FormSpec("confirm_which", Action.ADMINISTER, (Field("row"),), _which_finish, _doubts_offered)
CONFIRM_VALUE = FormSpec(
    "confirm_value", Action.ADMINISTER, (Field("value", _read_value),), _value_finish, _values_offered
)
