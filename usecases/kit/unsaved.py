"""Unsaved answers of captures: whose they are, and of which indicator."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.capture.case import Surroundings
from domain.capture.machine import begin
from domain.capture.months import total_of
from domain.kit.access import Action
from domain.kit.avances import Indicator
from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.unsaved import UnsavedOf
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.around import around
from usecases.kit.conversations import find_indicator, load_thread


@dataclass(frozen=True)
class Unsaved:
    person: Person
    unit_code: str
    level: str
    value: Decimal

    @property
    def is_of(self) -> int:
        return self.person.actor.person_id


async def unsaved_in(
    uow: UnitOfWork, period: Period, moment: Moment, *, unit_code: str | None = None
) -> list[Unsaved]:
    """Return the unsaved answers in the reports of a quarter, of one UR or of all, by person."""
    found = []
    people = uow.people
    for person in await (people.everybody() if unit_code is None else people.of_units([unit_code])):
        draft = (await load_thread(uow, person.actor.person_id)).draft
        if draft is None or draft.period != period or unit_code not in (None, draft.unit_code):
            continue
        if not person.actor.may(Action.CAPTURE, draft.unit_code):
            continue
        answered = await unsaved_of(uow, draft, moment)
        if answered is not None:
            found.append(Unsaved(person, draft.unit_code, *answered))
    return found


async def unsaved_of(uow: UnitOfWork, draft: Draft, moment: Moment) -> tuple[str, Decimal] | None:
    """Return the level and value of a draft with unsaved answers; None for any other draft."""
    value = draft.doubtful if draft.value is None else draft.value
    if value is None and not draft.months:
        return None
    found = await find_indicator(uow, draft.indicator_id, draft.period)
    if found is None or not _has_answers(draft, found[1], around(*found, moment)):
        return None
    return str(found[1].facts.level), total_of(dict(draft.months)) if value is None else value


def told_of(unsaved: Iterable[Unsaved]) -> tuple[UnsavedOf, ...]:
    """Return unsaved answers as they are shown to another person."""
    return tuple(
        UnsavedOf(each.unit_code, each.level, each.value, each.person.actor.name) for each in unsaved
    )


def _has_answers(draft: Draft, indicator: Indicator, nearby: Surroundings) -> bool:
    """Tell whether a draft differs from the saved avance, from which it may have begun."""
    begun = begin(indicator, draft.unit_code, draft.period, draft.token, nearby)
    return replace(draft, step=begun.step, month=begun.month, causes=()) != begun
