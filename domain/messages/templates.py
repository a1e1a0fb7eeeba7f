"""What is said of the workbook of a UR: sent, taken, refused, saved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.periods import Period
from domain.said import Said
from domain.slips import Slip
from domain.template_cells import CellFault
from domain.templates import Template, TemplateFault


@dataclass(frozen=True)
class TemplateIssued(Said):
    """The workbook of a UR and quarter to be sent; it is written when its turn comes.

    `may_fill` tells who may send it back filled in from who only reads it.
    """

    unit_code: str
    period: Period
    may_fill: bool = True


@dataclass(frozen=True)
class TemplateText(Said):
    """A workbook with its facts, ready to be written."""

    template: Template
    may_fill: bool = True


@dataclass(frozen=True)
class TemplateWanted(Said):
    """/plantilla by somebody of no UR: one must be named."""


@dataclass(frozen=True)
class TemplateEmpty(Said):
    """No indicator counts for that quarter, so there is nothing to fill in."""

    unit_code: str
    period: Period


@dataclass(frozen=True)
class TemplateNotTaken(Said):
    """A workbook that cannot be taken at all; nothing was saved."""

    fault: TemplateFault
    is_capturing: bool = False
    """An evidence may have been meant."""


@dataclass(frozen=True)
class TemplateFaults(Said):
    """What is wrong, by cell; nothing was saved. `more` faults are not listed."""

    unit_code: str
    period: Period
    faults: tuple[CellFault, ...]
    more: int = 0


@dataclass(frozen=True)
class TemplateChange:
    """Old and new of one indicator; `added` counts the documents that it would gain."""

    level: str
    programme: str
    before: Decimal | None
    after: Decimal
    cause: str | None = None
    recovery_on: date | None = None
    is_explained_anew: bool = False
    added: int = 0
    slip: Slip | None = None


@dataclass(frozen=True)
class TemplateChanges(Said):
    """Everything a workbook would change; the question whether to save it follows."""

    unit_code: str
    period: Period
    changes: tuple[TemplateChange, ...]


@dataclass(frozen=True)
class TemplateUnchanged(Said):
    """A workbook that says what is saved already."""

    unit_code: str
    period: Period


@dataclass(frozen=True)
class TemplateSaved(Said):
    """All of a workbook was saved; `remaining` counts the indicators that still lack something.

    `is_again` says that the report had been given back: it is to be sent another time.
    """

    unit_code: str
    period: Period
    saved: int
    remaining: int
    is_again: bool = False
