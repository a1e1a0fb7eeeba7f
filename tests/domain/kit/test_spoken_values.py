"""Values in words and in small sentences; words that round, compare or deny stay unread."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.capture.machine import advance
from domain.capture.turns import Refusal
from domain.kit.drafts import Step, Typed
from domain.kit.lights import Light
from domain.kit.natural_units import Ratio, Reading, Variable, read_percent, read_value
from domain.kit.values import ValueProblem, ValueRefused
from domain.kit.words.number_words import read_number_words
from domain.kit.words.spoken_values import number_in, says_met, says_nothing
from tests.builders import NO_GOALS, a_draft, an_indicator, an_oficio, walked

MEETINGS = Variable("reuniones realizadas", Decimal(1440))
COMPLAINTS = Variable("quejas", Decimal(50), expression="(d - n) / d * 100")
SMALL = (
    *(
        "cero",
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
    ),
    *(
        "trece",
        "catorce",
        "quince",
        "dieciséis",
        "diecisiete",
        "dieciocho",
        "diecinueve",
        "veinte",
        "veintiuno",
    ),
    *("veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho"),
    "veintinueve",
)
TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
HUNDREDS = (
    *("ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos"),
    *("ochocientos", "novecientos"),
)


def spoken(number: int) -> str:
    """Write a number below a thousand as it is said."""
    if number < 30:
        return SMALL[number]
    if number < 100:
        unit = f" y {SMALL[number % 10]}" if number % 10 else ""
        return f"{TENS[number // 10 - 3]}{unit}"
    if number == 100:
        return "cien"
    rest = f" {spoken(number % 100)}" if number % 100 else ""
    return f"{HUNDREDS[number // 100 - 1]}{rest}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[
            (text, "25")
            for text in ("fue 25%", "25 porcentaje", "25 por ciento", "veinticinco", "un 25%", "son 25")
        ],
        *[
            (text, "25")
            for text in ("alcanzamos 25", "Alcanzamos el 25 %.", "llegamos al 25", "% 25", "sí, 25")
        ],
        *[
            (text, "25")
            for text in ("el avance fue de 25", "25 de avance", "veinticinco por ciento", "Un veinticinco")
        ],
        *[
            (text, "25")
            for text in ("25 puntos", "25 % en el trimestre", "se logró el 25", "Porcentaje: 25", "25.0")
        ],
        *[(text, "25.5") for text in ("veinticinco y medio", "veinticinco punto cinco", "fue 25,5")][1:],
        *[
            (text, "25")
            for text in (
                "25 por cien",
                "25 por 100",
                "25 pct",
                "25 porc",
                "25 porsiento",
                "25 prociento",
                "25 p.c.",
            )
        ],
        *[
            (text, "25")
            for text in (
                "25 (veinticinco)",
                "veinticinco (25)",
                "25 % (veinticinco por ciento)",
                "25 (25) %",
                "25 👍",
            )
        ],
        *[(text, "25.5") for text in ("25 y medio", "25 punto 5", "25 coma 5 por ciento", "fue 25 punto 50")],
        ("veinticinco coma cero cinco", "25.05"),
        ("cero punto veinticinco", "0.25"),
        ("cien por ciento", "100"),
        ("doscientos cincuenta", "250"),
        ("mil", "1000"),
        ("302 de 1440", "20.97"),
        ("fueron 302/1440", "20.97"),
        *[
            (text, "0")
            for text in ("cero", "0", "nada", "ninguno", "ningún avance", "no hubo avance", "sin avances")
        ],
        *[
            (text, "0")
            for text in ("No hubo avances.", "no avanzamos", "nulo", "cero por ciento", "no se hizo nada")
        ],
        *[
            (text, "0")
            for text in ("no tuvimos avance", "nada de avance", "no hubo", "avance cero", "sin progreso")
        ],
        *[
            (text, "0")
            for text in (
                "en ceros",
                "sin avance alguno",
                "nada que reportar",
                "nada por informar",
                "no hubo actividades",
            )
        ],
        *[(text, "0") for text in ("sin actividad", "sin actividades realizadas", "no hubo movimiento")],
    ],
)
def test_a_value_is_found_in_a_small_sentence(text: str, value: str) -> None:
    assert read_value(text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *[
            (text, ValueProblem.WORDS)
            for text in ("mucho", "casi 25", "más de 25", "llevamos 50", "25 de la meta")
        ],
        *[
            (text, ValueProblem.WORDS)
            for text in ("no fue 25", "trimestre 3", "a las 5", "25 oficios", "cinco cinco")
        ],
        *[
            (text, ValueProblem.MAYBE_NOTHING)
            for text in ("no", "todavía no", "pendiente", "n/a", "-", "no aplica")
        ],
        *[(text, ValueProblem.MAYBE_NOTHING) for text in ("vacío", "en blanco", "nel", "nop", "s/d")],
        *[
            (text, ValueProblem.WORDS)
            for text in (".25", ",25", "fue .5", "¿.5?", "25 (treinta)", "25.5 y medio")
        ],
        *[(text, ValueProblem.MAYBE_NOTHING) for text in ("no cumplimos", "no sé", "aún nada", "sin datos")],
        *[
            (text, ValueProblem.SEVERAL_NUMBERS)
            for text in ("25 o 26", "del 25 al 30", "7.1: 25", "fue 25, antes 50")
        ],
        ("fue -5", ValueProblem.NEGATIVE),
        ("fue 2500", ValueProblem.TOO_LARGE),
        ("son 25.123", ValueProblem.TOO_PRECISE),
        ("2²", ValueProblem.WORDS),
        ("fue ½", ValueProblem.SEVERAL_NUMBERS),
        ("fue 25 " + "de avance " * 20, ValueProblem.WORDS),
    ],
)
def test_what_is_not_clear_is_refused(text: str, problem: ValueProblem) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_value(text)

    assert (refused.value.problem, refused.value.text) == (problem, text)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("302 reuniones", Reading(Decimal("20.97"), Ratio(Decimal(302), Decimal(1440)))),
        ("fueron 302 reuniones realizadas", Reading(Decimal("20.97"), Ratio(Decimal(302), Decimal(1440)))),
        ("trescientas dos", Reading(Decimal("20.97"), Ratio(Decimal(302), Decimal(1440)))),
        ("una reunión", Reading(Decimal("0.07"), Ratio(Decimal(1), Decimal(1440)))),
        ("un 25 por ciento", Reading(Decimal(25))),
        ("ninguna reunión", Reading(Decimal(0))),
    ],
)
def test_a_count_may_name_what_is_counted(text: str, reading: Reading) -> None:
    assert read_value(text, MEETINGS) == reading


def test_what_is_not_counted_is_no_part_of_a_count() -> None:
    with pytest.raises(ValueRefused):
        read_value("302 juntas", MEETINGS)


@pytest.mark.parametrize("variable", [COMPLAINTS, Variable("x", Decimal(5), expression="d / n")])
def test_none_is_no_lack_of_progress_where_fewer_is_better(variable: Variable) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_value("ninguna", variable)

    assert refused.value.problem is ValueProblem.MAYBE_NOTHING
    assert read_value("0", COMPLAINTS).value == 100


@pytest.mark.parametrize(
    ("text", "value"), [("veinticinco por ciento", "25"), ("fue 25", "25"), ("sin avance", "0"), ("0", "0")]
)
def test_a_percentage_may_be_in_words(text: str, value: str) -> None:
    assert read_percent(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("302 de 1440", ValueProblem.SEVERAL_NUMBERS), ("pendiente", ValueProblem.MAYBE_NOTHING)],
)
def test_a_count_is_no_percentage(text: str, problem: ValueProblem) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_percent(text)

    assert refused.value.problem is problem


@pytest.mark.parametrize("text", ["cero", "nada", "Sin avances.", "0", "no hubo avance", "ninguno"])
@pytest.mark.parametrize("step", [Step.VALUE, Step.CORRECTION])
def test_zero_is_asked_for_its_reason(step: Step, text: str) -> None:
    turn = walked(a_draft(step, 25 if step is Step.CORRECTION else None), text)

    assert turn.draft.value == 0
    assert turn.draft.step is Step.REASON


@pytest.mark.parametrize("text", ["no", "todavía no", "pendiente", "no cumplimos la meta"])
def test_what_may_be_zero_is_never_taken_for_it(text: str) -> None:
    draft = a_draft()

    turn = advance(draft, Typed(text), an_indicator(), "q2")

    assert (turn.draft, turn.refusal) == (draft, ValueProblem.MAYBE_NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "se cumplió la meta",
            "sí cumplimos",
            "Cumplimos con la meta",
            "meta cumplida",
            "cumplida",
            "se cumplió",
        ),
        *("la meta se cumplió", "logramos la meta", "meta cumplida al 100 %", "100% de la meta"),
    ],
)
def test_a_goal_that_was_met_can_be_said(text: str) -> None:
    assert walked(a_draft(), text).draft.value == 25
    assert advance(a_draft(), Typed(text), an_indicator(goals=NO_GOALS), "q2").refusal is ValueProblem.WORDS


@pytest.mark.parametrize("text", ["veinticinco", "fue 26 %"])
def test_a_value_in_words_is_no_evidence(text: str) -> None:
    review = a_draft(Step.REVIEW, 25, evidence=(an_oficio(),))

    turn = advance(review, Typed(text), an_indicator(), "q2")

    assert (turn.draft, turn.refusal) == (review, Refusal.NUMBER_INSTEAD_OF_EVIDENCE)


def test_a_month_without_progress_can_be_said() -> None:
    asked = a_draft(Step.MONTH, month=7)

    assert walked(asked, "nada").draft.months == ((7, Decimal(0)),)


@given(st.integers(0, 999), st.integers(0, 29))
def test_every_number_is_read_as_it_is_said(whole: int, hundredths: int) -> None:
    said = spoken(whole)
    written = str(hundredths)

    assert number_in(said) == str(whole)
    assert number_in(f"{said} por ciento") == f"{whole} %"
    if hundredths > 9:
        assert number_in(f"{said} punto {spoken(hundredths)}") == f"{whole}.{written}"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "y",
        "medio",
        "cien dos",
        "veinte treinta",
        "ciento cero",
        "dos tres",
        "treinta y diez",
        "mil mil",
        "punto",
    ],
)
def test_words_in_a_wrong_order_are_no_number(words: str) -> None:
    assert read_number_words(words.split()) is None


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("mil quinientos", "1500"),
        ("dos mil", "2000"),
        ("veinte y cinco", "25"),
        ("quinientas", "500"),
        ("dos y medio", "2.5"),
        ("y medio", None),
        ("uno punto", None),
        ("uno punto cero", "1.0"),
        ("uno punto cero veinte", None),
        ("uno punto mil", None),
    ],
)
def test_thousands_and_decimals_are_read(words: str, figures: str | None) -> None:
    assert read_number_words(words.split()) == figures


@given(text=st.text())
def test_any_text_is_a_value_or_is_left_as_it_is(text: str) -> None:
    assert number_in(text) == text or any(each.isdecimal() for each in number_in(text))
    assert not (says_nothing(text) and says_met(text))


@given(st.decimals(0, 1000, places=2))
def test_a_bare_number_reads_the_same_as_before(value: Decimal) -> None:
    assert read_value(f"{value}") == read_value(f"fue {value} %") == Reading(value)
    assert an_indicator().light_for(3, read_value("sin avance").value) is Light.RED
