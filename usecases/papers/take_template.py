"""Take a returned workbook: show its changes, and save all of them or nothing."""

from pydantic import TypeAdapter

from domain.kit.access import Action
from domain.kit.avances import UnitReport
from domain.kit.dialogues.forms import Field, Form, Left, Option
from domain.kit.drafts import Draft, Step
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.papers.template_diff import Comparison, IndicatorDifference, compare
from domain.papers.template_messages import (
    TemplateChange,
    TemplateChanges,
    TemplateFaults,
    TemplateNotTaken,
    TemplateSaved,
    TemplateUnchanged,
)
from domain.papers.templates import FilledTemplate, TemplateFault
from domain.people.welcome_messages import NotAllowed
from storage.pending_templates import PendingTemplate
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import ask_again, open_thread
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.locks import lock_of
from usecases.kit.owed import owed_by
from usecases.kit.save_avance import save_avance
from usecases.kit.say import answer
from usecases.kit.views import programme_label
from usecases.papers.send_template import causes_of

FILLED = TypeAdapter(FilledTemplate)
SAVE = "save"
MOST_FAULTS = 15
NO_TEMPLATE = (TemplateFault.UNREADABLE, TemplateFault.FOREIGN)


async def take_template(
    uow: UnitOfWork, person: Person, filled: FilledTemplate | TemplateFault, sha256: str, moment: Moment
) -> None:
    """Show the faults of a workbook, or its changes, and ask whether to save them."""
    if isinstance(filled, TemplateFault):
        is_capturing = filled in NO_TEMPLATE and (await open_thread(uow, person)).draft is not None
        await _refuse(uow, person, TemplateNotTaken(filled, is_capturing), moment)
        return
    found = await _compared(uow, person, filled, moment)
    if not isinstance(found, tuple):
        await _refuse(uow, person, found, moment)
        return
    report, comparison = found
    await answer(uow, person.chat_id, _changes(report, comparison), moment)
    data = FILLED.dump_python(filled, mode="json")
    pending = PendingTemplate(filled.unit_code, filled.period, sha256, data)
    await uow.pending_templates.put(person.actor.person_id, pending, token=sha256[:12], at=moment.now)
    subject = {"period": str(filled.period), "count": str(len(comparison.differences)), "sha256": sha256}
    await open_form(uow, person, TEMPLATE_FORM, DialogueStart(filled.unit_code, subject), moment)


async def save_template(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    """Save every change of the pending workbook, unless one of them is no longer possible."""
    pending = await uow.pending_templates.get(person.actor.person_id)
    if pending is None or pending.sha256 != form.subject["sha256"]:
        await answer(uow, person.chat_id, TemplateNotTaken(TemplateFault.OVERTAKEN), moment)
        return
    filled = FILLED.validate_python(dict(pending.data))
    await uow.pending_templates.remove(person.actor.person_id)
    # Another save of one of them is done before or after all of these, not between.
    await uow.holds.indicators_of(filled.unit_code, filled.period)
    found = await _compared(uow, person, filled, moment)
    if not isinstance(found, tuple):
        await answer(uow, person.chat_id, found, moment)
        return
    _, comparison = found
    for each in comparison.differences:
        await save_avance(uow, person, _draft(filled, each), moment)
    saved = len(comparison.differences)
    await uow.audit.add(
        moment.now,
        f"person:{person.actor.person_id}",
        "template_saved",
        f"entrega:{filled.unit_code}:{filled.period}",
        after={"sha256": pending.sha256, "indicators": saved},
    )
    await answer(uow, person.chat_id, await _saved(uow, filled, saved), moment)


async def _refuse(uow: UnitOfWork, person: Person, said: Said, moment: Moment) -> None:
    """Refuse a workbook; an open capture goes on."""
    await answer(uow, person.chat_id, said, moment)
    thread = await open_thread(uow, person)
    if thread.draft is not None and thread.form is None:
        await ask_again(uow, person, moment)


async def _compared(
    uow: UnitOfWork, person: Person, filled: FilledTemplate, moment: Moment
) -> tuple[UnitReport, Comparison] | Said:
    """Return the changes of the workbook, or the message if there are none."""
    unit, period = filled.unit_code, filled.period
    if not person.actor.may(Action.CAPTURE, unit):
        return NotAllowed(person.actor.units_for(Action.CAPTURE))
    reports = await uow.programmes.reports(period, [unit])
    lock = await lock_of(uow, unit, period, moment)
    causes = await causes_of(uow)
    found = compare(reports[0], filled, causes, lock, moment.today) if reports else None
    if found is None:
        return TemplateNotTaken(TemplateFault.OUTDATED)
    if found.faults:
        more = max(0, len(found.faults) - MOST_FAULTS)
        return TemplateFaults(unit, period, found.faults[:MOST_FAULTS], more)
    return (reports[0], found) if found.differences else TemplateUnchanged(unit, period)


def _changes(report: UnitReport, comparison: Comparison) -> TemplateChanges:
    changes = tuple(_change(report, each) for each in comparison.differences)
    return TemplateChanges(report.unit.code, report.period, changes)


def _change(report: UnitReport, each: IndicatorDifference) -> TemplateChange:
    before, after = each.before, each.after
    assert after.value is not None
    explained = ("cause", "justification", "action", "recovery_on")
    return TemplateChange(
        level=str(each.indicator.facts.level),
        programme=programme_label(report, report.programme_of(each.indicator)),
        before=before.value if before else None,
        after=after.value,
        cause=after.cause,
        recovery_on=after.recovery_on,
        is_explained_anew=any(getattr(before, name, None) != getattr(after, name) for name in explained),
        added=len(after.evidence) - len(before.evidence if before else ()),
        slip=each.slip,
    )


def _draft(filled: FilledTemplate, each: IndicatorDifference) -> Draft:
    """Return a line of the workbook as a finished capture."""
    after = each.after
    return Draft(
        unit_code=filled.unit_code,
        indicator_id=each.indicator.id,
        period=filled.period,
        step=Step.REVIEW,
        token="",
        base_version=after.version,
        value=after.value,
        reason=after.justification,
        evidence=after.evidence,
        cause=after.cause,
        action=after.action,
        recovery_on=after.recovery_on,
    )


async def _saved(uow: UnitOfWork, filled: FilledTemplate, saved: int) -> TemplateSaved:
    [report] = await uow.programmes.reports(filled.period, [filled.unit_code])
    owed = await owed_by(uow, filled.period, [filled.unit_code])
    remaining, again = len(owed.gaps(report).lines), filled.unit_code in owed.entregas
    return TemplateSaved(filled.unit_code, filled.period, saved, remaining, again)


async def _offered(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return (Option(SAVE, SAVE),)


TEMPLATE_FORM = FormSpec(
    kind="template",
    action=Action.CAPTURE,
    fields=(Field("decision", yes=SAVE, no=Left()),),
    finish=save_template,
    options=_offered,
)
