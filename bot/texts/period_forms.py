"""The questions about time and people: prórrogas, closing, reopening, relevo."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.texts import closings, handover, prorrogas
from bot.texts.formats import day, workdays
from domain.forms import Option
from domain.messages import FormQuestion

QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    **prorrogas.QUESTIONS,
    **closings.QUESTIONS,
    **handover.QUESTIONS,
}
REFUSALS = {**prorrogas.REFUSALS, **handover.REFUSALS}
LABELS = {"closing": {"yes": "Cerrar el trimestre"}, "handover": handover.OPTIONS}
DAYS = frozenset({("prorroga", "days"), ("prorroga_days", "days"), ("reopening", "days")})


def days_option(option: Option) -> str:
    """`3 días hábiles (vie 3 oct)`; an option that is no such pair says its own label."""
    try:
        return f"{workdays(int(option.value))} ({day(date.fromisoformat(option.label))})"
    except ValueError:
        return option.label
