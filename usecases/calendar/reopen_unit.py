"""Reopen a closed quarter for one UR, for a reason and until a day; the reopening ends by itself."""

from datetime import UTC, date, datetime, time, timedelta

from domain.calendar.closing_messages import ClosingNotTaken, UnitReopened
from domain.calendar.closings import Reopening
from domain.calendar.days_given import day_after, read_days
from domain.kit.access import Action
from domain.kit.dialogues.forms import Field, Form, Option, sentence
from domain.kit.entregas import EntregaState
from domain.kit.moments import Moment
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import UnknownUnit
from domain.kit.said import Said
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.concerned import of_unit, tell_each
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.next_steps import step_of
from usecases.kit.say import answer

USUAL_DAYS = (1, 3, 5)
SHORTEST_REASON = 10
NOT_CLOSED = {
    **dict.fromkeys(NextStep, "not_closed"),
    NextStep.NOT_BEGUN: "not_begun",
    NextStep.ANSWER: "not_closed_given_back",
    NextStep.SEND_AGAIN: "not_closed_answered",
    NextStep.APPROVE: "not_closed_sent",
    NextStep.REVIEW: "not_closed_sent",
}
"""Why a quarter is not reopened, by the next step of the UR while it is open."""


async def begin_reopening(
    uow: UnitOfWork, person: Person, unit_code: str | None, period: Period | None, moment: Moment
) -> None:
    """Answer /reabrir: ask for the reason and the last day, or say why it cannot be reopened."""
    refused = await _refusal(uow, unit_code, period, moment)
    if refused is not None:
        await answer(uow, person.chat_id, refused, moment)
        return
    await open_form(uow, person, REOPENING, DialogueStart(unit_code, {"period": str(period)}), moment)


async def _refusal(
    uow: UnitOfWork, unit_code: str | None, period: Period | None, moment: Moment
) -> Said | None:
    if unit_code is not None and await uow.programmes.unit(unit_code) is None:
        return UnknownUnit(unit_code, "reabrir")
    if unit_code is None or period is None:
        return ClosingNotTaken("which", period, unit_code or "")
    reports = await uow.programmes.reports(period, [unit_code])
    if not reports:
        return ClosingNotTaken("no_programme", period, unit_code)
    if (await uow.calendar.deadlines()).closed_since(period, moment) is not None:
        return None
    step = await step_of(uow, reports[0], moment)
    accepted = step.standing.state is EntregaState.ACCEPTED
    problem = "not_closed_accepted" if accepted else NOT_CLOSED[step.next]
    day = period.first_day if step.next is NextStep.NOT_BEGUN else step.standing.since_on
    return ClosingNotTaken(problem, period, unit_code, day)


async def _options(uow: UnitOfWork, _: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    if form.awaited != "days":
        return ()
    workdays = (await uow.calendar.deadlines()).workdays
    until = {days: day_after(workdays, moment.today, days) for days in USUAL_DAYS}
    return tuple(Option(str(days), day.isoformat()) for days, day in until.items())


async def _settle(uow: UnitOfWork, _: Person, form: Form, value: str, moment: Moment) -> str:
    """Store the last day itself, since the number of days counts from today."""
    if form.awaited != "days":
        return value
    workdays = (await uow.calendar.deadlines()).workdays
    days = read_days(value, moment.today, workdays)
    return day_after(workdays, moment.today, days).isoformat()


async def _reopen(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    period, unit_code = Period.parse(form.subject["period"]), form.unit_code or ""
    until_on = date.fromisoformat(form.answers["days"])
    opened = Reopening(
        unit_code,
        period,
        form.answers["reason"],
        moment.now,
        f"person:{person.actor.person_id}",
        _end_of(until_on, moment),
    )
    await uow.closings.reopen(opened)
    await _audit(uow, opened)
    unit = await uow.programmes.unit(unit_code)
    name = unit.name if unit else ""
    (report,) = await uow.programmes.reports(period, [unit_code])
    step = (await step_of(uow, report, moment)).next

    def reopened(reader: Person) -> UnitReopened:
        may_capture = reader.actor.may(Action.CAPTURE, unit_code)
        return UnitReopened(
            unit_code, name, period, until_on, opened.reason, person.actor.name, may_capture, step
        )

    await answer(uow, person.chat_id, reopened(person), moment)
    concerned = [each for each in await of_unit(uow, unit_code) if each.actor != person.actor]
    key = f"reopened:{unit_code}:{period}:{moment.now.isoformat()}"
    await tell_each(uow, concerned, reopened, moment, key=key)


async def _audit(uow: UnitOfWork, opened: Reopening) -> None:
    subject = f"entrega:{opened.unit_code}:{opened.period}"
    after = {"expires_at": opened.expires_at.isoformat()}
    await uow.audit.add(
        opened.opened_at, opened.opened_by, "unit_reopened", subject, after=after, reason=opened.reason
    )


def _end_of(day: date, moment: Moment) -> datetime:
    """Return the instant at which a local day ends."""
    return datetime.combine(day + timedelta(days=1), time(0), moment.zone).astimezone(UTC)


REOPENING = FormSpec(
    "reopening",
    Action.CLOSE_PERIOD,
    (Field("reason", sentence(SHORTEST_REASON)), Field("days", str)),
    _reopen,
    _options,
    settle=_settle,
)
