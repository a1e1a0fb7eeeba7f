"""Texts that a spreadsheet would run as a formula."""

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the full-width forms of the first four, which some programs treat alike."""
LINE_SIGNS = ("\t", "\r", "\n")
"""Characters that may end a cell early."""


def may_be_formula(text: str) -> bool:
    """Tell whether a spreadsheet could run a text, even behind a blank or an invisible character."""
    seen = next((place for place, sign in enumerate(text) if not _is_unseen(sign)), len(text))
    return text.startswith(LINE_SIGNS) or text[seen:].startswith(SIGNS)


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or not sign.isprintable()
