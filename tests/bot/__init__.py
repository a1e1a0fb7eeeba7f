"""The Telegram edge, against the sandbox."""
