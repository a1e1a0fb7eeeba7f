"""The documents that the municipality files, made from the captured facts."""
