"""One document is one proof, however often and in whatever spelling it is sent."""

from dataclasses import replace

from domain.evidence import Evidence
from domain.oficios import OficioKey, oficio_key


def with_proofs(known: tuple[Evidence, ...], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Add documents; one that is there already is not doubled, and what is said later completes it."""
    proofs = list(known)
    for each in more:
        _add(proofs, each)
    return tuple(proofs)


def _add(proofs: list[Evidence], new: Evidence) -> None:
    for position, known in enumerate(proofs):
        if _is_same(known, new):
            proofs[position] = _completed(known, new)
            return
        if _is_part(known, new):
            return
    proofs.append(new)


def _is_same(known: Evidence, new: Evidence) -> bool:
    if known.file_sha256 and new.file_sha256 and known.file_sha256 != new.file_sha256:
        return False
    keys = _keys(new)
    if keys or _keys(known):
        return keys == _keys(known)
    is_same_file = known.file_sha256 is not None and known.file_sha256 == new.file_sha256
    return is_same_file or (known.type, known.raw.casefold()) == (new.type, new.raw.casefold())


def _is_part(known: Evidence, new: Evidence) -> bool:
    """An oficio of a list that was cited already says nothing new, unless its file comes with it."""
    keys = _keys(new)
    return bool(keys) and new.file_sha256 is None and set(keys) < set(_keys(known))


def _completed(known: Evidence, new: Evidence) -> Evidence:
    """Take the later reading and keep what only the earlier one said."""
    return replace(
        new,
        dated_on=new.dated_on or known.dated_on,
        date_kind=new.date_kind or known.date_kind,
        issuer=new.issuer or known.issuer,
        file_sha256=new.file_sha256 or known.file_sha256,
    )


def _keys(evidence: Evidence) -> list[OficioKey | None]:
    return [oficio_key(evidence.type, number) for number in evidence.numbers]
