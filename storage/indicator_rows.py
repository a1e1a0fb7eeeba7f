"""Builds the parts of a report from rows.

Columns are read by position, ten times faster than by name: every answer reads fifteen rows of thirty.
"""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from domain.kit.avances import Avance
from domain.kit.evidence import Evidence
from domain.kit.indicators import IndicatorFacts, Level
from domain.kit.lights import Thresholds
from domain.kit.natural_units import Variable
from domain.kit.reports import Flag
from domain.kit.rules import Rules

DEFAULT = Thresholds()
UNRULED = Rules()
RULES = ("green_from", "green_until", "yellow_from", "asks_months", "asks_narrative")
UNDECIDED = (None,) * len(RULES)
FACTS = (
    "level_kind",
    "level_number",
    *(each.name for each in fields(IndicatorFacts) if each.name != "level"),
)


def facts_of(described: tuple[Any, ...]) -> IndicatorFacts:
    """Return the facts from the columns FACTS, in their order."""
    kind, number, *more = described
    return IndicatorFacts(Level(kind, number), *more)


def rules_of(decided: tuple[Any, ...]) -> Rules:
    """Return the rules from the columns RULES, in their order; null is the default."""
    if decided == UNDECIDED:
        return UNRULED
    green_from, green_until, yellow_from, asks_months, asks_narrative = decided
    limits = Thresholds(
        green_from=DEFAULT.green_from if green_from is None else green_from,
        green_to=DEFAULT.green_to if green_until is None else green_until,
        yellow_from=DEFAULT.yellow_from if yellow_from is None else yellow_from,
    )
    return Rules(limits, bool(asks_months), bool(asks_narrative))


def variable_of(row: Any) -> Variable:
    return Variable(row.counted, row.denominator, row.denominator_text, row.expression)


def avance_of(row: Any, proofs: Iterable[Evidence]) -> Avance:
    return Avance(
        row.state,
        row.value,
        row.justification,
        tuple(proofs),
        row.version,
        row.is_imported,
        cause=row.cause,
        action=row.action,
        recovery_on=row.recovery_on,
        evidence_raw=row.evidence_raw,
    )


def evidence_of(row: Any) -> Evidence:
    return Evidence(
        type=row.type,
        raw=row.raw,
        numbers=tuple(row.numbers),
        dated_on=row.dated_on,
        date_kind=row.date_kind,
        issuer=row.issuer,
        url=row.url,
        flags=tuple(row.flags),
        file_sha256=row.file_sha256,
        album=row.album,
    )


def flag_of(row: Any) -> Flag:
    return Flag(
        code=row.code,
        text=row.text,
        source_line=row.source_line,
        raw_row=row.raw_row,
        quarter=row.quarter,
        needs_confirmation=row.needs_confirmation,
        candidates=tuple(Decimal(each) for each in row.candidates),
    )
