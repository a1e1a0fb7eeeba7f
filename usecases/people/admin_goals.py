"""The goals of a UR, and the dialogue that replaces those of an indicator, ordered by an oficio."""

from dataclasses import dataclass, replace
from datetime import date

from domain.imports.goals import day_within, goals_of, read_day, read_goals, read_oficio, written_goals
from domain.kit.access import Action
from domain.kit.avances import Indicator, Programme, UnitReport
from domain.kit.dialogues.forms import Field, Form, Option, sentence
from domain.kit.indicators import Quarters
from domain.kit.moments import Moment
from domain.kit.periods import QUARTERS, Period
from domain.kit.said import Said
from domain.people.administration import GoalVersion
from domain.people.messages import GoalLine, GoalList, GoalsReplaced, GoalsUnchanged, LightChange
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.find_report import find_year
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer
from usecases.kit.views import programme_label


@dataclass(frozen=True)
class Reprogramming:
    """New goals of an indicator and the oficio that orders them."""

    goals: Quarters
    oficio: str
    dated_on: date
    reason: str


async def show_goals(
    uow: UnitOfWork, person: Person, unit_code: str, moment: Moment, *, page: int = 0
) -> Said:
    """Answer /metas 402."""
    if not person.actor.may(Action.ADMINISTER, unit_code):
        return NotAllowed(())
    return await goals_of_unit(uow, unit_code, moment, page=page)


async def goals_of_unit(uow: UnitOfWork, unit_code: str, moment: Moment, *, page: int = 0) -> Said:
    """Return the goals of a UR in its year in play, without checking rights."""
    report = await find_year(uow, unit_code, moment, command="metas")
    if not isinstance(report, UnitReport):
        return report
    changes = await uow.registry.goal_changes()
    lines = [
        GoalLine(
            str(each.facts.level), programme_label(report, programme), each.goals, changes.get(each.id, 0)
        )
        for programme, each in indicators_of(report)
    ]
    doubts = len(await uow.registry.doubts(unit_code))
    return GoalList(unit_code, report.unit.name, report.period.year, tuple(lines), doubts, page)


async def begin_reprogramming(uow: UnitOfWork, person: Person, unit_code: str, moment: Moment) -> None:
    """Open the dialogue that replaces goals, if the UR has any."""
    said = await show_goals(uow, person, unit_code, moment)
    if not isinstance(said, GoalList):
        await answer(uow, person.chat_id, said, moment)
        return
    opening = DialogueStart(unit_code, subject={"year": str(said.year)})
    await open_form(uow, person, REPROGRAMME, opening, moment)


async def replace_goals(
    uow: UnitOfWork, indicator_id: int, period: Period, wanted: Reprogramming, moment: Moment, *, by: str
) -> GoalsReplaced | None:
    """Store new goals and keep the old ones; None if the indicator is gone or the goals are the same."""
    await uow.holds.indicator(indicator_id)
    report = await uow.programmes.report_with(indicator_id, Period(period.year, 4))
    found = [each for each in report.indicators if each.id == indicator_id] if report else []
    if report is None or not found or found[0].goals == wanted.goals:
        return None
    before = found[0]
    kept = GoalVersion(before.goals, wanted.oficio, wanted.dated_on, wanted.reason, moment.now, by)
    await uow.registry.replace_goals(indicator_id, wanted.goals, kept)
    await uow.audit.add(
        moment.now,
        by,
        "goals_replaced",
        f"goals:{indicator_id}:{period.year}",
        before={"goals": written_goals(before.goals)},
        after={
            "goals": written_goals(wanted.goals),
            "oficio": wanted.oficio,
            "dated_on": wanted.dated_on.isoformat(),
        },
        reason=wanted.reason,
    )
    changes = _changes(before, replace(before, goals=wanted.goals), period.year)
    return GoalsReplaced(
        str(before.facts.level), report.unit.code, before.goals, wanted.goals, tuple(changes)
    )


async def report_of(uow: UnitOfWork, unit_code: str, moment: Moment) -> UnitReport | None:
    """Return the report of a UR for the whole year in play."""
    found = await find_year(uow, unit_code, moment, command="reprogramar")
    return found if isinstance(found, UnitReport) else None


def indicators_of(report: UnitReport) -> list[tuple[Programme, Indicator]]:
    return [(programme, each) for programme in report.programmes for each in programme.indicators]


def indicator_label(report: UnitReport, programme: Programme, indicator: Indicator) -> str:
    label = programme_label(report, programme)
    return f"{indicator.facts.level} · PP {label}" if label else str(indicator.facts.level)


def _changes(before: Indicator, after: Indicator, year: int) -> list[LightChange]:
    reported = [quarter for quarter in QUARTERS if before.value(quarter) is not None]
    lights = [(quarter, before.light(quarter), after.light(quarter)) for quarter in reported]
    return [LightChange(Period(year, quarter), old, new) for quarter, old, new in lights if old is not new]


async def _options(uow: UnitOfWork, _: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    if form.awaited != "indicator":
        return ()
    report = await report_of(uow, form.unit_code or "", moment)
    assert report is not None
    return tuple(
        Option(str(each.id), indicator_label(report, programme, each))
        for programme, each in indicators_of(report)
    )


async def _settle(_: UnitOfWork, __: Person, form: Form, value: str, moment: Moment) -> str:
    return read_day(value, moment.today.year) if form.awaited == "dated" else value


def _fold(form: Form) -> Form:
    """An oficio that cites its date needs no question about the date."""
    dated = day_within(form.answers.get("oficio", ""), int(form.subject["year"]))
    return replace(form, answers={**form.answers, "dated": dated}) if dated else form


async def _finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    given = form.answers
    wanted = Reprogramming(
        goals_of(given["goals"]), given["oficio"], date.fromisoformat(given["dated"]), given["reason"]
    )
    by, period = f"person:{person.actor.person_id}", Period(int(form.subject["year"]), 4)
    replaced = await replace_goals(uow, int(given["indicator"]), period, wanted, moment, by=by)
    await answer(uow, person.chat_id, replaced or GoalsUnchanged(form.unit_code or ""), moment)


REPROGRAMME = FormSpec(
    "reprogramme",
    Action.ADMINISTER,
    (
        Field("indicator"),
        Field("goals", read_goals),
        Field("oficio", read_oficio),
        Field("dated", str),
        Field("reason", sentence(20)),
    ),
    _finish,
    _options,
    _fold,
    _settle,
)
