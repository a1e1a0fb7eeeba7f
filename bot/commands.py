"""The switchboard of commands: each module below declares those of its subject beside their handlers."""

import bot.admin_commands
import bot.attention
import bot.calendar_commands
import bot.capture_commands
import bot.help_commands
import bot.paper_commands
import bot.papers
import bot.period_commands
import bot.reminder_commands
import bot.review_commands
import bot.simulation_commands
import bot.status_commands
import bot.summary_commands
from bot.declared_commands import COMMANDS

__all__ = ["COMMANDS"]
