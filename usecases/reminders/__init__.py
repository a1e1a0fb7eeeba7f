"""Reminders: planned, composed, put off, given by hand, rehearsed; «No me corresponde»."""
