"""Reading a file of evidence: the letter in a PDF, a photo or a scan."""
