"""The capture of one indicator: where it opens, how it reaches Guardar, and how it goes back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.capture.machine import advance, avance_of, begin, light_of_draft, met_goal
from domain.capture.turns import End, Refusal
from domain.kit.avances import Avance, AvanceState
from domain.kit.drafts import Answer, Attached, Change, Choice, Chosen, Given, Step, Typed, UnnamedFile
from domain.kit.lights import Light
from domain.kit.values import ValueProblem
from tests.builders import (
    A_REASON,
    NO_GOALS,
    T3,
    Number,
    a_confirmed_zero,
    a_draft,
    a_file,
    an_avance,
    an_indicator,
    an_oficio,
    an_unclear_value,
    an_unconfirmed_import,
    answered,
    walked,
)

OFICIO = "Oficio SP/112/2025 de fecha 26 de septiembre de 2025"
A_CAUSE = Chosen(Choice.CAUSE, 1)
AN_ACTION = "Se reprogramó para octubre"
EXPLANATION = (A_CAUSE, A_REASON, AN_ACTION, "30 de octubre")
SAVE = Chosen(Choice.SAVE)
CORRECT = Chosen(Choice.CORRECT)
A_PHOTO = Attached((a_file(),))

REVIEWED = a_draft(Step.REVIEW, 25, evidence=(an_oficio(),), base_version=1)
OPEN = {
    Step.VALUE: a_draft(),
    Step.MONTH: a_draft(Step.MONTH, month=7),
    Step.MONTHS: a_draft(Step.MONTHS, months=((7, Decimal(8)),)),
    Step.DOUBT: a_draft(Step.DOUBT, doubtful=Decimal(250)),
    Step.REASON: a_draft(Step.REASON, 10),
    Step.OWN_REASON: a_draft(Step.OWN_REASON, 10, cause="Otra"),
    Step.ACTION: a_draft(Step.ACTION, 10, cause="Otra", reason=A_REASON),
    Step.RECOVERY: a_draft(Step.RECOVERY, 10, cause="Otra", reason=A_REASON, action=AN_ACTION),
    Step.EVIDENCE: a_draft(Step.EVIDENCE, 25),
    Step.REVIEW: REVIEWED,
    Step.CORRECTION: replace(REVIEWED, step=Step.CORRECTION),
    Step.READING: a_draft(
        Step.READING, 25, evidence=(a_file("aa"),), unsettled=(UnnamedFile("aa", an_oficio("SP/9/2025")),)
    ),
    Step.REGISTERED: a_draft(Step.REGISTERED, 25, offered=(an_oficio(),)),
    Step.REMOVAL: replace(REVIEWED, step=Step.REMOVAL),
    Step.REMOVAL_REASON: replace(REVIEWED, step=Step.REMOVAL_REASON),
}
CHOICES = {
    Step.VALUE: {Choice.MET, Choice.NO_PROGRESS},
    Step.DOUBT: {Choice.YES, Choice.SUGGESTED},
    Step.MONTH: {Choice.NO_PROGRESS, Choice.TOTAL},
    Step.MONTHS: {Choice.SAVE, Choice.TOTAL},
    Step.REASON: {Choice.CAUSE, Choice.OTHER, Choice.CORRECT},
    Step.OWN_REASON: {Choice.CORRECT},
    Step.ACTION: {Choice.CORRECT},
    Step.RECOVERY: {Choice.NEVER, Choice.CORRECT},
    Step.EVIDENCE: {Choice.LATER, Choice.CORRECT},
    Step.REVIEW: {Choice.SAVE, Choice.LATER, Choice.CORRECT},
    Step.CORRECTION: {Choice.MET, Choice.NO_PROGRESS, Choice.DROP_EVIDENCE, Choice.BACK},
    Step.READING: {Choice.YES, Choice.ANOTHER, Choice.UNNUMBERED},
    Step.REGISTERED: {Choice.PICK, Choice.PAGE, Choice.BACK},
    Step.REMOVAL: {Choice.PICK, Choice.PAGE, Choice.BACK},
    Step.REMOVAL_REASON: {Choice.BACK},
}


@pytest.mark.parametrize(
    ("avance", "step"),
    [
        pytest.param(None, Step.VALUE, id="nothing reported"),
        pytest.param(an_unconfirmed_import(), Step.VALUE, id="two readings"),
        pytest.param(an_avance(10), Step.REASON, id="reason missing"),
        pytest.param(an_avance(10, evidence=()), Step.REASON, id="reason and proof missing"),
        pytest.param(an_avance(evidence=()), Step.EVIDENCE, id="proof missing"),
        pytest.param(an_avance(), Step.REVIEW, id="complete"),
        pytest.param(a_confirmed_zero(), Step.REVIEW, id="confirmed zero"),
    ],
)
def test_a_capture_opens_at_the_first_thing_missing(avance: Avance | None, step: Step) -> None:
    indicator = an_indicator(avances={3: avance} if avance else {})

    assert begin(indicator, "402", T3, "q1").step is step


def test_a_goal_that_implan_owes_does_not_hold_the_capture() -> None:
    indicator = an_indicator(goals=NO_GOALS, avances={3: an_avance()})

    assert begin(indicator, "402", T3, "q1").step is Step.REVIEW


def test_a_capture_begins_from_what_is_stored() -> None:
    stored = an_avance(10, justification=A_REASON, version=4)
    indicator = an_indicator(id=9, avances={3: stored})

    draft = begin(indicator, "402", T3, "q1")

    assert (draft.unit_code, draft.indicator_id, draft.period, draft.token) == ("402", 9, T3, "q1")
    assert draft.base_version == 4
    assert avance_of(draft) == stored


def test_a_red_value_is_followed_by_its_reason_its_proof_and_the_review() -> None:
    steps = []
    draft = a_draft()
    for answer in ("10", *EXPLANATION, OFICIO):
        draft = walked(draft, answer).draft
        steps.append(draft.step)

    saved = walked(draft, SAVE)

    explaining = [Step.REASON, Step.OWN_REASON, Step.ACTION, Step.RECOVERY]
    assert steps == [*explaining, Step.EVIDENCE, Step.REVIEW]
    assert saved.end is End.SAVE
    stored = avance_of(saved.draft)
    assert (stored.cause, stored.justification) == ("Cambio de calendario", A_REASON)
    assert (stored.action, stored.recovery_on) == (AN_ACTION, date(2025, 10, 30))
    assert [each.numbers for each in avance_of(saved.draft).evidence] == [("SP/112/2025",)]


def test_on_target_from_a_reminder_takes_three_actions() -> None:
    tapped = met_goal(begin(an_indicator(), "402", T3, "q1"), an_indicator(), "q2")

    saved = walked(tapped.draft, OFICIO, SAVE)

    assert tapped.draft.step is Step.EVIDENCE
    assert saved.end is End.SAVE
    assert avance_of(saved.draft).value == 25
    assert avance_of(saved.draft).state is AvanceState.REPORTED


def test_a_correction_takes_two_actions_and_keeps_the_proof() -> None:
    corrected = walked(REVIEWED, CORRECT, "26")

    changed = Change(Given.VALUE, "25", "26")
    assert corrected.draft == replace(REVIEWED, value=Decimal(26), token="q2", changed=changed)
    assert walked(corrected.draft, SAVE).end is End.SAVE


def test_without_progress_there_is_a_reason_and_no_proof() -> None:
    saved = walked(a_draft(), Chosen(Choice.NO_PROGRESS), *EXPLANATION, SAVE)

    assert avance_of(saved.draft) == Avance(
        AvanceState.CONFIRMED_ZERO,
        Decimal(0),
        A_REASON,
        cause="Cambio de calendario",
        action=AN_ACTION,
        recovery_on=date(2025, 10, 30),
    )


@pytest.mark.parametrize("goals", [(25, 25, 25, 25), (50, 50, 0, 0), NO_GOALS])
def test_a_zero_asks_why_whatever_the_goal(goals: tuple[Number, ...]) -> None:
    assert walked(a_draft(), "0", indicator=an_indicator(goals=goals)).draft.step is Step.REASON


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        pytest.param("22.49", Step.REASON, id="yellow"),
        pytest.param("22.5", Step.EVIDENCE, id="90 percent of the goal"),
        pytest.param("27,5 %", Step.EVIDENCE, id="110 percent of the goal"),
        pytest.param("27.51", Step.REASON, id="over"),
        pytest.param("99", Step.REASON, id="nearly the whole year"),
    ],
)
def test_only_a_value_outside_green_asks_why(typed: str, step: Step) -> None:
    assert walked(a_draft(), typed).draft.step is step


def test_without_goal_there_is_nothing_to_explain() -> None:
    assert walked(a_draft(), "40", indicator=an_indicator(goals=NO_GOALS)).draft.step is Step.EVIDENCE


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("mucho", ValueProblem.WORDS),
        ("25 30", ValueProblem.SEVERAL_NUMBERS),
        ("1001", ValueProblem.TOO_LARGE),
    ],
)
@pytest.mark.parametrize("step", [Step.VALUE, Step.DOUBT, Step.CORRECTION])
def test_what_is_no_value_is_refused_wherever_a_value_is_taken(
    step: Step, typed: str, problem: ValueProblem
) -> None:
    turn = answered(OPEN[step], typed)

    assert turn.refusal is problem
    assert turn.draft == OPEN[step]


@pytest.mark.parametrize("goals", [(50, 50, 0, 0), NO_GOALS], ids=["goal 0", "no goal"])
def test_a_goal_that_is_not_there_cannot_be_met(goals: tuple[Number, ...]) -> None:
    turn = met_goal(a_draft(), an_indicator(goals=goals), "q2")

    assert turn.refusal is Refusal.NOT_A_CHOICE


UNCLEAR = an_indicator(
    goals=(20, 20, 30, 30), avances={3: an_unconfirmed_import()}, flags=(an_unclear_value(3, 80, 30),)
)


@pytest.mark.parametrize(("position", "value"), [(0, 80), (1, 30)])
def test_a_candidate_is_taken_by_its_position(position: int, value: int) -> None:
    turn = walked(a_draft(), Chosen(Choice.CANDIDATE, position), indicator=UNCLEAR)

    assert turn.draft.value == value


@pytest.mark.parametrize("position", [-3, -1, 2, 99])
def test_a_candidate_that_was_not_offered_is_no_choice(position: int) -> None:
    assert answered(a_draft(), Chosen(Choice.CANDIDATE, position), UNCLEAR).refusal is Refusal.NOT_A_CHOICE


def test_a_third_value_may_be_typed_over_the_candidates() -> None:
    assert walked(a_draft(), "28", indicator=UNCLEAR).draft.value == 28


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        pytest.param("99.99", Step.REASON, id="less is believed"),
        pytest.param("100", Step.DOUBT, id="all of the year, or of the goal"),
        pytest.param("100.01", Step.DOUBT, id="more than the year"),
        pytest.param("1000", Step.DOUBT, id="the largest"),
    ],
)
def test_the_whole_year_and_more_is_doubted(typed: str, step: Step) -> None:
    assert walked(a_draft(), typed).draft.step is step


def test_a_doubtful_value_is_not_the_value_yet() -> None:
    draft = walked(a_draft(), "250").draft

    assert (draft.value, draft.doubtful) == (None, Decimal(250))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("250", "25", id="250"),
        pytest.param("105", "10.5", id="105"),
        pytest.param("250.5", "25.05", id="one decimal"),
        pytest.param("250.55", "25.06", id="never three decimals"),
        pytest.param("100.01", "10", id="just above"),
    ],
)
def test_a_tenth_is_suggested_as_it_would_be_typed(typed: str, meant: str) -> None:
    turn = walked(a_draft(), typed, Chosen(Choice.SUGGESTED))

    assert str(turn.draft.value) == meant
    assert turn.draft.doubtful is None


@pytest.mark.parametrize(
    ("answer", "value", "step"),
    [
        pytest.param(Chosen(Choice.YES), 250, Step.REASON, id="yes"),
        pytest.param(Chosen(Choice.SUGGESTED), 25, Step.EVIDENCE, id="the suggestion"),
        pytest.param(Typed("26"), 26, Step.EVIDENCE, id="another value"),
    ],
)
def test_a_doubt_is_settled_in_one_action(answer: Answer, value: int, step: Step) -> None:
    draft = walked(OPEN[Step.DOUBT], answer).draft

    assert (draft.value, draft.doubtful, draft.step) == (Decimal(value), None, step)


def test_a_second_doubtful_value_is_doubted_again() -> None:
    draft = walked(OPEN[Step.DOUBT], "300").draft

    assert (draft.step, draft.doubtful) == (Step.DOUBT, Decimal(300))


def test_a_doubt_about_nothing_takes_the_answers_of_a_value() -> None:
    draft = walked(a_draft(Step.DOUBT), Chosen(Choice.MET)).draft

    assert (draft.value, draft.step) == (Decimal(25), Step.EVIDENCE)


@pytest.mark.parametrize("choice", Choice)
@pytest.mark.parametrize("step", Step)
def test_a_button_of_another_question_is_no_choice(step: Step, choice: Choice) -> None:
    turn = answered(OPEN[step], Chosen(choice))

    is_offered = choice in CHOICES[step] or choice is Choice.CANCEL
    assert (turn.refusal is None) is is_offered
    assert turn.refusal in (None, Refusal.NOT_A_CHOICE)


TAKE_FILES = {Step.EVIDENCE, Step.REVIEW, Step.READING, Step.REGISTERED}


@pytest.mark.parametrize("step", sorted(set(Step) - TAKE_FILES))
def test_a_file_is_refused_where_another_answer_is_awaited(step: Step) -> None:
    turn = answered(OPEN[step], A_PHOTO)

    assert turn.refusal is Refusal.FILE_NOT_AWAITED
    assert turn.draft == OPEN[step]


@pytest.mark.parametrize("step", Step)
def test_cancelling_ends_the_capture_at_any_question(step: Step) -> None:
    turn = answered(OPEN[step], Chosen(Choice.CANCEL))

    assert (turn.end, turn.draft) == (End.CANCEL, OPEN[step])


@pytest.mark.parametrize("step", Step)
def test_only_the_review_can_be_saved(step: Step) -> None:
    turn = answered(OPEN[step], SAVE)

    saving = {Step.REVIEW: End.SAVE, Step.MONTHS: End.SAVE_MONTHS}
    assert turn.end is saving.get(step)
    assert turn.draft == OPEN[step]


def test_an_answer_that_is_taken_names_the_next_question() -> None:
    turn = advance(a_draft(), Typed("25"), an_indicator(), token="q77")

    assert turn.draft.token == "q77"


def test_an_answer_that_is_refused_keeps_the_question_and_its_buttons() -> None:
    turn = advance(a_draft(), Typed("mucho"), an_indicator(), token="q77")

    assert turn.draft == a_draft()


@pytest.mark.parametrize(
    ("goals", "value", "light"),
    [
        pytest.param((25, 25, 25, 25), 25, Light.GREEN, id="on target"),
        pytest.param((25, 25, 25, 25), 10, Light.RED, id="below"),
        pytest.param((25, 25, 25, 25), None, Light.NONE, id="no value yet"),
        pytest.param(NO_GOALS, 10, Light.NOT_APPLICABLE, id="no goal"),
        pytest.param((0, 0, 10, 90), 25, Light.OVER, id="the goal of its own quarter"),
    ],
)
def test_a_draft_is_judged_against_the_goal_of_its_quarter(
    goals: tuple[Number, ...], value: Number, light: Light
) -> None:
    assert light_of_draft(a_draft(Step.REVIEW, value), an_indicator(goals=goals)) is light
