"""Capturing and correcting indicators and narratives in conversation."""
