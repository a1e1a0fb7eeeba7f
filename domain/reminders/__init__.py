"""Reminders: ladders and rungs, who gets which when and why, snoozes, «No me corresponde»."""
