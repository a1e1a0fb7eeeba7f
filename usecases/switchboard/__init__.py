"""What knows every subject: it collects what they declare."""
