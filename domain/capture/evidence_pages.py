"""Pages of a list of documents: each leaves room for the other buttons of a message."""

PAGE = 5


def last_page(amount: int) -> int:
    return max(0, amount - 1) // PAGE
