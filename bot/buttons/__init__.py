"""Every button, by subject: what it carries and which right it needs; a button leads to any other room."""
