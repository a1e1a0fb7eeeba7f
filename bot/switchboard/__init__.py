"""The only place that knows every room: from an update to a handler, from a message to its words."""
