"""Reminders: planned, composed, snoozed, given by hand, rehearsed; «No me corresponde»."""
