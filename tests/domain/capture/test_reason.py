"""The justification of a result outside green: cause, explanation, action and day of recovery."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.capture.turns import Refusal
from domain.kit.causes import ABOVE, BELOW
from domain.kit.drafts import Answer, Attached, Change, Choice, Chosen, Draft, Given, Step
from domain.kit.lights import Thresholds
from domain.kit.rules import Rules
from tests.builders import A_REASON, a_draft, an_avance, an_indicator, an_oficio, answered, walked

AN_ACTION = "Se reprogramó para octubre"
RED = a_draft(Step.REASON, 10)
OVER = a_draft(Step.REASON, 50)
OWN_WORDS = a_draft(Step.OWN_REASON, 10, cause="Otra")
ACTING = a_draft(Step.ACTION, 10, cause=BELOW[0], reason=A_REASON)
RECOVERING = replace(ACTING, step=Step.RECOVERY, action=AN_ACTION)
EXPLAINED = replace(RECOVERING, step=Step.CORRECTION, recovery_on=date(2025, 10, 30), evidence=(an_oficio(),))
IMPORTED = a_draft(Step.CORRECTION, 10, reason=A_REASON, evidence=(an_oficio(),))
"""Explained before causes and actions were asked for: complete."""


@pytest.mark.parametrize(("position", "cause"), list(enumerate(BELOW)))
def test_a_shortfall_takes_a_cause_of_the_catalogue(position: int, cause: str) -> None:
    draft = walked(RED, Chosen(Choice.CAUSE, position)).draft

    assert (draft.cause, draft.reason, draft.step) == (cause, None, Step.OWN_REASON)


@pytest.mark.parametrize(("position", "cause"), list(enumerate(ABOVE)))
def test_over_achievement_takes_its_own_causes(position: int, cause: str) -> None:
    assert walked(OVER, Chosen(Choice.CAUSE, position)).draft.cause == cause


@pytest.mark.parametrize("position", [-4, -1, len(BELOW), 99])
def test_a_cause_that_was_not_offered_is_no_choice(position: int) -> None:
    turn = answered(RED, Chosen(Choice.CAUSE, position))

    assert turn.refusal is Refusal.NOT_A_CHOICE
    assert turn.draft == RED


def test_the_catalogue_of_the_question_is_the_one_that_counts() -> None:
    asked = replace(RED, causes=("Lluvias", "Veda electoral"))

    assert walked(asked, Chosen(Choice.CAUSE, 1)).draft.cause == "Veda electoral"


def test_a_question_offers_no_more_causes_than_have_a_button() -> None:
    asked = replace(RED, causes=tuple(f"Causa {n}" for n in range(9)))

    assert answered(asked, Chosen(Choice.CAUSE, 5)).refusal is Refusal.NOT_A_CHOICE


def test_a_cause_may_be_typed_in_any_case() -> None:
    assert walked(RED, "depende de otra AREA.").draft.cause == BELOW[2]


def test_another_cause_is_asked_for_in_own_words() -> None:
    draft = walked(RED, Chosen(Choice.OTHER), A_REASON).draft

    assert (draft.cause, draft.reason, draft.step) == ("Otra", A_REASON, Step.ACTION)


def test_own_words_instead_of_a_cause_explain_it_at_once() -> None:
    draft = walked(RED, A_REASON).draft

    assert (draft.cause, draft.reason, draft.step) == ("Otra", A_REASON, Step.ACTION)


def test_more_than_the_goal_is_explained_and_recovers_nothing() -> None:
    draft = walked(OVER, Chosen(Choice.CAUSE), A_REASON).draft

    assert (draft.cause, draft.reason, draft.step) == (ABOVE[0], A_REASON, Step.EVIDENCE)


def test_a_zero_that_nobody_owed_recovers_nothing() -> None:
    nothing_owed = an_indicator(goals=(50, 50, 0, 0))

    draft = walked(a_draft(), "0", Chosen(Choice.CAUSE), A_REASON, indicator=nothing_owed).draft

    assert draft.step is Step.REVIEW


def test_own_words_are_kept_on_one_line() -> None:
    assert walked(RED, "  La reunión\n\npasó   a octubre ").draft.reason == "La reunión pasó a octubre"


@pytest.mark.parametrize("draft", [RED, OWN_WORDS], ids=["cause asked", "own words asked"])
@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        pytest.param("", Refusal.REASON_TOO_SHORT, id="empty"),
        pytest.param("no", Refusal.REASON_TOO_SHORT, id="short"),
        pytest.param("pasó a octubre" + " " * 30, Refusal.REASON_TOO_SHORT, id="padded with blanks"),
        pytest.param("25", Refusal.REASON_TOO_SHORT, id="a number"),
        pytest.param("a" * 50, Refusal.REASON_TOO_SHORT, id="one letter"),
        pytest.param("lluvia lluvia lluvia", Refusal.REASON_TOO_SHORT, id="one word"),
        pytest.param("No se hizo la junta", Refusal.REASON_TOO_SHORT, id="19 characters"),
        pytest.param("No se hizo la juntas", None, id="20 characters"),
        pytest.param("con sol " * 124 + "y lluvia", None, id="1000 characters"),
        pytest.param("con sol " * 124 + "y lluvias", Refusal.REASON_TOO_LONG, id="1001 characters"),
    ],
)
def test_own_words_have_a_length(draft: Draft, words: str, refusal: Refusal | None) -> None:
    turn = answered(draft, words)

    assert turn.refusal is refusal


def test_words_that_only_repeat_the_cause_explain_nothing() -> None:
    chosen = replace(OWN_WORDS, cause=BELOW[2])

    assert answered(chosen, "depende de otra área").refusal is Refusal.REASON_IS_CAUSE


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        pytest.param("se hará", Refusal.ACTION_TOO_SHORT, id="short"),
        pytest.param("Se hará en mayo", None, id="enough"),
        pytest.param("con sol " * 125 + "!", Refusal.REASON_TOO_LONG, id="long"),
    ],
)
def test_an_action_says_what_is_done(words: str, refusal: Refusal | None) -> None:
    assert answered(ACTING, words).refusal is refusal


def test_after_the_action_the_day_of_recovery_is_asked() -> None:
    draft = walked(ACTING, AN_ACTION).draft

    assert (draft.action, draft.step) == (AN_ACTION, Step.RECOVERY)


def test_a_day_of_recovery_leads_to_the_evidence() -> None:
    draft = walked(RECOVERING, "30 de octubre").draft

    assert (draft.recovery_on, draft.never_recovers, draft.step) == (
        date(2025, 10, 30),
        False,
        Step.EVIDENCE,
    )


@pytest.mark.parametrize("answer", [Chosen(Choice.NEVER), "No se recupera"], ids=["tapped", "typed"])
def test_what_is_not_recovered_has_no_day(answer: Chosen | str) -> None:
    draft = walked(RECOVERING, answer).draft

    assert (draft.recovery_on, draft.never_recovers, draft.step) == (None, True, Step.EVIDENCE)


def test_a_day_that_is_none_is_refused() -> None:
    assert answered(RECOVERING, "pronto").refusal is Refusal.RECOVERY_NOT_UNDERSTOOD


@pytest.mark.parametrize("draft", [RED, OWN_WORDS, ACTING, RECOVERING])
def test_the_value_may_be_corrected_while_it_is_explained(draft: Draft) -> None:
    corrected = walked(draft, Chosen(Choice.CORRECT), "25").draft

    assert (corrected.value, corrected.step) == (Decimal(25), Step.EVIDENCE)
    assert (corrected.cause, corrected.reason, corrected.action) == (None, None, None)


def test_going_back_from_a_correction_asks_what_was_open() -> None:
    assert walked(ACTING, Chosen(Choice.CORRECT), Chosen(Choice.BACK)).draft.step is Step.ACTION


@pytest.mark.parametrize("draft", [EXPLAINED, IMPORTED], ids=["explained", "imported"])
def test_a_value_corrected_but_still_outside_green_keeps_its_reason(draft: Draft) -> None:
    corrected = walked(draft, "12").draft

    assert (corrected.reason, corrected.step) == (A_REASON, Step.REVIEW)
    assert corrected.recovery_on == draft.recovery_on


def test_a_value_corrected_into_green_needs_its_reason_no_more() -> None:
    draft = walked(EXPLAINED, "25").draft

    assert (draft.cause, draft.reason, draft.action, draft.recovery_on) == (None, None, None, None)
    assert draft.step is Step.REVIEW


def test_a_value_corrected_to_the_other_side_is_explained_anew() -> None:
    draft = walked(EXPLAINED, "40").draft

    assert (draft.cause, draft.reason, draft.step) == (None, None, Step.REASON)


def test_a_value_corrected_out_of_green_asks_why_and_keeps_its_proof() -> None:
    on_target = a_draft(Step.CORRECTION, 25, evidence=(an_oficio(),))

    draft = walked(on_target, "10", Chosen(Choice.CAUSE), A_REASON, AN_ACTION, "15/11/2025").draft

    assert (draft.cause, draft.step, draft.evidence) == (BELOW[0], Step.REVIEW, on_target.evidence)


@pytest.mark.parametrize(
    ("choice", "answer", "changed"),
    [
        pytest.param(
            Choice.NEW_REASON, Chosen(Choice.CAUSE, 2), Change(Given.CAUSE, BELOW[0], BELOW[2]), id="cause"
        ),
        pytest.param(
            Choice.NEW_WORDS,
            "La licitación se declaró desierta",
            Change(Given.REASON, A_REASON, "La licitación se declaró desierta"),
            id="words",
        ),
        pytest.param(
            Choice.NEW_ACTION,
            "Se licitará de nuevo",
            Change(Given.ACTION, AN_ACTION, "Se licitará de nuevo"),
            id="action",
        ),
        pytest.param(
            Choice.NEW_RECOVERY,
            "15 de diciembre",
            Change(Given.RECOVERY, "2025-10-30", "2025-12-15"),
            id="day",
        ),
    ],
)
def test_each_part_is_corrected_without_touching_the_others(
    choice: Choice, answer: Chosen | str, changed: Change
) -> None:
    draft = walked(EXPLAINED, Chosen(choice), answer).draft

    assert (draft.step, draft.changed) == (Step.REVIEW, changed)
    assert (draft.value, draft.evidence) == (EXPLAINED.value, EXPLAINED.evidence)


def test_the_cause_of_an_import_is_given_with_action_and_day() -> None:
    asked = walked(IMPORTED, Chosen(Choice.NEW_REASON), Chosen(Choice.CAUSE)).draft

    assert (asked.cause, asked.reason, asked.step) == (BELOW[0], A_REASON, Step.ACTION)


@pytest.mark.parametrize(
    "choice", [Choice.NEW_REASON, Choice.NEW_WORDS, Choice.NEW_ACTION, Choice.NEW_RECOVERY]
)
def test_what_was_never_given_cannot_be_changed(choice: Choice) -> None:
    on_target = a_draft(Step.CORRECTION, 25)

    assert answered(on_target, Chosen(choice)).refusal is Refusal.NOT_A_CHOICE


LAST_QUARTER = an_indicator(avances={2: an_avance(10, justification=A_REASON)})


def test_the_words_of_the_last_quarter_are_doubted_once() -> None:
    doubted = walked(OWN_WORDS, A_REASON.upper(), indicator=LAST_QUARTER).draft
    retyped = walked(doubted, Chosen(Choice.RETYPE), A_REASON, indicator=LAST_QUARTER).draft

    assert (doubted.step, doubted.reason) == (Step.DOUBT, None)
    assert (retyped.step, retyped.reason) == (Step.ACTION, A_REASON)


def test_the_words_of_the_last_quarter_may_still_hold() -> None:
    draft = walked(OWN_WORDS, A_REASON, Chosen(Choice.YES), indicator=LAST_QUARTER).draft

    assert (draft.step, draft.reason, draft.doubtful_words) == (Step.ACTION, A_REASON, None)


def test_other_words_settle_the_doubt_as_well() -> None:
    draft = walked(OWN_WORDS, A_REASON, "La licitación se declaró desierta", indicator=LAST_QUARTER).draft

    assert (draft.step, draft.reason) == (Step.ACTION, "La licitación se declaró desierta")


@pytest.mark.parametrize("answer", [Chosen(Choice.MET), Attached((an_oficio(),))])
def test_a_doubt_about_words_takes_nothing_else(answer: Answer) -> None:
    doubted = walked(OWN_WORDS, A_REASON, indicator=LAST_QUARTER).draft

    assert answered(doubted, answer, LAST_QUARTER).draft == doubted


def test_limits_of_the_programme_decide_what_is_explained() -> None:
    lenient = replace(
        an_indicator(), rules=Rules(Thresholds(green_from=Decimal(40), yellow_from=Decimal(20)))
    )

    assert walked(a_draft(), "10", indicator=lenient).draft.step is Step.EVIDENCE


def test_what_is_owed_by_new_limits_is_asked_before_it_is_saved() -> None:
    strict = replace(an_indicator(), rules=Rules(Thresholds(green_from=Decimal(99))))
    reviewed = a_draft(Step.REVIEW, 24, evidence=(an_oficio(),))

    turn = answered(reviewed, Chosen(Choice.SAVE), strict)

    assert (turn.end, turn.draft.step) == (None, Step.REASON)
