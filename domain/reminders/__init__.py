"""Reminders: ladders and rungs, who gets which when and why, snoozing, «No me corresponde»."""
