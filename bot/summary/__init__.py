"""The summaries in the chat."""
