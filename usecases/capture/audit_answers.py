"""Write to the audit trail what an answer replaced before it was saved."""

from domain.kit.drafts import Draft, Given
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork

FIELDS = {
    Given.VALUE: "value",
    Given.CAUSE: "cause",
    Given.REASON: "justification",
    Given.ACTION: "action",
    Given.RECOVERY: "recovery_on",
    Given.EVIDENCE: "evidence",
    Given.FILE: "file",
}
"""The audit names of the fields of a saved avance."""


async def audit_change(
    uow: UnitOfWork, person: Person, draft: Draft, moment: Moment, *, action: str = "answer_corrected"
) -> None:
    """Write to the audit trail what the last answer of a draft replaced, if anything."""
    change = draft.changed
    if change is None:
        return
    field = FIELDS[change.given]
    await uow.audit.add(
        moment.now,
        f"person:{person.actor.person_id}",
        action,
        f"avance:{draft.indicator_id}:{draft.period}",
        before={field: change.before},
        after={field: change.after},
    )
