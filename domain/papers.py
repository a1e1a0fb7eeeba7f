"""The documents that the municipality files: their kinds, and an order for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.access import Action, Actor
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
    PaperKind.FICHA: Paper(Action.GET_INFORME, Reach.UNIT, ("pdf", "docx"), is_signed=True),
    PaperKind.CONTROL: Paper(Action.GET_CONTROL, Reach.TOWN, ("pdf", "xlsx")),
    PaperKind.SEGUIMIENTO: Paper(Action.GET_RESULTS, Reach.EITHER, ("pdf", "xlsx")),
    PaperKind.CONSOLIDADO: Paper(Action.GET_CONTROL, Reach.TOWN, ("pdf", "xlsx", "docx")),
    PaperKind.SESION: Paper(Action.GET_RESULTS, Reach.EITHER, ("pdf",)),
    PaperKind.ATENCION: Paper(Action.GET_CONTROL, Reach.TOWN, ("pdf", "xlsx")),
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


class PaperFault(StrEnum):
    """Why an order came to nothing."""

    NOTHING = "nothing"
    """There is nothing to put on paper."""
    TEMPLATE = "template"
    """Somebody changed a template into one that cannot be set."""
    DISK = "disk"
    """The file could not be written."""
    TOO_LARGE = "too_large"
    """One file is larger than Telegram takes."""
    TOO_HEAVY = "too_heavy"
    """Making one file takes more memory or time than a task may."""
    BROKEN = "broken"
    """Anything else."""
    UNDELIVERED = "undelivered"
    """It was made, and Telegram takes one of its files in no case."""
    IN_DOUBT = "in_doubt"
    """It was made, and nobody knows whether one of its files arrived."""
    GIVEN_UP = "given_up"
    """It was taken up several times, and the process ended each time."""


ANSWERS = (PaperFault.NOTHING, PaperFault.TOO_LARGE, PaperFault.IN_DOUBT)
"""Faults that nobody can mend: whoever ordered was told what to do instead."""


def may_have(actor: Actor, kind: PaperKind, unit_code: str) -> bool:
    """Tell whether somebody may have a document; one of all URs needs the right to all of them."""
    action = PAPERS[kind].action
    return actor.may(action, unit_code) if unit_code else actor.sees_all(action)


def volumes(sizes: Sequence[int], limit: int) -> list[list[int]]:
    """Spread whole files over volumes of at most `limit` bytes, in order; return their places.

    One that is larger than the limit has a volume of its own.
    """
    found: list[list[int]] = []
    room = 0
    for place, size in enumerate(sizes):
        if not found or size > room:
            found.append([])
            room = limit
        found[-1].append(place)
        room -= size
    return found
