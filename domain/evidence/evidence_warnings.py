"""Notes on evidence before it is saved; a note never refuses anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.evidence.oficios import OficioKey
from domain.evidence.proofs import keys_of
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class Concern(StrEnum):
    OTHER_YEAR = "other_year"
    """The document is dated outside the fiscal year."""
    OTHER_SERIES = "other_series"
    """An oficio is cited with the number of a circular, or the other way round."""
    OTHER_UNIT = "other_unit"
    """The same file proves something of another UR."""
    EARLIER_QUARTER = "earlier_quarter"
    """The same file proved an earlier quarter."""
    UNREAD_DATE = "unread_date"
    """A day was written beside the number and could not be read."""
    SMALL_PHOTO = "small_photo"
    DAMAGED_FILE = "damaged_file"
    UNREAD_FILE = "unread_file"


@dataclass(frozen=True)
class EvidenceNote:
    """One note: the number or name it is about, and the facts of its sentence.

    Of another UR only the code is shown, never what it reported or when.
    """

    concern: Concern
    subject: str
    day: date | None = None
    type: EvidenceType | None = None
    unit_code: UnitCode = ""
    period: Period | None = None


@dataclass(frozen=True)
class FileUse:
    """What a stored file already proves."""

    sha256: str
    unit_code: UnitCode
    period: Period


@dataclass(frozen=True)
class KnownEvidence:
    """The facts beside the draft: its UR and period, the documents of the UR, the uses of its files."""

    unit_code: UnitCode
    period: Period
    documents: tuple[Evidence, ...] = ()
    uses: tuple[FileUse, ...] = ()


# A number that contains its own series: SP/CIRC/003/2025.
_SERIES_BY_PART = {
    "CIRC": EvidenceType.CIRCULAR,
    "CIRCULAR": EvidenceType.CIRCULAR,
    "OF": EvidenceType.OFICIO,
    "OFICIO": EvidenceType.OFICIO,
}
_SERIES = frozenset({EvidenceType.OFICIO, EvidenceType.CIRCULAR})
_OF_FILES = {
    EvidenceFlag.SMALL_PHOTO: Concern.SMALL_PHOTO,
    EvidenceFlag.DAMAGED_FILE: Concern.DAMAGED_FILE,
    EvidenceFlag.UNREAD_FILE: Concern.UNREAD_FILE,
}


def notes_on(evidence: Iterable[Evidence], known: KnownEvidence) -> tuple[EvidenceNote, ...]:
    """Return the notes on evidence, in its order and without repetition."""
    found = (note for each in evidence for note in _notes(each, known))
    return tuple(dict.fromkeys(found))


def _notes(evidence: Evidence, known: KnownEvidence) -> Iterator[EvidenceNote]:
    subject = evidence.numbers[0] if evidence.numbers else evidence.raw
    if evidence.dated_on and evidence.dated_on.year != known.period.year:
        yield EvidenceNote(Concern.OTHER_YEAR, subject, day=evidence.dated_on)
    yield from _of_series(evidence, known)
    yield from _of_uses(evidence, subject, known)
    if EvidenceFlag.UNREAD_DATE in evidence.flags and evidence.dated_on is None:
        yield EvidenceNote(Concern.UNREAD_DATE, subject)
    for flag, concern in _OF_FILES.items():
        if flag in evidence.flags:
            yield EvidenceNote(concern, subject)


def _of_series(evidence: Evidence, known: KnownEvidence) -> Iterator[EvidenceNote]:
    registered = {key for each in known.documents for key in keys_of(each) if key}
    for number, key in zip(evidence.numbers, keys_of(evidence), strict=True):
        other = _other_series(key, registered) if key and key.family in _SERIES else None
        if other:
            yield EvidenceNote(Concern.OTHER_SERIES, number, type=other)


def _other_series(key: OficioKey, registered: set[OficioKey]) -> EvidenceType | None:
    """Return the other series that the number belongs to, by its own parts or by the registered documents."""
    named = next((_SERIES_BY_PART[part] for part in key.prefix if part in _SERIES_BY_PART), None)
    if named:
        return named if named is not key.family else None
    if key in registered:
        return None
    (other,) = _SERIES - {key.family}
    twin = OficioKey(other, key.prefix, key.consecutive, key.year)
    return other if twin in registered else None


def _of_uses(evidence: Evidence, subject: str, known: KnownEvidence) -> Iterator[EvidenceNote]:
    for use in known.uses:
        if use.sha256 != evidence.file_sha256:
            continue
        if use.unit_code != known.unit_code:
            yield EvidenceNote(Concern.OTHER_UNIT, subject, unit_code=use.unit_code)
        elif use.period < known.period:
            yield EvidenceNote(Concern.EARLIER_QUARTER, subject, period=use.period)
