"""The documents that the municipality files: their kinds, and an order for one of them."""

from dataclasses import dataclass
from enum import StrEnum

from domain.access import Action
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


class Reach(StrEnum):
    """Whom a document is about."""

    UNIT = "unit"
    """One UR; asked for all of them it is a file for each."""
    TOWN = "town"
    """The municipality, never one UR."""
    EITHER = "either"
    """The municipality, or one UR where it is named."""


@dataclass(frozen=True)
class Paper:
    """What is known of a kind before anything is read; the first format is the usual one."""

    action: Action
    reach: Reach
    formats: tuple[str, ...]
    is_signed: bool = False


PAPERS: dict[PaperKind, Paper] = {
    PaperKind.INFORME: Paper(Action.GET_INFORME, Reach.UNIT, ("pdf", "xlsx", "docx"), is_signed=True),
    PaperKind.TRANSPARENCIA: Paper(Action.GET_CONTROL, Reach.EITHER, ("xlsx",)),
    PaperKind.PAQUETE: Paper(Action.GET_PACKAGE, Reach.EITHER, ("zip",), is_signed=True),
}
"""The kinds there are; what gathers each one's facts is in `usecases/make_papers.py`."""


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
