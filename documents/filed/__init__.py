"""The documents that the municipality files, made from what was captured."""
