"""The object that `puntual status --json` prints; its names are stable for other programs."""

from decimal import Decimal
from typing import Any

from domain.kit.avances import Indicator, UnitReport
from domain.kit.entregas import EntregaState
from domain.kit.evidence import Evidence
from domain.kit.indicators import Quarters
from domain.kit.next_steps import NextStep
from domain.kit.report_messages import Due


def status_object(
    report: UnitReport,
    due: Due,
    entrega: EntregaState = EntregaState.OPEN,
    following: NextStep = NextStep.CAPTURE,
) -> dict[str, Any]:
    quarter = report.period.quarter
    return {
        "unit": {"code": report.unit.code, "name": report.unit.name},
        "period": str(report.period),
        "due_on": due.on.isoformat(),
        "entrega": entrega.value,
        "next": following.value,
        "programmes": [
            {
                "code": programme.code,
                "name": programme.name,
                "indicators": [_indicator(each, quarter) for each in programme.indicators],
            }
            for programme in report.programmes
        ],
    }


def _indicator(indicator: Indicator, quarter: int) -> dict[str, Any]:
    avance = indicator.avances.get(quarter)
    return {
        "level": str(indicator.facts.level),
        "name": indicator.facts.name,
        "programmed": _numbers(indicator.goals),
        "achieved": _numbers(indicator.achieved(quarter)),
        "variation": _numbers(indicator.variations(quarter)),
        "achieved_total": _number(indicator.achieved_total(quarter)),
        "variation_total": _number(indicator.variation_total(quarter)),
        "light": indicator.light(quarter).value,
        "justification": avance.justification if avance else None,
        "evidence": [_evidence(each) for each in (avance.evidence if avance else ())],
        "missing": [what.value for what in indicator.missing(quarter)],
        "flags": [flag.text for flag in indicator.flags],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "type": evidence.type.value,
        "numbers": list(evidence.numbers),
        "date": evidence.dated_on.isoformat() if evidence.dated_on else None,
        "issuer": evidence.issuer,
        "url": evidence.url,
        "raw": evidence.raw,
    }


def _numbers(quarters: Quarters) -> list[int | float | None]:
    return [_number(value) for value in quarters]


def _number(value: Decimal | None) -> int | float | None:
    """Return a JSON number: an integer where there are no decimals."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
