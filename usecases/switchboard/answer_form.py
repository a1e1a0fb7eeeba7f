"""Take an answer to the open question of a dialogue."""

from collections.abc import Mapping
from dataclasses import replace

from domain.kit.dialogues.forms import (
    FieldRefused,
    Form,
    FormAnswer,
    Left,
    TurnedTo,
    meant,
    value_of,
    with_answer,
)
from domain.kit.dialogues.messages import FormLeft, FormRefused
from domain.kit.moments import Moment
from domain.kit.periods import Period
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import (
    Thread,
    ThreadNotUnderstood,
    ask_again,
    ask_form,
    keep_thread,
    open_thread,
)
from usecases.kit.form_spec import FormSpec, ask_next
from usecases.kit.say import answer, close_question
from usecases.review.review_entrega import OF_A_REPORT
from usecases.switchboard.form_table import FORMS


async def check_understood(uow: UnitOfWork, person: Person) -> None:
    """Raise ThreadNotUnderstood for an open dialogue of a kind that only a later version has."""
    stored = await uow.conversations.get(person.actor.person_id)
    form = stored.state.get("form") if stored else None
    if form and form["kind"] not in FORMS:
        raise ThreadNotUnderstood


async def take_form_answer(
    uow: UnitOfWork,
    person: Person,
    given: FormAnswer,
    moment: Moment,
    *,
    said: str,
    forms: Mapping[str, FormSpec] = FORMS,
) -> bool:
    """Take an answer to the open dialogue; False if none is open.

    `said` is how the answer reads in the edited question, or in a refusal.
    """
    thread = await open_thread(uow, person)
    form = thread.form
    spec = forms.get(form.kind) if form else None
    if form is None or spec is None:
        return False
    given = meant(spec.field(form.awaited), given)
    if isinstance(given, Left):
        await _leave(uow, person, thread, form, moment)
    elif isinstance(given, TurnedTo):
        turned = replace(form, page=given.page, token=thread.next_token)
        await ask_form(uow, person, thread, turned, moment)
    else:
        await _take(uow, person, spec, given, moment, thread=thread, said=said)
    return True


async def _take(
    uow: UnitOfWork,
    person: Person,
    spec: FormSpec,
    given: FormAnswer,
    moment: Moment,
    *,
    thread: Thread,
    said: str,
) -> None:
    form = thread.form
    assert form is not None
    try:
        value = value_of(form, spec.field(form.awaited), given)
        settled = await spec.settle(uow, person, form, value, moment)
    except FieldRefused as refused:
        await answer(uow, person.chat_id, FormRefused(refused.problem, said), moment)
        return
    answered = spec.fold(with_answer(form, settled))
    if spec.next_field(answered) is not None:
        await ask_next(uow, person, spec, replace(thread, form=answered), moment, said=said)
        return
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, said, moment)
    await _close(uow, person, thread, moment)
    await spec.finish(uow, person, answered, moment)
    await _resume(uow, person, moment)


async def _leave(uow: UnitOfWork, person: Person, thread: Thread, form: Form, moment: Moment) -> None:
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, "Cancelado", moment)
    await answer(uow, person.chat_id, _left(form), moment)
    await _close(uow, person, thread, moment)
    await _resume(uow, person, moment)


def _left(form: Form) -> FormLeft:
    """Return the report of a review dialogue that was left: its buttons are gone."""
    if form.kind not in OF_A_REPORT:
        return FormLeft(form.kind)
    return FormLeft(form.kind, form.unit_code or "", Period.parse(form.subject["period"]))


async def _close(uow: UnitOfWork, person: Person, thread: Thread, moment: Moment) -> None:
    closed = replace(thread, form=None, prompt_outbox_id=None)
    await keep_thread(uow, person.actor.person_id, closed, moment)


async def _resume(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    """Ask the question of a waiting capture again, unless another dialogue was opened."""
    thread = await open_thread(uow, person)
    if thread.draft is not None and thread.form is None:
        await ask_again(uow, person, moment)
