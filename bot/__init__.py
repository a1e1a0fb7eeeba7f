"""Telegram at the edge: raw updates in, rendered messages out."""
