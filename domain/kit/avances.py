"""The report of an indicator in a quarter, and the figures computed from it (never stored)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from domain.kit.evidence import Evidence
from domain.kit.indicators import BLANK, IndicatorFacts, Quarters, Sense
from domain.kit.lights import HUNDRED, ZERO, Light, light_of, total, variation
from domain.kit.natural_units import Variable
from domain.kit.periods import QUARTERS, Period
from domain.kit.reports import Flag
from domain.kit.rules import Rules
from domain.kit.unit_codes import UnitCode

SENSES = {sense.value.lower(): sense for sense in Sense}
"""How it is written in the MIR, in any case."""


class AvanceState(StrEnum):
    """The state of an avance; a missing quarter has no avance."""

    REPORTED = "reported"
    """A value was given."""
    CONFIRMED_ZERO = "confirmed_zero"
    """The enlace said "sin avance" and why."""
    UNCONFIRMED = "unconfirmed"
    """An import has several readings and nobody has chosen yet; it has no value."""


@dataclass(frozen=True)
class Avance:
    """The report of one indicator in one quarter, in percent of the annual plan.

    Outside green it has a `cause` of the catalogue, an explanation, an action and a day of recovery.
    `evidence_raw` is the cell of medios de verificación, if an import brought the evidence.
    """

    state: AvanceState
    value: Decimal | None
    justification: str | None = None
    evidence: tuple[Evidence, ...] = ()
    version: int = 0
    is_imported: bool = False
    cause: str | None = None
    action: str | None = None
    recovery_on: date | None = None
    evidence_raw: str | None = None

    def says_the_same(self, other: "Avance | None") -> bool:
        """Tell whether value, evidence and justification are the same, whatever the versions."""
        return other is not None and self == replace(
            other, version=self.version, is_imported=self.is_imported, evidence_raw=self.evidence_raw
        )


class Missing(StrEnum):
    """What a report lacks; the values are those of `status --json`."""

    VALUE = "value"
    EVIDENCE = "evidence"
    JUSTIFICATION = "justification"
    GOAL = "goal"
    CONFIRMATION = "confirmation"
    NARRATIVE = "narrative"


@dataclass(frozen=True)
class Indicator:
    """An indicator of one fiscal year with its goals and its avances, by quarter number.

    `rules` are those of its programme, `variable` its natural unit, `months` the values by month, `narrated`
    the quarters that have a narrative.
    """

    id: int
    facts: IndicatorFacts
    goals: Quarters = BLANK
    avances: Mapping[int, Avance] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    rules: Rules = field(default_factory=Rules)
    variable: Variable | None = None
    months: Mapping[int, Decimal] = field(default_factory=dict)
    narrated: frozenset[int] = frozenset()

    @property
    def has_goals(self) -> bool:
        return any(goal is not None for goal in self.goals)

    @cached_property
    def sense(self) -> Sense:
        return SENSES.get((self.facts.sense or "").strip().lower(), Sense.ASCENDING)

    def goal(self, quarter: int) -> Decimal | None:
        return self.goals[quarter - 1]

    def value(self, quarter: int) -> Decimal | None:
        avance = self.avances.get(quarter)
        return avance.value if avance else None

    def achieved(self, until: int = 4) -> Quarters:
        """Return the reported values of the quarters 1 to `until`; later ones are blank."""
        first, second, third, fourth = (self.value(q) if q <= until else None for q in QUARTERS)
        return (first, second, third, fourth)

    def variations(self, until: int = 4) -> Quarters:
        achieved = self.achieved(until)
        first, second, third, fourth = (
            None if goal is None else variation(goal, value)
            for goal, value in zip(self.goals, achieved, strict=True)
        )
        return (first, second, third, fourth)

    def achieved_total(self, until: int = 4) -> Decimal:
        return total(self.achieved(until))

    def variation_total(self, until: int = 4) -> Decimal | None:
        """Return what is left of the annual 100; None while no goal is registered."""
        return HUNDRED - self.achieved_total(until) if self.has_goals else None

    def light(self, quarter: int) -> Light:
        return self.light_for(quarter, self.value(quarter))

    def light_for(self, quarter: int, value: Decimal | None) -> Light:
        """Judge a value by the limits of the programme, as if it had been reported."""
        return light_of(self.goal(quarter), value, self.sense, self.rules.thresholds)

    @property
    def asks_months(self) -> bool:
        return self.facts.is_monthly and self.rules.asks_months

    def is_owed(self, quarter: int) -> bool:
        """Tell whether a value is owed: not for a goal of 0, and of annual indicators only in T4."""
        if self.facts.is_annual and quarter < 4:
            return False
        return self.goal(quarter) != 0

    def missing(self, quarter: int) -> tuple[Missing, ...]:
        goal = (Missing.GOAL,) if self.goal(quarter) is None else ()
        return (*goal, *self._missing_of_report(quarter))

    def _missing_of_report(self, quarter: int) -> tuple[Missing, ...]:
        avance = self.avances.get(quarter)
        if avance is None:
            return (Missing.VALUE,) if self.is_owed(quarter) else ()
        if avance.state is AvanceState.UNCONFIRMED:
            return (Missing.CONFIRMATION,)
        lacks_proof = (avance.value or ZERO) > 0 and not avance.evidence
        lacks_reason = self.light(quarter).asks_for_reason and not avance.justification
        return tuple(
            what
            for what, lacks in (
                (Missing.EVIDENCE, lacks_proof),
                (Missing.JUSTIFICATION, lacks_reason),
                (Missing.NARRATIVE, self._lacks_narrative(quarter, avance)),
            )
            if lacks
        )

    def _lacks_narrative(self, quarter: int, avance: Avance) -> bool:
        """Older documents carry their own narrative, which is not imported."""
        return self.rules.asks_narrative and not avance.is_imported and quarter not in self.narrated

    def owed_by_unit(self, quarter: int) -> tuple[Missing, ...]:
        """Return the gaps that the UR itself can fill; only IMPLAN can register a missing goal."""
        return tuple(what for what in self.missing(quarter) if what is not Missing.GOAL)

    def candidates(self, quarter: int) -> tuple[Decimal, ...]:
        """Return the possible readings of an unconfirmed import of this quarter."""
        return tuple(
            value
            for flag in self.flags
            if flag.asks_for_value and flag.quarter == quarter
            for value in flag.candidates
        )


@dataclass(frozen=True)
class Unit:
    """An Unidad Responsable."""

    code: UnitCode
    name: str


@dataclass(frozen=True)
class Programme:
    """A Programa Presupuestario of one UR and fiscal year, with its indicators in the order of the MIR."""

    code: str
    name: str
    indicators: tuple[Indicator, ...] = ()

    @property
    def key(self) -> str:
        return code_key(self.code)


def code_key(code: str) -> str:
    """Return the same key for each spelling of a code: 08 and 8 are the same programme."""
    return code.strip().lstrip("0").upper() or "0"


class Completeness(StrEnum):
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NOT_STARTED = "not_started"


@dataclass(frozen=True)
class UnitReport:
    """The report of one UR for one quarter."""

    unit: Unit
    period: Period
    programmes: tuple[Programme, ...] = ()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for programme in self.programmes for indicator in programme.indicators)

    @property
    def asked(self) -> tuple[Indicator, ...]:
        """The indicators that count in this quarter: a value is owed, or was reported anyway."""
        quarter = self.period.quarter
        return tuple(i for i in self.indicators if i.is_owed(quarter) or quarter in i.avances)

    @property
    def gaps(self) -> tuple[Indicator, ...]:
        return tuple(i for i in self.indicators if i.missing(self.period.quarter))

    @property
    def owed(self) -> tuple[Indicator, ...]:
        """The indicators for which the UR itself still owes something."""
        return tuple(i for i in self.indicators if i.owed_by_unit(self.period.quarter))

    @property
    def reported(self) -> tuple[Indicator, ...]:
        return tuple(i for i in self.asked if i.value(self.period.quarter) is not None)

    @property
    def has_captures(self) -> bool:
        """Tell whether any of this quarter was captured in Puntual; the rest came from older documents."""
        return any(not i.avances[self.period.quarter].is_imported for i in self.reported)

    @property
    def completeness(self) -> Completeness:
        if not self.gaps:
            return Completeness.COMPLETE
        return Completeness.INCOMPLETE if self.reported else Completeness.NOT_STARTED

    def programme_of(self, indicator: Indicator) -> Programme:
        return next(p for p in self.programmes if indicator in p.indicators)
