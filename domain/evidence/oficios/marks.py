"""The marks of a citation in a folded text: spans with one meaning each."""

from dataclasses import dataclass

from domain.kit.evidence import EvidenceType
from domain.kit.words.spanish_dates import FoundDate


@dataclass(frozen=True)
class Mark:
    """A span `plain[start:end]` of the folded text."""

    start: int
    end: int


@dataclass(frozen=True)
class Heading(Mark):
    """The word that names a document: oficio, circular, minuta…

    `stands_alone` means that its position in the sentence makes it a citation even without number or date.
    """

    type: EvidenceType
    is_plural: bool
    is_copy: bool
    stands_alone: bool


@dataclass(frozen=True)
class Numbers(Mark):
    """One number, or the numbers of one range."""

    numbers: tuple[str, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dated(Mark):
    found: FoundDate


@dataclass(frozen=True)
class Unnumbered(Mark):
    """S/N, sin número."""


@dataclass(frozen=True)
class Incomplete(Mark):
    """What follows a heading like a number without being complete: 112, SP/DSAV."""


@dataclass(frozen=True)
class Link(Mark):
    """A web address."""


@dataclass(frozen=True)
class ListItem(Mark):
    """The ordinal of one item under "Copias de estadísticas"; its text begins at `end`."""


class ClaimedPlaces:
    """The positions of a text that already belong to a mark, so that marks never overlap."""

    def __init__(self, length: int) -> None:
        self._places = bytearray(length)

    def claim(self, start: int, end: int) -> bool:
        """Claim the span if all of it is free."""
        if any(self._places[start:end]):
            return False
        self._places[start:end] = b"\x01" * (end - start)
        return True

    def holds(self, place: int) -> bool:
        return 0 <= place < len(self._places) and bool(self._places[place])
