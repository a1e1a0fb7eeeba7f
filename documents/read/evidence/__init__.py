"""Reading a file of evidence: the letter that a PDF, a photo or a scan shows."""
