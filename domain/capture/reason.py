"""The justification step of a capture: cause, explanation, action and day of recovery."""

from dataclasses import replace

from domain.capture.case import Case
from domain.capture.evidence_step import to_evidence
from domain.capture.justification import RecoveryRefused, problem_of_action, problem_of_words, read_recovery
from domain.capture.turns import Refusal, Turn
from domain.kit.avances import Indicator
from domain.kit.causes import MOST_OFFERED, OTHER, Side, causes_for, side_of
from domain.kit.drafts import Answer, Attached, Choice, Chosen, Draft, Given, Step, Typed
from domain.kit.lights import Light
from domain.kit.slips import Slip, SlipKind, is_same_text, plain

EXPLAINS = (Given.CAUSE, Given.REASON, Given.ACTION, Given.RECOVERY)


def light_of_draft(draft: Draft, indicator: Indicator) -> Light:
    return indicator.light_for(draft.period.quarter, draft.value)


def side_of_draft(draft: Draft, indicator: Indicator) -> Side:
    return side_of(light_of_draft(draft, indicator))


def needs_reason(draft: Draft, indicator: Indicator) -> bool:
    return draft.value is not None and (draft.value == 0 or light_of_draft(draft, indicator).asks_for_reason)


def needs_recovery(draft: Draft, indicator: Indicator) -> bool:
    """A result above the goal has nothing to recover, and a goal of 0 asks for nothing."""
    if side_of_draft(draft, indicator) is Side.ABOVE:
        return False
    return indicator.goal(draft.period.quarter) != 0


def onward(draft: Draft, indicator: Indicator) -> Draft:
    """Go on to the first missing answer of a draft that has a value."""
    step = _unexplained(draft, indicator)
    return replace(draft, step=step, causes=()) if step else to_evidence(draft)


def offered_causes(draft: Draft, indicator: Indicator) -> tuple[str, ...]:
    """Return the causes of the open question: the catalogue as it was when it was asked."""
    return draft.causes[:MOST_OFFERED] or causes_for(light_of_draft(draft, indicator))


def without_reason(draft: Draft) -> Draft:
    """Remove the justification; editing its messages no longer changes anything."""
    heard = tuple(each for each in draft.heard if each.given not in EXPLAINS)
    return replace(
        draft,
        cause=None,
        reason=None,
        action=None,
        recovery_on=None,
        never_recovers=False,
        causes=(),
        heard=heard,
    )


def on_reason(draft: Draft, answer: Answer, case: Case) -> Turn:
    """Take the cause; a text instead of a cause is the explanation as well."""
    if isinstance(answer, Attached):
        return Turn(draft, Refusal.FILE_NOT_AWAITED)
    causes = offered_causes(draft, case.indicator)
    if isinstance(answer, Typed):
        named = next((cause for cause in causes if plain(cause) == plain(answer.text)), None)
        return _with_cause(draft, named, case) if named else with_words(draft, answer.text, case)
    if answer.choice is Choice.CAUSE and answer.position in range(len(causes)):
        return _with_cause(draft, causes[answer.position], case)
    if answer.choice is Choice.OTHER:
        return Turn(replace(draft, cause=OTHER, step=Step.OWN_REASON))
    return _not_a_choice(draft, answer)


def on_words(draft: Draft, answer: Answer, case: Case) -> Turn:
    if isinstance(answer, Typed):
        return with_words(draft, answer.text, case)
    return _not_a_choice(draft, answer)


def on_action(draft: Draft, answer: Answer, case: Case) -> Turn:
    if not isinstance(answer, Typed):
        return _not_a_choice(draft, answer)
    words = _on_one_line(answer.text)
    problem = problem_of_action(words)
    if problem:
        return Turn(draft, problem)
    return Turn(onward(replace(draft, action=words), case.indicator))


def on_recovery(draft: Draft, answer: Answer, case: Case) -> Turn:
    if isinstance(answer, Typed):
        return _with_day(draft, answer.text, case)
    if isinstance(answer, Chosen) and answer.choice is Choice.NEVER:
        never = replace(draft, recovery_on=None, never_recovers=True)
        return Turn(onward(never, case.indicator))
    return _not_a_choice(draft, answer)


def on_same_words(draft: Draft, answer: Answer, case: Case) -> Turn:
    """Ask whether the justification of the previous quarter still holds."""
    if isinstance(answer, Typed):
        return with_words(draft, answer.text, case)
    if isinstance(answer, Attached) or draft.doubtful_words is None:
        return _not_a_choice(draft, answer)
    if answer.choice is Choice.YES:
        return Turn(_explained(draft, draft.doubtful_words, case))
    if answer.choice is Choice.RETYPE:
        return Turn(replace(draft, doubtful_words=None, slip=None, step=Step.OWN_REASON))
    return _not_a_choice(draft, answer)


def with_words(draft: Draft, text: str, case: Case) -> Turn:
    words = _on_one_line(text)
    problem = problem_of_words(words, draft.cause)
    if problem:
        return Turn(draft, problem)
    before = case.indicator.avances.get(draft.period.quarter - 1)
    is_copied = is_same_text(words, before.justification if before else None)
    if is_copied and SlipKind.SAME_WORDS not in draft.settled:
        slip = Slip(SlipKind.SAME_WORDS)
        settled = (*draft.settled, slip.kind)
        return Turn(replace(draft, doubtful_words=words, slip=slip, settled=settled, step=Step.DOUBT))
    return Turn(_explained(draft, words, case))


def _explained(draft: Draft, words: str, case: Case) -> Draft:
    cause = draft.cause or OTHER
    taken = replace(draft, reason=words, cause=cause, doubtful_words=None, slip=None)
    return onward(taken, case.indicator)


def _unexplained(draft: Draft, indicator: Indicator) -> Step | None:
    if not needs_reason(draft, indicator):
        return None
    if draft.cause is None:
        # An explanation without a cause comes from an import or the first version: it is complete.
        return None if draft.reason else Step.REASON
    if not draft.reason:
        return Step.OWN_REASON
    if not needs_recovery(draft, indicator):
        return None
    if not draft.action:
        return Step.ACTION
    return None if draft.recovery_on or draft.never_recovers else Step.RECOVERY


def _with_cause(draft: Draft, cause: str, case: Case) -> Turn:
    return Turn(onward(replace(draft, cause=cause), case.indicator))


def _with_day(draft: Draft, text: str, case: Case) -> Turn:
    try:
        day = read_recovery(text, draft.period, case.today)
    except RecoveryRefused as refused:
        return Turn(draft, refused.refusal)
    settled = replace(draft, recovery_on=day, never_recovers=day is None)
    return Turn(onward(settled, case.indicator))


def _not_a_choice(draft: Draft, answer: Answer) -> Turn:
    is_file = isinstance(answer, Attached)
    return Turn(draft, Refusal.FILE_NOT_AWAITED if is_file else Refusal.NOT_A_CHOICE)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
