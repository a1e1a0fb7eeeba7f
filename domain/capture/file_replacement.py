"""A readable file replaces an unreadable one of the same document; its citation is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.evidence.proofs import files_of, keys_of
from domain.kit.drafts import Attached, Draft, UnnamedFile
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType

_WORSE: Mapping[str, int] = {EvidenceFlag.SMALL_PHOTO: 1, EvidenceFlag.DAMAGED_FILE: 2}
"""How unreadable a file is; a small photo can still be looked at."""
_NAMES = (".pdf", ".jpg", ".jpeg", ".png")
PHOTO = "foto.jpg"


def replaced_by(draft: Draft, attached: Attached) -> Evidence | None:
    """Return the file that a new one replaces; None if it is an additional file."""
    if attached.file.file_sha256 in files_of(draft.evidence):
        return None
    return next((each for each in reversed(draft.evidence) if _gives_way(each, attached, draft)), None)


def with_replaced(draft: Draft, attached: Attached, old: Evidence) -> Draft:
    """Put the new file in the place of the old one, or remove the old one if the new one needs a question."""
    new = attached.file
    is_of_album = bool(old.album) and not new.album and not attached.is_cited
    is_told = _has_citation(draft, old) and not (old.type is EvidenceType.FILE and _citations(attached))
    if not is_told and not is_of_album:
        return replace(
            draft,
            evidence=tuple(each for each in draft.evidence if not _is_of(each, old)),
            unsettled=tuple(each for each in draft.unsettled if each.file_sha256 != old.file_sha256),
        )
    asked = UnnamedFile(new.file_sha256 or "", attached.read)
    return replace(
        draft,
        evidence=tuple(_with_file(each, new) if _is_of(each, old) else each for each in draft.evidence),
        unsettled=tuple(asked if each.file_sha256 == old.file_sha256 else each for each in draft.unsettled),
    )


def replacement_between(before: Draft, after: Draft) -> tuple[str, str] | None:
    """Return the hashes of the unreadable file that was replaced and of its replacement."""
    gone = files_of(each for each in before.evidence if _rank(each)) - files_of(after.evidence)
    come = files_of(after.evidence) - files_of(before.evidence)
    return (min(gone), min(come)) if gone and come else None


def _gives_way(old: Evidence, attached: Attached, draft: Draft) -> bool:
    """Tell whether the new file replaces this one: the old one is less readable and of the same document."""
    new = attached.file
    rank = _rank(old)
    if not old.file_sha256 or not rank or _rank(new) > rank or _rank(new) == rank == 1:
        return False
    if new.album and new.album == old.album:
        return False
    if rank == 1 and _has_citation(draft, old) and not _is_document(new):
        return False
    known = {key for each in draft.evidence if _is_of(each, old) for key in keys_of(each)}
    shown = {key for each in _citations(attached) for key in keys_of(each)}
    if known and shown:
        return not known.isdisjoint(shown)
    return not attached.is_cited or bool(shown) or not _has_citation(draft, old)


def _is_document(new: Evidence) -> bool:
    """A small photo is asked for again as a file; another photo may show another oficio."""
    return new.type is not EvidenceType.FILE or (new.raw != PHOTO and new.raw.lower().endswith(_NAMES))


def _citations(attached: Attached) -> Iterable[Evidence]:
    """Return what the new file cites, by its caption or its letterhead."""
    if attached.is_cited:
        return attached.evidence
    return (attached.read,) if attached.read else ()


def _has_citation(draft: Draft, old: Evidence) -> bool:
    return all(each.file_sha256 != old.file_sha256 for each in draft.unsettled)


def _is_of(each: Evidence, old: Evidence) -> bool:
    return each.file_sha256 == old.file_sha256


def _with_file(each: Evidence, new: Evidence) -> Evidence:
    flags = tuple(flag for flag in each.flags if flag not in _WORSE)
    return replace(
        each,
        raw=new.raw if each.type is new.type is EvidenceType.FILE else each.raw,
        file_sha256=new.file_sha256,
        flags=(*flags, *(flag for flag in new.flags if flag in _WORSE)),
        album=new.album or each.album,
        page=new.page if new.album else each.page,
    )


def _rank(evidence: Evidence) -> int:
    return max((_WORSE[flag] for flag in evidence.flags if flag in _WORSE), default=0)
