"""The questions of dialogues about prórrogas, closing, reopening, relevo, calendar, ladders and hours."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.calendar import inhabil_words as inhabiles
from bot.calendar import ladder_words as ladders
from bot.calendar import prorroga_words as prorrogas
from bot.reminders import reassignment_words as reassignments
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion
from texts.calendar import closings, dates
from texts.kit.formats import day, workdays
from texts.people import handover

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
    """`3 días hábiles (vie 3 oct)`, or a day with its name; any other option keeps its label."""
    try:
        if option.value.isdecimal():
            return f"{workdays(int(option.value))} ({day(date.fromisoformat(option.label))})"
        return inhabiles.removable(option)
    except ValueError:
        return option.label
