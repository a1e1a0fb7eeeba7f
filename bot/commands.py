"""The switchboard of commands: collects what each subject declares beside its handlers."""

from bot import (
    admin_commands,
    attention,
    calendar_commands,
    capture_commands,
    help_commands,
    paper_commands,
    papers,
    period_commands,
    reminder_commands,
    review_commands,
    simulation_commands,
    status_commands,
    summary_commands,
)
from bot.declared_commands import Declared
from bot.texts.hints import TAKEN

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
"""All there are; one of a subject that stands here needs no further line."""
TAKEN.update(ALL.takes())
