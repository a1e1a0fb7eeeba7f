"""A UR asks for more time: for how many days, why, and with which oficio."""

from dataclasses import replace

from domain.calendar.days_given import USUAL_DAYS, read_days
from domain.calendar.prorroga_messages import ProrrogaAsked, ProrrogaFacts, ProrrogaNotTaken, ProrrogaRequest
from domain.calendar.prorrogas import (
    Prorroga,
    ProrrogaState,
    ReceptionClosed,
    counted_from,
    require_reception,
    until_of,
)
from domain.evidence.oficios import read_evidence
from domain.kit.access import Action
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option, sentence
from domain.kit.entregas import EntregaState
from domain.kit.moments import Moment
from domain.kit.next_steps import WITH_REVIEWERS, NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.concerned import tell_each, who_may
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.next_steps import step_of
from usecases.kit.say import answer

SHORTEST_REASON = 10
LONGEST_OFICIO = 200


async def begin_prorroga(
    uow: UnitOfWork, person: Person, unit_code: str | None, period: Period | None, moment: Moment
) -> None:
    """Answer /prorroga: ask for the days and the reason, or say why no prórroga can be asked for."""
    units = person.actor.units_for(Action.ASK_PRORROGA)
    if unit_code is not None and unit_code not in units:
        await answer(uow, person.chat_id, NotAllowed(units, "prorroga"), moment)
        return
    code = unit_code or (units[0] if len(units) == 1 else None)
    chosen = period or await choose_period(uow, code or units[0], moment)
    subject = {"period": str(chosen)}
    if code is None:
        await open_form(uow, person, PRORROGA, DialogueStart(None, subject), moment)
        return
    refused = await _refusal(uow, code, chosen, moment)
    if refused is not None:
        await answer(uow, person.chat_id, refused, moment)
        return
    await open_form(uow, person, PRORROGA, DialogueStart(code, subject, {"unit": code}), moment)


async def facts_of(uow: UnitOfWork, asked: Prorroga, moment: Moment) -> ProrrogaFacts:
    """Return a prórroga as people read it, by the dates of today."""
    own = (await uow.calendar.deadlines()).for_unit(asked.unit_code)
    asked_on = replace(moment, now=asked.asked_at).today
    unit = await uow.programmes.unit(asked.unit_code)
    by = await uow.people.by_id(asked.asked_by)
    delivered = await _delivered(uow, asked.unit_code, asked.period, moment)
    return ProrrogaFacts(
        id=asked.id,
        unit_code=asked.unit_code,
        unit_name=unit.name if unit else "",
        period=asked.period,
        days=asked.days,
        due_on=own.due_on(asked.period),
        until_on=asked.until_on or until_of(asked.days, own, asked.period, asked_on),
        reason=asked.reason,
        oficio=asked.oficio,
        by=by.actor.name if by else "",
        delivered_on=delivered.day if delivered else None,
    )


def request_key(prorroga_id: int) -> str:
    """Return the outbox key of the request; the id of the recipient is appended."""
    return f"prorroga:{prorroga_id}:request"


def subject_of(asked: Prorroga) -> str:
    """Return the subject of a prórroga in the audit trail."""
    return f"entrega:{asked.unit_code}:{asked.period}"


async def _refusal(uow: UnitOfWork, unit_code: str, period: Period, moment: Moment) -> Said | None:
    """Return why a UR cannot ask for more time; None if it can."""
    years = await uow.programmes.years(unit_code)
    if period.year not in years:
        return NoProgramme(unit_code, period.year, years, "prorroga")
    delivered = await _delivered(uow, unit_code, period, moment)
    if delivered is not None:
        return delivered
    own = (await uow.calendar.deadlines()).for_unit(unit_code)
    shut = own.shut_since(period, moment)
    if shut is not None:
        closed_on = replace(moment, now=shut).today
        return ProrrogaNotTaken("shut", unit_code, period, closed_on)
    try:
        require_reception(own, period, moment.today)
    except ReceptionClosed as refused:
        return ProrrogaNotTaken("reception_closed", unit_code, period, refused.received_until)
    waits = await uow.prorrogas.awaited_of(unit_code, period)
    return await _already(uow, waits, moment) if waits else None


async def _delivered(
    uow: UnitOfWork, unit_code: str, period: Period, moment: Moment
) -> ProrrogaNotTaken | None:
    """Return why there is nothing to postpone: the report is under review, accepted, or complete."""
    reports = await uow.programmes.reports(period, [unit_code])
    if not reports:
        return None
    step = await step_of(uow, reports[0], moment)
    if step.next in WITH_REVIEWERS:
        return ProrrogaNotTaken("sent", unit_code, period, step.standing.since_on)
    if step.next is NextStep.NOTHING:
        is_accepted = step.standing.state is EntregaState.ACCEPTED
        problem = "accepted" if is_accepted else "complete"
        return ProrrogaNotTaken(problem, unit_code, period, step.standing.since_on)
    return None


async def _already(uow: UnitOfWork, waits: Prorroga, moment: Moment) -> ProrrogaNotTaken:
    """Say who asked for the prórroga that waits for a decision, and when."""
    asked_on = replace(moment, now=waits.asked_at).today
    by = await uow.people.by_id(waits.asked_by)
    return ProrrogaNotTaken("awaited", waits.unit_code, waits.period, asked_on, by.actor.name if by else "")


async def _options(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    if form.awaited == "unit":
        units = {unit.code: unit.name for unit in await uow.programmes.units()}
        own = person.actor.units_for(Action.ASK_PRORROGA)
        return tuple(Option(code, f"{code} · {units.get(code, '')}") for code in own)
    if form.awaited == "days":
        own_dates = (await uow.calendar.deadlines()).for_unit(form.answers["unit"])
        period = Period.parse(form.subject["period"])
        until = [until_of(days, own_dates, period, moment.today) for days in USUAL_DAYS]
        return tuple(Option(str(days), day.isoformat()) for days, day in zip(USUAL_DAYS, until, strict=True))
    return ()


async def _settle(uow: UnitOfWork, _: Person, form: Form, value: str, moment: Moment) -> str:
    period = Period.parse(form.subject["period"])
    if form.awaited == "unit":
        refused = await _refusal(uow, value, period, moment)
        if refused is not None:
            problem = refused.problem if isinstance(refused, ProrrogaNotTaken) else "no_programme"
            raise FieldRefused(f"prorroga_{problem}")
    if form.awaited == "days":
        own = (await uow.calendar.deadlines()).for_unit(form.answers["unit"])
        return str(read_days(value, counted_from(own, period, moment.today), own.workdays))
    if form.awaited == "oficio" and value:
        return read_oficio(value, period.year)
    return value


def read_oficio(text: str, year: int) -> str:
    """Return the oficio that a text cites, as written; raise FieldRefused if there is none."""
    cited = next((each for each in read_evidence(text, year=year) if each.numbers), None)
    if cited is None or len(cited.raw) > LONGEST_OFICIO:
        raise FieldRefused("oficio_not_read")
    return cited.raw


def _with_unit(form: Form) -> Form:
    """Bind the dialogue to the chosen UR, so that losing the right to it ends the dialogue."""
    return replace(form, unit_code=form.answers.get("unit", form.unit_code))


async def _ask(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    period, unit_code = Period.parse(form.subject["period"]), form.answers["unit"]
    refused = await _refusal(uow, unit_code, period, moment)
    if refused is not None:
        await answer(uow, person.chat_id, refused, moment)
        return
    asked = Prorroga(
        id=0,
        unit_code=unit_code,
        period=period,
        days=int(form.answers["days"]),
        reason=form.answers["reason"],
        oficio=form.answers["oficio"],
        state=ProrrogaState.ASKED,
        asked_at=moment.now,
        asked_by=person.actor.person_id,
    )
    stored = replace(asked, id=await uow.prorrogas.ask(asked))
    await _audit(uow, stored, moment)
    facts = await facts_of(uow, stored, moment)
    await answer(uow, person.chat_id, ProrrogaAsked(facts), moment)
    deciders = await who_may(uow, Action.DECIDE_PRORROGA)
    await tell_each(uow, deciders, lambda _: ProrrogaRequest(facts), moment, key=request_key(stored.id))


async def _audit(uow: UnitOfWork, asked: Prorroga, moment: Moment) -> None:
    await uow.audit.add(
        moment.now,
        f"person:{asked.asked_by}",
        "prorroga_asked",
        subject_of(asked),
        after={"prorroga": asked.id, "days": asked.days, "oficio": asked.oficio},
        reason=asked.reason,
    )


PRORROGA = FormSpec(
    "prorroga",
    Action.ASK_PRORROGA,
    (
        Field("unit"),
        Field("days", str),
        Field("reason", sentence(SHORTEST_REASON)),
        Field("oficio", str, is_optional=True),
    ),
    _ask,
    _options,
    _with_unit,
    _settle,
)
