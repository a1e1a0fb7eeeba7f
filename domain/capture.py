"""The conversation that captures one indicator: a pure state machine over drafts and answers."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from domain.avances import Avance, AvanceState, Indicator, Missing
from domain.capture_evidence import on_evidence, on_reading, on_registered, to_evidence
from domain.capture_files import is_album_mate, with_album_mate
from domain.capture_removal import on_removal, on_removal_reason, to_removal
from domain.causes import causes_for, is_reason
from domain.drafts import Answer, Attached, Choice, Chosen, Draft, Step, Typed
from domain.lights import HUNDRED, ZERO, Light, light_of
from domain.periods import Period
from domain.turns import End, Refusal, Turn
from domain.values import ValueRefused, parse_percent, trimmed

LONGEST_REASON = 1000
HUNDREDTH = Decimal("0.01")


def begin(indicator: Indicator, unit_code: str, period: Period, token: str) -> Draft:
    """Open a capture at the first thing that is missing; a complete indicator opens at its summary."""
    avance = indicator.avances.get(period.quarter)
    draft = Draft(unit_code, indicator.id, period, Step.VALUE, token)
    if avance is None:
        return draft
    kept = replace(
        draft,
        base_version=avance.version,
        value=avance.value,
        reason=avance.justification,
        evidence=avance.evidence,
    )
    return replace(kept, step=_first_step(indicator.missing(period.quarter)))


def met_goal(draft: Draft, indicator: Indicator, token: str) -> Turn:
    """Answer the value question with the goal itself, as the button of a reminder does."""
    return advance(draft, Chosen(Choice.MET), indicator, token)


def advance(draft: Draft, answer: Answer, indicator: Indicator, token: str) -> Turn:
    """Take one answer; `token` names the next question if the answer is taken.

    A refused answer leaves the draft as it was, so the open question stays open with its buttons.
    """
    if isinstance(answer, Chosen) and answer.choice is Choice.CANCEL:
        return Turn(draft, end=End.CANCEL)
    if isinstance(answer, Attached) and is_album_mate(draft, answer):
        return with_album_mate(draft, answer)
    turn = _STEPS[draft.step](draft, answer, indicator)
    if turn.refusal or turn.end:
        return turn
    return replace(turn, draft=replace(turn.draft, token=token))


def avance_of(draft: Draft) -> Avance:
    """Return the report that a finished draft stands for."""
    value = draft.value if draft.value is not None else ZERO
    state = AvanceState.REPORTED if value else AvanceState.CONFIRMED_ZERO
    return Avance(state, value, draft.reason, draft.evidence, draft.base_version)


def light_of_draft(draft: Draft, indicator: Indicator) -> Light:
    return light_of(indicator.goal(draft.period.quarter), draft.value, indicator.sense)


def suggestion(value: Decimal) -> Decimal:
    """Return what was probably meant by a value above the whole year: 250 → 25, with two decimals at most."""
    return trimmed((value / 10).quantize(HUNDREDTH, ROUND_HALF_UP))


def _first_step(missing: tuple[Missing, ...]) -> Step:
    if Missing.CONFIRMATION in missing:
        return Step.VALUE
    if Missing.JUSTIFICATION in missing:
        return Step.REASON
    return Step.EVIDENCE if Missing.EVIDENCE in missing else Step.REVIEW


def _on_value(draft: Draft, answer: Answer, indicator: Indicator) -> Turn:
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    if isinstance(answer, Chosen):
        return _on_value_chosen(draft, answer, indicator)
    try:
        value = parse_percent(answer.text)
    except ValueRefused as refused:
        return Turn(draft, refused.problem)
    if value > HUNDRED:
        return Turn(replace(draft, doubtful=value, step=Step.DOUBT))
    return _with_value(draft, value, indicator)


def _on_value_chosen(draft: Draft, answer: Chosen, indicator: Indicator) -> Turn:
    goal = indicator.goal(draft.period.quarter)
    candidates = indicator.candidates(draft.period.quarter)
    if answer.choice is Choice.MET and goal:
        return _with_value(draft, goal, indicator)
    if answer.choice is Choice.NO_PROGRESS:
        return _with_value(draft, ZERO, indicator)
    if answer.choice is Choice.CANDIDATE and answer.position in range(len(candidates)):
        return _with_value(draft, candidates[answer.position], indicator)
    return Turn(draft, Refusal.NOT_A_CHOICE)


def _on_doubt(draft: Draft, answer: Answer, indicator: Indicator) -> Turn:
    if not isinstance(answer, Chosen) or draft.doubtful is None:
        return _on_value(draft, answer, indicator)
    if answer.choice is Choice.YES:
        return _with_value(draft, draft.doubtful, indicator)
    if answer.choice is Choice.SUGGESTED:
        return _with_value(draft, suggestion(draft.doubtful), indicator)
    return Turn(draft, Refusal.NOT_A_CHOICE)


def _with_value(draft: Draft, value: Decimal, indicator: Indicator) -> Turn:
    taken = replace(draft, value=value, doubtful=None)
    needs_reason = value == 0 or light_of_draft(taken, indicator).asks_for_reason
    if needs_reason and draft.reason and _is_same_side(draft, taken, indicator):
        return Turn(to_evidence(taken))
    cleared = replace(taken, reason=None)
    return Turn(replace(cleared, step=Step.REASON) if needs_reason else to_evidence(cleared))


def _is_same_side(before: Draft, after: Draft, indicator: Indicator) -> bool:
    """A cause for falling short explains no excess: the reason goes when the result changes sides."""
    causes = (causes_for(light_of_draft(draft, indicator)) for draft in (before, after))
    return len(set(causes)) == 1


def _on_reason(draft: Draft, answer: Answer, indicator: Indicator) -> Turn:
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    if isinstance(answer, Typed):
        return _with_own_words(draft, answer.text)
    causes = causes_for(light_of_draft(draft, indicator))
    if answer.choice is Choice.CAUSE and answer.position in range(len(causes)):
        return Turn(to_evidence(replace(draft, reason=causes[answer.position])))
    if answer.choice is Choice.OTHER:
        return Turn(replace(draft, step=Step.OWN_REASON))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def _with_own_words(draft: Draft, text: str) -> Turn:
    words = " ".join(text.split())
    if not is_reason(words):
        return Turn(draft, Refusal.REASON_TOO_SHORT)
    if len(words) > LONGEST_REASON:
        return Turn(draft, Refusal.REASON_TOO_LONG)
    return Turn(to_evidence(replace(draft, reason=words)))


def _on_review(draft: Draft, answer: Answer, indicator: Indicator) -> Turn:
    if isinstance(answer, Chosen) and answer.choice is Choice.SAVE:
        return Turn(draft, end=End.SAVE)
    return on_evidence(draft, answer, indicator)


def _on_correction(draft: Draft, answer: Answer, indicator: Indicator) -> Turn:
    if not isinstance(answer, Chosen):
        return _on_value(draft, answer, indicator)
    if answer.choice is Choice.NEW_REASON and draft.reason:
        return Turn(replace(draft, reason=None, step=Step.REASON))
    if answer.choice is Choice.DROP_EVIDENCE and draft.evidence:
        return Turn(to_removal(draft))
    if answer.choice is Choice.BACK:
        return Turn(to_evidence(draft))
    return _on_value_chosen(draft, answer, indicator)


_STEPS = {
    Step.VALUE: _on_value,
    Step.DOUBT: _on_doubt,
    Step.REASON: _on_reason,
    Step.OWN_REASON: _on_reason,
    Step.EVIDENCE: on_evidence,
    Step.REVIEW: _on_review,
    Step.CORRECTION: _on_correction,
    Step.READING: on_reading,
    Step.REGISTERED: on_registered,
    Step.REMOVAL: on_removal,
    Step.REMOVAL_REASON: on_removal_reason,
}
