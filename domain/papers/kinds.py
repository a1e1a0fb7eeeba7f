"""The documents that the municipality files: their kinds, and an order for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.kit.access import Action, Actor
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


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
    """What a kind of document is, declared once: the chat, the command line and the use cases read it here.

    `name` is its title; `in_chat` and `in_shell` are what the menu and `puntual report` add to their verb.
    The first format is the usual one. `stem` is the name of its files without the ending: a part whose
    value is empty is left out.
    """

    kind: PaperKind
    name: str
    in_chat: str
    in_shell: str
    action: Action
    reach: Reach
    formats: tuple[str, ...]
    stem: str
    is_signed: bool = False
    may_show_lights: bool = False
    other_command: str = ""

    @property
    def command(self) -> str:
        """How it is asked for in a chat."""
        return self.other_command or self.kind.value


FORMAT_NAMES = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word", "zip": "ZIP"}

_DECLARED = (
    Paper(
        PaperKind.INFORME,
        name="Informe Trimestral",
        in_chat="el Informe Trimestral",
        in_shell="el Informe Trimestral de una UR, uno por programa",
        action=Action.GET_INFORME,
        reach=Reach.UNIT,
        formats=("pdf", "xlsx", "docx"),
        stem="informe-{unit}-{programme}-{period}",
        is_signed=True,
        may_show_lights=True,
    ),
    Paper(
        PaperKind.FICHA,
        name="Ficha de indicadores",
        in_chat="la ficha de indicadores",
        in_shell="la Ficha de indicadores de una UR",
        action=Action.GET_INFORME,
        reach=Reach.UNIT,
        formats=("pdf", "docx"),
        stem="ficha-{unit}-{programme}-{period}",
        is_signed=True,
    ),
    Paper(
        PaperKind.CONTROL,
        name="Reporte de control interno",
        in_chat="el control interno",
        in_shell="el Reporte de control interno",
        action=Action.GET_CONTROL,
        reach=Reach.TOWN,
        formats=("pdf", "xlsx"),
        stem="control-{period}",
    ),
    Paper(
        PaperKind.SEGUIMIENTO,
        name="Seguimiento de acciones y resultados acumulados",
        in_chat="el seguimiento de acciones",
        in_shell="el Seguimiento de acciones y resultados acumulados",
        action=Action.GET_RESULTS,
        reach=Reach.EITHER,
        formats=("pdf", "xlsx"),
        stem="seguimiento-{unit}-{programme}-{period}",
    ),
    Paper(
        PaperKind.CONSOLIDADO,
        name="Informe consolidado con su oficio",
        in_chat="el consolidado y su oficio",
        in_shell="el Informe consolidado con su oficio",
        action=Action.GET_CONTROL,
        reach=Reach.TOWN,
        formats=("pdf", "xlsx", "docx"),
        stem="consolidado-{period}",
    ),
    Paper(
        PaperKind.SESION,
        name="Presentación de la sesión de resultados",
        in_chat="la presentación de resultados",
        in_shell="la Presentación de la sesión de resultados",
        action=Action.GET_RESULTS,
        reach=Reach.EITHER,
        formats=("pdf",),
        stem="sesion-{unit}-{programme}-{period}",
    ),
    Paper(
        PaperKind.ATENCION,
        name="Registro de atención a enlaces",
        in_chat="el registro de atención",
        in_shell="el Registro de atención a enlaces",
        action=Action.GET_CONTROL,
        reach=Reach.TOWN,
        formats=("pdf", "xlsx"),
        stem="atencion-{period}",
        # /atencion is taken: it notes a call.
        other_command="registro",
    ),
    Paper(
        PaperKind.TRANSPARENCIA,
        name="Formatos de transparencia",
        in_chat="los formatos de transparencia",
        in_shell="los Formatos de transparencia",
        action=Action.GET_CONTROL,
        reach=Reach.EITHER,
        formats=("xlsx",),
        stem="transparencia-{unit}-{period}",
    ),
    Paper(
        PaperKind.PAQUETE,
        name="Paquete de cierre",
        in_chat="el paquete de cierre",
        in_shell="el Paquete de cierre, con las evidencias y sus huellas",
        action=Action.GET_PACKAGE,
        reach=Reach.EITHER,
        formats=("zip",),
        stem="paquete-{unit}-{period}",
        is_signed=True,
    ),
)
PAPERS: dict[PaperKind, Paper] = {paper.kind: paper for paper in _DECLARED}
"""The kinds there are; what gathers each one's facts is in `usecases/papers/make_papers.py`."""


@dataclass(frozen=True)
class PaperOrder:
    """What is wanted: the empty unit code stands for all of them, the empty format for the usual one."""

    kind: PaperKind
    period: Period
    unit_code: UnitCode = ""
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


def may_have(actor: Actor, kind: PaperKind, unit_code: UnitCode) -> bool:
    """Tell whether somebody may have a document; one of all URs needs the right to all of them."""
    action = PAPERS[kind].action
    return actor.may(action, unit_code) if unit_code else actor.sees_all(action)


def stem_of(kind: PaperKind, period: Period, *, unit: str = "", programme: str = "") -> str:
    """Return the name of a file without its ending; a code may hold what a name cannot."""
    parts = {"unit": _safe(unit), "programme": _safe(programme), "period": str(period)}
    return "-".join(filter(None, (each.format(**parts) for each in PAPERS[kind].stem.split("-"))))


def _safe(code: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in code)


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
