"""Drafts and answers: what a stored conversation relies on."""

from domain.kit.drafts import Choice, Chosen, Given, Step
from tests.builders import T3, a_draft


def test_a_new_draft_has_answered_nothing() -> None:
    draft = a_draft()

    assert (draft.step, draft.period, draft.base_version) == (Step.VALUE, T3, 0)
    assert (draft.value, draft.doubtful, draft.reason, draft.evidence) == (None, None, None, ())


def test_a_button_without_position_is_the_first() -> None:
    assert Chosen(Choice.CAUSE).position == 0


def test_the_names_of_steps_and_choices_stay_as_they_are_stored_and_sent() -> None:
    """Open conversations and the buttons of messages already sent carry them."""
    assert [step.value for step in Step] == [
        "month",
        "months",
        "value",
        "doubt",
        "reason",
        "own_reason",
        "action",
        "recovery",
        "evidence",
        "review",
        "correction",
        "reading",
        "registered",
        "removal",
        "removal_reason",
    ]
    assert " ".join(Choice) == (
        "met none yes sug again cause cand other never later save fix cancel reason words action recov "
        "drop back reg pick page another unnum month total"
    )
    assert " ".join(Given) == "value cause reason action recovery evidence file"
