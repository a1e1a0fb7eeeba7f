"""The acuse: what was handed in, by whom and when; and whether the report still says the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.evidence.audit_chain import Seal
from domain.kit.avances import Indicator, Programme, UnitReport
from domain.kit.entregas import Move
from domain.kit.evidence import Evidence
from domain.kit.figures import trimmed
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode

NONE: Mapping[int, str] = {}


class AcuseKind(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class AcuseStep:
    """Who did what and when; `reason` justifies sending with gaps, or accepting without a Vo. Bo."""

    move: Move
    by: str
    at: datetime
    reason: str | None = None


@dataclass(frozen=True)
class AcuseIndicator:
    """One indicator as it was handed in; without a value it was missing."""

    id: int
    level: str
    name: str
    goal: Decimal | None
    value: Decimal | None
    variation: Decimal | None
    cause: str | None
    justification: str | None
    action: str | None
    recovery_on: date | None
    evidence: tuple[Evidence, ...]
    narrative_sha256: str | None = None


@dataclass(frozen=True)
class AcuseProgramme:
    code: str
    name: str
    indicators: tuple[AcuseIndicator, ...]


@dataclass(frozen=True)
class AcuseFacts:
    """Every fact of an acuse, stored as JSON; its hash makes it verifiable."""

    folio: str
    kind: AcuseKind
    round: int
    unit_code: UnitCode
    unit_name: str
    period: Period
    steps: tuple[AcuseStep, ...]
    programmes: tuple[AcuseProgramme, ...]
    seal: Seal | None = None
    """The seal of the audit trail when the acuse was issued."""


def folio_of(unit_code: UnitCode, period: Period, number: int) -> str:
    """Return the folio of the n-th acuse of a UR and quarter: A-402-3T2025-0001."""
    return f"A-{unit_code}-{period}-{number:04}"


def programmes_of(report: UnitReport, narratives: Mapping[int, str] = NONE) -> tuple[AcuseProgramme, ...]:
    """Return the facts of a report for its quarter, for the indicators that count in it.

    `narratives` has the hash of each narrative, by indicator.
    """
    asked = {indicator.id for indicator in report.asked}
    found = (_programme(each, report.period, asked, narratives) for each in report.programmes)
    return tuple(programme for programme in found if programme.indicators)


def _programme(
    programme: Programme, period: Period, asked: set[int], narratives: Mapping[int, str]
) -> AcuseProgramme:
    own = tuple(
        replace(_indicator(each, period.quarter), narrative_sha256=narratives.get(each.id))
        for each in programme.indicators
        if each.id in asked
    )
    return AcuseProgramme(programme.code, programme.name, own)


def _indicator(indicator: Indicator, quarter: int) -> AcuseIndicator:
    avance = indicator.avances.get(quarter)
    return AcuseIndicator(
        id=indicator.id,
        level=str(indicator.facts.level),
        name=indicator.facts.name,
        goal=_trimmed(indicator.goal(quarter)),
        value=_trimmed(indicator.value(quarter)),
        variation=_trimmed(indicator.variations()[quarter - 1]),
        cause=avance.cause if avance else None,
        justification=avance.justification if avance else None,
        action=avance.action if avance else None,
        recovery_on=avance.recovery_on if avance else None,
        evidence=avance.evidence if avance else (),
    )


def _trimmed(value: Decimal | None) -> Decimal | None:
    """25.0 and 25 are the same fact and must have the same hash."""
    return None if value is None else trimmed(value)


def hash_of(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of facts in their canonical form: keys in order, no blanks, UTF-8."""
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def changed_levels(stored: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the levels whose facts differ from the acuse, levels that were added or removed included.

    Both arguments are facts as JSON. A field that the acuse was issued without is not compared.
    """
    then_by_id, now_by_id = _by_id(stored), _by_id(now)
    ids = [*then_by_id, *(each for each in now_by_id if each not in then_by_id)]
    return tuple(
        str((then_by_id.get(each) or now_by_id[each])["level"])
        for each in ids
        if not _is_same(then_by_id.get(each), now_by_id.get(each))
    )


def _is_same(then: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> bool:
    if then is None or now is None:
        return False
    return all(now.get(field) == value for field, value in then.items())


def _by_id(facts: Mapping[str, Any]) -> dict[int, Mapping[str, Any]]:
    programmes: Iterable[Mapping[str, Any]] = facts["programmes"]
    return {each["id"]: each for programme in programmes for each in programme["indicators"]}
