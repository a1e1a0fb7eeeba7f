"""Correct a named indicator: in the open capture, from the saved value, or by asking IMPLAN."""

from dataclasses import replace

from domain.capture.machine import may_correct
from domain.kit.drafts import Choice, Chosen
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.capture_indicator import IndicatorWanted, open_indicator, take_answer
from usecases.kit.conversations import find_indicator, open_thread
from usecases.kit.locks import lock_of
from usecases.review.request_correction import CorrectionWish, request_correction


async def correct_indicator(
    uow: UnitOfWork, person: Person, wanted: IndicatorWanted, moment: Moment, *, said: str
) -> None:
    """Ask what is to be corrected in an indicator; if it has no value yet, ask for the value."""
    found = await find_indicator(uow, wanted.indicator_id, wanted.period)
    assert found is not None
    lock = await lock_of(uow, found[0].unit.code, wanted.period, moment)
    if not lock.allows(wanted.indicator_id):
        await request_correction(uow, person, CorrectionWish(wanted.indicator_id, wanted.period), moment)
        return
    thread = await open_thread(uow, person)
    draft = thread.draft if thread.form is None else None
    is_open = draft is not None and (draft.indicator_id, draft.period) == (wanted.indicator_id, wanted.period)
    if draft is not None and is_open and may_correct(draft):
        await take_answer(uow, person, Chosen(Choice.CORRECT), moment, said=said, thread=thread)
        return
    await open_indicator(uow, person, replace(wanted, corrects=True), moment)
