"""What a typed yes or no means for the open question of a capture."""

from domain.capture.files import waiting
from domain.kit.drafts import Answer, Choice, Chosen, Draft, Step, Typed
from domain.kit.slips import SlipKind
from domain.kit.words.agreement import Agreement, read_agreement

Means = tuple[Choice | None, Choice | None]
"""The choices that yes and no stand for; None leaves the text to the question, which refuses it."""

SLIPS: dict[SlipKind, Means] = {
    SlipKind.ABOVE_YEAR: (Choice.SUGGESTED, Choice.YES),
    SlipKind.WHOLE_GOAL: (Choice.SUGGESTED, Choice.YES),
    SlipKind.TENFOLD: (Choice.SUGGESTED, Choice.YES),
    SlipKind.CUMULATIVE: (Choice.YES, Choice.SUGGESTED),
    SlipKind.YEAR_OVER: (Choice.YES, Choice.RETYPE),
    SlipKind.FAR_FROM_MEAN: (Choice.YES, Choice.RETYPE),
    SlipKind.ALL_MET_ZERO: (Choice.YES, Choice.RETYPE),
    SlipKind.SAME_WORDS: (Choice.YES, Choice.RETYPE),
}
"""The first three questions propose another value; the others ask whether the typed one is right."""

NOTHING: Means = (None, None)


def meant(draft: Draft, answer: Answer) -> Answer:
    """Return the button that a typed yes or no stands for; any other answer unchanged."""
    said = read_agreement(answer.text) if isinstance(answer, Typed) else None
    if said is None:
        return answer
    yes, no = _of_question(draft)
    choice = yes if said is Agreement.YES else no
    return Chosen(choice) if choice else answer


def _of_question(draft: Draft) -> Means:
    match draft.step:
        case Step.DOUBT:
            # The first version asked without a slip, and only about a value above the whole year.
            return SLIPS[draft.slip.kind if draft.slip else SlipKind.ABOVE_YEAR]
        case Step.READING if waiting(draft).read:
            return (Choice.YES, Choice.ANOTHER)
        case Step.REVIEW if not draft.value:
            return (Choice.SAVE, Choice.CORRECT)
        case Step.MONTHS:
            return (Choice.SAVE, None)
        case _:
            return NOTHING
