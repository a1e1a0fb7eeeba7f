"""Texts about acuses and about faulty evidence files."""
