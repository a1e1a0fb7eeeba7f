"""The questions of a capture and its results."""

from decimal import Decimal
from functools import lru_cache

from bot.buttons import keyboards
from bot.buttons.capture import WriteNarrative
from bot.buttons.reminders import NotMine
from bot.buttons.review import ShowEntrega
from bot.capture.doubt_words import doubt
from bot.capture.evidence_words import EVIDENCE_WORDINGS, USE_REGISTERED, all_read_back, notes
from bot.capture.month_words import MONTH_WORDINGS
from bot.capture.reason_words import REASON_WORDINGS
from bot.kit.callbacks import pack
from domain.capture.messages import Cancelled, ChangedMeanwhile, Question, Saved, Unfinished
from domain.kit.drafts import Choice, Step
from domain.kit.lights import Light
from texts.capture.parts import against_goal, changed, counted, explained, heading, level, result, variation
from texts.kit.done import all_done
from texts.kit.formats import calm, count, due, escape, number, of_goal, percent, shorten
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.wording import words

ASK_EVIDENCE = "¿Qué oficio lo comprueba? Escriba número y fecha, o envíe el PDF o una foto."

NOT_MINE = "No me corresponde"
LONGEST_OBSERVATION = 160
FEW = 5
"""Indicators offered beside another button."""


@words(Question)
@lru_cache(maxsize=512)
def question(asked: Question) -> Message:
    """Word a question; used when it is sent, to find a typed button, and to show the answer."""
    text, keyboard = _WORDINGS[asked.step](asked)
    if asked.is_resumed:
        text = _resumed(asked, text)
    text = changed(asked) + text
    if asked.observation:
        text = f"Observación: «{escape(shorten(asked.observation, LONGEST_OBSERVATION))}»\n\n{text}"
    return Message(text, keyboard)


@words(Saved)
def saved(said: Saved) -> Message:
    if not said.remaining:
        send = Button("Enviar entrega", pack(ShowEntrega(said.unit_code, said.period)))
        text = f"Guardado. {all_done(said.unit_code, said.period, is_again=said.is_again)}"
        return Message(f"{text} {due(said.due)}.", ((send,),))
    if said.observed:
        return _still_observed(said)
    if said.narrative_id:
        return _narrative_next(said)
    left = count(len(said.remaining), "indicador", "indicadores")
    verb = "Falta" if len(said.remaining) == 1 else "Faltan"
    question = "" if len(said.remaining) == 1 else "\n\n¿Cuál sigue?"
    text = f"Guardado. {verb} {left}. {due(said.due)}.{question}"
    return Message(text, keyboards.indicators(said.remaining, said.period))


def _still_observed(said: Saved) -> Message:
    """Warn that an observed indicator was saved unchanged: the reviewer would see the same again."""
    noted = escape(shorten(said.observed, LONGEST_OBSERVATION))
    text = (
        f"{escape(said.level)} quedó igual, así que falta atender la observación: «{noted}»\n"
        "Cambie el valor, la evidencia o la explicación. Si ya está bien, envíe la entrega y diga por qué."
    )
    send = Button("Enviar entrega", pack(ShowEntrega(said.unit_code, said.period)))
    return Message(
        f"{text} {due(said.due)}.", (*keyboards.indicators(said.remaining[:FEW], said.period), (send,))
    )


def _narrative_next(said: Saved) -> Message:
    write = Button("Escribir la narrativa", pack(WriteNarrative(said.narrative_id, said.period)))
    others = [line for line in said.remaining if line.id != said.narrative_id]
    left = f" Además {count(len(others), 'indicador', 'indicadores')} por capturar." if others else ""
    text = f"Guardado. Falta la narrativa de {escape(said.level)}.{left} {due(said.due)}."
    return Message(text, ((write,), *keyboards.indicators(others, said.period)))


@words(Cancelled)
def cancelled(said: Cancelled) -> Message:
    return Message(f"Cancelado. No se guardó nada de {escape(said.level)}. Para seguir: /capturar")


@words(ChangedMeanwhile)
def changed_meanwhile(said: ChangedMeanwhile) -> Message:
    has = "sin valor" if said.value is None else f"con {percent(said.value)}"
    return Message(
        f"Otra persona guardó {escape(said.level)} mientras usted respondía; quedó {has}. "
        "Revise el resumen y toque Guardar solo si quiere cambiarlo."
    )


@words(Unfinished)
def unfinished(said: Unfinished) -> Message:
    unsaved = f"{escape(said.level)} ({percent(said.value)}) está sin guardar"
    if said.is_to_send:
        return Message(
            f"{unsaved} y no iría en la entrega: no se envió. "
            "Guárdelo antes, o déjelo con /cancelar, y después envíe la entrega."
        )
    return Message(f"{unsaved}. Termine su captura, o déjela con /cancelar, y después siga con el otro.")


def _resumed(asked: Question, text: str) -> str:
    if asked.step is Step.VALUE and not asked.candidates and asked.variable is None:
        goal = "sin meta" if asked.goal is None else f"meta {percent(asked.goal)}"
        return f"Seguimos con {level(asked)} ({goal}): ¿cuánto alcanzaron en el trimestre?"
    return f"Seguimos donde estaba.\n\n{text}"


def _value(asked: Question) -> tuple[str, Keyboard]:
    lines = [heading(asked)]
    if asked.name:
        lines.append(escape(shorten(calm(asked.name), 140)))
    lines += ["", _goal_so_far(asked), _ask_value(asked)]
    return "\n".join(lines), keyboards.in_rows(_value_buttons(asked))


def _goal_so_far(asked: Question) -> str:
    if asked.goal is None:
        facts = ["Sin meta registrada; la registra el IMPLAN."]
    else:
        facts = [f"Meta del trimestre: {percent(asked.goal)}."]
    facts.append(f"Llevan {of_goal(asked.accumulated_before, asked.annual_goal)}.")
    if asked.previous is not None:
        facts.append(f"Trimestre anterior: {percent(asked.previous)}.")
    return " ".join(facts)


def _ask_value(asked: Question) -> str:
    if asked.candidates:
        readings = " o ".join(percent(value) for value in asked.candidates)
        return f"El informe importado se puede leer de dos maneras: {readings}. ¿Cuál es la correcta?"
    variable = asked.variable
    if variable is None:
        return "¿Cuánto alcanzaron en el trimestre? Escriba solo el número, por ejemplo: 25"
    why = f" ({escape(variable.denominator_text)})" if variable.denominator_text else ""
    return (
        f"Se cuentan {escape(variable.counted)}: {number(variable.denominator)} al año{why}.\n"
        f"¿Cuántas alcanzaron en el trimestre? Escriba la cuenta o el porcentaje con su signo, "
        "por ejemplo: 20.97 %"
    )


def _value_buttons(asked: Question) -> list[Button]:
    buttons = [
        keyboards.answer(asked.token, percent(value), Choice.CANDIDATE, position)
        for position, value in enumerate(asked.candidates)
    ]
    if asked.goal and not buttons:
        met = f"Cumplimos la meta ({percent(asked.goal)})"
        buttons.append(keyboards.answer(asked.token, met, Choice.MET))
    buttons.append(keyboards.answer(asked.token, "Sin avance", Choice.NO_PROGRESS))
    buttons.append(Button(NOT_MINE, pack(NotMine(asked.indicator_id, asked.period))))
    buttons.append(keyboards.answer(asked.token, "Cancelar", Choice.CANCEL))
    return buttons


def _evidence(asked: Question) -> tuple[str, Keyboard]:
    note = "\nNo necesita justificación." if _is_below_but_green(asked) else ""
    text = f"{against_goal(asked)}{note}\n\n{ASK_EVIDENCE}"
    buttons = [
        keyboards.answer(asked.token, "Sin evidencia por ahora", Choice.LATER),
        keyboards.answer(asked.token, "Corregir", Choice.CORRECT),
    ]
    if asked.about_evidence.has_registered:
        buttons.insert(0, keyboards.answer(asked.token, USE_REGISTERED, Choice.USE_REGISTERED))
    return text, keyboards.in_rows(buttons)


def _review(asked: Question) -> tuple[str, Keyboard]:
    value = asked.value or Decimal(0)
    total = asked.accumulated_before + value
    lines = [
        heading(asked),
        f"{counted(asked)}{result(asked, value)} · acumulado {of_goal(total, asked.annual_goal)}",
    ]
    if asked.goal is not None:
        lines.append(f"Variación: {variation(asked.goal - value)}")
    lines += explained(asked)
    lines += [all_read_back(asked), *notes(asked)]
    lines += ["", _what_next(asked)]
    buttons = [
        keyboards.answer(asked.token, "Guardar", Choice.SAVE),
        keyboards.answer(asked.token, "Corregir", Choice.CORRECT),
        keyboards.answer(asked.token, "Cancelar", Choice.CANCEL),
    ]
    return "\n".join(lines), (tuple(buttons[:2]), tuple(buttons[2:]))


def _correction(asked: Question) -> tuple[str, Keyboard]:
    parts = (
        (Choice.NEW_REASON, "Cambiar la causa", asked.cause or asked.reason),
        (Choice.NEW_WORDS, "Cambiar la justificación", asked.cause and asked.reason),
        (Choice.NEW_ACTION, "Cambiar la acción", asked.action),
        (Choice.NEW_RECOVERY, "Cambiar la fecha", asked.recovery_on or asked.never_recovers),
        (Choice.DROP_EVIDENCE, "Quitar una evidencia", asked.evidence),
    )
    buttons = [keyboards.answer(asked.token, label, choice) for choice, label, is_given in parts if is_given]
    other = " o toque qué cambiar" if buttons else ""
    text = f"{level(asked)} tiene {percent(asked.value or Decimal(0))}. Escriba el valor nuevo{other}."
    buttons.append(keyboards.answer(asked.token, "Volver", Choice.BACK))
    return text, keyboards.in_rows(buttons)


def _what_next(asked: Question) -> str:
    if not asked.value:
        return "¿Lo guardamos así?"
    if not asked.evidence:
        return "Puede enviarla ahora, o guardar y enviarla después."
    return "Puede enviar otra evidencia o guardar."


def _is_below_but_green(asked: Question) -> bool:
    return asked.light is Light.GREEN and asked.value != asked.goal


_WORDINGS = {
    Step.VALUE: _value,
    Step.DOUBT: doubt,
    Step.EVIDENCE: _evidence,
    Step.REVIEW: _review,
    Step.CORRECTION: _correction,
    **EVIDENCE_WORDINGS,
    **REASON_WORDINGS,
    **MONTH_WORDINGS,
}
