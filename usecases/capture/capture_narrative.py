"""Write the narrative sheet of an indicator: text, tables of counts, a chart of one of them."""

from collections.abc import Mapping
from dataclasses import replace

from domain.capture.messages import OldButton
from domain.capture.narrative_form import (
    AGAIN,
    CHANGES,
    DONE,
    KEEP,
    NONE,
    SAVE,
    AboutNarrative,
    fold,
    written_in,
)
from domain.capture.narrative_messages import NarrativeNotTaken, NarrativeSaved
from domain.kit.access import Action
from domain.kit.avances import Indicator, UnitReport
from domain.kit.dialogues.forms import Field, Form, Option, Settled
from domain.kit.moments import Moment
from domain.kit.narrative import ChartKind, CountTable, Narrative, read_table, read_text
from domain.kit.periods import Period
from domain.kit.said import Said
from storage.narratives import StaleNarrative
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.save_narrative import save_narrative
from usecases.kit.conversations import ask_again, find_indicator, open_thread
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.locks import IndicatorLocked, lock_of
from usecases.kit.owed import owed_by
from usecases.kit.say import answer
from usecases.kit.views import due_of
from usecases.review.request_correction import tell_locked


async def begin_narrative(
    uow: UnitOfWork, person: Person, indicator_id: int, period: Period, moment: Moment
) -> bool:
    """Ask for a narrative; return whether it was asked for, else the person was told why not."""
    found = await find_indicator(uow, indicator_id, period)
    if found is None or not person.actor.may(Action.CAPTURE, found[0].unit.code):
        await answer(uow, person.chat_id, OldButton(), moment)
        return False
    report, indicator = found
    lock = await lock_of(uow, report.unit.code, period, moment)
    if not lock.allows(indicator.id):
        await tell_locked(uow, person, found, lock, moment)
        return False
    refused = _refusal(indicator, period)
    if refused is not None:
        await answer(uow, person.chat_id, refused, moment)
        return False
    if (await open_thread(uow, person)).form is not None:
        await ask_again(uow, person, moment)
        return False
    before = await uow.narratives.get(indicator.id, period.quarter)
    await open_form(uow, person, NARRATIVE, _opening(report, indicator, before), moment)
    return True


def _refusal(indicator: Indicator, period: Period) -> Said | None:
    if not indicator.rules.asks_narrative:
        return NarrativeNotTaken("not_asked", str(indicator.facts.level))
    if indicator.value(period.quarter) is None:
        return NarrativeNotTaken("without_value", str(indicator.facts.level))
    return None


def _opening(
    report: UnitReport,
    indicator: Indicator,
    before: Narrative | None,
    answers: Mapping[str, str] | None = None,
    *,
    tables: tuple[CountTable, ...] = (),
) -> DialogueStart:
    subject = {
        "indicator": str(indicator.id),
        "period": str(report.period),
        "level": str(indicator.facts.level),
    }
    return DialogueStart(
        report.unit.code, subject, answers or {}, AboutNarrative(before or Narrative(""), tables)
    )


async def _options(_: UnitOfWork, __: Person, form: Form, ___: Moment) -> tuple[Option, ...]:
    about = AboutNarrative.of(form)
    match form.awaited:
        case "text":
            return (Option(KEEP, KEEP),) if about.before.text else ()
        case "table":
            has_own = about.before.tables and not about.tables
            return (*((Option(KEEP, KEEP),) if has_own else ()), Option(DONE, DONE))
        case "sum":
            table = about.given
            sums = (str(table.sum), str(table.total)) if table else ()
            return tuple(Option(each, each) for each in (*sums, AGAIN))
        case "chart":
            return tuple(Option(each, each) for each in (*ChartKind, NONE))
        case "drawn":
            return tuple(Option(str(place), table.title) for place, table in enumerate(about.tables))
        case _:
            return tuple(Option(each, each) for each in (SAVE, *CHANGES))


async def _save(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    period = Period.parse(form.subject["period"])
    found = await find_indicator(uow, int(form.subject["indicator"]), period)
    if found is None:
        await answer(uow, person.chat_id, OldButton(), moment)
        return
    try:
        await save_narrative(uow, person, found, written_in(form), moment)
    except IndicatorLocked as locked:
        await tell_locked(uow, person, found, locked.lock, moment)
    except StaleNarrative:
        await _show_conflict(uow, person, form, found, moment)
    else:
        await answer(
            uow, person.chat_id, await _saved(uow, found[1], found[0].unit.code, period, moment), moment
        )


async def _show_conflict(
    uow: UnitOfWork, person: Person, form: Form, found: tuple[UnitReport, Indicator], moment: Moment
) -> None:
    """Another person saved first: say so and show again what was written here."""
    report, indicator = found
    stored = await uow.narratives.get(indicator.id, report.period.quarter)
    said = NarrativeNotTaken("changed_meanwhile", str(indicator.facts.level))
    await answer(uow, person.chat_id, said, moment)
    answers = {name: value for name, value in form.answers.items() if name != "confirm"}
    opening = _opening(report, indicator, stored, answers, tables=AboutNarrative.of(form).tables)
    await open_form(uow, person, NARRATIVE, opening, moment)


async def _settle(_: UnitOfWork, __: Person, form: Form, value: str, ___: Moment) -> str | Settled:
    """Read a typed table."""
    if form.awaited != "table" or value in (KEEP, DONE):
        return value
    return Settled(value, about=replace(AboutNarrative.of(form), given=read_table(value)))


async def _saved(
    uow: UnitOfWork, indicator: Indicator, code: str, period: Period, moment: Moment
) -> NarrativeSaved:
    found = await find_indicator(uow, indicator.id, period)
    assert found is not None
    own = (await uow.calendar.deadlines()).for_unit(code)
    owed = await owed_by(uow, period, [code])
    level, lines = str(indicator.facts.level), owed.gaps(found[0]).lines
    return NarrativeSaved(level, code, period, due_of(period, own, moment), lines, code in owed.entregas)


NARRATIVE = FormSpec(
    "narrative",
    Action.CAPTURE,
    (
        Field("text", read_text),
        Field("table", str, no=DONE),
        Field("sum"),
        Field("chart", no=NONE),
        Field("drawn"),
        Field("confirm", yes=SAVE),
    ),
    _save,
    _options,
    fold,
    _settle,
)
