"""Summaries for IMPLAN: planned, computed, composed, with their files."""
