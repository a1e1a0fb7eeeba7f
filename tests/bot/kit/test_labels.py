"""Every label can be typed: with or without accents, in any case, without unusual characters."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.capture import AnswerQuestion
from bot.buttons.reminders import NotMine
from bot.kit.labels import data_by_label, label_of
from bot.switchboard.answers import BUTTONS
from bot.switchboard.words import word
from domain.capture.messages import Question
from domain.kit.drafts import Choice, Chosen, Step
from tests.bot.spellings import spelled
from tests.golden.catalogue import MESSAGES
from tests.messages import a_question
from tests.texts.reading import buttons, worded
from texts.kit.rendering import Button, Message

QUESTIONS = {name: said for name, said in MESSAGES.items() if isinstance(said, Question)}


DOUBT = worded(a_question(Step.DOUBT, doubtful=Decimal(255)))
CUMULATIVE = worded(MESSAGES["question_doubt_cumulative"])
CANDIDATES = worded(MESSAGES["question_value_candidates"])


@spelled
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_button_of_a_question_can_be_typed(name: str, spell: "type[str]") -> None:
    question = worded(QUESTIONS[name])

    for button in buttons(QUESTIONS[name]):
        callback = BUTTONS.unpack(button.data)
        assert isinstance(callback, AnswerQuestion | NotMine)
        assert data_by_label(question, spell(button.label)) == button.data


@pytest.mark.parametrize(
    ("question", "text", "choice"),
    [
        pytest.param(DOUBT, "255 es correcto", Choice.YES, id="the number that was typed"),
        pytest.param(DOUBT, "sí, 25.5 %", Choice.SUGGESTED, id="behind a yes"),
        pytest.param(CUMULATIVE, "no, es el acumulado", Choice.SUGGESTED, id="behind a no"),
        pytest.param(DOUBT, "25.5", Choice.SUGGESTED, id="the number that was meant"),
        pytest.param(DOUBT, "25,5 %", Choice.SUGGESTED, id="the number that was meant with a comma"),
        pytest.param(worded(a_question()), "cumplimos la meta", Choice.MET, id="without parentheses"),
    ],
)
def test_a_label_can_be_typed_in_short(question: Message, text: str, choice: Choice) -> None:
    assert chosen_by(question, text) == Chosen(choice)


@pytest.mark.parametrize("text", ["sí", "si", "no", "ok", "correcto", "no cumplimos la meta"])
@pytest.mark.parametrize("question", [DOUBT, CUMULATIVE, worded(a_question())])
def test_a_bare_yes_or_no_is_left_to_the_question(question: Message, text: str) -> None:
    assert chosen_by(question, text) is None


@pytest.mark.parametrize("name", [name for name in QUESTIONS if "_doubt" in name])
def test_no_button_that_keeps_what_was_typed_begins_with_yes(name: str) -> None:
    kept = [button.label for button in buttons(QUESTIONS[name]) if ":yes:" in button.data]

    assert len(kept) == 1
    assert kept[0].split()[0].lower() not in ("sí", "sí,")


def test_a_number_with_decimals_is_not_the_one_without() -> None:
    assert chosen_by(CANDIDATES, "125") == Chosen(Choice.CANDIDATE, 1)
    assert chosen_by(CANDIDATES, "12.5") == Chosen(Choice.CANDIDATE, 0)


@pytest.mark.parametrize("text", ["", "👍", "Cumplimos la meta (30 %)", "26", "guardar", "…"])
def test_another_text_is_no_button(text: str) -> None:
    assert data_by_label(worded(a_question()), text) == ""


def test_a_button_that_nobody_can_read_is_no_answer() -> None:
    question = Message("", ((Button("Ver todas", "?"),),))

    assert BUTTONS.unpack(data_by_label(question, "ver todas")) is None


def chosen_by(question: Message, text: str) -> Chosen | None:
    callback = AnswerQuestion.unpack(data_by_label(question, text))
    return callback.chosen if callback else None


@given(text=st.text())
def test_any_text_is_a_label_or_not(text: str) -> None:
    data_by_label(CANDIDATES, text)


def test_the_label_of_a_tap_is_found_by_its_data() -> None:
    question = worded(a_question())

    assert label_of(question, "a:4:none:0") == "Sin avance"
    assert label_of(question, "a:3:none:0") == ""


def test_menus_have_no_labels_to_type() -> None:
    assert not isinstance(word(MESSAGES["menu_enlace"]), Message)
