"""The removal step of a capture: which evidence to remove, and why."""

from dataclasses import replace

from domain.capture.evidence_pages import last_page
from domain.capture.evidence_step import to_evidence
from domain.capture.turns import Refusal, Turn
from domain.evidence.oficios import read_evidence
from domain.evidence.proofs import Proof, files_of, grouped, keys_of
from domain.kit.dialogues.forms import FieldRefused, sentence
from domain.kit.drafts import Answer, Attached, Choice, Draft, RemovedEvidence, Step, Typed

SHORTEST_REASON = 10

_read_reason = sentence(SHORTEST_REASON)


def to_removal(draft: Draft) -> Draft:
    """Ask which evidence to remove; if there is only one, ask why."""
    is_single = len(grouped(draft.evidence)) == 1
    return replace(draft, step=Step.REMOVAL_REASON if is_single else Step.REMOVAL, page=0, removing=0)


def to_be_removed(draft: Draft) -> Proof:
    return grouped(draft.evidence)[draft.removing]


def still_removing(before: Draft, after: Draft) -> Draft:
    """Ask again which one to remove if a new file has moved the positions of the list."""
    if before.step is not Step.REMOVAL_REASON:
        return after
    proofs = grouped(after.evidence)
    named = proofs[after.removing] if after.removing < len(proofs) else ()
    return after if set(to_be_removed(before)) <= set(named) else to_removal(after)


def on_removal(draft: Draft, answer: Answer, _: object = None) -> Turn:
    proofs = grouped(draft.evidence)
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    if isinstance(answer, Typed):
        place = _place_of(answer.text, proofs, draft.period.year)
        return Turn(draft, Refusal.NOT_IN_THE_LIST) if place is None else _picked(draft, place)
    if answer.choice is Choice.PICK and answer.position in range(len(proofs)):
        return _picked(draft, answer.position)
    if answer.choice is Choice.PAGE and answer.position in range(last_page(len(proofs)) + 1):
        return Turn(replace(draft, page=answer.position))
    if answer.choice is Choice.BACK:
        return Turn(to_evidence(draft))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def on_removal_reason(draft: Draft, answer: Answer, _: object = None) -> Turn:
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    if isinstance(answer, Typed):
        return _reasoned(draft, answer.text)
    if answer.choice is Choice.BACK:
        return Turn(to_evidence(draft))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def _reasoned(draft: Draft, text: str) -> Turn:
    try:
        reason = _read_reason(text)
    except FieldRefused as refused:
        is_long = refused.problem == "text_too_long"
        return Turn(draft, Refusal.REMOVAL_TOO_LONG if is_long else Refusal.REMOVAL_TOO_SHORT)
    gone = to_be_removed(draft)
    left = tuple(each for each in draft.evidence if each not in gone)
    files = files_of(left)
    without = replace(
        draft,
        evidence=left,
        unsettled=tuple(each for each in draft.unsettled if each.file_sha256 in files),
        removed=(*draft.removed, RemovedEvidence(gone, reason)),
    )
    return Turn(to_evidence(without))


def _picked(draft: Draft, place: int) -> Turn:
    return Turn(replace(draft, step=Step.REMOVAL_REASON, removing=place))


def _place_of(text: str, proofs: tuple[Proof, ...], year: int) -> int | None:
    """Return the position in the list of the document with a typed number."""
    wanted = [key for cited in read_evidence(text, year=year) for key in keys_of(cited)]
    places = (
        place
        for place, proof in enumerate(proofs)
        if wanted and any(wanted == keys_of(each) for each in proof)
    )
    return next(places, None)
