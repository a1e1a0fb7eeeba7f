"""Load a MIR workbook that IMPLAN sends to the chat: show the changes, then store all of them."""

from datetime import date

from pydantic import TypeAdapter

from domain.imports.messages import MirGone, MirLoaded, MirPreview, MirProgramme, MirRefused
from domain.imports.mir_loads import MirChanges, MirFile, changes_of
from domain.kit.access import Action
from domain.kit.avances import code_key
from domain.kit.dialogues.choices import options_of
from domain.kit.dialogues.forms import Field, Form, Left, Option
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.reports import ImportedProgramme
from domain.people.welcome_messages import NotAllowed
from storage.holds import AdvisoryLock
from storage.pending_templates import PendingTemplate
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.imports.import_document import import_document
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer
from usecases.people.admin_goals import Reprogramming, replace_goals

LOAD = "load"
MOST_ERRORS = 8
DOCUMENTS = TypeAdapter(tuple[ImportedProgramme, ...])


async def take_mir(uow: UnitOfWork, person: Person, sent: MirFile, sha256: str, moment: Moment) -> None:
    """Show the faults of a workbook, or its changes, and ask whether to load it."""
    if not person.actor.may(Action.ADMINISTER):
        await answer(uow, person.chat_id, NotAllowed(()), moment)
        return
    if sent.errors:
        told = tuple((each.place, each.text) for each in sent.errors[:MOST_ERRORS])
        refused = MirRefused(sent.name, told, max(0, len(sent.errors) - MOST_ERRORS))
        await answer(uow, person.chat_id, refused, moment)
        return
    found = [await _changes(uow, document) for document in sent.documents]
    is_nothing = all(each.is_nothing for each in found)
    preview = MirPreview(sent.name, tuple(map(_as_message, found)), is_nothing)
    await answer(uow, person.chat_id, preview, moment)
    if is_nothing:
        return
    first = sent.documents[0]
    data = {"mir": DOCUMENTS.dump_python(sent.documents, mode="json")}
    pending = PendingTemplate(first.unit.code, Period(first.year, 4), sha256, data)
    await uow.pending_templates.put(person.actor.person_id, pending, token=sha256[:12], at=moment.now)
    await open_form(uow, person, MIR, DialogueStart(subject={"sha256": sha256, "name": sent.name}), moment)


async def load_mir(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    """Load every programme of the pending workbook; the goals that it replaces are kept."""
    pending = await uow.pending_templates.get(person.actor.person_id)
    if pending is None or pending.sha256 != form.subject["sha256"] or "mir" not in pending.data:
        await answer(uow, person.chat_id, MirGone(), moment)
        return
    await uow.pending_templates.remove(person.actor.person_id)
    await uow.holds.turn(AdvisoryLock.RECORDS)
    by, changed = f"person:{person.actor.person_id}", 0
    documents = DOCUMENTS.validate_python(pending.data["mir"])
    for document in documents:
        await uow.holds.indicators_of(document.unit.code, Period(document.year, 4))
        await _keep_goals(uow, await _changes(uow, document), form.subject["name"], moment, by=by)
        result = await import_document(uow, document, moment)
        changed += result.changed
        subject = f"programme:{document.unit.code}:{document.programme.code}:{document.year}"
        after = {"file": form.subject["name"], "sha256": pending.sha256, "changed": result.changed}
        await uow.audit.add(moment.now, by, "mir_loaded", subject, after=after)
    units = tuple(dict.fromkeys(document.unit.code for document in documents))
    await answer(uow, person.chat_id, MirLoaded(form.subject["name"], units), moment)


async def _changes(uow: UnitOfWork, document: ImportedProgramme) -> MirChanges:
    reports = await uow.programmes.reports(Period(document.year, 4), [document.unit.code])
    same = [
        programme
        for report in reports
        for programme in report.programmes
        if code_key(programme.code) == code_key(document.programme.code)
    ]
    return changes_of(document, same[0].indicators if same else ())


async def _keep_goals(uow: UnitOfWork, changes: MirChanges, name: str, moment: Moment, *, by: str) -> None:
    """Replace goals as a reprogramming does, if there were any."""
    day: date = moment.today
    for each in changes.goals:
        if any(goal is not None for goal in each.before):
            wanted = Reprogramming(each.after, name, day, f"MIR {name}")
            period = Period(changes.document.year, 4)
            await replace_goals(uow, each.indicator_id, period, wanted, moment, by=by)


def _as_message(changes: MirChanges) -> MirProgramme:
    document = changes.document
    goals = tuple((each.level, each.before, each.after) for each in changes.goals)
    return MirProgramme(
        document.unit.code,
        document.programme.code,
        document.programme.name,
        document.year,
        len(document.indicators),
        changes.new,
        goals,
        changes.described,
    )


async def _offered(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return options_of(LOAD)


MIR = FormSpec("mir", Action.ADMINISTER, (Field("decision", yes=LOAD, no=Left()),), load_mir, _offered)
