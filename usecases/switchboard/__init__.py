"""The room that knows every subject: it collects what they declare."""
