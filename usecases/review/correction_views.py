"""From a correction to its messages and audit entries."""

from domain.kit.avances import Indicator, UnitReport
from domain.kit.moments import Moment
from domain.review.corrections import Correction, CorrectionState
from domain.review.messages import CorrectionAsked, CorrectionDecided, CorrectionTaken
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import find_indicator
from usecases.kit.save_avance import facts_of_avance


async def indicator_of(uow: UnitOfWork, correction: Correction) -> tuple[UnitReport, Indicator]:
    found = await find_indicator(uow, correction.indicator_id, correction.period)
    assert found is not None
    return found


async def asked(uow: UnitOfWork, person: Person, correction: Correction) -> CorrectionAsked:
    report, indicator = await indicator_of(uow, correction)
    before, proposed = correction.before, correction.proposed
    is_new = proposed.justification != (before.justification if before else None)
    return CorrectionAsked(
        correction.id,
        report.unit.code,
        report.unit.name,
        correction.period,
        str(indicator.facts.level),
        correction.before.value if correction.before else None,
        correction.proposed.value,
        correction.reason,
        person.actor.name,
        (proposed.justification or "") if is_new else "",
    )


async def taken(uow: UnitOfWork, correction: Correction, *, waits: bool = False) -> CorrectionTaken:
    report, indicator = await indicator_of(uow, correction)
    return CorrectionTaken(
        report.unit.code,
        correction.period,
        str(indicator.facts.level),
        correction.before.value if correction.before else None,
        correction.proposed.value,
        waits,
    )


async def decided(uow: UnitOfWork, correction: Correction) -> CorrectionDecided:
    report, indicator = await indicator_of(uow, correction)
    by = await uow.people.by_id(correction.decided_by) if correction.decided_by else None
    return CorrectionDecided(
        report.unit.code,
        correction.period,
        str(indicator.facts.level),
        correction.before.value if correction.before else None,
        correction.proposed.value,
        correction.state is CorrectionState.GRANTED,
        correction.decision or "",
        by.actor.name if by else "",
    )


async def audit_correction(
    uow: UnitOfWork, person: Person, correction: Correction, moment: Moment, *, action: str, reason: str
) -> None:
    await uow.audit.add(
        moment.now,
        f"person:{person.actor.person_id}",
        action,
        f"avance:{correction.indicator_id}:{correction.period}",
        before=facts_of_avance(correction.before) if correction.before else None,
        after=facts_of_avance(correction.proposed) | {"correction": correction.id},
        reason=reason,
    )
