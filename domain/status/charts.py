"""How much fits into one chart of goals and results."""

PAGE = 15
"""The most indicators of one picture: Telegram shrinks a longer one until it is unreadable."""
FULL = 4
"""The most indicators for which every quarter and the names are shown."""


def last_page(amount: int) -> int:
    return max(0, amount - 1) // PAGE
