"""Builders of domain values: what a test does not name is plausible and complete."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.calendar.deadlines import Deadlines, PeriodDates
from domain.capture.machine import advance
from domain.capture.turns import Turn
from domain.kit.access import Actor, Grant, Role
from domain.kit.avances import Avance, AvanceState, Indicator, Programme, Unit, UnitReport
from domain.kit.drafts import Answer, Draft, Step, Typed
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.indicators import IndicatorFacts, Level, Quarters
from domain.kit.periods import Period
from domain.kit.reports import Flag
from domain.kit.workdays import Workdays

Number = int | str | Decimal | None
"""A percentage as a test likes to write it; None is blank."""

T1, T2, T3, T4 = (Period(2025, quarter) for quarter in (1, 2, 3, 4))

A_REASON = "La reunión de septiembre pasó a octubre"
A_QUARTER_EACH = (25, 25, 25, 25)
NO_GOALS = (None, None, None, None)


def percent(number: Number) -> Decimal | None:
    return None if number is None else Decimal(number)


def quarters(numbers: Sequence[Number]) -> Quarters:
    """Fill up with blanks: (25, 30) is what was reported until the second quarter."""
    first, second, third, fourth = (percent(number) for number in (*numbers, *NO_GOALS)[:4])
    return (first, second, third, fourth)


def an_oficio(number: str = "SP/112/2025", **fields: Any) -> Evidence:
    return Evidence(EvidenceType.OFICIO, f"Oficio {number}", (number,), **fields)


def a_file(sha256: str = "ab" * 32, **fields: Any) -> Evidence:
    """A photo without a caption."""
    return Evidence(EvidenceType.FILE, "foto.jpg", file_sha256=sha256, **fields)


def an_avance(value: Number = 25, **fields: Any) -> Avance:
    """A reported value with its oficio; evidence=() takes it away."""
    usual: dict[str, Any] = {"evidence": (an_oficio(),), "version": 1}
    return Avance(AvanceState.REPORTED, percent(value), **{**usual, **fields})


def a_confirmed_zero(justification: str | None = A_REASON) -> Avance:
    return Avance(AvanceState.CONFIRMED_ZERO, Decimal(0), justification, version=1)


def an_unconfirmed_import() -> Avance:
    return Avance(AvanceState.UNCONFIRMED, None, version=1, is_imported=True)


def an_unclear_value(quarter: int, *candidates: Number) -> Flag:
    readings = tuple(Decimal(each) for each in candidates if each is not None)
    return Flag(
        "achieved_unclear",
        "Se puede leer de dos maneras.",
        source_line=59,
        quarter=quarter,
        needs_confirmation=True,
        candidates=readings,
    )


def an_indicator(
    level: str = "Actividad 7.1",
    goals: Sequence[Number] = A_QUARTER_EACH,
    *,
    achieved: Sequence[Number] = (),
    avances: dict[int, Avance] | None = None,
    flags: tuple[Flag, ...] = (),
    id: int = 71,  # noqa: A002 - the builder names the fields as the class does
    **facts: Any,
) -> Indicator:
    """An indicator by its level; `achieved` reports values with evidence, `avances` anything else."""
    reported = {
        quarter: an_avance(value) for quarter, value in enumerate(achieved, start=1) if value is not None
    }
    known = IndicatorFacts(Level.parse(level), **{"name": f"Porcentaje de {level}", **facts})
    return Indicator(id, known, quarters(goals), {**reported, **(avances or {})}, flags)


def a_report(*indicators: Indicator, unit: str = "402", period: Period = T3) -> UnitReport:
    """The report of one UR with one programme; ids are told apart by place."""
    numbered = tuple(replace(each, id=place) for place, each in enumerate(indicators, start=1))
    programme = Programme("08", "Gobierno innovador", numbered)
    return UnitReport(Unit(unit, f"Área {unit}"), period, (programme,))


def a_draft(step: Step = Step.VALUE, value: Number = None, **fields: Any) -> Draft:
    """An open question about Actividad 7.1 of the third quarter."""
    return Draft("402", 71, fields.pop("period", T3), step, "q1", value=percent(value), **fields)


def an_actor(*grants: Grant) -> Actor:
    return Actor(1, "Ana", grants)


def an_enlace(*unit_codes: str) -> Actor:
    return an_actor(*(Grant(Role.ENLACE, code) for code in unit_codes))


def deadlines(*inhabiles: date, **set_by_implan: date) -> Deadlines:
    """Build deadlines from inhábiles and due dates by quarter: T3_2025=date(2025, 10, 3)."""
    due = {
        ("", Period.parse(name.replace("_", " "))): PeriodDates(due_on=day)
        for name, day in set_by_implan.items()
    }
    return Deadlines(Workdays(frozenset(inhabiles)), due)


def answered(draft: Draft, answer: Answer | str, indicator: Indicator | None = None) -> Turn:
    """Take one answer about an indicator of 25 % a quarter; a text is what was typed."""
    given = Typed(answer) if isinstance(answer, str) else answer
    return advance(draft, given, indicator or an_indicator(), token="q2")


def walked(draft: Draft, *answers: Answer | str, indicator: Indicator | None = None) -> Turn:
    """Take several answers, none of which may be refused."""
    turn = Turn(draft)
    for answer in answers:
        turn = answered(turn.draft, answer, indicator)
        assert turn.refusal is None, answer
    return turn
