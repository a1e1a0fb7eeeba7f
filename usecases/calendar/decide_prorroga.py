"""IMPLAN decides a prórroga, once: as asked for, for other days, or refused."""

from dataclasses import replace
from datetime import date

from domain.calendar.days_given import USUAL_DAYS, read_days
from domain.calendar.prorroga_messages import NoProrrogas, ProrrogaDecided, ProrrogaNotTaken, ProrrogaRequest
from domain.calendar.prorrogas import Prorroga, ProrrogaState, Verdict, counted_from, until_of
from domain.kit.access import Action
from domain.kit.dialogues.forms import Field, Form, Option, sentence
from domain.kit.moments import Moment
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.prorrogas import Decision
from storage.uow import UnitOfWork
from usecases.calendar.ask_prorroga import SHORTEST_REASON, facts_of, request_key, subject_of
from usecases.kit.concerned import of_unit, tell_each
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer, close_question

MOST_SHOWN = 5
"""Requests shown at once; after they are decided, /prorrogas shows the next ones."""


async def show_prorrogas(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    """Show IMPLAN the requests that wait for a decision, each with its buttons."""
    awaited = await uow.prorrogas.awaited()
    for each in awaited[:MOST_SHOWN]:
        await answer(uow, person.chat_id, ProrrogaRequest(await facts_of(uow, each, moment)), moment)
    if not awaited:
        await answer(uow, person.chat_id, NoProrrogas(), moment)


async def find_awaited(uow: UnitOfWork, unit_code: str) -> Prorroga | None:
    """Return the oldest request of a UR that waits for a decision."""
    return next((each for each in await uow.prorrogas.awaited() if each.unit_code == unit_code), None)


async def decide_prorroga(
    uow: UnitOfWork, person: Person, prorroga_id: int, verdict: Verdict, moment: Moment
) -> bool:
    """Carry out the decision of a button; False if there is no such prórroga."""
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    asked = await uow.prorrogas.get(prorroga_id)
    if asked is None:
        return False
    if asked.state is not ProrrogaState.ASKED:
        await _tell_late(uow, person, asked, moment)
    elif verdict is Verdict.GRANT:
        await _grant(uow, person, asked, await _until_as_asked(uow, asked, moment), moment)
    else:
        spec = PRORROGA_REFUSAL if verdict is Verdict.REFUSE else PRORROGA_DAYS
        await open_form(uow, person, spec, await _opening(uow, asked), moment)
    return True


async def grant_days(uow: UnitOfWork, person: Person, asked: Prorroga, days: int, moment: Moment) -> None:
    """Grant other days than were asked for, counted from the due day or from today."""
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    own = (await uow.calendar.deadlines()).for_unit(asked.unit_code)
    await _grant(uow, person, asked, until_of(days, own, asked.period, moment.today), moment, days=days)


async def _until_as_asked(uow: UnitOfWork, asked: Prorroga, moment: Moment) -> date:
    own = (await uow.calendar.deadlines()).for_unit(asked.unit_code)
    return until_of(asked.days, own, asked.period, replace(moment, now=asked.asked_at).today)


async def _grant(
    uow: UnitOfWork,
    person: Person,
    asked: Prorroga,
    until_on: date,
    moment: Moment,
    *,
    days: int | None = None,
) -> None:
    if until_on < moment.today:
        past = ProrrogaNotTaken("past", asked.unit_code, asked.period, until_on)
        await answer(uow, person.chat_id, past, moment)
        await open_form(uow, person, PRORROGA_DAYS, await _opening(uow, asked), moment)
        return
    await _decide(uow, person, asked, Decision(person.actor.person_id, moment.now, until_on, days), moment)


async def _decide(
    uow: UnitOfWork, person: Person, asked: Prorroga, decision: Decision, moment: Moment
) -> None:
    if not await uow.prorrogas.decide(asked.id, decision):
        await _tell_late(uow, person, asked, moment)
        return
    await _audit(uow, asked, decision)
    days = decision.days or asked.days
    told = ProrrogaDecided(
        asked.unit_code, asked.period, decision.until_on, days, person.actor.name, decision.text
    )
    await _close_requests(uow, asked, told, moment)
    await answer(uow, person.chat_id, told, moment)
    concerned = [each for each in await of_unit(uow, asked.unit_code) if each.actor != person.actor]
    await tell_each(uow, concerned, lambda _: told, moment, key=f"prorroga:{asked.id}:decided")


async def _close_requests(uow: UnitOfWork, asked: Prorroga, told: ProrrogaDecided, moment: Moment) -> None:
    """Remove the buttons from every message about a request, and withdraw the unsent ones."""
    said = f"{'Concedida' if told.until_on else 'Negada'} por {told.by}"
    for person in await uow.people.everybody():
        key = f"{request_key(asked.id)}:{person.actor.person_id}"
        row = await uow.outbox.get_by_key(key) if person.actor.may(Action.DECIDE_PRORROGA) else None
        if row is not None and not await uow.outbox.cancel(key, "decided"):
            await close_question(uow, person.chat_id, row.id, said, moment)


async def _tell_late(uow: UnitOfWork, person: Person, asked: Prorroga, moment: Moment) -> None:
    """Tell a person who decided too late what had been decided."""
    decided = await uow.prorrogas.get(asked.id)
    assert decided is not None
    by = await uow.people.by_id(decided.decided_by or 0)
    late = ProrrogaDecided(
        decided.unit_code,
        decided.period,
        decided.until_on,
        decided.days,
        by.actor.name if by else "",
        decided.decision,
        is_late=True,
    )
    await answer(uow, person.chat_id, late, moment)


async def _audit(uow: UnitOfWork, asked: Prorroga, decision: Decision) -> None:
    own = (await uow.calendar.deadlines()).for_unit(asked.unit_code)
    granted = decision.until_on is not None
    await uow.audit.add(
        decision.at,
        f"person:{decision.by}",
        "prorroga_granted" if granted else "prorroga_refused",
        subject_of(asked),
        before={"prorroga": asked.id, "days": asked.days},
        after={
            "prorroga": asked.id,
            "days": decision.days or asked.days,
            "due_on": own.due_on(asked.period).isoformat(),
        },
        reason=decision.text or None,
    )


async def _opening(uow: UnitOfWork, asked: Prorroga) -> DialogueStart:
    own = (await uow.calendar.deadlines()).for_unit(asked.unit_code)
    subject = {
        "prorroga": str(asked.id),
        "period": str(asked.period),
        "days": str(asked.days),
        "due_on": own.due_on(asked.period).isoformat(),
    }
    return DialogueStart(asked.unit_code, subject)


async def _refuse(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    asked = await _asked_in(uow, form)
    decision = Decision(person.actor.person_id, moment.now, text=form.answers["reason"])
    await _decide(uow, person, asked, decision, moment)


async def _grant_others(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    await grant_days(uow, person, await _asked_in(uow, form), int(form.answers["days"]), moment)


async def _asked_in(uow: UnitOfWork, form: Form) -> Prorroga:
    asked = await uow.prorrogas.get(int(form.subject["prorroga"]))
    assert asked is not None
    return asked


async def _day_options(uow: UnitOfWork, _: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    asked = await _asked_in(uow, form)
    own = (await uow.calendar.deadlines()).for_unit(asked.unit_code)
    until = {days: until_of(days, own, asked.period, moment.today) for days in USUAL_DAYS}
    return tuple(Option(str(days), day.isoformat()) for days, day in until.items())


async def _settle_days(uow: UnitOfWork, _: Person, form: Form, value: str, moment: Moment) -> str:
    asked = await _asked_in(uow, form)
    own = (await uow.calendar.deadlines()).for_unit(asked.unit_code)
    return str(read_days(value, counted_from(own, asked.period, moment.today), own.workdays))


PRORROGA_REFUSAL = FormSpec(
    "prorroga_refusal",
    Action.DECIDE_PRORROGA,
    (Field("reason", sentence(SHORTEST_REASON)),),
    _refuse,
)
PRORROGA_DAYS = FormSpec(
    "prorroga_days",
    Action.DECIDE_PRORROGA,
    (Field("days", str),),
    _grant_others,
    _day_options,
    settle=_settle_days,
)
