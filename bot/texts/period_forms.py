"""The questions about time and people: prórrogas, closing, reopening, relevo, calendar, ladders, hours."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.texts import closings, dates, handover, inhabiles, ladders, prorrogas, reassignments
from bot.texts.formats import day, workdays
from domain.forms import Option
from domain.messages.forms import FormQuestion

QUESTIONS: Mapping[str, Mapping[str, Callable[[FormQuestion], str]]] = {
    **prorrogas.QUESTIONS,
    **closings.QUESTIONS,
    **handover.QUESTIONS,
    **reassignments.QUESTIONS,
    **dates.QUESTIONS,
    **inhabiles.QUESTIONS,
    **ladders.QUESTIONS,
}
REFUSALS = {
    **prorrogas.REFUSALS,
    **handover.REFUSALS,
    **reassignments.REFUSALS,
    **dates.REFUSALS,
    **inhabiles.REFUSALS,
    **ladders.REFUSALS,
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "closing": {"yes": "Cerrar el trimestre"},
    "handover": handover.OPTIONS,
    **dates.LABELS,
    **inhabiles.LABELS,
    **ladders.LABELS,
}
REMOVABLE = ("inhabil_removal", "day")
DAYS = frozenset({("prorroga", "days"), ("prorroga_days", "days"), ("reopening", "days"), REMOVABLE})


def days_option(option: Option) -> str:
    """`3 días hábiles (vie 3 oct)`, or a day with its name; anything else says its own label."""
    try:
        if option.value.isdecimal():
            return f"{workdays(int(option.value))} ({day(date.fromisoformat(option.label))})"
        return inhabiles.removable(option)
    except ValueError:
        return option.label
