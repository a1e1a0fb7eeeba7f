"""Every button, by subject: its fields and the right it needs. Any room may import this one."""
