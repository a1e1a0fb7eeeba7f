"""Collects the commands that each subject declares beside its handlers."""

from bot.calendar import commands as calendar_commands
from bot.calendar import period_commands
from bot.capture import commands as capture_commands
from bot.kit.commands import Declared
from bot.papers import answers as papers
from bot.papers import commands as paper_commands
from bot.people import attention, help_commands
from bot.people import commands as admin_commands
from bot.reminders import commands as reminder_commands
from bot.reminders import simulation_commands
from bot.review import commands as review_commands
from bot.status import commands as status_commands
from bot.summary import commands as summary_commands
from texts.kit.hints import TAKEN

ALL = Declared.collected(
    admin_commands.commands,
    attention.commands,
    calendar_commands.commands,
    capture_commands.commands,
    help_commands.commands,
    paper_commands.commands,
    papers.commands,
    period_commands.commands,
    reminder_commands.commands,
    review_commands.commands,
    simulation_commands.commands,
    status_commands.commands,
    summary_commands.commands,
)
COMMANDS, PHRASES = ALL.by_name, ALL.phrases
"""All commands and phrases; a new one of a listed subject needs no line here."""
TAKEN.update(ALL.takes())
