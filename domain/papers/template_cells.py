"""Reading the filled cells of one line by the rules of the conversation; each fault names its cell."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.capture.evidence_step import MOST_EVIDENCE
from domain.capture.justification import RecoveryRefused, problem_of_action, problem_of_words, read_recovery
from domain.capture.turns import Refusal
from domain.evidence.oficios import read_evidence
from domain.evidence.proofs import grouped, with_proofs
from domain.kit.avances import Avance, AvanceState, Indicator
from domain.kit.causes import side_of
from domain.kit.evidence import Evidence, EvidenceFlag
from domain.kit.figures import written
from domain.kit.natural_units import read_percent
from domain.kit.periods import Period
from domain.kit.slips import plain
from domain.kit.values import ValueProblem, ValueRefused
from domain.papers.templates import NEVER_RECOVERS, Causes, Fillable, FilledCell, FilledLine


class CellProblem(StrEnum):
    """The faults of a cell besides those of an answer in the conversation."""

    FORMULA = "formula"
    """It holds a formula without its result."""
    VALUE_GONE = "value_gone"
    """The cell had a value and was emptied."""
    VALUE_MISSING = "value_missing"
    """Other cells of the line are filled."""
    CAUSE_MISSING = "cause_missing"
    CAUSE_UNKNOWN = "cause_unknown"
    WORDS_MISSING = "words_missing"
    ACTION_MISSING = "action_missing"
    RECOVERY_MISSING = "recovery_missing"
    CHANGED_MEANWHILE = "changed_meanwhile"
    """The indicator was saved after the workbook was written."""
    LOCKED = "locked"
    """The report was sent, and this indicator is locked."""


@dataclass(frozen=True)
class CellFault:
    """One fault: `said` is the content of the cell, `level` the indicator of its line."""

    place: str
    level: str
    problem: CellProblem | ValueProblem | Refusal
    said: str = ""


@dataclass
class LineReader:
    """Reads one line; `faults` collects every fault, so that all are shown at once."""

    line: FilledLine
    indicator: Indicator
    period: Period
    causes: Causes
    today: date
    faults: list[CellFault] = field(default_factory=list)

    @property
    def stored(self) -> Avance | None:
        return self.indicator.avances.get(self.period.quarter)

    def cell(self, fills: Fillable) -> FilledCell:
        return self.line.cells[fills]

    def refuse(self, fills: Fillable, problem: CellProblem | ValueProblem | Refusal) -> None:
        cell = self.cell(fills)
        self.faults.append(CellFault(cell.place, str(self.indicator.facts.level), problem, cell.text))

    def is_untouched(self) -> bool:
        """Tell whether the line says exactly what is stored; a blank line says nothing."""
        stored = self.stored
        if any(cell.lacks_value for cell in self.line.cells.values()):
            return False
        return all(cell.text == _as_written(stored, fills) for fills, cell in self.line.cells.items())

    def read(self, version: int) -> Avance | None:
        """Return the avance that the line describes; None after noting a fault."""
        for fills, cell in self.line.cells.items():
            if cell.lacks_value:
                self.refuse(fills, CellProblem.FORMULA)
        if self.faults:
            return None
        value = self._value()
        if value is None:
            return None
        asked = Avance(AvanceState.REPORTED if value else AvanceState.CONFIRMED_ZERO, value, version=version)
        explained = self._explained(asked)
        evidence = self._evidence()
        return None if self.faults else replace(explained, evidence=evidence)

    def _value(self) -> Decimal | None:
        text = self.cell(Fillable.VALUE).text
        if not text:
            had_value = self.stored is not None and self.stored.value is not None
            self.refuse(Fillable.VALUE, CellProblem.VALUE_GONE if had_value else CellProblem.VALUE_MISSING)
            return None
        try:
            return read_percent(text)
        except ValueRefused as refused:
            self.refuse(Fillable.VALUE, refused.problem)
            return None

    def _explained(self, asked: Avance) -> Avance:
        """Add the justification if one is needed; inside green the justification cells are ignored."""
        light = self.indicator.light_for(self.period.quarter, asked.value)
        if asked.value and not light.asks_for_reason:
            return asked
        cause = self._cause(self.causes.get(side_of(light), ()))
        words = self._words(Fillable.JUSTIFICATION, CellProblem.WORDS_MISSING)
        if words and (problem := problem_of_words(words, cause)):
            self.refuse(Fillable.JUSTIFICATION, problem)
        action = self._words(Fillable.ACTION, CellProblem.ACTION_MISSING)
        if action and (refusal := problem_of_action(action)):
            self.refuse(Fillable.ACTION, refusal)
        return replace(
            asked,
            cause=cause,
            justification=words or None,
            action=action or None,
            recovery_on=self._recovery(),
        )

    def _cause(self, offered: tuple[str, ...]) -> str | None:
        """Return the cause of the catalogue; a stored cause stays, even if it was retired."""
        text = self.cell(Fillable.CAUSE).text
        if not text:
            self.refuse(Fillable.CAUSE, CellProblem.CAUSE_MISSING)
            return None
        kept = (self.stored.cause,) if self.stored and self.stored.cause else ()
        found = next((each for each in (*offered, *kept) if plain(each) == plain(text)), None)
        if found is None:
            self.refuse(Fillable.CAUSE, CellProblem.CAUSE_UNKNOWN)
        return found

    def _words(self, fills: Fillable, missing: CellProblem) -> str:
        text = self.cell(fills).text
        if not text:
            self.refuse(fills, missing)
        return text

    def _recovery(self) -> date | None:
        text = self.cell(Fillable.RECOVERY).text
        if not text:
            self.refuse(Fillable.RECOVERY, CellProblem.RECOVERY_MISSING)
            return None
        if text == _as_written(self.stored, Fillable.RECOVERY):
            # The day was in the future when it was saved; a new value does not require a new day.
            return self.stored.recovery_on if self.stored else None
        try:
            return read_recovery(text, self.period, self.today)
        except RecoveryRefused as refused:
            self.refuse(Fillable.RECOVERY, refused.refusal)
            return None

    def _evidence(self) -> tuple[Evidence, ...]:
        known = self.stored.evidence if self.stored else ()
        text = self.cell(Fillable.EVIDENCE).text
        if not text:
            return known
        cited = read_evidence(text, year=self.period.year)
        if any(EvidenceFlag.INCOMPLETE_NUMBER in each.flags for each in cited):
            self.refuse(Fillable.EVIDENCE, Refusal.INCOMPLETE_NUMBER)
        elif not cited:
            self.refuse(Fillable.EVIDENCE, Refusal.NO_EVIDENCE_READ)
        evidence = with_proofs(known, cited)
        if len(grouped(evidence)) > MOST_EVIDENCE:
            self.refuse(Fillable.EVIDENCE, Refusal.TOO_MUCH_EVIDENCE)
        return evidence


def _as_written(stored: Avance | None, fills: Fillable) -> str:
    """Return the text of an untouched cell."""
    if stored is None:
        return ""
    match fills:
        case Fillable.VALUE:
            return "" if stored.value is None else written(stored.value)
        case Fillable.CAUSE:
            text = stored.cause
        case Fillable.JUSTIFICATION:
            text = stored.justification
        case Fillable.ACTION:
            text = stored.action
        case Fillable.RECOVERY:
            text = _recovery_of(stored)
        case _:
            text = None  # evidence is added; the registered evidence has its own column
    return " ".join((text or "").split())


def never_recovers(stored: Avance) -> bool:
    """Tell whether an avance was explained without a day: it is not recovered."""
    return stored.action is not None and stored.recovery_on is None


def _recovery_of(stored: Avance) -> str:
    if stored.recovery_on is not None:
        return stored.recovery_on.isoformat()
    return NEVER_RECOVERS if never_recovers(stored) else ""
