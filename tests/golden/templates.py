"""The workbook of a UR: sent, taken, refused by cell, saved."""

from datetime import date
from decimal import Decimal

from domain.capture.evidence_step import MOST_EVIDENCE
from domain.capture.turns import Refusal
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.periods import Period
from domain.kit.said import Said
from domain.kit.slips import Slip, SlipKind
from domain.kit.values import ValueProblem
from domain.papers.template_cells import CellFault, CellProblem
from domain.papers.template_messages import (
    TemplateChange,
    TemplateChanges,
    TemplateEmpty,
    TemplateFaults,
    TemplateNotTaken,
    TemplateSaved,
    TemplateText,
    TemplateUnchanged,
    TemplateWanted,
)
from domain.papers.templates import TemplateFault
from tests.documents.report_templates import a_template, a_template_line
from tests.messages import T3

WRITTEN: dict[CellProblem | ValueProblem | Refusal, str] = {
    ValueProblem.WORDS: "mucho",
    ValueProblem.MAYBE_NOTHING: "pendiente",
    ValueProblem.SEVERAL_NUMBERS: "25 o 26",
    ValueProblem.NEGATIVE: "-5",
    ValueProblem.TOO_LARGE: "2500",
    ValueProblem.TOO_PRECISE: "25.123",
    CellProblem.CAUSE_UNKNOWN: "Mala suerte",
    Refusal.REASON_TOO_SHORT: "pues no",
    Refusal.ACTION_TOO_SHORT: "algo",
    Refusal.RECOVERY_NOT_UNDERSTOOD: "pronto",
    Refusal.RECOVERY_NOT_AHEAD: "2025-01-15",
    Refusal.RECOVERY_TOO_LATE: "2030-01-15",
    Refusal.INCOMPLETE_NUMBER: "oficio SP/112",
    Refusal.NO_EVIDENCE_READ: "el oficio de siempre",
}
CELLS = (
    ValueProblem.WORDS,
    ValueProblem.MAYBE_NOTHING,
    ValueProblem.SEVERAL_NUMBERS,
    ValueProblem.NEGATIVE,
    ValueProblem.TOO_LARGE,
    ValueProblem.TOO_PRECISE,
    *CellProblem,
    Refusal.REASON_TOO_SHORT,
    Refusal.REASON_TOO_LONG,
    Refusal.REASON_IS_CAUSE,
    Refusal.ACTION_TOO_SHORT,
    Refusal.RECOVERY_NOT_UNDERSTOOD,
    Refusal.RECOVERY_NOT_AHEAD,
    Refusal.RECOVERY_TOO_LATE,
    Refusal.INCOMPLETE_NUMBER,
    Refusal.NO_EVIDENCE_READ,
    Refusal.TOO_MUCH_EVIDENCE,
)
ONE = a_template_line()
THREE = (
    CellFault("F7", "Componente 7", ValueProblem.WORDS, "mucho"),
    CellFault("J8", "Actividad 7.1", Refusal.RECOVERY_NOT_AHEAD, "2025-01-15"),
    CellFault("L9", "Actividad 7.2", Refusal.NO_EVIDENCE_READ, "el oficio de siempre"),
)
MANY = tuple(CellFault(f"F{row}", f"Actividad 7.{row}", ValueProblem.WORDS, "mucho") for row in range(7, 22))


def a_change(
    level: str = "Componente 7", before: str | None = "20", after: str = "25", **fields: object
) -> TemplateChange:
    number = None if before is None else Decimal(before)
    return TemplateChange(level, programme="", before=number, after=Decimal(after), **fields)  # type: ignore[arg-type]


def changes(*found: TemplateChange) -> TemplateChanges:
    return TemplateChanges("402", T3, found)


def _slips() -> dict[str, Said]:
    slips = {
        SlipKind.ABOVE_YEAR: Slip(SlipKind.ABOVE_YEAR, meant=Decimal(25)),
        SlipKind.WHOLE_GOAL: Slip(SlipKind.WHOLE_GOAL, meant=Decimal(25)),
        SlipKind.ALL_MET_ZERO: Slip(SlipKind.ALL_MET_ZERO, seen=Decimal(25)),
        SlipKind.CUMULATIVE: Slip(SlipKind.CUMULATIVE, meant=Decimal(20), seen=Decimal(25)),
        SlipKind.TENFOLD: Slip(SlipKind.TENFOLD, meant=Decimal(25)),
        SlipKind.YEAR_OVER: Slip(SlipKind.YEAR_OVER, seen=Decimal("104.5")),
        SlipKind.FAR_FROM_MEAN: Slip(SlipKind.FAR_FROM_MEAN, seen=Decimal("12.5")),
        SlipKind.SAME_WORDS: Slip(SlipKind.SAME_WORDS),
    }
    return {f"template_changes_slip_{kind}": changes(a_change(slip=slip)) for kind, slip in slips.items()}


def a_decision(amount: int) -> FormQuestion:
    return FormQuestion(
        "template",
        "decision",
        "4",
        "402",
        subject={"period": str(T3), "count": str(amount), "sha256": "ab" * 32},
        options=(Option("save", "save"),),
    )


MESSAGES: dict[str, Said] = {
    "template_to_fill": TemplateText(a_template(ONE, a_template_line(72, "Actividad 7.2"))),
    "template_to_read": TemplateText(a_template(ONE), may_fill=False),
    "template_wanted": TemplateWanted(),
    "template_empty": TemplateEmpty("402", T3),
    "template_empty_fourth": TemplateEmpty("402", Period(2025, 4)),
    "template_unchanged": TemplateUnchanged("402", T3),
    **{f"template_not_taken_{fault}": TemplateNotTaken(fault) for fault in TemplateFault},
    "template_not_taken_as_evidence": TemplateNotTaken(TemplateFault.FOREIGN, is_capturing=True),
    **{
        f"template_faults_{problem}": TemplateFaults(
            "402", T3, (CellFault("F7", "Actividad 7.1", problem, WRITTEN.get(problem, "")),)
        )
        for problem in CELLS
    },
    "template_faults_three": TemplateFaults("402", T3, THREE),
    "template_faults_many": TemplateFaults("402", T3, MANY, more=7),
    "template_changes_value": changes(a_change()),
    "template_changes_first_value": changes(a_change(before=None)),
    "template_changes_evidence": changes(a_change(before="25", added=1)),
    "template_changes_reason": changes(
        a_change(
            after="10.5",
            cause="Falta de recursos",
            recovery_on=date(2025, 12, 15),
            is_explained_anew=True,
            added=MOST_EVIDENCE,
        )
    ),
    "template_changes_no_recovery": changes(
        a_change(after="10.5", cause="Falta de recursos", is_explained_anew=True)
    ),
    "template_changes_many": changes(*(a_change(f"Actividad 7.{number}") for number in range(1, 41))),
    **_slips(),
    "template_decision_one": a_decision(1),
    "template_decision_many": a_decision(12),
    "template_saved_all": TemplateSaved("402", T3, saved=12, remaining=0),
    "template_saved_all_again": TemplateSaved("402", T3, saved=2, remaining=0, is_again=True),
    "template_saved_one_left": TemplateSaved("402", T3, saved=1, remaining=1),
    "template_saved_some_left": TemplateSaved("402", T3, saved=2, remaining=3),
}
