"""The connection to Telegram: requests, whose answer it is, its clock, the token."""
