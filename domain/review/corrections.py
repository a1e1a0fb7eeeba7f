"""Corrections asked for after a report was sent; IMPLAN decides them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.kit.avances import Avance, AvanceState, Indicator
from domain.kit.dialogues.abouts import About
from domain.kit.lights import ZERO
from domain.kit.periods import Period


class CorrectionState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True)
class AboutCorrection(About, kinds=("correction",)):
    """An avance that was captured before its indicator was locked: only the reason is asked for."""

    proposed: Avance

    PACKED = frozenset({"proposed"})

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Mapping[str, Any] | None:
        return {"proposed": json.loads(texts["proposed"])} if "proposed" in texts else None


@dataclass(frozen=True)
class Correction:
    """One request: the avance as it would be (`proposed`), and as it was at the request."""

    id: int
    indicator_id: int
    period: Period
    proposed: Avance
    before: Avance | None
    reason: str
    state: CorrectionState
    asked_at: datetime
    asked_by: int
    decided_at: datetime | None = None
    decided_by: int | None = None
    decision: str | None = None


def proposed_avance(before: Avance | None, value: Decimal, words: str = "") -> Avance:
    """Return the avance with another value; `words` justify it if it had no justification.

    The reason for the correction stays with the correction: it does not explain the result.
    """
    state = AvanceState.REPORTED if value else AvanceState.CONFIRMED_ZERO
    if before is None:
        return Avance(state, value, words or None)
    evidence = before.evidence if value > ZERO else ()
    justification = before.justification or words or None
    return replace(before, state=state, value=value, justification=justification, evidence=evidence)


def needs_words(indicator: Indicator, quarter: int, value: Decimal) -> bool:
    """Tell whether a new value is outside green and has no justification."""
    avance = indicator.avances.get(quarter)
    is_justified = avance is not None and bool(avance.justification)
    return not is_justified and indicator.light_for(quarter, value).asks_for_reason
