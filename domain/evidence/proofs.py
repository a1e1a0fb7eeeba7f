"""One document is one proof, however often and however spelled it is sent; so is an album."""

from collections.abc import Iterable
from dataclasses import replace

from domain.evidence.oficios import OficioKey, oficio_key
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType

Proof = tuple[Evidence, ...]
"""The evidence of one proof: one document, or all files of one album in their order."""

_OF_THE_FILE = frozenset({EvidenceFlag.SMALL_PHOTO, EvidenceFlag.DAMAGED_FILE, EvidenceFlag.UNREAD_FILE})


def with_proofs(known: tuple[Evidence, ...], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Add documents; a document that is there already is completed by the new details.

    The files of an album stay together in the order of their messages, in whatever order they arrive.
    """
    proofs = list(known)
    for each in more:
        _add(proofs, each)
    return tuple(each for proof in grouped(proofs) for each in proof)


def grouped(evidence: Iterable[Evidence]) -> tuple[Proof, ...]:
    """Group the files of each album, in order; every other item is its own proof."""
    found: dict[str, list[Evidence]] = {}
    for place, each in enumerate(evidence):
        found.setdefault(f"album {each.album}" if each.album else f"{place}", []).append(each)
    return tuple(_in_order(proof) for proof in found.values())


def cited_in(proof: Proof) -> Proof:
    """Return the citations of a proof; if it has none, its first bare file."""
    return tuple(each for each in proof if each.type is not EvidenceType.FILE) or proof[:1]


def files_of(evidence: Iterable[Evidence]) -> frozenset[str]:
    return frozenset(each.file_sha256 for each in evidence if each.file_sha256)


def keys_of(evidence: Evidence) -> list[OficioKey | None]:
    return [oficio_key(evidence.type, number) for number in evidence.numbers]


def _in_order(proof: list[Evidence]) -> Proof:
    # Pages are known only while an album is received: stored files come first, in their order.
    return tuple(sorted(proof, key=lambda each: each.page))


def _add(proofs: list[Evidence], new: Evidence) -> None:
    # The document before its bare file, which would otherwise become the same document again.
    places = sorted(range(len(proofs)), key=lambda place: keys_of(proofs[place]) != keys_of(new))
    for place in places:
        known = proofs[place]
        if _is_same(known, new):
            proofs[place] = _completed(known, new)
            return
        if _is_part(known, new):
            return
    proofs.append(new)


def _is_same(known: Evidence, new: Evidence) -> bool:
    if known.file_sha256 and new.file_sha256 and known.file_sha256 != new.file_sha256:
        return False
    is_same_file = known.file_sha256 is not None and known.file_sha256 == new.file_sha256
    if is_same_file and EvidenceType.FILE in (known.type, new.type):
        return True
    keys = keys_of(new)
    if keys or keys_of(known):
        return keys == keys_of(known)
    is_same_file = known.file_sha256 is not None and known.file_sha256 == new.file_sha256
    return is_same_file or (known.type, known.raw.casefold()) == (new.type, new.raw.casefold())


def _is_part(known: Evidence, new: Evidence) -> bool:
    """A listed oficio that was cited before adds nothing, unless its file comes with it."""
    keys = keys_of(new)
    return bool(keys) and new.file_sha256 is None and set(keys) < set(keys_of(known))


def _completed(known: Evidence, new: Evidence) -> Evidence:
    """Take the later citation and keep details that only the earlier one has; a bare file has none."""
    if new.type is EvidenceType.FILE and known.type is not EvidenceType.FILE:
        return replace(known, album=known.album or new.album, page=known.page or new.page)
    of_the_file = tuple(each for each in known.flags if each in _OF_THE_FILE and each not in new.flags)
    return replace(
        new,
        dated_on=new.dated_on or known.dated_on,
        date_kind=new.date_kind or known.date_kind,
        issuer=new.issuer or known.issuer,
        file_sha256=new.file_sha256 or known.file_sha256,
        album=new.album or known.album,
        page=new.page or known.page,
        flags=new.flags + of_the_file,
    )
