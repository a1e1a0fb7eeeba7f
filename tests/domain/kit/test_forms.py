"""What an answer to a dialogue stores, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.access import Action
from domain.kit.dialogues.forms import (
    Field,
    FieldRefused,
    Form,
    FormAnswer,
    Left,
    Option,
    Picked,
    Skipped,
    sentence,
    value_of,
    with_answer,
)

OPTIONS = (Option("402", "402 · Secretaría Particular"), Option("504", "504 · IMPLAN"))
FORM = Form("sample", Action.SEE_HELP, "4", awaited="unit", options=OPTIONS, is_optional=True, page=1)
FREE = Field("reason", sentence(20))


@pytest.mark.parametrize(
    ("given_", "value"),
    [
        pytest.param(Picked(1), "504", id="tapped"),
        pytest.param("504 · implan", "504", id="label typed"),
        pytest.param("402", "402", id="value typed"),
        pytest.param("Se mudó la oficina del área", "Se mudó la oficina del área", id="own words"),
    ],
)
def test_an_answer_is_kept(given_: FormAnswer, value: str) -> None:
    assert value_of(FORM, FREE, given_) == value


def test_an_optional_question_may_be_left_out() -> None:
    assert value_of(FORM, Field("unit", is_optional=True), Skipped()) == ""


@pytest.mark.parametrize("typed", ["Omitir", "nada", "sin oficio", "No tengo oficio.", "ninguno", "N/A"])
def test_an_optional_question_may_be_left_out_in_words(typed: str) -> None:
    assert value_of(FORM, Field("oficio", str, is_optional=True), typed) == ""
    assert value_of(FORM, Field("oficio", str), typed) == typed


LEVELS = tuple(Option(str(place), f"Actividad 7.{place}") for place in (1, 2, 12))


@pytest.mark.parametrize(("typed", "value"), [("7.1", "1"), ("7.12", "12"), ("actividad 7.2", "2")])
def test_an_option_may_be_called_by_its_number(typed: str, value: str) -> None:
    assert value_of(replace(FORM, options=LEVELS), Field("level"), typed) == value


@pytest.mark.parametrize(("options", "typed"), [(LEVELS, "3"), (LEVELS, "actividad"), (LEVELS[:1], "7.1")])
def test_an_option_is_not_guessed(options: tuple[Option, ...], typed: str) -> None:
    with pytest.raises(FieldRefused):
        value_of(replace(FORM, options=options), Field("level"), typed)


@pytest.mark.parametrize(
    ("awaited", "given_", "problem"),
    [
        pytest.param(FREE, Picked(2), "not_a_choice", id="no such option"),
        pytest.param(FREE, Skipped(), "not_a_choice", id="not optional"),
        pytest.param(FREE, Left(), "not_a_choice", id="no answer at all"),
        pytest.param(Field("unit"), "999", "not_a_choice", id="only options count"),
        pytest.param(FREE, "no sé", "text_too_short", id="too short"),
        pytest.param(FREE, "a" * 30, "text_too_short", id="the same sign over and over"),
        pytest.param(FREE, "porque " * 200, "text_too_long", id="too long"),
    ],
)
def test_what_is_no_answer_is_refused(awaited: Field, given_: FormAnswer, problem: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        value_of(FORM, awaited, given_)

    assert refused.value.problem == problem


def test_an_answer_closes_its_question() -> None:
    answered = with_answer(FORM, "504")

    assert answered.answers == {"unit": "504"}
    assert (answered.awaited, answered.options, answered.is_optional, answered.page) == ("", (), False, 0)


@given(text=st.text())
def test_own_words_are_one_paragraph_or_refused(text: str) -> None:
    try:
        words = sentence(20)(text)
    except FieldRefused:
        return

    assert len(words) >= 20
    assert " ".join(words.split()) == words
