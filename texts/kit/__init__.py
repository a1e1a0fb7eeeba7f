"""Texts of all subjects: numbers, days, lights, refusals, next steps."""
