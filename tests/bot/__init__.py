"""The bot, tested against the sandbox."""
