"""How long a text is where lengths are counted in UTF-16: by Telegram and by spreadsheets."""


def code_units(text: str) -> int:
    """Return the length in UTF-16 code units: two for a character beyond the BMP."""
    return len(text.encode("utf-16-le")) // 2


def first_units(text: str, units: int) -> str:
    """Return the longest beginning of so many units; a character of two is never split."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
