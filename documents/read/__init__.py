"""Readers: the kind of a file, and its contents."""
