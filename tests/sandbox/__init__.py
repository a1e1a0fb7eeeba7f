"""The sandbox, seen by the real python-telegram-bot and by its own client."""
