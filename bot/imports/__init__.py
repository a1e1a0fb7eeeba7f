"""MIR workbooks sent in the chat."""
