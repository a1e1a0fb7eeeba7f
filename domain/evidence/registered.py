"""The documents that a UR has registered: one oficio may prove several indicators."""

from domain.evidence.proofs import grouped, with_proofs
from domain.kit.avances import UnitReport
from domain.kit.evidence import Evidence

MOST_OFFERED = 40


def registered_for(
    report: UnitReport, indicator_id: int, known: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """Return the evidence of the UR's other indicators in this quarter that this indicator lacks."""
    others = (
        avance.evidence
        for indicator in report.indicators
        if indicator.id != indicator_id
        and (avance := indicator.avances.get(report.period.quarter)) is not None
    )
    found: tuple[Evidence, ...] = ()
    for evidence in others:
        for proof in grouped(evidence):
            if with_proofs(known, proof) != known:
                found = with_proofs(found, proof)
    return tuple(each for proof in grouped(found)[:MOST_OFFERED] for each in proof)


def documents_of(report: UnitReport) -> tuple[Evidence, ...]:
    """Return all evidence of the year so far, for checks of its numbers."""
    return tuple(
        each
        for indicator in report.indicators
        for avance in indicator.avances.values()
        for each in avance.evidence
    )
