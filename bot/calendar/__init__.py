"""Dates, inhábiles, prórrogas, closings and ladders in the chat."""
