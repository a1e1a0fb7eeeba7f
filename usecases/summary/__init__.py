"""Summaries for IMPLAN: planned, counted, composed, with their files."""
