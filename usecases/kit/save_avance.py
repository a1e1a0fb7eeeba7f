"""Save a capture, with its author and the values before."""

from typing import Any

from domain.capture.machine import avance_of
from domain.evidence.proofs import files_of
from domain.kit.avances import Avance
from domain.kit.drafts import Draft
from domain.kit.moments import Moment
from domain.review.locks import LockReason
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.locks import require_unlocked
from usecases.kit.refresh_reminders import refresh_reminders


async def save_avance(uow: UnitOfWork, person: Person, draft: Draft, moment: Moment) -> Avance:
    """Store a finished draft; it answers the observation of the indicator if it says anything new.

    Sent reminders about it are edited. Raise StaleAvance if another person saved since it was begun,
    IndicatorLocked if it is locked now.
    """
    # First wait for a sending of the report in progress; then check whether it is locked.
    await uow.holds.indicator(draft.indicator_id)
    lock = await require_unlocked(uow, draft.unit_code, draft.indicator_id, draft.period, moment)
    before = await uow.avances.get(draft.indicator_id, draft.period)
    by = f"person:{person.actor.person_id}"
    saved = await uow.avances.save(
        draft.indicator_id, draft.period.quarter, avance_of(draft), at=moment.now, by=by
    )
    if lock.reason is LockReason.GIVEN_BACK and not await _is_the_same(uow, draft, before, saved):
        await uow.entregas.solve(draft.indicator_id, draft.period, moment.now)
    await uow.audit.add(
        moment.now,
        by,
        "avance_saved",
        f"avance:{draft.indicator_id}:{draft.period}",
        before=facts_of_avance(before) if before else None,
        after=facts_of_avance(saved) | _count_of(draft),
    )
    await _tell_removed(uow, by, draft, moment)
    await refresh_reminders(uow, draft.unit_code, draft.period, moment)
    return saved


async def _is_the_same(uow: UnitOfWork, draft: Draft, before: Avance | None, saved: Avance) -> bool:
    """Tell whether nothing changed: an observation is not answered by an identical avance."""
    if not saved.says_the_same(before):
        return False
    known = await uow.months.of(draft.indicator_id, draft.period)
    return all(known.get(month) == value for month, value in draft.months)


async def _tell_removed(uow: UnitOfWork, by: str, draft: Draft, moment: Moment) -> None:
    """Write to the audit trail why each evidence was removed."""
    for gone in draft.removed:
        await uow.audit.add(
            moment.now,
            by,
            "evidence_removed",
            f"avance:{draft.indicator_id}:{draft.period}",
            before={
                "evidence": [each.raw for each in gone.evidence],
                "files": sorted(files_of(gone.evidence)),
            },
            reason=gone.reason,
        )


def _count_of(draft: Draft) -> dict[str, Any]:
    """Return the count behind the value, if the indicator has a natural unit."""
    return {"count": f"{draft.ratio.counted}/{draft.ratio.of}"} if draft.ratio else {}


def facts_of_avance(avance: Avance) -> dict[str, Any]:
    """Return an avance in the form of the audit trail."""
    return {
        "state": avance.state.value,
        "value": None if avance.value is None else str(avance.value),
        "cause": avance.cause,
        "justification": avance.justification,
        "action": avance.action,
        "recovery_on": avance.recovery_on.isoformat() if avance.recovery_on else None,
        "evidence": [each.raw for each in avance.evidence],
        "version": avance.version,
    }
