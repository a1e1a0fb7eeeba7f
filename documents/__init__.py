"""Reading and writing files: reports, workbooks, letters, pictures."""
