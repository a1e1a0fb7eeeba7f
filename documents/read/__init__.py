"""Readers: what a file is, and what it says, by its content."""
