"""From what is said to what is sent: the words of each message, wherever they stand."""

from bot.rendering import Menu, Message
from bot.texts import (
    acuses,
    admin,
    attention,
    calendar,
    capture,
    capture_months,
    charts,
    closings,
    dates,
    errors,
    forms,
    handover,
    helping,
    history,
    inhabiles,
    ladders,
    late,
    membership,
    mir_loads,
    narratives,
    nudges,
    paper_orders,
    pending,
    people,
    proof,
    prorrogas,
    reassignments,
    reminders,
    restored,
    review,
    review_corrections,
    simulation,
    snoozing,
    status,
    status_lists,
    summary,
    summary_files,
    summary_reports,
    templates,
    variables,
)
from bot.texts.formats import escape, shorten
from bot.texts.wording import WORDINGS
from domain.said import Said

MODULES = (
    acuses,
    admin,
    attention,
    calendar,
    capture,
    capture_months,
    charts,
    closings,
    dates,
    errors,
    forms,
    handover,
    helping,
    history,
    inhabiles,
    ladders,
    late,
    membership,
    mir_loads,
    narratives,
    nudges,
    paper_orders,
    pending,
    people,
    proof,
    prorrogas,
    reassignments,
    reminders,
    restored,
    review,
    review_corrections,
    simulation,
    snoozing,
    status,
    status_lists,
    summary,
    summary_files,
    summary_reports,
    templates,
    variables,
)
"""A new text needs no line here, only a new module does."""

LONGEST_SAID = 60
"""Characters of an answer that its question repeats."""


def answered(question: Message, said: str) -> str:
    """Return the text of a question once it is answered: it says what was answered."""
    return f"{question.html}\n\n✓ {escape(shorten(said, LONGEST_SAID))}"


def word(message: Said) -> Message | Menu:
    """Return the Spanish message, escaped and with its buttons."""
    return WORDINGS[type(message)](message)
