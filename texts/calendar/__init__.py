"""Texts about dates and closings."""
