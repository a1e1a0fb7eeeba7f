"""Save the values of months, before the quarter is over and together with its sum."""

from domain.capture.messages import MonthsSaved
from domain.capture.months import months_of, total_of
from domain.capture.months_step import known_months
from domain.kit.avances import Indicator
from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import find_indicator
from usecases.kit.locks import require_unlocked
from usecases.kit.refresh_reminders import refresh_reminders
from usecases.kit.say import answer


async def save_months(
    uow: UnitOfWork, person: Person, draft: Draft, indicator: Indicator, moment: Moment
) -> None:
    """Save the months of a draft and tell their sum; raise IndicatorLocked if it is locked."""
    await uow.holds.indicator(indicator.id)
    await require_unlocked(uow, draft.unit_code, indicator.id, draft.period, moment)
    found = await find_indicator(uow, indicator.id, draft.period)
    assert found is not None
    indicator = found[1]  # with what others have saved while these months waited for them
    await _keep(uow, person, draft, indicator, moment)
    await refresh_reminders(uow, draft.unit_code, draft.period, moment)
    months = tuple(known_months(draft, indicator).items())
    level = str(indicator.facts.level)
    said = MonthsSaved(level, draft.period, months, indicator.goal(draft.period.quarter))
    await answer(uow, person.chat_id, said, moment)


async def settle_months(
    uow: UnitOfWork, person: Person, draft: Draft, indicator: Indicator, moment: Moment
) -> None:
    """Save the months that add up to the value; delete them if the total was given instead."""
    known = known_months(draft, indicator)
    if not known:
        return
    if len(known) == len(months_of(draft.period)) and total_of(known) == draft.value:
        await _keep(uow, person, draft, indicator, moment)
        return
    await uow.months.clear(indicator.id, draft.period)


async def _keep(uow: UnitOfWork, person: Person, draft: Draft, indicator: Indicator, moment: Moment) -> None:
    given = dict(draft.months)
    if not given:
        return
    by = f"person:{person.actor.person_id}"
    await uow.months.save(indicator.id, given, at=moment.now, by=by)
    before = {str(month): str(indicator.months[month]) for month in given if month in indicator.months}
    after = {str(month): str(value) for month, value in given.items()}
    subject = f"avance:{indicator.id}:{draft.period}"
    await uow.audit.add(moment.now, by, "months_saved", subject, before=before or None, after=after)
