"""Taking in what comes as a document: reports, MIR workbooks, doubtful rows."""
