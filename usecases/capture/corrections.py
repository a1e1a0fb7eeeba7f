"""Correct an answer by editing its message, in any state of the report."""

from dataclasses import replace

from domain.capture.machine import amend, avance_of, begin
from domain.capture.messages import Refused
from domain.capture.turns import Turn
from domain.kit.access import Action
from domain.kit.avances import Indicator, UnitReport
from domain.kit.drafts import AnswerSource, Draft, Given
from domain.kit.moments import Moment
from domain.kit.periods import Period
from storage.people import Person
from storage.queues.answered import AnsweredMessage
from storage.uow import UnitOfWork
from usecases.capture.audit_answers import audit_change
from usecases.capture.capture_indicator import IndicatorWanted, is_held_up
from usecases.kit.around import around
from usecases.kit.conversations import Thread, ask, find_indicator, open_thread
from usecases.kit.locks import lock_of
from usecases.kit.say import answer
from usecases.review.request_correction import CorrectionWish, request_correction


async def correct_by_edit(
    uow: UnitOfWork, person: Person, message_id: int, text: str, moment: Moment
) -> bool:
    """Take an edited message as a correction of its answer; False if it gave none.

    A saved answer opens the summary with the new value, to be saved by `Guardar`; in a report that was sent
    it becomes a request to IMPLAN.
    """
    thread = await open_thread(uow, person)
    draft = thread.draft
    heard = next((each for each in draft.heard if each.message_id == message_id), None) if draft else None
    if draft is not None and heard is not None:
        found = await find_indicator(uow, draft.indicator_id, draft.period)
        if found is not None and says_nothing_new(draft, heard, text, found, moment):
            return True
        return thread.form is None and await _amend(uow, person, thread, heard, moment, text=text)
    answered = await uow.answered.of(person.actor.person_id, message_id)
    if answered is None:
        return False
    return await _correct_saved(uow, person, thread, answered, moment, text=text)


async def answers_open_question(uow: UnitOfWork, person: Person, message_id: int) -> bool:
    """Tell whether a message without an answer came after the open question: it was refused."""
    thread = await open_thread(uow, person)
    prompt = thread.prompt_outbox_id
    row = await uow.outbox.get(prompt) if prompt is not None else None
    return row is not None and row.message_id is not None and message_id > row.message_id


def says_nothing_new(
    draft: Draft, heard: AnswerSource, text: str, found: tuple[UnitReport, Indicator], moment: Moment
) -> bool:
    """Tell whether an edited message leaves the draft unchanged, or has the same meaning as before."""
    if _squeezed(text) == _squeezed(heard.said):
        return True
    nearby = around(*found, moment)

    def amended(said: str) -> Turn:
        return amend(draft, heard, said, found[1], token="", around=nearby)

    now = amended(text)
    if now.refusal:
        return False
    before = amended(heard.said)
    return _meaning(now.draft) in (_meaning(draft), None if before.refusal else _meaning(before.draft))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _meaning(draft: Draft) -> tuple[object, ...]:
    """Return the meaning of a draft, whatever its words: an oficio is its number and day."""
    words = (draft.cause, draft.reason, draft.action, draft.doubtful_words)
    proofs = [
        replace(each, raw="" if each.numbers else _squeezed(each.raw), issuer=None) for each in draft.evidence
    ]
    return (
        draft.value,
        draft.doubtful,
        draft.ratio,
        draft.recovery_on,
        draft.never_recovers,
        tuple(_squeezed(each) if each else each for each in words),
        sorted(proofs, key=repr),
    )


async def _correct_saved(
    uow: UnitOfWork, person: Person, thread: Thread, answered: AnsweredMessage, moment: Moment, *, text: str
) -> bool:
    period = Period(answered.year, answered.quarter)
    found = await find_indicator(uow, answered.indicator_id, period)
    if found is None or not person.actor.may(Action.CAPTURE, found[0].unit.code):
        return False
    report, indicator = found
    saved = begin(indicator, report.unit.code, period, thread.next_token, around(*found, moment))
    if says_nothing_new(saved, answered.heard, text, found, moment):
        return True
    if thread.form is not None:
        return False
    lock = await lock_of(uow, report.unit.code, period, moment)
    if not lock.allows(indicator.id):
        return await _ask_implan(uow, person, found, answered.heard, moment, text=text)
    wanted = IndicatorWanted(indicator.id, period, is_button=False)
    draft = thread.draft
    is_same = draft is not None and (draft.indicator_id, draft.period) == (indicator.id, period)
    if draft is None or not is_same:
        if await is_held_up(uow, person, thread, wanted, moment):
            return True
        draft = saved
    known = replace(draft, heard=(*draft.heard, answered.heard))
    return await _amend(uow, person, replace(thread, draft=known), answered.heard, moment, text=text)


async def _amend(
    uow: UnitOfWork, person: Person, thread: Thread, heard: AnswerSource, moment: Moment, *, text: str
) -> bool:
    """Replace the answer of an edited message in a draft, and ask the next question."""
    draft = thread.draft
    assert draft is not None
    found = await find_indicator(uow, draft.indicator_id, draft.period)
    if found is None:
        return False
    indicator = found[1]
    nearby = around(*found, moment)
    turn = amend(draft, heard, text, indicator, token=thread.next_token, around=nearby)
    if turn.refusal:
        await answer(uow, person.chat_id, Refused(turn.refusal, text), moment)
        return True
    await audit_change(uow, person, turn.draft, moment, action="answer_edited")
    await ask(uow, person, thread, turn.draft, moment)
    return True


async def _ask_implan(
    uow: UnitOfWork,
    person: Person,
    found: tuple[UnitReport, Indicator],
    heard: AnswerSource,
    moment: Moment,
    *,
    text: str,
) -> bool:
    """The report was sent: ask IMPLAN for the new value, or for the whole avance."""
    report, indicator = found
    wish = CorrectionWish(indicator.id, report.period, text)
    if heard.given is not Given.VALUE:
        draft = begin(indicator, report.unit.code, report.period, "", around(*found, moment))
        turn = amend(draft, heard, text, indicator, token="", around=around(*found, moment))
        if turn.refusal:
            await answer(uow, person.chat_id, Refused(turn.refusal, text), moment)
            return True
        wish = CorrectionWish(indicator.id, report.period, proposed=avance_of(turn.draft))
    await request_correction(uow, person, wish, moment)
    return True
