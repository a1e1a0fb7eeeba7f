"""Every question of every dialogue: what a typed yes or no means, and where it is refused."""

import pytest

from domain.kit.dialogues.choices import NO, YES
from domain.kit.dialogues.forms import Field, FieldRefused, Form, FormAnswer, Left, Option, meant, value_of
from usecases.switchboard.form_table import FORMS

STANDS_FOR: dict[tuple[str, str], tuple[FormAnswer | None, FormAnswer | None]] = {
    ("revoke", "sure"): (YES, NO),
    ("withdraw_invitation", "sure"): (YES, NO),
    ("rules", "months"): (YES, NO),
    ("rules", "narrative"): (YES, NO),
    ("variable", "sure"): (YES, NO),
    ("ladder", "goes_on"): (YES, NO),
    ("mir", "decision"): ("load", Left()),
    ("template", "decision"): ("save", Left()),
    ("closing", "confirm"): (YES, Left()),
    ("send_without", "confirm"): (YES, Left()),
    ("dates_sure", "sure"): (YES, Left()),
    ("inhabil_sure", "sure"): (YES, Left()),
    ("inhabil_removal_sure", "sure"): (YES, Left()),
    ("ladder_sure", "sure"): (YES, Left()),
    ("narrative", "table"): (None, "done"),
    ("narrative", "chart"): (None, "none"),
    ("narrative", "confirm"): ("save", None),
    ("return", "more"): ("more", "done"),
    ("observe", "more"): ("more", "done"),
}
"""Of all questions, those that a yes or a no answers."""

READ_LATER = {("variable", "formula"), ("dates", "unit"), ("help_answer", "text")}
"""Settled by what else is known; the last one takes a yes as it is."""

EVERY = [(kind, field) for kind, spec in FORMS.items() for field in spec.fields]
every = pytest.mark.parametrize(
    ("kind", "field"), EVERY, ids=[f"{kind}-{field.name}" for kind, field in EVERY]
)
SPELLINGS = (
    *(("sí", 0), ("si", 0), ("SÍ.", 0), ("claro", 0), ("correcto", 0), ("así es", 0), ("ok", 0)),
    *(("no", 1), ("No.", 1), ("no es correcto", 1)),
)


@every
@pytest.mark.parametrize(("text", "place"), SPELLINGS)
def test_a_typed_yes_or_no_stands_for_what_the_question_says(
    kind: str, field: Field, text: str, place: int
) -> None:
    stands_for = STANDS_FOR.get((kind, field.name), (None, None))[place]

    assert meant(field, text) == (text if stands_for is None else stands_for)


@every
@pytest.mark.parametrize("text", ["sí", "no", "Claro que sí, así es", "no, no es correcto"])
def test_where_it_answers_nothing_it_is_refused(kind: str, field: Field, text: str) -> None:
    """A reader that takes any text leaves it to the database, which knows no UR or day called so."""
    if meant(field, text) != text or field.read in (str, str.strip) or (kind, field.name) in READ_LATER:
        return

    with pytest.raises(FieldRefused):
        value_of(Form(kind, FORMS[kind].action, "1", awaited=field.name), field, text)


def test_a_reply_may_be_a_bare_yes() -> None:
    (field,) = FORMS["help_answer"].fields

    assert (
        value_of(Form("help_answer", FORMS["help_answer"].action, "1", awaited="text"), field, " Sí. ")
        == "Sí."
    )


def test_an_option_that_is_a_number_may_be_typed_with_its_thousands() -> None:
    form = Form(
        "narrative", FORMS["narrative"].action, "1", options=(Option("1234", "1234"), Option("12", "12"))
    )

    assert value_of(form, Field("sum"), "1,234") == value_of(form, Field("sum"), "1 234") == "1234"
    with pytest.raises(FieldRefused):
        value_of(form, Field("sum"), "1,235")
