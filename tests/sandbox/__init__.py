"""The sandbox, tested with the real python-telegram-bot and with its own client."""
