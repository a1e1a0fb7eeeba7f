"""The open question of a person: load it, store it, ask it again."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from domain.capture.late import UnreadRefusal
from domain.capture.machine import light_of_draft
from domain.capture.messages import Question
from domain.capture.months_step import months_so_far
from domain.capture.reason import side_of_draft
from domain.delivery.outcomes import OutboxState
from domain.evidence.messages import EvidenceAsked
from domain.kit.access import Action
from domain.kit.avances import Indicator, UnitReport
from domain.kit.dialogues.forms import Form
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Draft, Step
from domain.kit.lights import HUNDRED, compliance
from domain.kit.moments import Moment
from domain.kit.periods import Period
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.evidence_asked import evidence_asked
from usecases.kit.say import answer, close_question
from usecases.kit.stored_forms import read_form, stored_form
from usecases.kit.views import programme_label

DRAFT = TypeAdapter(Draft)
UNREAD = TypeAdapter(UnreadRefusal)


class ThreadNotUnderstood(Exception):
    """What a person has open is stored in a form that this version does not know: a later one stored it."""


@dataclass(frozen=True)
class Thread:
    """The conversation of a person; `version` grows with every change and is never reused.

    A form lies over a draft: its question is the open one, and the draft waits until the form has ended.
    """

    draft: Draft | None = None
    version: int = 0
    prompt_outbox_id: int | None = None
    form: Form | None = None
    unread: UnreadRefusal | None = None
    seen: int = 0
    """The number of the latest message that changed it."""

    @property
    def next_token(self) -> str:
        """Return a token for the next question; buttons with another token are recognised as old."""
        return str(self.version + 1)


async def load_thread(uow: UnitOfWork, person_id: int) -> Thread:
    """Load what a person has open, or raise ThreadNotUnderstood."""
    stored = await uow.conversations.get(person_id)
    if stored is None:
        return Thread()
    try:
        draft = DRAFT.validate_python(stored.state["draft"]) if stored.state.get("draft") else None
        form = read_form(stored.state["form"]) if stored.state.get("form") else None
        unread = UNREAD.validate_python(stored.state["gap"]) if stored.state.get("gap") else None
    except ValidationError as error:
        raise ThreadNotUnderstood from error
    if unread and not unread.held and uow.handled.is_on_time and uow.handled.seen_by(person_id):
        unread = None  # the writer of this message has read the latest question
    return Thread(draft, stored.version, stored.prompt_outbox_id, form, unread, stored.state.get("seen", 0))


async def held_thread(uow: UnitOfWork, person_id: int) -> Thread:
    """Load another person's conversation, locked until the commit: they may be answering now."""
    await uow.conversations.hold(person_id)
    return await load_thread(uow, person_id)


async def open_thread(uow: UnitOfWork, person: Person) -> Thread:
    """Load a person's conversation, without anything they no longer have the right to."""
    thread = await load_thread(uow, person.actor.person_id)
    draft, form = thread.draft, thread.form
    if form and not person.actor.may(form.action, form.unit_code):
        thread = replace(thread, form=None)
    if draft and not person.actor.may(Action.CAPTURE, draft.unit_code):
        thread = replace(thread, draft=None)
    return thread


async def keep_thread(uow: UnitOfWork, person_id: int, thread: Thread, moment: Moment) -> None:
    """Store the conversation; `thread.version` is the version that was loaded."""
    state: dict[str, Any] = {}
    if thread.draft:
        state["draft"] = DRAFT.dump_python(thread.draft, mode="json", exclude_defaults=True)
    if thread.form:
        state["form"] = stored_form(thread.form)
    if thread.unread:
        state["gap"] = UNREAD.dump_python(thread.unread, mode="json", exclude_defaults=True)
    if seen := max(thread.seen, uow.handled.seen_by(person_id)):
        state["seen"] = seen
    await uow.conversations.save(
        person_id,
        state,
        version=thread.version,
        at=moment.now,
        prompt_outbox_id=thread.prompt_outbox_id,
    )


async def open_question(uow: UnitOfWork, person: Person) -> Question | FormQuestion | None:
    """Return the question a person has open, as it was asked."""
    return await _open(uow, await open_thread(uow, person))


async def question_with_buttons(uow: UnitOfWork, thread: Thread) -> Question | FormQuestion | None:
    """Return the open question without the observation about its indicator: no button needs that."""
    return await _open(uow, thread, is_observed=False)


async def ask(
    uow: UnitOfWork, person: Person, thread: Thread, draft: Draft, moment: Moment, *, said: str = ""
) -> None:
    """Ask the question of a draft; the question before it is edited to show its answer."""
    draft = await with_causes(uow, draft)
    question = await question_of_draft(uow, draft)
    if question is not None:
        after = replace(thread, draft=draft)
        await _put(uow, person, after, question, moment, said=said)


async def ask_form(
    uow: UnitOfWork, person: Person, thread: Thread, form: Form, moment: Moment, *, said: str = ""
) -> None:
    """Ask the question of a dialogue; the question before it is edited to show its answer."""
    await _put(uow, person, replace(thread, form=form), form_question_of(form), moment, said=said)


async def _put(
    uow: UnitOfWork,
    person: Person,
    thread: Thread,
    question: Question | FormQuestion,
    moment: Moment,
    *,
    said: str,
) -> None:
    prompt = await answer(uow, person.chat_id, question, moment)
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, said, moment)
    await keep_thread(uow, person.actor.person_id, replace(thread, prompt_outbox_id=prompt), moment)


async def ask_again(uow: UnitOfWork, person: Person, moment: Moment, *, key: str | None = None) -> bool:
    """Ask the open question again, if there is one; with a key at most once."""
    thread = await open_thread(uow, person)
    question = await _open(uow, thread)
    if question is None:
        return False
    again = replace(question, is_resumed=True)
    prompt = await answer(uow, person.chat_id, again, moment, key=key)
    if prompt is None:
        return False
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, "", moment)
    await keep_thread(uow, person.actor.person_id, replace(thread, prompt_outbox_id=prompt), moment)
    return True


async def left_open(uow: UnitOfWork) -> list[Person]:
    """Return the people who may be waiting after a restart: those whose open question was sent.

    A question that is still in the outbox will be sent anyway.
    """
    return [person for person in await uow.people.everybody() if await _left_open(uow, person)]


async def resume(uow: UnitOfWork, person: Person, moment: Moment) -> bool:
    """After a restart: ask the open question again, once, however often the process restarts.

    Raise StaleConversation if another process is answering the person.
    """
    opened = await _left_open(uow, person)
    key = f"resumed:{person.actor.person_id}:{opened.token}" if opened else ""
    return opened is not None and await ask_again(uow, person, moment, key=key)


def form_question_of(form: Form) -> FormQuestion:
    return FormQuestion(
        kind=form.kind,
        asked=form.awaited,
        token=form.token,
        unit_code=form.unit_code or "",
        subject=form.subject,
        answers=form.answers,
        options=form.options,
        is_optional=form.is_optional,
        page=form.page,
        about=form.about,
    )


def question_of(
    report: UnitReport, indicator: Indicator, draft: Draft, observation: str, about_evidence: EvidenceAsked
) -> Question:
    """Read every fact that the wording of the open question may need."""
    quarter = draft.period.quarter
    goal = indicator.goal(quarter)
    return Question(
        step=draft.step,
        token=draft.token,
        level=str(indicator.facts.level),
        name=indicator.facts.name,
        programme=programme_label(report, report.programme_of(indicator)),
        unit_code=draft.unit_code,
        period=draft.period,
        goal=goal,
        annual_goal=HUNDRED,
        accumulated_before=indicator.achieved_total(quarter - 1),
        previous=indicator.value(quarter - 1),
        light=light_of_draft(draft, indicator),
        percent=compliance(goal, draft.value, indicator.sense),
        value=draft.value,
        doubtful=draft.doubtful,
        reason=draft.reason,
        evidence=draft.evidence,
        candidates=indicator.candidates(quarter) if draft.value is None else (),
        cause=draft.cause,
        action=draft.action,
        recovery_on=draft.recovery_on,
        never_recovers=draft.never_recovers,
        causes=draft.causes,
        slip=draft.slip,
        doubtful_words=draft.doubtful_words,
        variable=indicator.variable,
        ratio=draft.ratio,
        doubtful_ratio=draft.doubtful_ratio,
        changed=draft.changed,
        month=draft.month,
        months=months_so_far(draft, indicator),
        indicator_id=draft.indicator_id,
        observation=observation,
        about_evidence=about_evidence,
    )


async def with_causes(uow: UnitOfWork, draft: Draft) -> Draft:
    """Store the present catalogue if a cause is asked for: buttons name positions in it."""
    is_asked = draft.step is Step.REASON
    found = await find_indicator(uow, draft.indicator_id, draft.period) if is_asked else None
    if found is None:
        return draft
    offered = await uow.causes.active(side_of_draft(draft, found[1]))
    return replace(draft, causes=tuple(each.text for each in offered))


async def find_indicator(
    uow: UnitOfWork, indicator_id: int, period: Period
) -> tuple[UnitReport, Indicator] | None:
    """Return an indicator with the report it belongs to; None when it no longer exists."""
    report = await uow.programmes.report_with(indicator_id, period)
    if report is None:
        return None
    return report, next(i for i in report.indicators if i.id == indicator_id)


async def _left_open(uow: UnitOfWork, person: Person) -> Form | Draft | None:
    thread = await open_thread(uow, person)
    return thread.form or thread.draft if await _was_sent(uow, thread.prompt_outbox_id) else None


async def _was_sent(uow: UnitOfWork, outbox_id: int | None) -> bool:
    row = await uow.outbox.get(outbox_id) if outbox_id is not None else None
    return row is not None and row.state in (OutboxState.SENT, OutboxState.UNKNOWN)


async def _open(
    uow: UnitOfWork, thread: Thread, *, is_observed: bool = True
) -> Question | FormQuestion | None:
    if thread.form is not None:
        return form_question_of(thread.form)
    return await question_of_draft(uow, thread.draft, is_observed=is_observed) if thread.draft else None


async def question_of_draft(uow: UnitOfWork, draft: Draft, *, is_observed: bool = True) -> Question | None:
    """Return the question of a draft; with `is_observed`, together with the observation of a reviewer."""
    found = await find_indicator(uow, draft.indicator_id, draft.period)
    if found is None:
        return None
    which = (draft.unit_code, draft.indicator_id, draft.period)
    observation = await uow.entregas.observation_of(*which) if is_observed else ""
    about = await evidence_asked(uow, found[0], draft)
    return question_of(*found, draft, observation, about)
