"""The questions of a justification: cause, what happened, what is done, by when it is recovered."""

from bot.buttons import keyboards
from domain.capture.messages import Question
from domain.kit.causes import MOST_OFFERED, causes_for
from domain.kit.drafts import Choice, Step
from domain.kit.lights import Light
from texts.capture.parts import against_goal, level, named_cause
from texts.kit.formats import escape, shorten
from texts.kit.rendering import Button, Keyboard


def _cause(asked: Question) -> tuple[str, Keyboard]:
    causes = asked.causes or causes_for(asked.light)
    buttons = [
        keyboards.answer(asked.token, cause, Choice.CAUSE, position)
        for position, cause in enumerate(causes[:MOST_OFFERED])
    ]
    buttons.append(keyboards.answer(asked.token, "Otra", Choice.OTHER))
    text = f"{against_goal(asked)}\n¿Cuál fue la causa? Toque una o escríbala."
    return text, keyboards.in_rows([*buttons, *_ways_out(asked)])


def _words(asked: Question) -> tuple[str, Keyboard]:
    named = named_cause(asked)
    cause = f" Causa: {escape(shorten(named, 60))}." if named else ""
    what = "qué lo hizo posible" if asked.light is Light.OVER else "qué pasó"
    example = (
        "«Se sumaron dos jornadas que pidió la agencia»"
        if asked.light is Light.OVER
        else "«La reunión de septiembre pasó a octubre»"
    )
    text = f"{level(asked)}.{cause}\nEscriba en una frase {what}. Por ejemplo: {example}"
    return text, keyboards.in_rows(_ways_out(asked))


def _action(asked: Question) -> tuple[str, Keyboard]:
    text = (
        f"{level(asked)}: ¿qué harán para corregirlo? "
        "Por ejemplo: «Se hará la reunión el 15 de octubre con las dos áreas»"
    )
    return text, keyboards.in_rows(_ways_out(asked))


def _recovery(asked: Question) -> tuple[str, Keyboard]:
    text = f"{level(asked)}: ¿para qué fecha se recupera? Por ejemplo: 30 de octubre"
    never = keyboards.answer(asked.token, "No se recupera", Choice.NEVER)
    return text, keyboards.in_rows([never, *_ways_out(asked)])


def _ways_out(asked: Question) -> list[Button]:
    return [
        keyboards.answer(asked.token, "Corregir", Choice.CORRECT),
        keyboards.answer(asked.token, "Cancelar", Choice.CANCEL),
    ]


REASON_WORDINGS = {
    Step.REASON: _cause,
    Step.OWN_REASON: _words,
    Step.ACTION: _action,
    Step.RECOVERY: _recovery,
}
