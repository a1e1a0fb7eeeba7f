"""What is said of the documents that are ordered in a chat."""

from dataclasses import dataclass

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.papers.kinds import OrderState, PaperKind, PaperOrder


@dataclass(frozen=True)
class PaperChoice(Said, kind="paper_choice", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """In which format it is wanted; the empty unit code stands for all URs, or the municipality."""

    kind: PaperKind
    period: Period
    unit_code: UnitCode
    formats: tuple[str, ...]


@dataclass(frozen=True)
class PaperNotTaken(Said, kind="paper_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """An order that is none.

    `problem` is one of `unit` (name one), `town` (no UR has it), `all` (one UR, not all), `format`,
    `already` (it is being made) and `too_many`. UR and quarter are those that were asked for.
    """

    problem: str
    kind: PaperKind
    formats: tuple[str, ...] = ()
    unit_code: UnitCode = ""
    period: Period | None = None


@dataclass(frozen=True)
class PaperProgress(Said, kind="paper_progress", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """The one message of an order, edited while it is made; it says how far it is when it is sent."""

    order_id: int


@dataclass(frozen=True)
class PaperStanding(Said, kind="paper_standing", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """How far an order is; `fault` says why it failed, by the value of a PaperFault."""

    order_id: int
    order: PaperOrder
    state: OrderState
    made: int = 0
    total: int = 0
    fault: str = ""


@dataclass(frozen=True)
class PaperFile(Said, kind="paper_file", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """One file of an order that was made; its content is kept by its hash."""

    order_id: int
    filename: str
    sha256: str


@dataclass(frozen=True)
class PaperContent(Said, kind="paper_content", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A file that may still be sent; `file_id` is what Telegram calls it, where it holds it already."""

    order: PaperOrder
    filename: str
    sha256: str
    file_id: str = ""
