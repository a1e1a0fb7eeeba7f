"""Builders of Informes Trimestrales to file; what a test does not name is plausible."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from documents.filed.printed import ELABORO, VO_BO, InformeHeading, InformeSheet, Signer, informe_sheet
from domain.kit.avances import Avance, AvanceState, Indicator, Programme, Unit
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.indicators import IndicatorFacts, Level
from domain.kit.periods import Period
from domain.kit.reports import CodedName
from tests.builders import T3, Number, quarters

NOON = datetime(2025, 9, 26, 20, 5, tzinfo=UTC)
UNIT = Unit("402", "Secretaría Particular")
EJE = CodedName("2", "Gobierno de territorio", "2. Gobierno de territorio")
OBJETIVO = CodedName("2.6", "Establecer una planeación.", "2.6 Establecer una planeación.")
SIGNERS = (
    Signer(ELABORO, "María Ñáñez Güendulain", "Enlace · Secretaría Particular"),
    Signer(VO_BO, "Gema Sánchez Sigüenza", "Titular · Secretaría Particular"),
)
HEADING = InformeHeading((EJE,), (OBJETIVO,), SIGNERS, "A-402-3T2025-0001 · K7Q2M-9X34T")
EVIDENCE = "Oficio SP/DSAV/112/2025 de fecha 26 de septiembre de 2025"
DESCRIBED: dict[str, Any] = {
    "definition": "Mide el número de solicitudes atendidas respecto de las recibidas en el trimestre",
    "method": "(Número de solicitudes atendidas / Número de solicitudes recibidas) * 100",
    "unit_of_measure": "Porcentaje",
    "type": "Gestión",
    "dimension": "Eficacia",
    "frequency": "Mensual",
    "sense": "Ascendente",
    "baseline_value": Decimal(0),
    "baseline_year": 2024,
}


def an_indicator(
    level: str = "Actividad 7.1",
    *,
    goals: Sequence[Number] = (25, 25, 25, 25),
    achieved: Sequence[Number] = (25, 20, "26.5"),
    evidence: str = EVIDENCE,
    **fields: Any,
) -> Indicator:
    facts = {"name": f"Porcentaje de solicitudes de {level}", **DESCRIBED}
    facts |= {name: fields.pop(name) for name in [*facts] if name in fields}
    proofs = (Evidence(EvidenceType.OFICIO, evidence),) if evidence else ()
    avances = {
        place: Avance(AvanceState.REPORTED, Decimal(str(value)), evidence=proofs)
        for place, value in enumerate(achieved, start=1)
        if value is not None
    }
    return Indicator(1, IndicatorFacts(Level.parse(level), **facts), quarters(goals), avances, **fields)


def a_sheet(
    *indicators: Indicator,
    period: Period = T3,
    heading: InformeHeading = HEADING,
    programme: str = "Gobierno innovador",
) -> InformeSheet:
    return informe_sheet(UNIT, Programme("08", programme, indicators), period, heading, NOON)


def many(count: int, **fields: Any) -> tuple[Indicator, ...]:
    return tuple(
        an_indicator(f"Actividad {1 + place // 9}.{1 + place % 9}", **fields) for place in range(count)
    )
