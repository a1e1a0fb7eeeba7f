"""The questions of review: reasons, observations and corrections."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.review.correction_words import change
from domain.capture.turns import Refusal
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.values import ValueProblem
from domain.review.messages import AboutUnsaved
from texts.kit.formats import escape, percent
from texts.kit.refusals import PROBLEMS
from texts.kit.unsaved import unsaved_by_person

Wording = Callable[[FormQuestion], str]


def _why_incomplete(asked: FormQuestion) -> str:
    return (
        f"La entrega de {escape(asked.unit_code)} va incompleta. ¿Por qué se entrega así?\n"
        "Escríbalo en una frase, por ejemplo: «El oficio de septiembre llega el viernes»"
    )


def _send_without(asked: FormQuestion) -> str:
    """Warn that another enlace has unsaved answers, which the entrega would leave out."""
    rows = [f"• {each}" for each in unsaved_by_person(AboutUnsaved.of(asked).unsaved)]
    return "\n".join(
        [
            f"En la entrega de {escape(asked.unit_code)} hay algo sin guardar:",
            *rows,
            "Si se entrega ahora, eso queda fuera y solo entra con una corrección. ¿Se entrega así?",
        ]
    )


def _why_unapproved(asked: FormQuestion) -> str:
    return (
        f"La entrega de {escape(asked.unit_code)} no tiene Vo. Bo. ¿Por qué se acepta así?\n"
        "Escríbalo en una frase, por ejemplo: «El titular está de licencia hasta octubre»"
    )


def _which(_: FormQuestion) -> str:
    return "¿Qué indicador tiene una observación? Toque uno."


def _comment(asked: FormQuestion) -> str:
    level = escape(asked.answers["indicator"])
    return f"<b>{level}</b>\n¿Qué hay que revisar? Escríbalo en una frase: la lee el enlace."


def _more(asked: FormQuestion) -> str:
    noted, done = f"Anotado: {escape(asked.answers['indicator'])}.", LABELS[asked.kind]["done"]
    if all(option.value != "more" for option in asked.options):
        return f"{noted} Era el último. Toque {done}."
    return f"{noted} ¿Anota otro indicador? Si ya es todo, toque {done}."


def _value(asked: FormQuestion) -> str:
    level, before = escape(asked.subject["level"]), _decimal(asked.subject["before"])
    has = "no tiene valor" if before is None else f"tiene {percent(before)}"
    return f"{level} {has}. ¿Cuál es el valor correcto? Escriba solo el número, por ejemplo: 25.5"


def _why_corrected(asked: FormQuestion) -> str:
    before, after = _decimal(asked.subject["before"]), _decimal(asked.answers["value"])
    return (
        f"{escape(asked.subject['level'])}: {change(before, after)}. ¿Por qué se corrige?\n"
        "Escríbalo en una frase: la lee el IMPLAN y queda en el historial."
    )


def _why_so(asked: FormQuestion) -> str:
    after = _decimal(asked.answers["value"])
    return (
        f"Con {percent(after or Decimal(0))}, {escape(asked.subject['level'])} queda fuera de la meta y "
        "no tiene justificación. ¿Qué pasó? Dígalo en una frase: va en el informe."
    )


def _why_refused(_: FormQuestion) -> str:
    return "¿Por qué se niega la corrección? Escríbalo en una frase: la lee el enlace."


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


_REVIEW: Mapping[str, Wording] = {"indicator": _which, "comment": _comment, "more": _more}

QUESTIONS: Mapping[str, Mapping[str, Wording]] = {
    "send_incomplete": {"reason": _why_incomplete},
    "send_without": {"confirm": _send_without},
    "accept_unapproved": {"reason": _why_unapproved},
    "return": _REVIEW,
    "observe": _REVIEW,
    "correction": {"value": _value, "words": _why_so, "reason": _why_corrected},
    "refuse_correction": {"reason": _why_refused},
}

LABELS: Mapping[str, Mapping[str, str]] = {
    "send_without": {"yes": "Enviar sin eso"},
    "return": {"more": "Otro indicador", "done": "Devolver ya"},
    "observe": {"more": "Otro indicador", "done": "Observar ya"},
}
"""The label of an option, by kind of dialogue and value."""

REFUSALS: Mapping[str, str] = {
    **{f"value_{each.value}": text for each, text in PROBLEMS.items() if isinstance(each, ValueProblem)},
    **{f"words_{each.value}": PROBLEMS[each] for each in (Refusal.REASON_TOO_SHORT, Refusal.REASON_TOO_LONG)},
}
