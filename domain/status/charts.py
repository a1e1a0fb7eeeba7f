"""What fits into one chart of goal and achieved."""

PAGE = 15
"""Indicators of one picture: a longer one is shrunk by Telegram until nobody can read it."""
FULL = 4
"""Indicators up to which every quarter and the names are shown."""


def last_page(amount: int) -> int:
    return max(0, amount - 1) // PAGE
