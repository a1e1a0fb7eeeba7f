"""Natural units: what each indicator counts, and the questions that set it."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.buttons.people import AdminDialogue, PagedList
from bot.people.list_words import deed_button, list_keyboard, page_of, turns_of
from domain.kit.dialogues.choices import NO, YES
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.natural_units import Variable, VariableRefused, checked
from domain.people import variable_messages as said
from domain.people.variable_messages import VariableLine
from texts.kit.formats import LONGEST_NAME, escape, number, percent, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words

LONGEST_COUNTED = 30

Wording = Callable[[FormQuestion], str]


@words(said.VariableList)
def variable_list(told: said.VariableList) -> Message:
    title = f"Qué se cuenta {told.year} · {told.unit_code} {shorten(told.unit_name, LONGEST_NAME)}"
    lines = [_line(each) for each in told.lines]
    turns = turns_of(PagedList.VARIABLES, told.unit_code, told.page, len(lines))
    keys = [deed_button(f"Contar {told.unit_code}", AdminDialogue.VARIABLE, told.unit_code)]
    body = "\n".join([f"<b>{escape(title)}</b>", *page_of(lines, told.page)])
    return Message(f"{body}\n\nEl porcentaje siempre se puede escribir.", list_keyboard(keys, turns))


@words(said.VariableSaved)
def variable_saved(told: said.VariableSaved) -> Message:
    where = f"{escape(told.level)} de {escape(told.unit_code)}"
    if told.variable is None:
        return Message(f"{where} se captura solo en porcentaje desde ahora.")
    return Message(f"{where} se cuenta desde ahora.\n{_explained(told.variable)}\n{_example(told.variable)}")


@words(said.VariableKept)
def variable_kept(told: said.VariableKept) -> Message:
    return Message(f"No cambió nada en lo que cuenta {escape(told.unit_code)}.")


def _line(line: VariableLine) -> str:
    programme = f" · PP {shorten(line.programme, 12)}" if line.programme else ""
    what = line.variable
    counted = f"{shorten(what.counted, LONGEST_COUNTED)} / {number(what.denominator)}" if what else "solo %"
    return f"• {escape(line.level + programme)} — {escape(counted)}"


def _explained(variable: Variable) -> str:
    text = f" ({escape(variable.denominator_text)})" if variable.denominator_text else ""
    return (
        f"{escape(variable.counted)} / {number(variable.denominator)}{text}\n"
        f"Fórmula: <code>{escape(variable.expression)}</code>"
    )


def _example(variable: Variable) -> str:
    try:
        reading = checked(variable)
    except VariableRefused:
        return ""
    assert reading.ratio is not None
    return f"Por ejemplo: {number(reading.ratio.counted)} → {percent(reading.value)}"


def _fixed(text: str) -> Wording:
    return lambda _: text


def _sure(asked: FormQuestion) -> str:
    given = asked.answers
    if not given["denominator"]:
        return "El indicador se captura solo en porcentaje. Lo ya guardado no cambia.\n¿Lo deja así?"
    decided = Variable(given["counted"], Decimal(given["denominator"]), given["explained"], given["formula"])
    return f"{_explained(decided)}\n{_example(decided)}\n¿Es correcto?"


QUESTIONS: Mapping[str, Mapping[str, Wording]] = {
    "variable": {
        "indicator": _fixed("¿De qué indicador? Toque uno."),
        "counted": _fixed("¿Qué se cuenta? Por ejemplo: reuniones realizadas"),
        "denominator": _fixed("¿Cuántas son en todo el año? Escriba un número, por ejemplo: 1440"),
        "explained": _fixed("¿De dónde sale ese número? Por ejemplo: 120 reuniones × 12"),
        "formula": _fixed(
            "¿Con qué fórmula? <code>n</code> es lo contado en el trimestre y <code>d</code> lo del año. "
            "La usual es: n / d * 100"
        ),
        "sure": _sure,
    },
}

LABELS: Mapping[str, Mapping[str, str]] = {"variable": {YES: "Sí", NO: "No", "%": "Dejar solo en %"}}

REFUSALS: Mapping[str, str] = {
    "denominator_not_read": "No entendí «{said}» como el total del año. Escriba un número, por ejemplo: 1440",
    "explanation_too_long": "Escriba de dónde sale, en menos de 80 letras. Por ejemplo: 120 reuniones × 12",
    "formula_without_n": "«{said}» no usa lo contado, que es n. Por ejemplo: n / d * 100",
    "formula_not_read": "«{said}» no da un porcentaje. Use n, d, números y + - * / ( ): n / d * 100",
}
