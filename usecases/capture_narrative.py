"""Write the narrative sheet of an indicator: text, tables of counts, a chart of one of them."""

import json
from collections.abc import Mapping

from domain.access import Action
from domain.avances import Indicator, UnitReport
from domain.forms import Field, Form, Option
from domain.messages.capture import OldButton
from domain.messages.narratives import NarrativeNotTaken, NarrativeSaved
from domain.moments import Moment
from domain.narrative import ChartKind, Narrative, chart_data, read_text, tables_data
from domain.narrative_form import (
    AGAIN,
    CHANGES,
    DONE,
    KEEP,
    NONE,
    SAVE,
    fold,
    read_given,
    table_of,
    tables_of,
    written_in,
)
from domain.periods import Period
from domain.said import Said
from storage.narratives import StaleNarrative
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.conversations import ask_again, find_indicator, open_thread
from usecases.form_spec import FormSpec, Opening, open_form
from usecases.locks import IndicatorLocked, lock_of
from usecases.owed import owed_by
from usecases.request_correction import tell_locked
from usecases.save_narrative import save_narrative
from usecases.say import answer
from usecases.views import due_of


async def begin_narrative(
    uow: UnitOfWork, person: Person, indicator_id: int, period: Period, moment: Moment
) -> bool:
    """Ask for a narrative; return whether it was asked, else the person was told why not."""
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
) -> Opening:
    subject = {
        "indicator": str(indicator.id),
        "period": str(report.period),
        "level": str(indicator.facts.level),
        "version": str(before.version if before else 0),
        "text": before.text if before else "",
        "tables": json.dumps(tables_data(before.tables) if before else []),
        "chart": json.dumps(chart_data(before.chart) if before else None),
    }
    return Opening(report.unit.code, subject, answers or {"tables": "[]"})


async def _options(_: UnitOfWork, __: Person, form: Form, ___: Moment) -> tuple[Option, ...]:
    match form.awaited:
        case "text":
            return (Option(KEEP, KEEP),) if form.subject["text"] else ()
        case "table":
            has_own = form.subject["tables"] != "[]" and not tables_of(form.answers)
            return (*((Option(KEEP, KEEP),) if has_own else ()), Option(DONE, DONE))
        case "sum":
            table = table_of(form.answers)
            return tuple(Option(each, each) for each in (str(table.sum), str(table.total), AGAIN))
        case "chart":
            return tuple(Option(each, each) for each in (*ChartKind, NONE))
        case "drawn":
            tables = enumerate(tables_of(form.answers))
            return tuple(Option(str(position), table.title) for position, table in tables)
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
    """Somebody else saved first: say so and show what was written here again."""
    report, indicator = found
    stored = await uow.narratives.get(indicator.id, report.period.quarter)
    said = NarrativeNotTaken("changed_meanwhile", str(indicator.facts.level))
    await answer(uow, person.chat_id, said, moment)
    answers = {name: value for name, value in form.answers.items() if name != "confirm"}
    await open_form(uow, person, NARRATIVE, _opening(report, indicator, stored, answers), moment)


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
        Field("table", read_given, no=DONE),
        Field("sum"),
        Field("chart", no=NONE),
        Field("drawn"),
        Field("confirm", yes=SAVE),
    ),
    _save,
    _options,
    fold,
)
