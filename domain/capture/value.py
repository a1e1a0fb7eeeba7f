"""The value step of a capture, with the questions about probable slips."""

from dataclasses import replace

from domain.capture.case import Case
from domain.capture.reason import needs_reason, on_same_words, onward, side_of_draft, without_reason
from domain.capture.turns import Refusal, Turn
from domain.kit import slips
from domain.kit.drafts import Answer, Attached, Choice, Chosen, Draft, Step, Typed
from domain.kit.lights import ZERO
from domain.kit.natural_units import Reading, read_value
from domain.kit.slips import Slip, SlipKind, slip_of
from domain.kit.values import ValueRefused
from domain.kit.words.agreement import behind_agreement
from domain.kit.words.spoken_values import says_met


def on_value(draft: Draft, answer: Answer, case: Case) -> Turn:
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    if isinstance(answer, Chosen):
        return on_value_chosen(draft, answer, case)
    if says_met(answer.text) and case.indicator.goal(draft.period.quarter):
        return on_value_chosen(draft, Chosen(Choice.MET), case)
    try:
        reading = read_value(answer.text, case.indicator.variable)
    except ValueRefused as refused:
        return Turn(draft, refused.problem)
    return Turn(take_value(draft, reading, case))


def on_value_chosen(draft: Draft, answer: Chosen, case: Case) -> Turn:
    goal = case.indicator.goal(draft.period.quarter)
    candidates = case.indicator.candidates(draft.period.quarter)
    if answer.choice is Choice.MET and goal:
        return Turn(take_value(draft, Reading(goal), case))
    if answer.choice is Choice.NO_PROGRESS:
        return Turn(take_value(draft, Reading(ZERO), case))
    if answer.choice is Choice.CANDIDATE and answer.position in range(len(candidates)):
        return Turn(_with_value(draft, Reading(candidates[answer.position]), case))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def on_doubt(draft: Draft, answer: Answer, case: Case) -> Turn:
    slip = _open_slip(draft)
    if slip is not None and slip.kind is SlipKind.SAME_WORDS:
        return on_same_words(draft, answer, case)
    if isinstance(answer, Attached) or draft.doubtful is None or slip is None:
        return on_value(draft, answer, case)
    if isinstance(answer, Typed):
        return _on_number(draft, answer, slip, case)
    return _on_choice(draft, answer, slip, case)


def _on_choice(draft: Draft, answer: Chosen, slip: Slip, case: Case) -> Turn:
    if answer.choice is Choice.YES:
        assert draft.doubtful is not None
        return Turn(_keep_doubted(draft, Reading(draft.doubtful, draft.doubtful_ratio), slip, case))
    if answer.choice is Choice.SUGGESTED and slip.meant is not None:
        return Turn(_take_proposed(draft, Reading(slip.meant), slip, case))
    if answer.choice is Choice.RETYPE and slip.meant is None:
        again = Step.VALUE if draft.value is None else Step.CORRECTION
        return Turn(replace(_settled(draft), step=again))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def _on_number(draft: Draft, answer: Typed, slip: Slip, case: Case) -> Turn:
    """One of the two numbers in the question answers it; any other number is a new value."""
    text = behind_agreement(answer.text)
    try:
        reading = read_value(text, case.indicator.variable)
    except ValueRefused as refused:
        return Turn(draft, refused.problem)
    if reading.value == slip.meant:
        return Turn(_take_proposed(draft, reading, slip, case))
    if reading.value == draft.doubtful:
        return Turn(_keep_doubted(draft, reading, slip, case))
    return Turn(take_value(draft, reading, case))


def _take_proposed(draft: Draft, reading: Reading, slip: Slip, case: Case) -> Draft:
    """Take the value that was meant; a tenth of the typed value has not been checked for slips yet."""
    take = take_value if slip.kind is SlipKind.ABOVE_YEAR else _with_value
    return take(draft, reading, case)


def _keep_doubted(draft: Draft, reading: Reading, slip: Slip, case: Case) -> Draft:
    """Keep the doubted value; a confirmed 100 is still checked against the rest of the year."""
    take = take_value if slip.kind is SlipKind.WHOLE_GOAL else _with_value
    return take(draft, reading, case)


def take_value(draft: Draft, reading: Reading, case: Case) -> Draft:
    """Take a value, or first ask about the slip that it looks like."""
    looked_at = slips.TypedValue(reading.value, draft.period.quarter, case.indicator, case.actividades)
    slip = slip_of(looked_at, draft.settled)
    if slip is None:
        return _with_value(draft, reading, case)
    settled = draft.settled if slip.kind in draft.settled else (*draft.settled, slip.kind)
    return replace(
        draft,
        doubtful=reading.value,
        doubtful_ratio=reading.ratio,
        slip=slip,
        settled=settled,
        step=Step.DOUBT,
    )


def _with_value(draft: Draft, reading: Reading, case: Case) -> Draft:
    """Keep the justification if it explains the new value too."""
    taken = replace(_settled(draft), value=reading.value, ratio=reading.ratio)
    if not needs_reason(taken, case.indicator) or _changed_sides(draft, taken, case):
        taken = without_reason(taken)
    return onward(taken, case.indicator)


def _changed_sides(before: Draft, after: Draft, case: Case) -> bool:
    """Drop the reason if the result moves to the other side of green: its cause no longer fits."""
    return side_of_draft(before, case.indicator) is not side_of_draft(after, case.indicator)


def _settled(draft: Draft) -> Draft:
    return replace(draft, doubtful=None, doubtful_ratio=None, slip=None)


def _open_slip(draft: Draft) -> Slip | None:
    """The first version asked without a slip, and only about a value above the whole year."""
    if draft.slip is None and draft.doubtful is not None:
        return Slip(SlipKind.ABOVE_YEAR, slips.suggestion(draft.doubtful))
    return draft.slip
