"""The questions of a capture and what follows them."""

from decimal import Decimal

from bot.rendering import Button, Keyboard, Message
from bot.texts import keyboards
from bot.texts.formats import (
    calm,
    count,
    due,
    escape,
    evidence,
    light,
    number,
    of_goal,
    percent,
    rounded_percent,
    shorten,
)
from domain.capture import suggestion
from domain.causes import causes_for
from domain.drafts import Choice, Step
from domain.lights import Light
from domain.messages import Cancelled, ChangedMeanwhile, Question, Saved, Unfinished

ASK_EVIDENCE = "¿Qué oficio lo comprueba? Escriba número y fecha, o envíe el PDF o una foto."


def question(asked: Question) -> Message:
    text, keyboard = _WORDINGS[asked.step](asked)
    if asked.is_resumed:
        text = _resumed(asked, text)
    return Message(text, keyboard)


def saved(said: Saved) -> Message:
    if not said.remaining:
        return Message(f"Guardado. Con esto, {escape(said.unit_code)} completó el {said.period}.")
    left = count(len(said.remaining), "indicador", "indicadores")
    verb = "Falta" if len(said.remaining) == 1 else "Faltan"
    question = "" if len(said.remaining) == 1 else "\n\n¿Cuál sigue?"
    text = f"Guardado. {verb} {left}. {due(said.due)}.{question}"
    return Message(text, keyboards.indicators(said.remaining, said.period))


def cancelled(said: Cancelled) -> Message:
    return Message(f"Cancelado. No se guardó nada de {escape(said.level)}. Para seguir: /capturar")


def changed_meanwhile(said: ChangedMeanwhile) -> Message:
    has = "sin valor" if said.value is None else f"con {percent(said.value)}"
    return Message(
        f"Otra persona guardó {escape(said.level)} mientras usted respondía; quedó {has}. "
        "Revise el resumen y toque Guardar solo si quiere cambiarlo."
    )


def unfinished(said: Unfinished) -> Message:
    return Message(
        f"{escape(said.level)} ({percent(said.value)}) está sin guardar. "
        "Termine su captura, o déjela con /cancelar, y después siga con el otro."
    )


def _resumed(asked: Question, text: str) -> str:
    if asked.step is Step.VALUE and not asked.candidates:
        goal = "sin meta" if asked.goal is None else f"meta {percent(asked.goal)}"
        return f"Seguimos con {_level(asked)} ({goal}): ¿cuánto alcanzaron en el trimestre?"
    return f"Seguimos donde estaba.\n\n{text}"


def _value(asked: Question) -> tuple[str, Keyboard]:
    lines = [_heading(asked)]
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
    return "¿Cuánto alcanzaron en el trimestre? Escriba solo el número, por ejemplo: 25"


def _value_buttons(asked: Question) -> list[Button]:
    buttons = [
        keyboards.answer(asked.token, percent(value), Choice.CANDIDATE, position)
        for position, value in enumerate(asked.candidates)
    ]
    if asked.goal and not buttons:
        met = f"Cumplimos la meta ({percent(asked.goal)})"
        buttons.append(keyboards.answer(asked.token, met, Choice.MET))
    buttons.append(keyboards.answer(asked.token, "Sin avance", Choice.NO_PROGRESS))
    buttons.append(keyboards.answer(asked.token, "Cancelar", Choice.CANCEL))
    return buttons


def _doubt(asked: Question) -> tuple[str, Keyboard]:
    value = asked.doubtful or Decimal(0)
    meant = suggestion(value)
    text = (
        f"«{percent(value)}» es más de lo programado para todo el año ({percent(asked.annual_goal)}). "
        f"¿Quiso escribir {number(meant)}?"
    )
    buttons = [
        keyboards.answer(asked.token, percent(meant), Choice.SUGGESTED),
        keyboards.answer(asked.token, f"Sí, {percent(value)}", Choice.YES),
    ]
    return text, keyboards.in_rows(buttons)


def _reason(asked: Question) -> tuple[str, Keyboard]:
    buttons = [
        keyboards.answer(asked.token, cause, Choice.CAUSE, position)
        for position, cause in enumerate(causes_for(asked.light))
    ]
    buttons.append(keyboards.answer(asked.token, "Otra", Choice.OTHER))
    buttons.append(keyboards.answer(asked.token, "Cancelar", Choice.CANCEL))
    text = f"{_against_goal(asked)}\n¿Cuál fue la causa? Toque una o escríbala."
    return text, keyboards.in_rows(buttons)


def _own_reason(asked: Question) -> tuple[str, Keyboard]:
    text = (
        f"{_level(asked)}: escriba la causa en una frase. "
        "Por ejemplo: «La reunión de septiembre pasó a octubre»."
    )
    return text, ((keyboards.answer(asked.token, "Cancelar", Choice.CANCEL),),)


def _evidence(asked: Question) -> tuple[str, Keyboard]:
    note = "\nNo necesita justificación." if _is_below_but_green(asked) else ""
    text = f"{_against_goal(asked)}{note}\n\n{ASK_EVIDENCE}"
    buttons = [
        keyboards.answer(asked.token, "Sin evidencia por ahora", Choice.LATER),
        keyboards.answer(asked.token, "Corregir", Choice.CORRECT),
    ]
    return text, keyboards.in_rows(buttons)


def _review(asked: Question) -> tuple[str, Keyboard]:
    value = asked.value or Decimal(0)
    total = asked.accumulated_before + value
    lines = [
        _heading(asked),
        f"{_result(asked, value)} · acumulado {of_goal(total, asked.annual_goal)}",
    ]
    if asked.goal is not None:
        lines.append(f"Variación: {_variation(asked.goal - value)}")
    if asked.reason:
        lines.append(f"Causa: {escape(shorten(asked.reason, 200))}")
    lines.append(_evidence_read(asked))
    lines += ["", _what_next(asked)]
    buttons = [
        keyboards.answer(asked.token, "Guardar", Choice.SAVE),
        keyboards.answer(asked.token, "Corregir", Choice.CORRECT),
        keyboards.answer(asked.token, "Cancelar", Choice.CANCEL),
    ]
    return "\n".join(lines), (tuple(buttons[:2]), tuple(buttons[2:]))


def _correction(asked: Question) -> tuple[str, Keyboard]:
    buttons = []
    if asked.reason:
        buttons.append(keyboards.answer(asked.token, "Cambiar la causa", Choice.NEW_REASON))
    if asked.evidence:
        buttons.append(keyboards.answer(asked.token, "Quitar la evidencia", Choice.DROP_EVIDENCE))
    other = " o toque qué cambiar" if buttons else ""
    text = f"{_level(asked)} tiene {percent(asked.value or Decimal(0))}. Escriba el valor nuevo{other}."
    buttons.append(keyboards.answer(asked.token, "Volver", Choice.BACK))
    return text, keyboards.in_rows(buttons)


def _result(asked: Question, value: Decimal) -> str:
    if asked.goal is None:
        return f"{percent(value)}, sin meta registrada"
    return f"{light(asked.light)}: {of_goal(value, asked.goal)}"


def _what_next(asked: Question) -> str:
    if not asked.value:
        return "¿Lo guardamos así?"
    if not asked.evidence:
        return "Puede enviarla ahora, o guardar y enviarla después."
    return "Puede enviar otra evidencia o guardar."


def _evidence_read(asked: Question) -> str:
    if not asked.evidence:
        return "Evidencia: ninguna por ahora." if asked.value else "Sin avance no lleva evidencia."
    if len(asked.evidence) == 1:
        return f"Evidencia: {evidence(asked.evidence[0])}"
    return "\n".join(["Evidencia:", *(f"• {evidence(each)}" for each in asked.evidence[:8]), *_more(asked)])


def _more(asked: Question) -> list[str]:
    return [f"• y {len(asked.evidence) - 8} más"] if len(asked.evidence) > 8 else []


def _against_goal(asked: Question) -> str:
    value = asked.value or Decimal(0)
    if asked.goal is None:
        return f"{_level(asked)}: {percent(value)}. Sin meta registrada para comparar."
    if value == 0:
        return f"{_level(asked)}: sin avance (0 de {percent(asked.goal)})."
    if value == asked.goal:
        return f"{_level(asked)}: {percent(value)}, igual a la meta."
    return f"{_level(asked)}: {percent(value)}, {_distance(value, asked.goal)}{_verdict(asked)}"


def _distance(value: Decimal, goal: Decimal) -> str:
    points = count(1, "punto", "puntos") if abs(goal - value) == 1 else f"{number(abs(goal - value))} puntos"
    side = "debajo" if value < goal else "encima"
    return f"{points} por {side} de la meta ({percent(goal)})."


def _verdict(asked: Question) -> str:
    return "" if asked.percent is None else f"\n{light(asked.light)} ({rounded_percent(asked.percent)})."


def _variation(value: Decimal) -> str:
    """The printed report gives signed points; a sentence says which way."""
    if value == 0:
        return "ninguna"
    points = count(1, "punto", "puntos") if abs(value) == 1 else f"{number(abs(value))} puntos"
    return f"{'falta' if value == 1 else 'faltan'} {points}" if value > 0 else f"{points} de más"


def _is_below_but_green(asked: Question) -> bool:
    return asked.light is Light.GREEN and asked.value != asked.goal


def _heading(asked: Question) -> str:
    return f"<b>{_level(asked)}</b> · {escape(asked.unit_code)} · {asked.period}"


def _level(asked: Question) -> str:
    programme = f" · PP {asked.programme}" if asked.programme else ""
    return escape(f"{asked.level}{programme}")


_WORDINGS = {
    Step.VALUE: _value,
    Step.DOUBT: _doubt,
    Step.REASON: _reason,
    Step.OWN_REASON: _own_reason,
    Step.EVIDENCE: _evidence,
    Step.REVIEW: _review,
    Step.CORRECTION: _correction,
}
