"""What is said of natural units."""

from decimal import Decimal

from domain.kit.dialogues.choices import YES_OR_NO, options_of
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.natural_units import Variable
from domain.kit.said import Said
from domain.people.variable_messages import VariableKept, VariableLine, VariableList, VariableSaved

MEETINGS = Variable("reuniones realizadas", Decimal(1440), "120 reuniones × 12")
HALVES = Variable("cursos", Decimal("12.5"), "", "n / (d * 2) * 100")
GIVEN = {
    "counted": MEETINGS.counted,
    "denominator": "1440",
    "explained": MEETINGS.denominator_text,
    "formula": MEETINGS.expression,
}
REFUSED = {
    "denominator_not_read": "muchas",
    "explanation_too_long": "x" * 90,
    "formula_without_n": "d * 100",
    "formula_not_read": "n // d",
}


def asks(asked: str, *options: str, **answers: str) -> FormQuestion:
    return FormQuestion("variable", asked, "5", options=options_of(*options), answers=answers)


MESSAGES: dict[str, Said] = {
    "variables_list": VariableList(
        "402",
        "Secretaría Particular",
        2025,
        (
            VariableLine("Componente 7", "", MEETINGS),
            VariableLine("Actividad 7.1", "08", HALVES),
            VariableLine("Actividad 7.2", "08", None),
        ),
    ),
    "variables_second_page": VariableList(
        "402", "Secretaría Particular", 2025, (VariableLine("Componente 7", "", None),) * 12, page=1
    ),
    "variables_saved": VariableSaved("402", "Componente 7", MEETINGS),
    "variables_saved_bare": VariableSaved("402", "Componente 7", HALVES),
    "variables_removed": VariableSaved("402", "Componente 7", None),
    "variables_kept": VariableKept("402"),
    "variables_indicator": asks("indicator", "Componente 7", "Actividad 7.1"),
    "variables_counted": asks("counted", "reuniones realizadas", "%"),
    "variables_denominator": asks("denominator", "1440"),
    "variables_explained": asks("explained", "120 reuniones × 12"),
    "variables_formula": asks("formula", "n / d * 100"),
    "variables_sure": asks("sure", *(each.value for each in YES_OR_NO), **GIVEN),
    "variables_sure_of_percent": asks("sure", counted="%", denominator="", explained="", formula=""),
    **{f"variables_refused_{problem}": FormRefused(problem, said) for problem, said in REFUSED.items()},
}
