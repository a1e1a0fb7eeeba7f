"""The documents that the municipality files: their kinds, and an order for one of them."""

from dataclasses import dataclass
from enum import StrEnum

from domain.periods import Period


class PaperKind(StrEnum):
    INFORME = "informe"
    """Informe Trimestral of a UR, one for each programme."""
    FICHA = "ficha"
    """Narrative sheet for each indicator of a UR, the layout of 2025."""
    CONTROL = "control"
    """Reporte de control interno."""
    SEGUIMIENTO = "seguimiento"
    """Resultados alcanzados acumulados by programme, eje and UR."""
    CONSOLIDADO = "consolidado"
    """Consolidated report to Contabilidad, with the draft of its oficio."""
    SESION = "sesion"
    """Slides of the results session."""
    ATENCION = "atencion"
    """Register of attention given to enlaces."""
    TRANSPARENCIA = "transparencia"
    """Formats of the transparency law."""
    PAQUETE = "paquete"
    """Closing package: what is signed, its evidence, and a manifest."""


@dataclass(frozen=True)
class PaperOrder:
    """What is wanted: the empty unit code stands for all of them, the empty format for the usual one."""

    kind: PaperKind
    period: Period
    unit_code: str = ""
    programme: str = ""
    format: str = ""


class OrderState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
