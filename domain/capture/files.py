"""Files during a capture: which document each file shows, and which album it came in."""

from dataclasses import dataclass, replace

from domain.capture.file_replacement import replaced_by, with_replaced
from domain.capture.turns import Refusal, Turn
from domain.evidence.proofs import Proof, files_of, grouped, with_proofs
from domain.kit.drafts import Attached, Draft, Step, UnnamedFile
from domain.kit.evidence import Evidence

MOST_FILES = 60
"""The most files and citations of one indicator: six full albums."""


@dataclass(frozen=True)
class Waiting:
    """The file or album whose document is asked for; `read` was read in its first readable page."""

    proof: Proof
    read: Evidence | None = None

    def is_of(self, unsettled: UnnamedFile) -> bool:
        return unsettled.file_sha256 in files_of(self.proof)

    def others(self, draft: Draft) -> tuple[UnnamedFile, ...]:
        return tuple(each for each in draft.unsettled if not self.is_of(each))

    def without_reading(self, draft: Draft) -> tuple[UnnamedFile, ...]:
        return tuple(replace(each, read=None) if self.is_of(each) else each for each in draft.unsettled)


def waiting(draft: Draft) -> Waiting:
    """Return the file that the open question is about: the first unidentified one, with its album."""
    first = draft.unsettled[0].file_sha256
    proof = next(proof for proof in grouped(draft.evidence) if first in files_of(proof))
    read_by_file = {each.file_sha256: each.read for each in draft.unsettled}
    readings = (read_by_file.get(each.file_sha256 or "") for each in proof)
    return Waiting(proof, next((read for read in readings if read), None))


def queued(draft: Draft) -> Proof:
    """Return the files that are asked about next, the first of each album."""
    later = {each.file_sha256 for each in waiting(draft).others(draft)}
    proofs = (proof for proof in grouped(draft.evidence) if later & files_of(proof))
    return tuple(proof[0] for proof in proofs)


def with_file(draft: Draft, attached: Attached) -> Draft:
    """Add a file, or replace an unreadable one.

    Unless its caption cites a document, a question about it follows.
    """
    if not attached.is_cited and files_of(attached.evidence) <= files_of(draft.evidence):
        return draft
    old = replaced_by(draft, attached)
    if old is not None:
        draft = with_replaced(draft, attached, old)
        if not attached.is_cited and files_of(attached.evidence) <= files_of(draft.evidence):
            return draft
    evidence = with_proofs(draft.evidence, attached.evidence)
    return replace(draft, evidence=evidence, unsettled=_unsettled(draft, attached))


def settled(draft: Draft, cited: tuple[Evidence, ...]) -> Draft:
    """Store which document the open file shows; without a citation it stays a bare file."""
    asked = waiting(draft)
    first = asked.proof[0]
    told = tuple(
        replace(
            each,
            file_sha256=first.file_sha256,
            album=first.album,
            page=first.page,
            flags=(*each.flags, *first.flags),
        )
        for each in cited
    )
    told_evidence = (new for each in draft.evidence for new in (told if told and each == first else (each,)))
    return replace(draft, evidence=with_proofs((), tuple(told_evidence)), unsettled=asked.others(draft))


def is_album_mate(draft: Draft, attached: Attached) -> bool:
    """Tell whether the draft already has another file of the same album."""
    album = attached.file.album
    return album is not None and any(each.album == album for each in draft.evidence)


def with_album_mate(draft: Draft, attached: Attached) -> Turn:
    """Add the next photo of an album to the answer given to the first one, whatever question is open."""
    extended = with_file(draft, attached)
    if len(extended.evidence) > MOST_FILES:
        return Turn(draft, Refusal.TOO_MANY_FILES)
    if draft.step in (Step.READING, Step.REVIEW):
        extended = replace(extended, step=Step.READING if extended.unsettled else Step.REVIEW)
    elif draft.step is Step.REMOVAL_REASON and _count(extended) != _count(draft):
        # The caption named a document of the list: the positions have changed, so the list is shown again.
        extended = replace(extended, step=Step.REMOVAL, page=0, removing=0)
    return Turn(extended, is_same_question=True)


def _count(draft: Draft) -> int:
    return len(grouped(draft.evidence))


def _unsettled(draft: Draft, attached: Attached) -> tuple[UnnamedFile, ...]:
    """Return the files that need a citation; a caption or an answer counts for the whole album."""
    file = attached.file
    album = files_of(each for each in draft.evidence if file.album and each.album == file.album)
    open_files = {each.file_sha256 for each in draft.unsettled}
    if attached.is_cited:
        told = album | files_of(attached.evidence)
        return tuple(each for each in draft.unsettled if each.file_sha256 not in told)
    if album and not album & open_files:
        return draft.unsettled
    return (*draft.unsettled, UnnamedFile(file.file_sha256 or "", attached.read))
