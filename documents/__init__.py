"""Documents in and out: readers of reports and workbooks, writers of sheets."""
