"""«No me corresponde»: said by an enlace, answered by IMPLAN."""

from collections.abc import Callable, Mapping

from bot.buttons import keyboards
from bot.buttons.capture import OpenIndicator
from bot.buttons.reminders import DecideReassignment
from bot.kit.callbacks import pack
from domain.kit.dialogues.messages import FormQuestion
from domain.reminders.messages import (
    ReassignmentAsked,
    ReassignmentDecided,
    ReassignmentFacts,
    ReassignmentNotTaken,
    ReassignmentRequest,
)
from texts.kit.formats import LONGEST_NAME, calm, escape, shorten
from texts.kit.rendering import Button, Message
from texts.kit.wording import words

LONGEST_REASON = 180

PROBLEMS = {
    "nothing_owed": "No le falta ningún indicador. Para ver los de su UR: /estado",
    "awaited": "Ya avisó que {level} no le corresponde. El IMPLAN lo revisa y aquí se le avisa.",
    "kept": "El IMPLAN ya dijo que {level} sí le corresponde. Para darlo: /capturar",
    "released": "{level} ya no le corresponde este año. No se le recordará.",
    "none_awaited": "No hay reasignaciones por revisar.",
    "none_awaited_of_unit": "{unit} no tiene reasignaciones por revisar. Para ver todas: /reasignaciones",
}
"""Why a «No me corresponde» or an answer to one is refused."""

REFUSALS = {
    f"reassignment_{problem}": f"{text.format(level='«{said}»')} Elija otro o toque Cancelar."
    for problem, text in {
        "awaited": "Ya avisó de {level}; el IMPLAN lo revisa.",
        "kept": "El IMPLAN ya respondió que {level} sí le corresponde.",
        "released": "{level} ya no le corresponde este año.",
    }.items()
}


@words(ReassignmentAsked)
def asked(said: ReassignmentAsked) -> Message:
    facts = said.facts
    return Message(
        f"<b>Avisado al IMPLAN</b>\n{_what(facts)}\n\n"
        f"Mientras responde, no se le recuerda {escape(facts.level)}. "
        f"Lo demás sigue igual: /pendientes {facts.period}"
    )


@words(ReassignmentRequest)
def request(said: ReassignmentRequest) -> Message:
    facts = said.facts
    code = escape(facts.unit_code)
    text = (
        f"<b>«No me corresponde»</b>\n{_what(facts)}\n{_name(facts)}"
        f"{escape(shorten(facts.by, LONGEST_NAME))} avisa que no lo lleva.\n"
        f"Motivo: «{escape(shorten(facts.reason, LONGEST_REASON))}»\n\n"
        f"También puede escribir: /reasignaciones {code} sí"
    )
    return Message(
        text, ((_button("Sí le corresponde", facts, belongs=True),), (_button("No le corresponde", facts),))
    )


@words(ReassignmentDecided)
def decided(said: ReassignmentDecided) -> Message:
    facts, by = said.facts, escape(shorten(said.by, LONGEST_NAME)) if said.by else "el IMPLAN"
    late = "Esto ya se había respondido.\n" if said.is_late else ""
    verdict = "Sí le corresponde" if said.belongs else "No le corresponde"
    text = f"{late}<b>{verdict}</b>\n{_what(facts)}\nRespondió {by}."
    if not said.is_asker:
        follows = (
            "Se le vuelve a recordar."
            if said.belongs
            else "Ya no se le recuerda. Sigue pendiente en la UR: se le recuerda a sus demás enlaces. "
            f"Si no los hay, invite a uno: /personas {escape(facts.unit_code)}"
        )
        return Message(f"{text}\n\n{follows}")
    if not said.belongs:
        return Message(f"{text}\n\nYa no se le recordará. Lo demás sigue igual: /pendientes {facts.period}")
    capture = Button(
        shorten(f"Capturar {facts.level}", keyboards.LONGEST_LABEL),
        pack(OpenIndicator(facts.indicator_id, facts.period)),
    )
    return Message(f"{text}\n\nFalta reportarlo. Si tiene dudas, llame al IMPLAN.", ((capture,),))


@words(ReassignmentNotTaken)
def not_taken(said: ReassignmentNotTaken) -> Message:
    of_unit = "_of_unit" if said.problem == "none_awaited" and said.unit_code else ""
    text = PROBLEMS[f"{said.problem}{of_unit}"]
    return Message(text.format(level=escape(said.level), unit=escape(said.unit_code)))


def question_indicator(asked_: FormQuestion) -> str:
    return f"<b>No me corresponde</b> · {asked_.subject['period']}\n¿Cuál de estos no es suyo?"


def question_reason(asked_: FormQuestion) -> str:
    level = asked_.subject.get("level", "")
    of = f"{escape(level)} · {asked_.subject['period']}\n" if level else ""
    return f"{of}¿Por qué no le corresponde? Dígalo en una frase, y quién lo lleva si lo sabe."


QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    "reassignment": {"indicator": question_indicator, "reason": question_reason},
}


def _what(facts: ReassignmentFacts) -> str:
    unit = f"{facts.unit_code} · {shorten(facts.unit_name, LONGEST_NAME)}"
    return f"{escape(unit)} · {facts.period}\n{escape(facts.level)}"


def _name(facts: ReassignmentFacts) -> str:
    return f"{escape(shorten(calm(facts.name), LONGEST_NAME))}\n" if facts.name else ""


def _button(label: str, facts: ReassignmentFacts, *, belongs: bool = False) -> Button:
    return Button(label, pack(DecideReassignment(facts.id, belongs)))
