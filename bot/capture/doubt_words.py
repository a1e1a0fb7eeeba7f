"""The questions about a probable slip: what looks odd, what was probably meant, a button to keep it."""

from decimal import Decimal

from bot.buttons import keyboards
from domain.capture.messages import Question
from domain.kit.drafts import Choice
from domain.kit.slips import Slip, SlipKind, suggestion
from texts.capture.parts import level
from texts.kit.formats import escape, number, percent, shorten
from texts.kit.rendering import Button, Keyboard


def doubt(asked: Question) -> tuple[str, Keyboard]:
    value = asked.doubtful or Decimal(0)
    slip = asked.slip or Slip(SlipKind.ABOVE_YEAR, suggestion(value))
    text, buttons = _WORDINGS[slip.kind](asked, value, slip)
    return _counted(asked) + text, keyboards.in_rows(buttons)


def _above_year(asked: Question, value: Decimal, slip: Slip) -> tuple[str, list[Button]]:
    text = (
        f"«{percent(value)}» es más de lo programado para todo el año ({percent(asked.annual_goal)}). "
        f"¿Quiso escribir {number(_meant(slip))}?"
    )
    return text, [_take(asked, percent(_meant(slip))), _keep(asked, f"{percent(value)} es correcto")]


def _whole_goal(asked: Question, value: Decimal, slip: Slip) -> tuple[str, list[Button]]:
    met = f"Cumplimos la meta ({percent(_meant(slip))})"
    text = (
        f"«{percent(value)}» es lo programado para todo el año. "
        f"¿Quiso decir que cumplieron la meta del trimestre ({percent(_meant(slip))})?"
    )
    return text, [_take(asked, met), _keep(asked, f"{percent(value)} es correcto")]


def _cumulative(asked: Question, value: Decimal, slip: Slip) -> tuple[str, list[Button]]:
    text = f"¿{percent(value)} es solo de este trimestre? Llevaban {percent(_seen(slip))}."
    meant = f"Es el acumulado ({percent(_meant(slip))} del trimestre)"
    return text, [_keep(asked, "Solo del trimestre"), _take(asked, meant)]


def _tenfold(asked: Question, value: Decimal, slip: Slip) -> tuple[str, list[Button]]:
    against = f" Escribió {percent(value)}"
    goal = f"{against} y la meta es {percent(asked.goal)}." if asked.goal else f"{against}."
    text = f"¿Quiso escribir {number(_meant(slip))}?{goal}"
    return text, [_take(asked, percent(_meant(slip))), _keep(asked, f"{percent(value)} es correcto")]


def _year_over(asked: Question, value: Decimal, slip: Slip) -> tuple[str, list[Button]]:
    year, before = percent(_seen(slip)), percent(asked.accumulated_before)
    text = f"Con {percent(value)} el año llega a {year}: llevaban {before}. ¿Es correcto?"
    return text, [_keep(asked, "Es correcto"), _again(asked)]


def _far_from_mean(asked: Question, value: Decimal, slip: Slip) -> tuple[str, list[Button]]:
    mean = percent(_seen(slip))
    text = f"Las actividades de {level(asked)} promedian {mean}. ¿Es correcto {percent(value)}?"
    return text, [_keep(asked, "Es correcto"), _again(asked)]


def _all_met_zero(asked: Question, _: Decimal, slip: Slip) -> tuple[str, list[Button]]:
    text = (
        f"Todas las actividades de {level(asked)} cumplieron su meta "
        f"(promedian {percent(_seen(slip))}). ¿Queda sin avance?"
    )
    return text, [_keep(asked, "Queda sin avance"), _again(asked)]


def _same_words(asked: Question, _: Decimal, __: Slip) -> tuple[str, list[Button]]:
    words = escape(shorten(asked.doubtful_words or "", 200).rstrip("."))
    text = f"Es lo mismo del trimestre pasado: «{words}». ¿Sigue igual?"
    return text, [
        _keep(asked, "Sigue igual"),
        keyboards.answer(asked.token, "Escribir otra", Choice.RETYPE),
    ]


def _counted(asked: Question) -> str:
    """The count in question: `75/100 = 75 %`."""
    ratio = asked.doubtful_ratio
    if ratio is None or asked.doubtful is None:
        return ""
    return f"{number(ratio.counted)}/{number(ratio.of)} = {percent(asked.doubtful)}\n"


def _keep(asked: Question, label: str) -> Button:
    return keyboards.answer(asked.token, label, Choice.YES)


def _take(asked: Question, label: str) -> Button:
    return keyboards.answer(asked.token, label, Choice.SUGGESTED)


def _again(asked: Question) -> Button:
    return keyboards.answer(asked.token, "Corregir el valor", Choice.RETYPE)


def _meant(slip: Slip) -> Decimal:
    assert slip.meant is not None
    return slip.meant


def _seen(slip: Slip) -> Decimal:
    assert slip.seen is not None
    return slip.seen


_WORDINGS = {
    SlipKind.ABOVE_YEAR: _above_year,
    SlipKind.WHOLE_GOAL: _whole_goal,
    SlipKind.CUMULATIVE: _cumulative,
    SlipKind.TENFOLD: _tenfold,
    SlipKind.YEAR_OVER: _year_over,
    SlipKind.FAR_FROM_MEAN: _far_from_mean,
    SlipKind.ALL_MET_ZERO: _all_met_zero,
    SlipKind.SAME_WORDS: _same_words,
}
