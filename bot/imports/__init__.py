"""MIR workbooks that are sent to the chat."""
