"""The facts of a question about evidence besides the draft: registered documents, and notes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from domain.capture.files import queued, waiting
from domain.capture.removal import to_be_removed
from domain.evidence.evidence_warnings import EvidenceNote, KnownEvidence, notes_on
from domain.evidence.messages import EvidenceAsked
from domain.evidence.proofs import files_of
from domain.evidence.registered import documents_of, registered_for
from domain.kit.avances import UnitReport
from domain.kit.drafts import Answer, Choice, Chosen, Draft, Step
from domain.kit.evidence import Evidence
from storage.uow import UnitOfWork


def with_offer(draft: Draft, given: Answer, report: UnitReport) -> Draft:
    """Store the registered documents when their list is shown: buttons name positions in it."""
    if isinstance(given, Chosen) and given.choice is Choice.USE_REGISTERED:
        return replace(draft, offered=registered_for(report, draft.indicator_id, draft.evidence))
    return draft


async def evidence_asked(uow: UnitOfWork, report: UnitReport, draft: Draft) -> EvidenceAsked:
    asked = _ASKED.get(draft.step)
    return await asked(uow, report, draft) if asked else EvidenceAsked()


async def _for_proof(_: UnitOfWork, report: UnitReport, draft: Draft) -> EvidenceAsked:
    registered = registered_for(report, draft.indicator_id, draft.evidence)
    return EvidenceAsked(has_registered=bool(registered))


async def _for_reading(uow: UnitOfWork, report: UnitReport, draft: Draft) -> EvidenceAsked:
    asked = waiting(draft)
    notes = await _notes(uow, report, draft, asked.proof)
    return EvidenceAsked(waiting=asked.proof, queued=queued(draft), read=asked.read, notes=notes)


async def _for_review(uow: UnitOfWork, report: UnitReport, draft: Draft) -> EvidenceAsked:
    return EvidenceAsked(notes=await _notes(uow, report, draft, draft.evidence))


async def _for_list(_: UnitOfWork, __: UnitReport, draft: Draft) -> EvidenceAsked:
    return EvidenceAsked(offered=draft.offered, page=draft.page)


async def _for_removal(_: UnitOfWork, __: UnitReport, draft: Draft) -> EvidenceAsked:
    return EvidenceAsked(page=draft.page)


async def _for_reason(_: UnitOfWork, __: UnitReport, draft: Draft) -> EvidenceAsked:
    return EvidenceAsked(removing=to_be_removed(draft))


async def _notes(
    uow: UnitOfWork, report: UnitReport, draft: Draft, evidence: tuple[Evidence, ...]
) -> tuple[EvidenceNote, ...]:
    uses = await uow.evidence.uses(files_of(evidence))
    known = KnownEvidence(draft.unit_code, draft.period, documents_of(report), uses)
    return notes_on(evidence, known)


_ASKED: dict[Step, Callable[[UnitOfWork, UnitReport, Draft], Awaitable[EvidenceAsked]]] = {
    Step.EVIDENCE: _for_proof,
    Step.READING: _for_reading,
    Step.REVIEW: _for_review,
    Step.REGISTERED: _for_list,
    Step.REMOVAL: _for_removal,
    Step.REMOVAL_REASON: _for_reason,
}
