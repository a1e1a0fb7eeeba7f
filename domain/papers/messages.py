"""Messages about the documents that are ordered in a chat."""

from dataclasses import dataclass

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.papers.kinds import OrderState, PaperKind, PaperOrder


@dataclass(frozen=True)
class PaperChoice(Said, kind="paper_choice", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """Asks for the format of an order; the empty unit code stands for all URs, or the municipality."""

    kind: PaperKind
    period: Period
    unit_code: UnitCode
    formats: tuple[str, ...]


@dataclass(frozen=True)
class PaperNotTaken(Said, kind="paper_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """An order was refused.

    `problem` is one of `unit` (name one), `town` (it is of the municipality, not of a UR), `all` (one UR, not
    all), `format`, `already` (it is being made) and `too_many`. UR and quarter are those that were asked for.
    """

    problem: str
    kind: PaperKind
    formats: tuple[str, ...] = ()
    unit_code: UnitCode = ""
    period: Period | None = None


@dataclass(frozen=True)
class PaperProgress(Said, kind="paper_progress", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """The one message of an order, edited while it is made; its progress is looked up when it is sent."""

    order_id: int


@dataclass(frozen=True)
class PaperStanding(Said, kind="paper_standing", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The progress of an order; `fault` is the value of a PaperFault if it failed."""

    order_id: int
    order: PaperOrder
    state: OrderState
    made: int = 0
    total: int = 0
    fault: str = ""


@dataclass(frozen=True)
class PaperFile(Said, kind="paper_file", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """One file of a finished order; its content is stored under its hash."""

    order_id: int
    filename: str
    sha256: str


@dataclass(frozen=True)
class PaperContent(Said, kind="paper_content", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A file that may still be sent; `file_id` is Telegram's name for it, if it was uploaded before."""

    order: PaperOrder
    filename: str
    sha256: str
    file_id: str = ""
