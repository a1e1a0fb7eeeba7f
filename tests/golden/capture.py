"""Capturing as people work: slips, the justification, corrections, counts and months."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.capture.messages import MonthsSaved
from domain.capture.turns import Refusal
from domain.kit.causes import ABOVE, BELOW, OTHER
from domain.kit.drafts import Change, Given, Step
from domain.kit.natural_units import Ratio, Variable
from domain.kit.said import Said
from domain.kit.slips import Slip, SlipKind
from domain.kit.values import ValueProblem
from tests.messages import OFICIO, T3, a_question

OWN_WORDS = "La junta de mayo pasó a junio, pues faltó el plano de la obra."
ACTION = "Se hará la junta en junio con las dos áreas"
WHY: dict[str, Any] = {
    "cause": BELOW[0],
    "reason": OWN_WORDS,
    "action": ACTION,
    "recovery_on": date(2025, 10, 30),
}
LONG: dict[str, Any] = {**WHY, "reason": "faltó luz " * 80, "action": "se hará " * 70}
MEETINGS = Variable("reuniones", Decimal(1440), "120 reuniones × 12")
RATIO = Ratio(Decimal(302), Decimal(1440))
JULY, AUGUST = (7, Decimal(8)), (8, Decimal(9))

MISTYPED = {
    ValueProblem.NO_TOTAL: "302/0",
    Refusal.SAVE_OR_ADD: "sí",
    Refusal.SAVE_OR_CHANGE: "no",
    Refusal.MONTH_ABOVE_YEAR: "250",
    Refusal.REASON_IS_CAUSE: "Falta de recursos",
    Refusal.ACTION_TOO_SHORT: "se hará",
    Refusal.RECOVERY_NOT_UNDERSTOOD: "pronto <b>",
    Refusal.RECOVERY_NOT_AHEAD: "3 de junio",
    Refusal.RECOVERY_TOO_LATE: "30 de abril de 2026",
}


def _doubt(doubtful: str, slip: Slip, **fields: Any) -> Said:
    return a_question(Step.DOUBT, doubtful=Decimal(doubtful), slip=slip, **fields)


def _doubts() -> dict[str, Said]:
    mean = Decimal("24.5")
    return {
        "question_doubt_whole_goal": _doubt("100", Slip(SlipKind.WHOLE_GOAL, Decimal(25))),
        "question_doubt_cumulative": _doubt("70", Slip(SlipKind.CUMULATIVE, Decimal(20), Decimal(50))),
        "question_doubt_tenfold": _doubt("2.5", Slip(SlipKind.TENFOLD, Decimal(25))),
        "question_doubt_tenfold_without_goal": _doubt("2.5", Slip(SlipKind.TENFOLD, Decimal(25)), goal=None),
        "question_doubt_year_over": _doubt("60", Slip(SlipKind.YEAR_OVER, seen=Decimal(110))),
        "question_doubt_far_from_mean": _doubt("10", Slip(SlipKind.FAR_FROM_MEAN, seen=mean)),
        "question_doubt_all_met_zero": _doubt("0", Slip(SlipKind.ALL_MET_ZERO, seen=mean)),
        "question_doubt_counted": _doubt(
            "70",
            Slip(SlipKind.CUMULATIVE, Decimal(20), Decimal(50)),
            doubtful_ratio=Ratio(Decimal(1008), Decimal(1440)),
            variable=MEETINGS,
        ),
        "question_doubt_same_words": a_question(
            Step.DOUBT, "10", slip=Slip(SlipKind.SAME_WORDS), doubtful_words=OWN_WORDS, cause=BELOW[0]
        ),
    }


def _justification() -> dict[str, Said]:
    own, action, recovery, review = Step.OWN_REASON, Step.ACTION, Step.RECOVERY, Step.REVIEW
    many = tuple(f"Causa número {number}" for number in range(1, 8))
    return {
        "question_reason_of_the_catalogue": a_question(Step.REASON, "10", causes=many),
        "question_own_reason_below": a_question(own, "10", cause=BELOW[0]),
        "question_own_reason_other": a_question(own, "10", cause=OTHER),
        "question_review_other": a_question(review, "10", evidence=(OFICIO,), **{**WHY, "cause": OTHER}),
        "question_own_reason_over": a_question(own, "30", cause=ABOVE[0]),
        "question_action": a_question(action, "10", cause=BELOW[0], reason=OWN_WORDS),
        "question_action_resumed": a_question(action, "10", cause=BELOW[0], is_resumed=True),
        "question_recovery": a_question(recovery, "10", **{**WHY, "recovery_on": None}),
        "question_review_explained": a_question(review, "10", evidence=(OFICIO,), **WHY),
        "question_review_never_recovers": a_question(
            review, "10", evidence=(OFICIO,), **{**WHY, "recovery_on": None, "never_recovers": True}
        ),
        "question_review_long_words": a_question(review, "10", evidence=(OFICIO,), **LONG),
        "question_correction_of_each_part": a_question(Step.CORRECTION, "10", evidence=(OFICIO,), **WHY),
    }


def _corrections() -> dict[str, Said]:
    review = Step.REVIEW
    value = Change(Given.VALUE, "25", "26")
    day = Change(Given.RECOVERY, "2025-10-30", "2025-12-15")
    cause = Change(Given.CAUSE, BELOW[0], BELOW[1])
    words = Change(Given.REASON, "<b>" + OWN_WORDS * 3, OWN_WORDS)
    action = Change(Given.ACTION, ACTION, "Se licitará de nuevo")
    return {
        "question_review_changed_value": a_question(review, "26", evidence=(OFICIO,), changed=value),
        "question_review_changed_cause": a_question(review, "10", evidence=(OFICIO,), changed=cause, **WHY),
        "question_review_changed_words": a_question(review, "10", evidence=(OFICIO,), changed=words, **WHY),
        "question_review_changed_action": a_question(review, "10", evidence=(OFICIO,), changed=action, **WHY),
        "question_review_changed_file": a_question(
            review, "25", evidence=(OFICIO,), changed=Change(Given.FILE, "ab", "cd")
        ),
        "question_review_changed_day": a_question(review, "10", evidence=(OFICIO,), changed=day, **WHY),
    }


def _counts() -> dict[str, Said]:
    counted: dict[str, Any] = {"variable": MEETINGS, "ratio": RATIO}
    unexplained = Variable("reuniones", Decimal(1440))
    return {
        "question_value_counted": a_question(variable=MEETINGS),
        "question_value_counted_unexplained": a_question(variable=unexplained, is_resumed=True),
        "question_evidence_counted": a_question(Step.EVIDENCE, "25", **counted),
        "question_reason_counted": a_question(Step.REASON, "20.97", **counted),
        "question_evidence_counted_without_goal": a_question(Step.EVIDENCE, "20.97", goal=None, **counted),
        "question_review_counted": a_question(Step.REVIEW, "20.97", evidence=(OFICIO,), **counted, **WHY),
    }


def _months() -> dict[str, Said]:
    asked, so_far = Step.MONTH, Step.MONTHS
    return {
        "question_month_first": a_question(asked, month=7),
        "question_month_second": a_question(asked, month=8, months=(JULY,)),
        "question_month_again": a_question(asked, month=7, months=(JULY, AUGUST)),
        "question_month_counted": a_question(asked, month=7, variable=MEETINGS),
        "question_months": a_question(so_far, months=(JULY, AUGUST)),
        "question_months_resumed": a_question(so_far, months=(JULY,), is_resumed=True),
        "months_saved": MonthsSaved("Actividad 7.1", T3, (JULY, AUGUST), Decimal(25)),
        "months_saved_without_goal": MonthsSaved("Actividad 7.1", T3, (JULY,), None),
    }


MESSAGES: dict[str, Said] = {
    **_doubts(),
    **_justification(),
    **_corrections(),
    **_counts(),
    **_months(),
}
