"""Messages about the workbook of a UR: sent, read, refused, saved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.slips import Slip
from domain.kit.unit_codes import UnitCode
from domain.papers.template_cells import CellFault
from domain.papers.templates import Template, TemplateFault


@dataclass(frozen=True)
class TemplateIssued(
    Said, kind="template_issued", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True
):
    """The workbook of a UR and quarter to be sent; it is written when it is sent.

    `may_fill` tells whether the person may send it back filled in.
    """

    unit_code: UnitCode
    period: Period
    may_fill: bool = True


@dataclass(frozen=True)
class TemplateText(Said, kind="template_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A workbook with its facts, ready to be written."""

    template: Template
    may_fill: bool = True


@dataclass(frozen=True)
class TemplateWanted(Said, kind="template_wanted", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """/plantilla by a person without a UR: one must be named."""


@dataclass(frozen=True)
class TemplateEmpty(Said, kind="template_empty", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """No indicator counts for that quarter, so there is nothing to fill in."""

    unit_code: UnitCode
    period: Period


@dataclass(frozen=True)
class TemplateNotTaken(
    Said, kind="template_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """A workbook cannot be read at all; nothing was saved."""

    fault: TemplateFault
    is_capturing: bool = False
    """The file may have been meant as evidence."""


@dataclass(frozen=True)
class TemplateFaults(Said, kind="template_faults", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """The faults of a workbook, by cell; nothing was saved. `more` faults are not listed."""

    unit_code: UnitCode
    period: Period
    faults: tuple[CellFault, ...]
    more: int = 0


@dataclass(frozen=True)
class TemplateChange:
    """Old and new content of one indicator; `added` counts the documents that it would gain."""

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
class TemplateChanges(Said, kind="template_changes", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """Everything a workbook would change; the question whether to save it follows."""

    unit_code: UnitCode
    period: Period
    changes: tuple[TemplateChange, ...]


@dataclass(frozen=True)
class TemplateUnchanged(Said, kind="template_unchanged", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A workbook that only says what is saved already."""

    unit_code: UnitCode
    period: Period


@dataclass(frozen=True)
class TemplateSaved(Said, kind="template_saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """All of a workbook was saved; `remaining` counts the indicators that still lack something.

    `is_again` says that the report had been returned and must be sent again.
    """

    unit_code: UnitCode
    period: Period
    saved: int
    remaining: int
    is_again: bool = False
