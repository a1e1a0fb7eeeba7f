"""Every Spanish sentence of the chat, one module for each subject."""
