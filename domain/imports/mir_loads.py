"""The changes that loading a MIR workbook would make to what is registered."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from domain.kit.avances import Indicator
from domain.kit.indicators import IndicatorFacts, Quarters
from domain.kit.reports import DocumentError, ImportedIndicator, ImportedProgramme


@dataclass(frozen=True)
class MirFile:
    """The content of a workbook; with errors nothing of it is loaded."""

    name: str
    documents: tuple[ImportedProgramme, ...] = ()
    errors: tuple[DocumentError, ...] = ()


@dataclass(frozen=True)
class GoalChange:
    """The goals of a stored indicator now and after loading."""

    indicator_id: int
    level: str
    before: Quarters
    after: Quarters


@dataclass(frozen=True)
class MirChanges:
    """The changes of one programme in the workbook."""

    document: ImportedProgramme
    new: tuple[str, ...]
    goals: tuple[GoalChange, ...]
    described: int

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.goals or self.described)


def changes_of(document: ImportedProgramme, stored: Iterable[Indicator]) -> MirChanges:
    """Compare by level; a blank cell of the workbook keeps the registered value."""
    known = {str(each.facts.level): each for each in stored}
    pairs = [(row, known.get(str(row.facts.level))) for row in document.indicators]
    return MirChanges(
        document,
        tuple(str(row.facts.level) for row, found in pairs if found is None),
        tuple(change for row, found in pairs if found and (change := _goal_change(row, found))),
        sum(found is not None and _is_described_anew(row.facts, found.facts) for row, found in pairs),
    )


def _goal_change(row: ImportedIndicator, stored: Indicator) -> GoalChange | None:
    first, second, third, fourth = (
        ours if theirs is None else theirs for theirs, ours in zip(row.programmed, stored.goals, strict=True)
    )
    after: Quarters = (first, second, third, fourth)
    if after == stored.goals:
        return None
    return GoalChange(stored.id, str(row.facts.level), stored.goals, after)


def _is_described_anew(said: IndicatorFacts, stored: IndicatorFacts) -> bool:
    names = [field.name for field in fields(IndicatorFacts)]
    return any(getattr(said, name) not in (None, getattr(stored, name)) for name in names)
