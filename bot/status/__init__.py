"""Status, lists, charts and history in the chat."""
