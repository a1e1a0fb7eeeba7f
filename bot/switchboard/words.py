"""Finds the wording of each message, in every room."""

from bot.calendar import inhabil_words as inhabiles
from bot.calendar import ladder_words as ladders
from bot.calendar import prorroga_words as prorrogas
from bot.calendar import words as calendar
from bot.capture import late_words as late
from bot.capture import month_words as capture_months
from bot.capture import narrative_words as narratives
from bot.capture import words as capture
from bot.imports import words as mir_loads
from bot.papers import words as paper_orders
from bot.people import attention_words as attention
from bot.people import membership_words as membership
from bot.people import variable_words as variables
from bot.people import words as admin
from bot.reminders import nudge_words as nudges
from bot.reminders import reassignment_words as reassignments
from bot.reminders import snooze_words as snoozing
from bot.reminders import words as reminders
from bot.review import correction_words as review_corrections
from bot.review import words as review
from bot.status import chart_words as charts
from bot.status import history_words as history
from bot.status import list_words as status_lists
from bot.status import pending_words as pending
from bot.status import words as status
from bot.summary import report_words as summary_reports
from bot.summary import words as summary
from bot.switchboard import form_words as forms
from bot.switchboard import help_words as helping
from domain.kit.said import Said
from texts.calendar import closings, dates
from texts.delivery import restored
from texts.evidence import acuses, proof
from texts.kit import refusals as errors
from texts.kit.formats import escape, shorten
from texts.kit.rendering import Menu, Message
from texts.kit.wording import WORDINGS
from texts.papers import templates
from texts.people import handover, welcome
from texts.reminders import simulation
from texts.summary import files as summary_files

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
    welcome,
)
"""A new text needs no line here, only a new module does."""

LONGEST_SAID = 60
"""Characters of an answer that its question repeats."""


def answered(question: Message, said: str) -> str:
    """Return the text of an answered question, with its answer."""
    return f"{question.html}\n\n✓ {escape(shorten(said, LONGEST_SAID))}"


def word(message: Said) -> Message | Menu:
    """Return the Spanish message, escaped and with its buttons."""
    return WORDINGS[type(message)](message)
