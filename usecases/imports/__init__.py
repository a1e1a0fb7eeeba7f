"""Importing documents: reports, MIR workbooks, doubtful rows."""
