"""Save the narrative of an indicator, with its author and the text before."""

from dataclasses import replace
from typing import Any

from domain.kit.avances import Indicator, UnitReport
from domain.kit.moments import Moment
from domain.kit.narrative import CountTable, Narrative
from domain.review.locks import LockReason
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.locks import require_unlocked
from usecases.kit.refresh_reminders import refresh_reminders


async def save_narrative(
    uow: UnitOfWork, person: Person, found: tuple[UnitReport, Indicator], written: Narrative, moment: Moment
) -> None:
    """Store a narrative; it answers the observation of the indicator if it says anything new.

    Raise StaleNarrative if another person saved since it was begun, IndicatorLocked if it is locked now.
    """
    report, indicator = found
    period = report.period
    # First wait for a sending of the report in progress; then check whether it is locked.
    await uow.holds.indicator(indicator.id)
    lock = await require_unlocked(uow, report.unit.code, indicator.id, period, moment)
    before = await uow.narratives.get(indicator.id, period.quarter)
    by = f"person:{person.actor.person_id}"
    saved = await uow.narratives.save(indicator.id, period.quarter, written, at=moment.now, by=by)
    is_new = before is None or replace(before, version=saved.version) != saved
    if lock.reason is LockReason.GIVEN_BACK and is_new:
        await uow.entregas.solve(indicator.id, period, moment.now)
    await uow.audit.add(
        moment.now,
        by,
        "narrative_saved",
        f"narrative:{indicator.id}:{period}",
        before=_facts(before) if before else None,
        after=_facts(saved),
    )
    await refresh_reminders(uow, report.unit.code, period, moment)


def _facts(written: Narrative) -> dict[str, Any]:
    """Return a narrative in the form of the audit trail: every count, in readable words."""
    return {
        "narrative": written.text,
        "tables": [_in_words(table) for table in written.tables],
        "chart": f"{written.chart.kind.value}:{written.chart.table}" if written.chart else None,
        "version": written.version,
    }


def _in_words(table: CountTable) -> str:
    rows = ", ".join(f"{concept} {count}" for concept, count in table.rows)
    return f"{table.title}: {rows}, total {table.total}"
