"""The questions of an indicator that is captured month by month."""

from decimal import Decimal

from bot.buttons import keyboards
from domain.capture.messages import MonthsSaved, Question
from domain.kit.drafts import Choice, Step
from texts.capture.parts import heading, month_name
from texts.kit.formats import escape, joined, of_goal, percent
from texts.kit.rendering import Keyboard, Message
from texts.kit.wording import words

Months = tuple[tuple[int, Decimal], ...]


@words(MonthsSaved)
def months_saved(said: MonthsSaved) -> Message:
    return Message(f"Guardado. {escape(said.level)}: van {so_far(said.months, said.goal)}.")


def so_far(months: Months, goal: Decimal | None) -> str:
    """`17 de 25 % (julio 8 % y agosto 9 %)`."""
    each = joined([f"{month_name(month)} {percent(value)}" for month, value in months])
    total = sum((value for _, value in months), Decimal(0))
    return f"{of_goal(total, goal)} ({each})"


def _month(asked: Question) -> tuple[str, Keyboard]:
    assert asked.month is not None
    name = month_name(asked.month)
    others = tuple(each for each in asked.months if each[0] != asked.month)
    known = f"Van {so_far(others, asked.goal)}.\n" if others else ""
    example = f", en {escape(asked.variable.counted)} o con el signo %" if asked.variable else ""
    text = f"{heading(asked)}\n\n{known}¿Cuánto lograron en {name}? Escriba solo el dato{example}."
    buttons = [
        keyboards.answer(asked.token, "Sin avance", Choice.NO_PROGRESS),
        keyboards.answer(asked.token, "Dar el total", Choice.TOTAL),
        keyboards.answer(asked.token, "Cancelar", Choice.CANCEL),
    ]
    return text, keyboards.in_rows(buttons)


def _months(asked: Question) -> tuple[str, Keyboard]:
    text = (
        f"{heading(asked)}\n\nVan {so_far(asked.months, asked.goal)}. "
        "El trimestre se completa con los meses que faltan.\n¿Lo guardamos así?"
    )
    buttons = [keyboards.answer(asked.token, "Guardar", Choice.SAVE)]
    buttons += [
        keyboards.answer(asked.token, f"Cambiar {month_name(month)}", Choice.MONTH, month)
        for month, _ in asked.months
    ]
    buttons.append(keyboards.answer(asked.token, "Dar el total", Choice.TOTAL))
    buttons.append(keyboards.answer(asked.token, "Cancelar", Choice.CANCEL))
    return text, keyboards.in_rows(buttons)


MONTH_WORDINGS = {Step.MONTH: _month, Step.MONTHS: _months}
