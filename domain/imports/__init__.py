"""Imported documents: reading printed rows, goals, and the changes of a MIR."""
