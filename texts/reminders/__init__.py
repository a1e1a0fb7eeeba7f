"""Texts of a rehearsal."""
