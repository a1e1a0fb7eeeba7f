"""Texts of capture."""
