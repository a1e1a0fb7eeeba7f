"""Words of a capture."""
