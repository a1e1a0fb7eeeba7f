"""Capture one indicator in conversation: open it, take an answer, leave it."""

from dataclasses import dataclass, replace

from domain.capture.machine import advance, avance_of, begin, may_correct, met_goal
from domain.capture.messages import (
    Cancelled,
    ChangedMeanwhile,
    NothingToCancel,
    OldButton,
    Refused,
    Saved,
    Unfinished,
)
from domain.capture.turns import End, Turn
from domain.kit.access import Action
from domain.kit.avances import Indicator, Missing, UnitReport
from domain.kit.drafts import Answer, Choice, Chosen, Draft, Step
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.review.locks import Lock
from storage.avances import StaleAvance
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.amend_question import amend_question
from usecases.capture.audit_answers import audit_change
from usecases.capture.keep_months import save_months, settle_months
from usecases.kit.around import around
from usecases.kit.conversations import Thread, ask, ask_again, find_indicator, keep_thread, open_thread
from usecases.kit.evidence_asked import with_offer
from usecases.kit.locks import IndicatorLocked, lock_of
from usecases.kit.owed import owed_by
from usecases.kit.save_avance import save_avance
from usecases.kit.say import answer, close_question
from usecases.kit.unsaved import unsaved_of
from usecases.kit.views import due_of
from usecases.review.request_correction import CorrectionWish, request_correction, tell_locked


@dataclass(frozen=True)
class IndicatorWanted:
    """The indicator that is asked for.

    `met` also answers that its goal was reached, `none` that there was no progress. `corrects` asks at once
    what is to be corrected. `is_button` separates a tap, which may be old, from typed text, which may correct
    a saved value.
    """

    indicator_id: int
    period: Period
    met: bool = False
    is_button: bool = True
    none: bool = False
    corrects: bool = False


async def open_indicator(uow: UnitOfWork, person: Person, wanted: IndicatorWanted, moment: Moment) -> bool:
    """Begin to capture an indicator, unless another one has unsaved answers.

    Return whether its question was asked; otherwise the person was told why not.
    """
    found = await find_indicator(uow, wanted.indicator_id, wanted.period)
    if found is None or not person.actor.may(Action.CAPTURE, found[0].unit.code):
        # The same words for both: forged data must not reveal which indicators exist elsewhere.
        await answer(uow, person.chat_id, OldButton(), moment)
        return False
    report, indicator = found
    lock = await lock_of(uow, report.unit.code, wanted.period, moment)
    if not lock.allows(indicator.id):
        await tell_locked(uow, person, found, lock, moment)
        return False
    thread = await open_thread(uow, person)
    if thread.form is not None:
        await ask_again(uow, person, moment)
        return False
    if await is_held_up(uow, person, thread, wanted, moment):
        return False
    is_observed = indicator.id in lock.open_ids
    if wanted.is_button and not is_observed and not indicator.owed_by_unit(wanted.period.quarter):
        await _say_old(uow, person, indicator, wanted, moment)
        return False
    draft = _begin(report, indicator, wanted, thread, moment)
    await ask(uow, person, thread, draft, moment)
    return True


async def take_answer(
    uow: UnitOfWork,
    person: Person,
    given: Answer,
    moment: Moment,
    *,
    said: str,
    thread: Thread | None = None,
) -> bool:
    """Take an answer to the open question; False if no question is open.

    `said` is how the answer reads in the edited question, or in a refusal; `thread` is the conversation, if
    it was loaded already.
    """
    thread = thread or await open_thread(uow, person)
    draft = thread.draft
    found = await find_indicator(uow, draft.indicator_id, draft.period) if draft else None
    if draft is None or found is None:
        return False
    report, indicator = found
    nearby = around(report, indicator, moment)
    turn = advance(with_offer(draft, given, report), given, indicator, thread.next_token, nearby)
    if turn.refusal:
        await answer(uow, person.chat_id, Refused(turn.refusal, said), moment)
    elif turn.end is End.CANCEL:
        await _leave(uow, person, thread, indicator, moment)
    elif turn.end is End.SAVE:
        await _save(uow, person, thread, moment)
    elif turn.end is End.SAVE_MONTHS:
        await _save_months(uow, person, thread, indicator, moment)
    elif turn.is_same_question:
        await amend_question(uow, person, thread, turn.draft, moment)
    else:
        await audit_change(uow, person, turn.draft, moment)
        await ask(uow, person, thread, turn.draft, moment, said=said)
    return True


async def cancel_capture(uow: UnitOfWork, person: Person, moment: Moment) -> None:
    """Cancel the open capture without saving anything."""
    thread = await open_thread(uow, person)
    draft = thread.draft
    found = await find_indicator(uow, draft.indicator_id, draft.period) if draft else None
    if found is None:
        await answer(uow, person.chat_id, NothingToCancel(), moment)
        return
    await _leave(uow, person, thread, found[1], moment)


def _begin(
    report: UnitReport, indicator: Indicator, wanted: IndicatorWanted, thread: Thread, moment: Moment
) -> Draft:
    nearby, token = around(report, indicator, moment), thread.next_token
    draft = begin(indicator, report.unit.code, wanted.period, token, nearby)
    if draft.step not in (Step.VALUE, Step.MONTH, Step.MONTHS):
        corrects = wanted.corrects and may_correct(draft)
        return advance(draft, Chosen(Choice.CORRECT), indicator, token, nearby).draft if corrects else draft
    if wanted.none and draft.step is Step.VALUE:
        return advance(draft, Chosen(Choice.NO_PROGRESS), indicator, token, nearby).draft
    if not wanted.met:
        return draft
    turn: Turn = met_goal(draft, indicator, token, nearby)
    return draft if turn.refusal else turn.draft


async def is_held_up(
    uow: UnitOfWork, person: Person, thread: Thread, wanted: IndicatorWanted, moment: Moment
) -> bool:
    """Tell whether unsaved answers keep another capture from opening; if so, say it and ask again."""
    draft = thread.draft
    if draft is None or (draft.value is None and draft.doubtful is None and not draft.months):
        return False
    if (draft.indicator_id, draft.period) == (wanted.indicator_id, wanted.period):
        return await ask_again(uow, person, moment)
    unsaved = await unsaved_of(uow, draft, moment)
    if unsaved is None:
        return False
    await answer(uow, person.chat_id, Unfinished(*unsaved), moment)
    return await ask_again(uow, person, moment)


async def _say_old(
    uow: UnitOfWork, person: Person, indicator: Indicator, wanted: IndicatorWanted, moment: Moment
) -> None:
    old = OldButton(str(indicator.facts.level), indicator.value(wanted.period.quarter), wanted.period)
    await answer(uow, person.chat_id, old, moment)


async def _leave(
    uow: UnitOfWork, person: Person, thread: Thread, indicator: Indicator, moment: Moment
) -> None:
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, "Cancelado", moment)
    await answer(uow, person.chat_id, Cancelled(str(indicator.facts.level)), moment)
    await _close(uow, person, thread, moment)


async def _save(uow: UnitOfWork, person: Person, thread: Thread, moment: Moment) -> None:
    draft = thread.draft
    assert draft is not None
    try:
        await save_avance(uow, person, draft, moment)
    except StaleAvance as stale:
        await _show_conflict(uow, person, thread, stale, moment)
        return
    except IndicatorLocked as locked:
        await _show_locked(uow, person, thread, locked.lock, moment)
        return
    await _keep_what_was_said(uow, person, draft, moment)
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, "Guardado", moment)
    await answer(uow, person.chat_id, await _saved(uow, draft, moment), moment)
    await _close(uow, person, thread, moment)


async def _keep_what_was_said(uow: UnitOfWork, person: Person, draft: Draft, moment: Moment) -> None:
    """Store which message gave each answer, and save the months that add up to the value."""
    if draft.heard:
        period = (draft.period.year, draft.period.quarter)
        who, what = person.actor.person_id, draft.indicator_id
        await uow.answered.remember(who, what, period, draft.heard, at=moment.now)
    found = await find_indicator(uow, draft.indicator_id, draft.period)
    if found is not None and found[1].asks_months:
        await settle_months(uow, person, draft, found[1], moment)


async def _save_months(
    uow: UnitOfWork, person: Person, thread: Thread, indicator: Indicator, moment: Moment
) -> None:
    assert thread.draft is not None
    try:
        await save_months(uow, person, thread.draft, indicator, moment)
    except IndicatorLocked as locked:
        found = await find_indicator(uow, indicator.id, thread.draft.period)
        assert found is not None
        await _close(uow, person, thread, moment)
        await tell_locked(uow, person, found, locked.lock, moment)
        return
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, "Guardado", moment)
    await _close(uow, person, thread, moment)


async def _saved(uow: UnitOfWork, draft: Draft, moment: Moment) -> Saved:
    found = await find_indicator(uow, draft.indicator_id, draft.period)
    assert found is not None
    report, indicator = found
    own = (await uow.calendar.deadlines()).for_unit(draft.unit_code)
    due = due_of(draft.period, own, moment)
    owed = await owed_by(uow, draft.period, [draft.unit_code])
    level, remaining = str(indicator.facts.level), owed.gaps(report).lines
    lacks = Missing.NARRATIVE in indicator.missing(draft.period.quarter)
    may_write = lacks and (await lock_of(uow, draft.unit_code, draft.period, moment)).allows(indicator.id)
    narrative_id = indicator.id if may_write else 0
    observed = owed.observed.get(draft.unit_code, {}).get(indicator.id, "")
    again = draft.unit_code in owed.entregas
    return Saved(level, draft.unit_code, draft.period, due, remaining, narrative_id, again, observed)


async def _show_locked(uow: UnitOfWork, person: Person, thread: Thread, lock: Lock, moment: Moment) -> None:
    """The report was sent meanwhile: say so, and offer to ask IMPLAN for the captured change."""
    draft = thread.draft
    assert draft is not None
    found = await find_indicator(uow, draft.indicator_id, draft.period)
    assert found is not None
    await close_question(uow, person.chat_id, thread.prompt_outbox_id, "", moment)
    await _close(uow, person, thread, moment)
    await tell_locked(uow, person, found, lock, moment)
    if lock.takes_corrections:
        wish = CorrectionWish(draft.indicator_id, draft.period, proposed=avance_of(draft))
        await request_correction(uow, person, wish, moment)


async def _show_conflict(
    uow: UnitOfWork, person: Person, thread: Thread, stale: StaleAvance, moment: Moment
) -> None:
    """Another person saved first: show the stored value and the summary again."""
    draft = thread.draft
    assert draft is not None
    stored = stale.stored
    found = await find_indicator(uow, draft.indicator_id, draft.period)
    assert found is not None
    changed = ChangedMeanwhile(str(found[1].facts.level), stored.value if stored else None)
    await answer(uow, person.chat_id, changed, moment)
    again = replace(draft, base_version=stored.version if stored else 0, token=thread.next_token)
    await ask(uow, person, thread, again, moment)


async def _close(uow: UnitOfWork, person: Person, thread: Thread, moment: Moment) -> None:
    closed = replace(thread, draft=None, prompt_outbox_id=None)
    await keep_thread(uow, person.actor.person_id, closed, moment)
