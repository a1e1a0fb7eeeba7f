"""The conversation that captures one indicator: a pure state machine over drafts and answers."""

from collections.abc import Callable
from dataclasses import replace

from domain.capture.agreement import meant
from domain.capture.case import Case, Surroundings
from domain.capture.correction import amended, change_between, on_correction
from domain.capture.evidence_step import on_evidence, on_reading, on_registered
from domain.capture.files import is_album_mate, with_album_mate
from domain.capture.months_step import first_month, on_month, on_months
from domain.capture.reason import light_of_draft, on_action, on_reason, on_recovery, on_words, onward
from domain.capture.removal import on_removal, on_removal_reason, still_removing
from domain.capture.turns import End, Turn
from domain.capture.value import on_doubt, on_value
from domain.kit.avances import Avance, AvanceState, Indicator, Missing
from domain.kit.drafts import Answer, AnswerSource, Attached, Choice, Chosen, Draft, Given, Step, Typed
from domain.kit.lights import ZERO
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode

__all__ = ["advance", "amend", "avance_of", "begin", "light_of_draft", "may_correct", "met_goal"]

NOTHING_AROUND = Surroundings()


def begin(
    indicator: Indicator,
    unit_code: UnitCode,
    period: Period,
    token: str,
    around: Surroundings = NOTHING_AROUND,
) -> Draft:
    """Open a capture at the first missing answer; a complete indicator opens at its summary."""
    avance = indicator.avances.get(period.quarter)
    draft = Draft(unit_code, indicator.id, period, Step.VALUE, token)
    if avance is None:
        return first_month(draft, _case(draft, indicator, around))
    kept = replace(
        draft,
        base_version=avance.version,
        value=avance.value,
        cause=avance.cause,
        reason=avance.justification,
        action=avance.action,
        recovery_on=avance.recovery_on,
        never_recovers=bool(avance.action) and avance.recovery_on is None,
        evidence=avance.evidence,
    )
    return replace(kept, step=_first_step(indicator.missing(period.quarter)))


def met_goal(draft: Draft, indicator: Indicator, token: str, around: Surroundings = NOTHING_AROUND) -> Turn:
    """Answer the value question with the goal itself, as the button in a reminder does."""
    return advance(replace(draft, step=Step.VALUE), Chosen(Choice.MET), indicator, token, around)


def advance(
    draft: Draft,
    answer: Answer,
    indicator: Indicator,
    token: str,
    around: Surroundings = NOTHING_AROUND,
) -> Turn:
    """Take one answer; `token` names the next question if the answer is accepted.

    A refused answer leaves the draft unchanged, so the question and its buttons stay.
    """
    answer = meant(draft, answer)
    if isinstance(answer, Chosen) and answer.choice is Choice.CANCEL:
        return Turn(draft, end=End.CANCEL)
    if isinstance(answer, Attached) and is_album_mate(draft, answer):
        mate = with_album_mate(draft, answer)
        return replace(mate, draft=still_removing(draft, mate.draft))
    turn = _answered(draft, answer, _case(draft, indicator, around))
    if turn.refusal or turn.end:
        return turn
    return Turn(_with_source(draft, _explained_first(turn.draft, indicator), answer, token))


def amend(
    draft: Draft,
    heard: AnswerSource,
    text: str,
    indicator: Indicator,
    *,
    token: str,
    around: Surroundings = NOTHING_AROUND,
) -> Turn:
    """Take an edited message as the new answer to its question; the other answers stay."""
    turn = amended(draft, heard, text, _case(draft, indicator, around))
    if turn.refusal:
        return Turn(draft, turn.refusal)
    others = tuple(each for each in turn.draft.heard if each.message_id != heard.message_id)
    after = replace(_explained_first(turn.draft, indicator), heard=(*others, replace(heard, said=text)))
    return Turn(replace(after, token=token, changed=change_between(draft, after)))


def may_correct(draft: Draft) -> bool:
    return draft.step in _CORRECTABLE


def avance_of(draft: Draft) -> Avance:
    """Return the avance that a finished draft describes."""
    value = draft.value if draft.value is not None else ZERO
    state = AvanceState.REPORTED if value else AvanceState.CONFIRMED_ZERO
    return Avance(
        state,
        value,
        draft.reason,
        draft.evidence,
        draft.base_version,
        cause=draft.cause,
        action=draft.action,
        recovery_on=draft.recovery_on,
    )


def _case(draft: Draft, indicator: Indicator, around: Surroundings) -> Case:
    return Case(indicator, around.today or draft.period.first_day, around.actividades)


def _first_step(missing: tuple[Missing, ...]) -> Step:
    if Missing.CONFIRMATION in missing:
        return Step.VALUE
    if Missing.JUSTIFICATION in missing:
        return Step.REASON
    return Step.EVIDENCE if Missing.EVIDENCE in missing else Step.REVIEW


def _answered(draft: Draft, answer: Answer, case: Case) -> Turn:
    wants_to_correct = isinstance(answer, Chosen) and answer.choice is Choice.CORRECT
    if wants_to_correct and may_correct(draft):
        return Turn(replace(draft, step=Step.CORRECTION))
    return _STEPS[draft.step](draft, answer, case)


def _explained_first(draft: Draft, indicator: Indicator) -> Draft:
    """Ask for what the justification lacks before going on to evidence or to the summary."""
    if draft.step not in (Step.EVIDENCE, Step.REVIEW):
        return draft
    owed = onward(draft, indicator)
    return owed if owed.step in _EXPLAINING else draft


def _with_source(before: Draft, after: Draft, answer: Answer, token: str) -> Draft:
    """Store which message gave each field, and what it replaced."""
    heard = after.heard
    given = _field_of(before)
    if isinstance(answer, Typed) and answer.message_id is not None and given:
        # The last message about a field counts: editing an earlier one no longer changes it.
        is_single = given is not Given.EVIDENCE
        heard = tuple(each for each in heard if not (is_single and each.given is given))
        heard += (AnswerSource(answer.message_id, given, answer.text),)
    return replace(after, token=token, heard=heard, changed=change_between(before, after))


def _field_of(draft: Draft) -> Given | None:
    """Return the field that a typed answer gives; a month is corrected by its button."""
    if draft.step is Step.DOUBT:
        return Given.REASON if draft.doubtful_words is not None else Given.VALUE
    return _GIVEN.get(draft.step)


def _on_evidence(draft: Draft, answer: Answer, case: Case) -> Turn:
    return on_evidence(draft, answer, case.indicator)


def _on_review(draft: Draft, answer: Answer, case: Case) -> Turn:
    if isinstance(answer, Chosen) and answer.choice is Choice.SAVE:
        owed = onward(draft, case.indicator).step
        # The limits may have changed in between: ask for what is required now before saving.
        return Turn(draft, end=End.SAVE) if owed not in _EXPLAINING else Turn(onward(draft, case.indicator))
    return on_evidence(draft, answer, case.indicator)


_EXPLAINING = frozenset({Step.REASON, Step.OWN_REASON, Step.ACTION, Step.RECOVERY})
_CORRECTABLE = _EXPLAINING | {Step.EVIDENCE, Step.REVIEW}

_STEPS: dict[Step, Callable[[Draft, Answer, Case], Turn]] = {
    Step.MONTH: on_month,
    Step.MONTHS: on_months,
    Step.VALUE: on_value,
    Step.DOUBT: on_doubt,
    Step.REASON: on_reason,
    Step.OWN_REASON: on_words,
    Step.ACTION: on_action,
    Step.RECOVERY: on_recovery,
    Step.EVIDENCE: _on_evidence,
    Step.REVIEW: _on_review,
    Step.CORRECTION: on_correction,
    Step.READING: on_reading,
    Step.REGISTERED: on_registered,
    Step.REMOVAL: on_removal,
    Step.REMOVAL_REASON: on_removal_reason,
}

_GIVEN = {
    Step.VALUE: Given.VALUE,
    Step.CORRECTION: Given.VALUE,
    Step.REASON: Given.REASON,
    Step.OWN_REASON: Given.REASON,
    Step.ACTION: Given.ACTION,
    Step.RECOVERY: Given.RECOVERY,
    Step.EVIDENCE: Given.EVIDENCE,
    Step.REVIEW: Given.EVIDENCE,
    Step.READING: Given.EVIDENCE,
    Step.REGISTERED: Given.EVIDENCE,
}
