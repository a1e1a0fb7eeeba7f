"""When a test gives up. Where the product works nobody waits this long, on however busy a machine."""

HANGS = 300.0
"""Seconds after which what was waited for will not come."""
