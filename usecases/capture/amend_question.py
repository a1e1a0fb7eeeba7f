"""Edit the message of the open question instead of sending a new one."""

from dataclasses import replace

from domain.evidence.messages import Amended
from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import Thread, keep_thread, question_of_draft
from usecases.kit.outgoing import encode
from usecases.kit.say import answer


async def amend_question(
    uow: UnitOfWork, person: Person, thread: Thread, draft: Draft, moment: Moment
) -> None:
    """Store a draft whose question stays open, and edit its message to show the draft.

    One waiting edit is enough for several changes: it is worded when it is sent.
    """
    await keep_thread(uow, person.actor.person_id, replace(thread, draft=draft), moment)
    question = await question_of_draft(uow, draft)
    prompt = thread.prompt_outbox_id
    if question is None or prompt is None or await uow.outbox.reword(prompt, encode(question)):
        return
    edits = f"amended:{prompt}:"
    if await uow.outbox.held(person.chat_id, edits) is None:
        await answer(uow, person.chat_id, Amended(prompt), moment, key=f"{edits}{thread.version}")
