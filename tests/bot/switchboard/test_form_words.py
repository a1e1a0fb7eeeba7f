"""Every dialogue has texts for its questions and refusals, and no text is unused."""

import ast
from collections.abc import Iterator

import pytest

from bot.switchboard.form_words import LABELS, QUESTIONS, REFUSALS
from domain.kit.dialogues.messages import FormQuestion
from tests.architecture.project import ROOT
from tests.golden.catalogue import MESSAGES
from usecases.switchboard.form_table import FORMS

ASKED = [(kind, field.name) for kind, spec in FORMS.items() for field in spec.fields]
PRINTED = {
    QUESTIONS.get(said.kind, {}).get(said.asked)
    for said in MESSAGES.values()
    if isinstance(said, FormQuestion)
}
"""What words a golden message; dialogues that ask alike share it."""


@pytest.mark.parametrize(("kind", "name"), ASKED)
def test_every_question_has_words_and_a_golden_message(kind: str, name: str) -> None:
    assert name in QUESTIONS.get(kind, {}), "no words: put them into QUESTIONS beside those of its subject"
    assert QUESTIONS[kind][name] in PRINTED, "no golden message: add a FormQuestion in tests/golden"


def test_no_words_are_left_of_a_question_that_is_gone() -> None:
    worded = {(kind, name) for kind, names in QUESTIONS.items() for name in names}

    assert worded - set(ASKED) == set()
    assert set(LABELS) - set(FORMS) == set()


def test_every_refusal_of_an_answer_has_words() -> None:
    raised = {problem for layer in ("domain", "usecases") for problem in problems_in(layer)}

    assert len(raised) > 20
    assert raised - set(REFUSALS) == set(), "no words: put them into REFUSALS beside those of its subject"


def problems_in(layer: str) -> Iterator[str]:
    """Yield the literal problems in `FieldRefused("…")`."""
    for path in sorted((ROOT / layer).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("FieldRefused"), args=[ast.Constant(str() as problem)]):
                    yield problem
