"""Answers about reports: the state, the gaps, the history."""
