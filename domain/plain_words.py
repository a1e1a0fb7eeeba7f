"""Words without what people leave out when they type."""

import unicodedata


def without_accents(text: str) -> str:
    """Drop accents, the tilde of ñ among them; letters that are one sign by themselves stay."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
