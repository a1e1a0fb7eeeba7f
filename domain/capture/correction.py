"""The correction step of a capture: by a button, by a new value, by an edited message."""

from collections.abc import Callable
from dataclasses import replace

from domain.capture.case import Case
from domain.capture.evidence_step import on_evidence
from domain.capture.file_replacement import replacement_between
from domain.capture.reason import needs_reason, on_action, on_recovery, onward, with_words
from domain.capture.removal import to_removal
from domain.capture.turns import Refusal, Turn
from domain.capture.value import on_value, on_value_chosen
from domain.evidence.oficios import read_evidence
from domain.kit.drafts import Answer, AnswerSource, Change, Choice, Chosen, Draft, Given, Step, Typed
from domain.kit.evidence import Evidence
from domain.kit.figures import written


def on_correction(draft: Draft, answer: Answer, case: Case) -> Turn:
    """Take a new value at once, or ask which part is to be corrected."""
    if not isinstance(answer, Chosen):
        return on_value(draft, answer, case)
    if answer.choice in correctable(draft):
        return Turn(replace(draft, step=_ASKED_ANEW[answer.choice], causes=()))
    if answer.choice is Choice.DROP_EVIDENCE and draft.evidence:
        return Turn(to_removal(draft))
    if answer.choice is Choice.BACK:
        return Turn(onward(draft, case.indicator))
    return on_value_chosen(draft, answer, case)


def correctable(draft: Draft) -> tuple[Choice, ...]:
    """Return the parts of the justification that can be corrected: those that were given."""
    has_reason = draft.cause is not None or bool(draft.reason)
    given = {
        Choice.NEW_REASON: has_reason,
        Choice.NEW_WORDS: bool(draft.reason),
        Choice.NEW_ACTION: bool(draft.action),
        Choice.NEW_RECOVERY: draft.recovery_on is not None or draft.never_recovers,
    }
    return tuple(choice for choice, is_given in given.items() if is_given)


def amended(draft: Draft, heard: AnswerSource, text: str, case: Case) -> Turn:
    """Take the text of an edited message as a new answer to the question it had answered, at any step."""
    explains = heard.given in (Given.REASON, Given.ACTION, Given.RECOVERY)
    if explains and not needs_reason(draft, case.indicator):
        return Turn(draft, Refusal.NOT_A_CHOICE)
    if heard.given is Given.EVIDENCE:
        return _with_other_evidence(draft, heard.said, text, case)
    return _AMENDING[heard.given](draft, Typed(text), case)


def change_between(before: Draft, after: Draft) -> Change | None:
    """Return the field that an answer replaced, if any; a field that is new or removed is no change."""
    for given, words in _SPOKEN.items():
        was, now = words(before), words(after)
        if was is not None and now is not None and was != now:
            return Change(given, was, now)
    replaced = replacement_between(before, after)
    return Change(Given.FILE, *replaced) if replaced else None


def _with_other_evidence(draft: Draft, said: str, text: str, case: Case) -> Turn:
    """Replace the evidence that the message cited before by what it cites now."""
    cited = read_evidence(said, year=draft.period.year)
    kept = tuple(each for each in draft.evidence if not _is_cited(each, cited))
    turn = on_evidence(replace(draft, evidence=kept, step=Step.EVIDENCE), Typed(text), case.indicator)
    return turn if turn.refusal else Turn(onward(turn.draft, case.indicator))


def _is_cited(evidence: Evidence, cited: tuple[Evidence, ...]) -> bool:
    return evidence.file_sha256 is None and any(
        (evidence.raw, evidence.numbers) == (each.raw, each.numbers) for each in cited
    )


def _words(draft: Draft, answer: Typed, case: Case) -> Turn:
    return with_words(draft, answer.text, case)


def _recovery(draft: Draft) -> str | None:
    return draft.recovery_on.isoformat() if draft.recovery_on else None


_ASKED_ANEW = {
    Choice.NEW_REASON: Step.REASON,
    Choice.NEW_WORDS: Step.OWN_REASON,
    Choice.NEW_ACTION: Step.ACTION,
    Choice.NEW_RECOVERY: Step.RECOVERY,
}

_AMENDING: dict[Given, Callable[[Draft, Typed, Case], Turn]] = {
    Given.VALUE: on_value,
    Given.REASON: _words,
    Given.ACTION: on_action,
    Given.RECOVERY: on_recovery,
}

_SPOKEN: dict[Given, Callable[[Draft], str | None]] = {
    Given.VALUE: lambda draft: None if draft.value is None else written(draft.value),
    Given.CAUSE: lambda draft: draft.cause,
    Given.REASON: lambda draft: draft.reason,
    Given.ACTION: lambda draft: draft.action,
    Given.RECOVERY: _recovery,
}
