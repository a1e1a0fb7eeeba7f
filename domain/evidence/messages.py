"""The facts about evidence that a question shows besides the indicator."""

from dataclasses import dataclass

from domain.evidence.evidence_warnings import EvidenceNote
from domain.kit.evidence import Evidence
from domain.kit.said import ADDRESSEE, Nature, Said


@dataclass(frozen=True)
class EvidenceAsked:
    """The files, lists and removals that a question about evidence shows.

    `waiting` are the files whose document is asked for, `read` the citation that was read in them, to be
    confirmed. `offered` are the registered documents of a list, `removing` the evidence whose removal needs a
    reason.
    """

    waiting: tuple[Evidence, ...] = ()
    queued: tuple[Evidence, ...] = ()
    """Files that are asked about next, one for each document."""
    read: Evidence | None = None
    offered: tuple[Evidence, ...] = ()
    has_registered: bool = False
    page: int = 0
    removing: tuple[Evidence, ...] = ()
    notes: tuple[EvidenceNote, ...] = ()


NOT_ASKED = EvidenceAsked()


@dataclass(frozen=True)
class Amended(Said, kind="amended", nature=Nature.EDIT, read_by=ADDRESSEE, is_looked_up=True):
    """Edit of an open question: its text changes, its buttons stay."""

    outbox_id: int
