"""Messages about the workbook of a UR: sent, accepted, faults by cell, old and new values, saved."""

from domain.capture.turns import Refusal
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.periods import Period
from domain.kit.slips import Slip, SlipKind
from domain.kit.values import ValueProblem
from domain.papers.template_cells import CellFault, CellProblem
from domain.papers.template_messages import (
    TemplateChange,
    TemplateChanges,
    TemplateEmpty,
    TemplateFaults,
    TemplateNotTaken,
    TemplateSaved,
    TemplateText,
    TemplateUnchanged,
    TemplateWanted,
)
from domain.papers.templates import TemplateFault
from texts.kit.done import all_done
from texts.kit.formats import count, escape, fitted, long_day, percent, shorten
from texts.kit.rendering import Attachment, Message
from texts.kit.wording import words
from usecases.kit.makers import TEMPLATE_XLSX
from workers.calls import call

LONGEST_SAID = 40
LONGEST_NAME = 80

FAULTS = {
    TemplateFault.UNREADABLE: "El libro no se pudo leer. Guárdelo otra vez como .xlsx y envíelo de nuevo.",
    TemplateFault.FOREIGN: "Ese libro no es una plantilla de este bot. Pida la suya: /plantilla",
    TemplateFault.REARRANGED: (
        "Al libro le cambiaron renglones, columnas o datos ocultos, y no se puede leer con certeza. "
        "Pida otro y llene solo las celdas amarillas: /plantilla"
    ),
    TemplateFault.OUTDATED: "Los indicadores cambiaron desde que pidió ese libro. Pida otro: /plantilla",
    TemplateFault.OVERTAKEN: "Ese libro ya no es el último que envió. Envíelo otra vez.",
}

NUMBER = "escriba solo el número, por ejemplo 25"
NO_PERCENT = f"«{{said}}» no es un porcentaje; {NUMBER}"
CELLS: dict[CellProblem | ValueProblem | Refusal, str] = {
    ValueProblem.MAYBE_NOTHING: "«{said}» no es un porcentaje; escriba el número, o 0 si no hubo avance",
    ValueProblem.SEVERAL_NUMBERS: f"en «{{said}}» hay más de un número; {NUMBER}",
    ValueProblem.NEGATIVE: f"«{{said}}» es menor que cero; {NUMBER}",
    ValueProblem.TOO_LARGE: f"«{{said}}» pasa de 1000 %; {NUMBER}",
    ValueProblem.TOO_PRECISE: "«{said}» lleva más de dos decimales; escriba hasta dos, por ejemplo 25.75",
    CellProblem.FORMULA: "tiene una fórmula sin resultado; escriba el dato",
    CellProblem.VALUE_GONE: "quedó vacía y ya había un valor; escríbalo, o 0 si no hubo avance",
    CellProblem.VALUE_MISSING: "falta el valor del renglón; escríbalo, o 0 si no hubo avance",
    CellProblem.CAUSE_MISSING: "falta la causa; elíjala de la lista",
    CellProblem.CAUSE_UNKNOWN: "«{said}» no está en la lista de causas de este lado de la meta; elija una",
    CellProblem.WORDS_MISSING: "falta la justificación; diga en una frase qué pasó",
    CellProblem.ACTION_MISSING: "falta qué se hará; por ejemplo: se convoca en octubre",
    CellProblem.RECOVERY_MISSING: "falta la fecha; por ejemplo 15/12/2025, o «no se recupera»",
    CellProblem.CHANGED_MEANWHILE: "{level} cambió después de que pidió el libro; pida otro: /plantilla",
    CellProblem.LOCKED: "{level} no está abierto a cambios; deje el renglón como estaba",
    Refusal.REASON_TOO_SHORT: "«{said}» dice poco; explique en una frase qué pasó",
    Refusal.REASON_TOO_LONG: "pasa de 1,000 caracteres; dígalo en una o dos frases",
    Refusal.REASON_IS_CAUSE: "repite la causa; diga en una frase qué pasó",
    Refusal.ACTION_TOO_SHORT: "«{said}» dice poco; diga en una frase qué se hará",
    Refusal.RECOVERY_NOT_UNDERSTOOD: "«{said}» no es una fecha; por ejemplo 15/12/2025, o «no se recupera»",
    Refusal.RECOVERY_NOT_AHEAD: "«{said}» ya pasó; escriba una fecha por venir",
    Refusal.RECOVERY_TOO_LATE: "«{said}» es después del primer trimestre del año que sigue; ponga una antes",
    Refusal.INCOMPLETE_NUMBER: "al oficio de «{said}» le falta una parte; por ejemplo SP/112/2025",
    Refusal.NO_EVIDENCE_READ: "«{said}» no lleva número de oficio; por ejemplo SP/112/2025 del 2 de mayo",
    Refusal.TOO_MUCH_EVIDENCE: "son más de 20 evidencias; deje menos",
}
"""Fault of a cell, after its name; `said` is its content. Any other fault: not a percentage."""

SLIPS = {
    SlipKind.ABOVE_YEAR: "pasa de 100 %; quizá {meant}",
    SlipKind.WHOLE_GOAL: "es lo de todo el año; si cumplieron la meta, es {meant}",
    SlipKind.ALL_MET_ZERO: "sin avance, y sus actividades llegaron a la meta",
    SlipKind.CUMULATIVE: "parece el acumulado; del trimestre serían {meant}",
    SlipKind.TENFOLD: "parece faltar o sobrar un cero; quizá {meant}",
    SlipKind.YEAR_OVER: "con esto el año llega a {seen}",
    SlipKind.FAR_FROM_MEAN: "lejos de sus actividades, que van en {seen}",
    SlipKind.SAME_WORDS: "la justificación es la del trimestre anterior",
}
"""A note on a probable slip, beside its line."""


@words(TemplateText)
def template(said: TemplateText) -> Message:
    made = said.template
    name = f"{made.unit_code} · {shorten(made.unit_name, LONGEST_NAME)}"
    do = (
        "Llene las celdas amarillas, guarde el libro y envíelo aquí. Antes de guardar verá qué cambia."
        if said.may_fill
        else "Este libro es solo para leer."
    )
    text = (
        f"<b>{escape(name)}</b> — {made.period}, {count(len(made.lines), 'indicador', 'indicadores')}\n\n{do}"
    )
    filename = f"informe-{made.unit_code}-{made.period}.xlsx"
    return Message(text, attachment=Attachment(filename, call(TEMPLATE_XLSX, made)))


@words(TemplateWanted)
def wanted(_: TemplateWanted) -> Message:
    return Message("Escriba también la UR, y el trimestre si es otro: /plantilla 402 3T2025")


@words(TemplateEmpty)
def empty(said: TemplateEmpty) -> Message:
    unit, period = escape(said.unit_code), said.period
    other = Period(period.year, 3 if period.quarter == 4 else 4)
    return Message(
        f"En el {period} no hay nada que reportar de {unit}. Otro trimestre: /plantilla {unit} {other}"
    )


@words(TemplateNotTaken)
def not_taken(said: TemplateNotTaken) -> Message:
    evidence = "\nSi es evidencia, envíelo en PDF." if said.is_capturing else ""
    return Message(f"No se guardó nada. {FAULTS[said.fault]}{evidence}")


@words(TemplateFaults)
def faults(said: TemplateFaults) -> Message:
    total = len(said.faults) + said.more
    title = f"<b>{escape(said.unit_code)} · {said.period}</b>: no se guardó nada."
    asked = f"Corrija {count(total, 'celda', 'celdas')} y envíe el libro otra vez:"
    lines = [f"• {_fault(each)}" for each in said.faults] + ([f"… y {said.more} más"] if said.more else [])
    return Message(f"{title} {asked}\n\n{fitted(lines)}")


@words(TemplateChanges)
def changes(said: TemplateChanges) -> Message:
    title = f"<b>{escape(said.unit_code)} · {said.period}</b> — esto cambiaría:"
    lines = [f"• {_change(each)}" for each in said.changes]
    return Message(f"{title}\n\n{fitted(lines)}")


@words(TemplateUnchanged)
def unchanged(said: TemplateUnchanged) -> Message:
    return Message(
        f"El libro dice lo mismo que ya está guardado de {escape(said.unit_code)} en el {said.period}."
    )


@words(TemplateSaved)
def saved(said: TemplateSaved) -> Message:
    done = f"Se guardó todo: {count(said.saved, 'indicador', 'indicadores')} del {said.period}."
    if not said.remaining:
        left = all_done(said.unit_code, said.period, is_again=said.is_again)
        return Message(f"{done} {left} Para hacerlo: /enviar {escape(said.unit_code)} {said.period}")
    verb = "falta" if said.remaining == 1 else "faltan"
    return Message(f"{done} Aún {verb} {said.remaining}: /pendientes {said.period}")


def decision(asked: FormQuestion) -> str:
    amount = int(asked.subject["count"])
    changed = "el cambio" if amount == 1 else f"los {amount} cambios"
    return f"¿Guardo {changed} de {escape(asked.unit_code)} en el {escape(asked.subject['period'])}?"


def _fault(fault: CellFault) -> str:
    said, level = escape(shorten(fault.said, LONGEST_SAID)), escape(shorten(fault.level, LONGEST_SAID))
    return f"{escape(fault.place)}: {CELLS.get(fault.problem, NO_PERCENT).format(said=said, level=level)}"


def _change(change: TemplateChange) -> str:
    """`Actividad 7.1: 20 % → 25 %`, with other changes and probable slips."""
    name = f"{change.level} (PP {change.programme})" if change.programme else change.level
    parts = [f"{escape(shorten(name, LONGEST_SAID))}: {_values(change)}"]
    if change.is_explained_anew and change.cause:
        parts.append(f"causa: {escape(shorten(change.cause, LONGEST_SAID))}")
        parts += [f"se recupera el {long_day(change.recovery_on)}"] if change.recovery_on else []
    if change.added > 0:
        parts.append(count(change.added, "evidencia más", "evidencias más"))
    line = " · ".join(parts)
    return f"{line}\n  ⚠️ {_slip(change.slip)}" if change.slip else line


def _values(change: TemplateChange) -> str:
    if change.before is None:
        return f"sin valor → {percent(change.after)}"
    if change.before == change.after:
        return f"{percent(change.after)}, igual"
    return f"{percent(change.before)} → {percent(change.after)}"


def _slip(slip: Slip) -> str:
    meant, seen = ("" if value is None else percent(value) for value in (slip.meant, slip.seen))
    return SLIPS[slip.kind].format(meant=meant, seen=seen)


QUESTIONS = {"template": {"decision": decision}}
LABELS = {"template": {"save": "Guardar"}}
