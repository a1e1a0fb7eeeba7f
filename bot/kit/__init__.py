"""Shared by all subjects of the bot: declarations of buttons and commands, typed text, waiting."""
