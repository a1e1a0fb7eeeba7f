"""Messages out: claimed, worded, paced, sent, and what came of it written down."""
