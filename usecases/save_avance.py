"""Save what was captured, with who did it and what it was before."""

from typing import Any

from domain.avances import Avance
from domain.capture import avance_of
from domain.drafts import Draft
from domain.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork


async def save_avance(uow: UnitOfWork, person: Person, draft: Draft, moment: Moment) -> Avance:
    """Store a finished draft; raise StaleAvance when somebody else saved since it was begun."""
    before = await uow.avances.get(draft.indicator_id, draft.period)
    by = f"person:{person.actor.person_id}"
    saved = await uow.avances.save(
        draft.indicator_id, draft.period.quarter, avance_of(draft), at=moment.now, by=by
    )
    await uow.audit.add(
        moment.now,
        by,
        "avance_saved",
        f"avance:{draft.indicator_id}:{draft.period}",
        before=facts_of_avance(before) if before else None,
        after=facts_of_avance(saved),
    )
    return saved


def facts_of_avance(avance: Avance) -> dict[str, Any]:
    """Return an avance as the audit trail keeps it."""
    return {
        "state": avance.state.value,
        "value": None if avance.value is None else str(avance.value),
        "justification": avance.justification,
        "evidence": [each.raw for each in avance.evidence],
        "version": avance.version,
    }
