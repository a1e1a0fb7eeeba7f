"""Reminders in the chat: their messages, buttons and commands."""
