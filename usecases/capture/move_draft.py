"""Move an unsaved capture from one enlace to another, and ask its open question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from domain.people.handover_messages import MovedDraft, TakenOver
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import DRAFT, ask_again, find_indicator, held_thread, keep_thread
from usecases.kit.say import answer, close_question

PASSED_ON = "Pasó a otra persona"


@dataclass(frozen=True)
class Handover:
    """What a successor takes over: from whom, why, and the open capture."""

    person_id: int
    name: str
    reason: str
    draft: Draft | None = None


def dump_draft(draft: Draft | None) -> dict[str, Any] | None:
    """Return an unsaved capture in the form of the audit trail."""
    return DRAFT.dump_python(draft, mode="json") if draft else None


def load_draft(stored: Mapping[str, Any] | None) -> Draft | None:
    return DRAFT.validate_python(stored) if stored else None


async def take_draft(uow: UnitOfWork, leaver: Person, unit_code: str, moment: Moment) -> Draft | None:
    """Remove the capture of a UR from a conversation and return it; other dialogues stay."""
    person_id = leaver.actor.person_id
    thread = await held_thread(uow, person_id)
    form = thread.form if thread.form and thread.form.unit_code != unit_code else None
    draft = thread.draft if thread.draft and thread.draft.unit_code == unit_code else None
    if draft is None and form is thread.form:
        return None
    prompt = thread.prompt_outbox_id if form or (thread.draft and not draft and not thread.form) else None
    if prompt is None:
        await close_question(uow, leaver.chat_id, thread.prompt_outbox_id, PASSED_ON, moment)
    left = replace(thread, draft=None if draft else thread.draft, form=form, prompt_outbox_id=prompt)
    await keep_thread(uow, person_id, left, moment)
    return draft


async def give_draft(
    uow: UnitOfWork, successor: Person, unit_code: str, handover: Handover, moment: Moment
) -> None:
    """Tell the successor, and ask the open question, unless they have one of their own."""
    person_id = successor.actor.person_id
    thread = await held_thread(uow, person_id)
    is_free = thread.draft is None and thread.form is None
    moved = await _moved(uow, handover.draft, is_asked=is_free)
    unit = await uow.programmes.unit(unit_code)
    told = TakenOver(unit_code, unit.name if unit else "", handover.name, handover.reason, moved)
    await answer(uow, successor.chat_id, told, moment)
    if handover.draft is None or moved is None:
        return
    if is_free:
        draft = replace(handover.draft, token=thread.next_token)
        await keep_thread(uow, person_id, replace(thread, draft=draft), moment)
    await ask_again(uow, successor, moment)


async def _moved(uow: UnitOfWork, draft: Draft | None, *, is_asked: bool) -> MovedDraft | None:
    found = await find_indicator(uow, draft.indicator_id, draft.period) if draft else None
    if draft is None or found is None:
        return None
    return MovedDraft(str(found[1].facts.level), draft.value, is_asked, draft.period)
