"""The Telegram bot: takes raw updates and sends rendered messages."""
