"""«No me corresponde»: a person names an indicator that is not theirs, with a reason; IMPLAN decides."""

from dataclasses import replace

from domain.capture.messages import OldButton
from domain.kit.access import Action
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option, sentence
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.people.welcome_messages import NotAllowed
from domain.reminders.messages import (
    ReassignmentAsked,
    ReassignmentFacts,
    ReassignmentNotTaken,
    ReassignmentRequest,
)
from domain.reminders.reassignments import Reassignment, ReassignmentState
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.concerned import tell_each, who_may
from usecases.kit.conversations import find_indicator, keep_thread, open_thread
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.owed import owed_by
from usecases.kit.refresh_reminders import refresh_reminders
from usecases.kit.say import answer, close_question

SHORTEST_REASON = 10


async def begin_reassignment(
    uow: UnitOfWork, person: Person, indicator_id: int | None, period: Period | None, moment: Moment
) -> bool:
    """Ask which indicator is not theirs and why; return False if the person was told why not."""
    units = person.actor.units_for(Action.ASK_REASSIGNMENT)
    if not units:
        await answer(uow, person.chat_id, NotAllowed(()), moment)
        return False
    chosen = period or await choose_period(uow, units[0], moment)
    subject = {"period": str(chosen)}
    if indicator_id is None:
        if not await _owed(uow, person, chosen):
            await answer(uow, person.chat_id, ReassignmentNotTaken("nothing_owed"), moment)
            return False
        await open_form(uow, person, REASSIGNMENT, DialogueStart(None, subject), moment)
        return True
    found = await find_indicator(uow, indicator_id, chosen)
    if found is None or found[0].unit.code not in units:
        await answer(uow, person.chat_id, OldButton(), moment)
        return False
    level = str(found[1].facts.level)
    problem = await _problem(uow, person, indicator_id, chosen)
    if problem:
        await answer(uow, person.chat_id, ReassignmentNotTaken(problem, level), moment)
        return False
    opening = DialogueStart(found[0].unit.code, subject | {"level": level}, {"indicator": str(indicator_id)})
    await open_form(uow, person, REASSIGNMENT, opening, moment)
    return True


async def facts_of_reassignment(uow: UnitOfWork, asked: Reassignment) -> ReassignmentFacts:
    """Return a request as it is shown; it is deleted with its indicator, so the indicator exists."""
    found = await find_indicator(uow, asked.indicator_id, asked.period)
    assert found is not None
    report, indicator = found
    by = await uow.people.by_id(asked.person_id)
    return ReassignmentFacts(
        id=asked.id,
        unit_code=asked.unit_code,
        unit_name=report.unit.name,
        level=str(indicator.facts.level),
        name=indicator.facts.name,
        period=asked.period,
        reason=asked.reason,
        by=by.actor.name if by else "",
        indicator_id=asked.indicator_id,
    )


def request_key(reassignment_id: int) -> str:
    """Return the outbox key of the request; the id of the recipient is appended."""
    return f"reassignment:{reassignment_id}:request"


async def _problem(uow: UnitOfWork, person: Person, indicator_id: int, period: Period) -> str:
    """Return why an indicator cannot be disclaimed again; empty if it can."""
    latest = await uow.reassignments.latest(person.actor.person_id, indicator_id, period.year)
    if latest is None or (latest.state is ReassignmentState.KEPT and latest.period != period):
        return ""
    return {
        ReassignmentState.OPEN: "awaited",
        ReassignmentState.KEPT: "kept",
        ReassignmentState.RELEASED: "released",
    }[latest.state]


async def _owed(uow: UnitOfWork, person: Person, period: Period) -> tuple[Option, ...]:
    """Return the gaps of a person's URs, to choose from; the UR is named if there are several."""
    units = person.actor.units_for(Action.ASK_REASSIGNMENT)
    owed = await owed_by(uow, period, units)
    muted = await uow.reassignments.muted(period.year)
    return tuple(
        Option(str(line.id), f"{line.level} · {gaps.code}" if len(units) > 1 else line.level)
        for gaps in owed.owing(await uow.programmes.reports(period, units))
        for line in gaps.lines
        if (person.actor.person_id, line.id) not in muted
    )


async def _options(uow: UnitOfWork, person: Person, form: Form, _: Moment) -> tuple[Option, ...]:
    if form.awaited != "indicator":
        return ()
    return await _owed(uow, person, Period.parse(form.subject["period"]))


async def _settle(uow: UnitOfWork, person: Person, form: Form, value: str, _: Moment) -> str:
    if form.awaited == "indicator":
        problem = await _problem(uow, person, int(value), Period.parse(form.subject["period"]))
        if problem:
            raise FieldRefused(f"reassignment_{problem}")
    return value


async def _ask(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    period, indicator_id = Period.parse(form.subject["period"]), int(form.answers["indicator"])
    found = await find_indicator(uow, indicator_id, period)
    if found is None or not person.actor.may(Action.ASK_REASSIGNMENT, found[0].unit.code):
        await answer(uow, person.chat_id, OldButton(), moment)
        return
    asked = Reassignment(
        id=0,
        person_id=person.actor.person_id,
        unit_code=found[0].unit.code,
        indicator_id=indicator_id,
        period=period,
        reason=form.answers["reason"],
        state=ReassignmentState.OPEN,
        asked_at=moment.now,
    )
    stored = replace(asked, id=await uow.reassignments.ask(asked))
    await _audit(uow, stored)
    await _leave_capture(uow, person, indicator_id, moment)
    facts = await facts_of_reassignment(uow, stored)
    await answer(uow, person.chat_id, ReassignmentAsked(facts), moment)
    deciders = await who_may(uow, Action.DECIDE_REASSIGNMENT)
    await tell_each(uow, deciders, lambda _: ReassignmentRequest(facts), moment, key=request_key(stored.id))
    await refresh_reminders(uow, stored.unit_code, period, moment)


async def _leave_capture(uow: UnitOfWork, person: Person, indicator_id: int, moment: Moment) -> None:
    """Close the open capture of an indicator that is not the person's."""
    thread = await open_thread(uow, person)
    if thread.draft is not None and thread.draft.indicator_id == indicator_id:
        await close_question(uow, person.chat_id, thread.prompt_outbox_id, "No me corresponde", moment)
        left = replace(thread, draft=None, prompt_outbox_id=None)
        await keep_thread(uow, person.actor.person_id, left, moment)


async def _audit(uow: UnitOfWork, asked: Reassignment) -> None:
    await uow.audit.add(
        asked.asked_at,
        f"person:{asked.person_id}",
        "reassignment_asked",
        f"reassignment:{asked.indicator_id}:{asked.period}",
        after={"reassignment": asked.id},
        reason=asked.reason,
    )


REASSIGNMENT = FormSpec(
    "reassignment",
    Action.ASK_REASSIGNMENT,
    (Field("indicator"), Field("reason", sentence(SHORTEST_REASON))),
    _ask,
    _options,
    settle=_settle,
)
