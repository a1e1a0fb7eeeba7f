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
    """Reporte de control interno: how each UR handed in."""
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
    """The scope of a document."""

    UNIT = "unit"
    """One UR; an order for all of them makes a file for each."""
    TOWN = "town"
    """The whole municipality, never one UR."""
    EITHER = "either"
    """The whole municipality, or one UR if it is named."""


@dataclass(frozen=True)
class Paper:
    """A kind of document, declared once for the chat, the command line and the use cases.

    `name` is its title; `in_chat` and `in_shell` follow the verb in the menu and in the help of `puntual
    report`. The first format is the default. `stem` is the name of its files without the ending; a part
    without a value is left out.
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
        """The command that orders it in a chat."""
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
"""All kinds; `usecases/papers/make_papers.py` names the function that gathers the facts of each."""


@dataclass(frozen=True)
class PaperOrder:
    """What is ordered: the empty unit code stands for all URs, the empty format for the default."""

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
    """Why an order failed."""

    NOTHING = "nothing"
    """The document would have no content."""
    TEMPLATE = "template"
    """A template was changed and no longer compiles."""
    DISK = "disk"
    """The file could not be written."""
    TOO_LARGE = "too_large"
    """One file is larger than Telegram accepts."""
    TOO_HEAVY = "too_heavy"
    """Making one file takes more memory or time than a task may use."""
    BROKEN = "broken"
    """Any other error."""
    UNDELIVERED = "undelivered"
    """It was made, and Telegram refuses one of its files for good."""
    IN_DOUBT = "in_doubt"
    """It was made, and it is unknown whether one of its files arrived."""
    GIVEN_UP = "given_up"
    """It was tried several times, and the process ended each time."""


ANSWERS = (PaperFault.NOTHING, PaperFault.TOO_LARGE, PaperFault.IN_DOUBT)
"""Faults that nobody needs to mend: the person who ordered was told what to do instead."""


def may_have(actor: Actor, kind: PaperKind, unit_code: UnitCode) -> bool:
    """Tell whether a person may have a document; one of all URs needs the right to all of them."""
    action = PAPERS[kind].action
    return actor.may(action, unit_code) if unit_code else actor.sees_all(action)


def stem_of(kind: PaperKind, period: Period, *, unit: str = "", programme: str = "") -> str:
    """Return the name of a file without its ending, without characters that a file name cannot have."""
    parts = {"unit": _safe(unit), "programme": _safe(programme), "period": str(period)}
    return "-".join(filter(None, (each.format(**parts) for each in PAPERS[kind].stem.split("-"))))


def _safe(code: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in code)


def volumes(sizes: Sequence[int], limit: int) -> list[list[int]]:
    """Distribute whole files over volumes of at most `limit` bytes, in order; return their positions.

    A file that is larger than the limit has a volume of its own.
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
