"""Every tap can also be typed: with or without accents, in any case, without the signs a phone lacks."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import BUTTONS
from bot.callbacks_capture import AnswerQuestion, OpenIndicator
from bot.callbacks_reminders import NotMine
from bot.rendering import Button, Message
from bot.texts.render import word
from bot.typed import (
    StatusArguments,
    TypedCommand,
    TypedLevel,
    data_by_label,
    is_period,
    label_of,
    read_asked,
    read_asked_in_words,
    read_command,
    read_level,
    read_status_arguments,
)
from domain.drafts import Choice, Chosen, Step
from domain.indicators import Level
from domain.messages.capture import Question
from domain.periods import Period, PeriodNotUnderstood
from tests.bot.texts.reading import buttons, worded
from tests.golden.catalogue import MESSAGES
from tests.messages import a_question
from usecases.ask_status import Asked, View

QUESTIONS = {name: said for name, said in MESSAGES.items() if isinstance(said, Question)}
LISTED = [
    button
    for name, said in MESSAGES.items()
    if name.startswith(("reminder_", "pending_", "saved_"))
    for button in buttons(said)
    if isinstance(BUTTONS.unpack(button.data), OpenIndicator)
]

SPELLINGS = {
    "as printed": str,
    "lower case": str.lower,
    "upper case": str.upper,
    "without accents": lambda text: "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ),
    "without signs": lambda text: text.translate(str.maketrans("", "", "()%,:¿?")),
    "with blanks around": lambda text: f"  {text} ",
}
spelled = pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS.keys())

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


@spelled
@pytest.mark.parametrize("button", LISTED, ids=lambda button: button.label)
def test_every_button_of_a_list_can_be_typed(button: Button, spell: "type[str]") -> None:
    callback = BUTTONS.unpack(button.data)

    typed = read_level(spell(button.label))

    assert isinstance(callback, OpenIndicator)
    assert typed is not None
    assert str(typed.level) == button.label.split(" ·")[0].split(":")[0]
    assert typed.met == callback.met
    assert typed.programme == ("04" if "PP 04" in button.label else "")


@pytest.mark.parametrize(
    ("text", "level", "more"),
    [
        ("7", "Componente 7", {}),
        ("7.1", "Actividad 7.1", {}),
        ("actividad 7.1.", "Actividad 7.1", {}),
        ("Actividad: 7.1", "Actividad 7.1", {}),
        ("PROPOSITO", "Propósito", {}),
        ("C7", "Componente 7", {}),
        ("comp. 7", "Componente 7", {}),
        ("A7.1", "Actividad 7.1", {}),
        ("act 7.1 pp 4", "Actividad 7.1", {"programme": "4"}),
        ("fin", "Fin", {}),
        ("7.1 pp 4", "Actividad 7.1", {"programme": "4"}),
        ("Actividad 7.1 · PP 08 · 402", "Actividad 7.1", {"programme": "08", "unit_code": "402"}),
        ("componente 7 ur 402", "Componente 7", {"unit_code": "402"}),
        ("7.1 cumplí", "Actividad 7.1", {"met": True}),
        ("Componente 7, cumplimos", "Componente 7", {"met": True}),
        ("Componente 7: otro valor", "Componente 7", {}),
        ("Componente 7 · sin meta", "Componente 7", {}),
    ],
)
def test_an_indicator_can_be_named(text: str, level: str, more: "dict[str, str]") -> None:
    assert read_level(text) == TypedLevel(Level.parse(level), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "hola", "25 %", "Componente", "Actividad 7", "Componente 7.1", "7.1.2", "7 por favor", "7 " * 100],
)
def test_another_text_names_no_indicator(text: str) -> None:
    assert read_level(text) is None


@given(
    text=st.text() | st.from_regex(r"(componente|fin|7|7\.1|pp 4|402|cumplimos|meta|[ ·])*", fullmatch=True)
)
def test_any_text_names_an_indicator_or_not(text: str) -> None:
    read_level(text)


@pytest.mark.parametrize(
    ("rest", "unit", "period"),
    [
        ("", None, None),
        ("402", "402", None),
        ("3T2025", None, "3T2025"),
        ("402 3T2025", "402", "3T2025"),
        ("3T2025 402", "402", "3T2025"),
        ("3t 2025 402", "402", "3T2025"),
        ("402 2025-T3", "402", "3T2025"),
        ("  402   T3 2025 ", "402", "3T2025"),
        ("402 402", "402", None),
    ],
)
def test_status_takes_its_arguments_in_any_order(rest: str, unit: str | None, period: str | None) -> None:
    expected = Period.parse(period) if period else None

    assert read_status_arguments(rest) == StatusArguments(unit, expected)


@pytest.mark.parametrize("rest", ["40", "4022", "402 504", "5T2025", "402 mañana", "٤٠٢", "3T1999"])
def test_status_says_which_argument_is_no_quarter(rest: str) -> None:
    with pytest.raises(PeriodNotUnderstood) as refusal:
        read_status_arguments(rest)

    assert refusal.value.text in rest


@given(rest=st.text())
def test_status_reads_any_arguments_or_says_which_not(rest: str) -> None:
    try:
        read_status_arguments(rest)
    except PeriodNotUnderstood:
        assert not is_period(rest)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/estado", TypedCommand("estado", "")),
        ("/Estado 402", TypedCommand("estado", "402")),
        ("/estado@puntual_bot 402 3T2025", TypedCommand("estado", "402 3T2025")),
        ("  /capturar   7.1 ", TypedCommand("capturar", "7.1")),
        ("/start\nAbC-1_2", TypedCommand("start", "AbC-1_2")),
        ("/start inline", TypedCommand("start", "")),
    ],
)
def test_a_command_is_read_with_its_rest(text: str, command: TypedCommand) -> None:
    assert read_command(text) == command


@pytest.mark.parametrize("text", ["estado", "/", "//", "/ estado", "/está", "a /estado", ""])
def test_another_text_is_no_command(text: str) -> None:
    assert read_command(text) is None


@given(text=st.text())
def test_any_text_is_a_command_or_not(text: str) -> None:
    read_command(text)


def test_menus_have_no_labels_to_type() -> None:
    assert not isinstance(word(MESSAGES["menu_enlace"]), Message)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        pytest.param("/start v_0000000000", "verificar", "0000000000", id="the QR of an acuse"),
        pytest.param("/start v_0000000001", "start", "v_0000000001", id="no code"),
        pytest.param("/start v_" + "0" * 30, "start", "v_" + "0" * 30, id="an invitation like it"),
        pytest.param("/start 0000000000", "start", "0000000000", id="another link"),
        pytest.param("/estado v_0000000000", "estado", "v_0000000000", id="another command"),
    ],
)
def test_the_link_of_an_acuse_is_taken_for_no_invitation(text: str, name: str, rest: str) -> None:
    assert read_command(text) == TypedCommand(name, rest)


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        ("", Asked()),
        ("402", Asked("402")),
        ("402 402", Asked("402")),
        ("3T2025", Asked("", Period(2025, 3))),
        ("402 T 2 2025", Asked("402", Period(2025, 2))),
        ("secretaría 2t 2025 particular", Asked("secretaría particular", Period(2025, 2))),
        ("PP 8", Asked("PP 8")),
        ("eje 3 2025-T1", Asked("eje 3", Period(2025, 1))),
        ("402 detalle", Asked("402", view=View.DETAIL)),
        ("Gráfica 402 3T2025", Asked("402", Period(2025, 3), View.CHART)),
        ("grafica", Asked(view=View.CHART)),
        ("402 anterior", Asked("402", is_before=True)),
        ("Trimestre Anterior 402 gráfica", Asked("402", view=View.CHART, is_before=True)),
        ("trimestre 402", Asked("trimestre 402")),
    ],
)
def test_a_status_is_asked_for_in_any_order(rest: str, asked: Asked) -> None:
    assert read_asked(rest) == asked


@pytest.mark.parametrize("rest", ["5T2025", "402 3T1999", "3T", "particular T5", "3t25"])
def test_what_looks_like_a_quarter_and_is_none_is_said_back(rest: str) -> None:
    with pytest.raises(PeriodNotUnderstood) as refusal:
        read_asked(rest)

    assert refusal.value.text == rest.rsplit(maxsplit=1)[-1]


@given(rest=st.text())
def test_whatever_is_written_is_asked_for_or_said_back(rest: str) -> None:
    try:
        asked = read_asked(rest)
    except PeriodNotUnderstood:
        return
    assert set(asked.text.split()) <= set(rest.split())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("estado particular", "particular"),
        ("Particular 2T2025 ESTADO", "Particular 2T2025"),
        ("el estado del tiempo", None),
        ("Ver detalle", "detalle"),
        ("gráfica", "grafica"),
        ("Ver resumen", ""),
        ("trimestre anterior", "anterior"),
        ("ver 402", "402"),
        ("ver 4025", None),
        ("", None),
        ("estado " + "de " * 60, None),
    ],
)
def test_a_status_is_asked_for_in_words(text: str, asked: str | None) -> None:
    assert read_asked_in_words(text) == asked
